//! A controlled document has no version.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.library.controlled() {
        if document.meta.version.is_none() && !document.is_withdrawn() {
            let message = format!("{} has no version", called(document));
            let finding = Diagnostic::new(
                Code::VersionMissing,
                &document.sop.path,
                Span::START,
                message,
            );
            found.push(finding.help("add `version: 1.0`"));
        }
    }
}
