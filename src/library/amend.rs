//! The library after an edit that changes nothing that other documents use.
//!
//! In: the library before and the documents with another text. Out: the same library as
//! [`super::assemble`] would make, where only the edited documents are made anew and those that link
//! to headings that appeared or disappeared; everything else is shared. Most edits are of that kind.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::library::assemble::{Input, document, referred_to, resolve, withheld};
use crate::library::inherit::Inheritance;
use crate::library::names::anchors;
use crate::library::outward::Outward;
use crate::library::{Document, DocumentIndex, Library, lifecycle};
use crate::parse::{Parsed, Sop};

/// With more documents than this to be made anew, assembling the whole library costs no more.
const MANY: usize = 100;

/// The library with other texts of some of its documents. All else that `input` holds is as it was
/// for `before`. `None` if something has changed that others take from an edited document: then the
/// whole library has to be assembled.
pub fn amend(before: &Library, changed: &[Arc<Parsed>], input: Input<'_>) -> Option<Library> {
    if changed.len() > MANY {
        return None;
    }
    let source = before.names.source.as_ref();
    let mut inheritance = Inheritance::new(input.defaults);
    let mut after = before.clone();
    let mut anew: BTreeSet<DocumentIndex> = BTreeSet::new();
    let mut pointing: BTreeSet<DocumentIndex> = BTreeSet::new();
    for parsed in changed {
        let sop = &parsed.sop;
        let meta = inheritance.apply(&sop.path, &sop.meta);
        let mut document = document(parsed, meta, source, input);
        let is_out = document.status.is_in_the_making() && !input.with_drafts;
        let index = match before.at(&sop.path) {
            Some(index) if !is_out => index,
            None if is_out && before.withheld.contains(&withheld(&document)) => continue,
            _ => return None,
        };
        let old = before.document(index);
        carry_over(&mut document, old);
        if !has_same_anchors(&old.sop, sop) {
            pointing.extend(&old.referred_by);
        }
        after.names.replace(index, sop);
        after.documents[index.0] = Arc::new(document);
        anew.insert(index);
    }
    anew.extend(pointing);
    if anew.len() > MANY {
        return None;
    }
    for index in &anew {
        let document = Arc::make_mut(&mut after.documents[index.0]);
        resolve(*index, document, &after.names);
    }
    let roles = &input.config.roles;
    let is_same = |index| Outward::of(index, before, roles) == Outward::of(index, &after, roles);
    if !anew.iter().all(|index| is_same(*index)) {
        return None;
    }
    for index in anew {
        update_backlinks(before, &mut after, index);
    }
    Some(after)
}

/// Gives a document with a new text what only the whole library can decide. It still applies as long
/// as the document's [`Outward`] is the same.
fn carry_over(document: &mut Document, old: &Document) {
    lifecycle::carry_over(document, old);
    document.route.clone_from(&old.route);
    document.referred_by.clone_from(&old.referred_by);
}

fn has_same_anchors(old: &Sop, new: &Sop) -> bool {
    let set = |sop| anchors(sop).collect::<BTreeSet<_>>();
    old.title_id == new.title_id && set(old) == set(new)
}

/// Adds `from` to the backlinks of what it now refers to, and removes it where it no longer does.
fn update_backlinks(before: &Library, after: &mut Library, from: DocumentIndex) {
    let was = referred_to(before.document(from));
    let is = referred_to(after.document(from));
    for target in was.symmetric_difference(&is).filter(|to| **to != from) {
        let referred_by = &mut Arc::make_mut(&mut after.documents[target.0]).referred_by;
        match referred_by.binary_search(&from) {
            Ok(at) => drop(referred_by.remove(at)),
            Err(at) => referred_by.insert(at, from),
        }
    }
}
