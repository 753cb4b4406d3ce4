//! A controlled document belongs to no department.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.library.controlled() {
        if document.meta.department.is_none() && !document.is_withdrawn() {
            let message = format!("{} belongs to no department", called(document));
            let finding = Diagnostic::new(
                Code::DepartmentMissing,
                &document.sop.path,
                Span::START,
                message,
            );
            found.push(
                finding
                    .help("add `department`, or give it to the whole folder in `_defaults.toml`"),
            );
        }
    }
}
