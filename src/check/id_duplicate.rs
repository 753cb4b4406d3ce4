//! Two documents have the same id.

use std::collections::HashMap;

use crate::check::{Facts, is_other_version, span_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Document;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let mut known: HashMap<String, &Document> = HashMap::new();
    for document in &facts.library.documents {
        let Some(id) = document.id() else { continue };
        let first = *known.entry(id.to_lowercase()).or_insert(document);
        let is_same = std::ptr::eq(first, document);
        if is_same || is_other_version(first, document) {
            continue;
        }
        let message = format!("`{id}` is also the id of `{}`", first.sop.path);
        let span = span_of(&document.sop.meta.id);
        let finding = Diagnostic::new(Code::IdDuplicate, &document.sop.path, span, message);
        found.push(finding.help("give one of the two another id"));
    }
}
