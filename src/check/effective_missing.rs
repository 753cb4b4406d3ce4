//! A document in force has no effective date.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.library.controlled() {
        if document.is_in_force()
            && document.meta.effective.is_none()
            && document.meta.issued.is_none()
        {
            let message = format!(
                "{} is in force, but does not say since when",
                called(document)
            );
            let finding = Diagnostic::new(
                Code::EffectiveMissing,
                &document.sop.path,
                Span::START,
                message,
            );
            found.push(finding.help("add `effective: YYYY-MM-DD`"));
        }
    }
}
