//! A retired document does not say why.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::DocumentStatus;
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        if document.status == DocumentStatus::Retired && document.meta.retired_reason.is_none() {
            let message = format!("{} is retired, but does not say why", called(document));
            let finding = Diagnostic::new(
                Code::RetiredReasonMissing,
                &document.sop.path,
                Span::START,
                message,
            );
            found.push(finding.help("add `retired_reason`"));
        }
    }
}
