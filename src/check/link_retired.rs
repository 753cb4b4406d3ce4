//! A document refers to one that is no longer in force.

use crate::check::{Facts, called};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Document, Target};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        if document.is_withdrawn() {
            continue;
        }
        for (link, target) in document.sop.links.iter().zip(&document.links) {
            let Target::Document { document: to, .. } = target else {
                continue;
            };
            let to = facts.library.document(*to);
            if to.is_withdrawn() && !names_as_predecessor(document, to) {
                let message = format!("{} is {}", called(to), to.status.name());
                let path = &document.sop.path;
                let finding = Diagnostic::new(Code::LinkRetired, path, link.span, message);
                found.push(finding.help(successor(to)));
            }
        }
    }
}

/// A successor may well speak of what it replaces.
fn names_as_predecessor(document: &Document, old: &Document) -> bool {
    let mut replaced = document.meta.supersedes.iter();
    replaced.any(|id| Some(id.value.as_str()) == old.id())
}

fn successor(old: &Document) -> String {
    match old.meta.superseded_by.first() {
        Some(new) => format!("link to `{}`, which replaces it", new.value),
        None => "link to what is in force, or remove the link".to_owned(),
    }
}
