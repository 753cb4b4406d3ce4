//! A controlled document has no owner.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.library.controlled() {
        if document.meta.owner.is_none() && !document.is_withdrawn() {
            let message = format!("{} has no owner", called(document));
            let finding =
                Diagnostic::new(Code::OwnerMissing, &document.sop.path, Span::START, message);
            found.push(finding.help("add `owner`: the role that answers for it"));
        }
    }
}
