//! A heading has no text.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for heading in &document.sop.headings {
            if heading.text.trim().is_empty() {
                let message = "the heading has no text";
                let path = &document.sop.path;
                let finding = Diagnostic::new(Code::HeadingEmpty, path, heading.span, message);
                found.push(finding.help("name the section, or remove the heading"));
            }
        }
    }
}
