//! Folder defaults with no document below them.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for defaults in &facts.library.defaults {
        if !defaults.is_used {
            let message = "there is no document below this folder";
            let path = &defaults.path;
            let finding = Diagnostic::new(Code::DefaultsUnused, path, Span::START, message);
            found.push(finding.help("move or remove the defaults"));
        }
    }
}
