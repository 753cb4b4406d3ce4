//! A retired document does not say since when.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::DocumentStatus;
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        if document.status == DocumentStatus::Retired && document.meta.retired.is_none() {
            let message = format!(
                "{} is retired, but does not say since when",
                called(document)
            );
            let finding = Diagnostic::new(
                Code::RetiredDateMissing,
                &document.sop.path,
                Span::START,
                message,
            );
            found.push(finding.help("add `retired: YYYY-MM-DD`"));
        }
    }
}
