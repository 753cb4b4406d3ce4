//! The library after an edit that leaves every document's name and address alone.
//!
//! Most edits do. Then only the edited documents are made anew, and what points at a heading that
//! came or went; all else is shared with the library before.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::library::assemble::{Input, document, referred_to, resolve, withheld};
use crate::library::inherit::Inheritance;
use crate::library::names::anchors;
use crate::library::{Document, DocumentIndex, Library, Target, roles};
use crate::parse::steps::{Next, ways};
use crate::parse::{Parsed, Sop};
use crate::source::FilePath;

/// The library with other texts of some of its documents: the same as [`super::assemble`] would
/// make of all of them. All else that `input` holds is as it was for `before`. `None` for an edit
/// that other documents have to hear of; then everything has to be assembled.
pub fn amend(before: &Library, changed: &[Arc<Parsed>], input: Input<'_>) -> Option<Library> {
    let source = before.names.source.as_ref();
    let mut inheritance = Inheritance::new(input.defaults);
    let mut after = before.clone();
    let mut anew: Vec<(DocumentIndex, Document)> = Vec::new();
    let mut pointing: BTreeSet<DocumentIndex> = BTreeSet::new();
    for parsed in changed {
        let sop = &parsed.sop;
        let meta = inheritance.apply(&sop.path, &sop.meta);
        let mut document = document(parsed, meta, source, input);
        let is_out = document.status.is_in_the_making() && !input.with_drafts;
        let Some(index) = before.at(&sop.path).filter(|_| !is_out) else {
            match is_out && before.withheld.contains(&withheld(&document)) {
                true => continue,
                false => return None,
            }
        };
        let old = before.document(index);
        if !is_called_alike(old, &document) {
            return None;
        }
        document.route.clone_from(&old.route);
        document.referred_by.clone_from(&old.referred_by);
        if !has_same_anchors(&old.sop, sop) {
            pointing.extend(&old.referred_by);
        }
        after.names.replace(index, sop);
        anew.push((index, document));
    }
    for index in pointing {
        if !anew.iter().any(|(edited, _)| *edited == index) {
            anew.push((index, before.document(index).clone()));
        }
    }
    let mut is_work_same = true;
    for (index, document) in &mut anew {
        let old = before.document(*index);
        resolve(*index, document, &after.names);
        if published(old) != published(document) {
            return None;
        }
        is_work_same &= work(old) == work(document);
    }
    let edited: Vec<DocumentIndex> = anew.iter().map(|(index, _)| *index).collect();
    for (index, document) in anew {
        after.documents[index.0] = Arc::new(document);
    }
    for index in edited {
        turn_round(before, &mut after, index);
    }
    if !is_work_same {
        let index = roles::index(&after.documents, &input.config.roles);
        after.roles = Arc::new(index);
    }
    Some(after)
}

/// Whether names, groups and redirects of the library stay what they are.
fn is_called_alike(old: &Document, new: &Document) -> bool {
    let (before, after) = (&old.meta, &new.meta);
    let department = |document: &Document| {
        let department = document.meta.department.as_ref();
        department.map(|name| name.value.clone())
    };
    old.id() == new.id()
        && old.title() == new.title()
        && values(&before.aliases).eq(values(&after.aliases))
        && values(&before.tags).eq(values(&after.tags))
        && before.redirects == after.redirects
        && department(old) == department(new)
        && old.kind == new.kind
        && old.status == new.status
}

fn values<T>(list: &[crate::text::At<T>]) -> impl Iterator<Item = &T> {
    list.iter().map(|at| &at.value)
}

fn has_same_anchors(old: &Sop, new: &Sop) -> bool {
    let set = |sop| anchors(sop).collect::<BTreeSet<_>>();
    old.title_id == new.title_id && set(old) == set(new)
}

/// The files of the library that a document publishes.
fn published(document: &Document) -> BTreeSet<&FilePath> {
    let references = document.references.iter();
    let references = references.filter_map(|reference| reference.target.as_ref());
    let targets = document.links.iter().chain(&document.images);
    let files = targets.chain(references).filter_map(|target| match target {
        Target::Asset(path) => Some(path),
        _ => None,
    });
    files.collect()
}

/// All that the index of roles takes from a document, to be compared.
fn work(document: &Document) -> String {
    let (meta, sop) = (&document.meta, &document.sop);
    let approvers = meta.approvers.iter().map(|one| {
        let named = one.role.as_ref().unwrap_or(&one.name);
        &named.value
    });
    let training = meta.training.iter();
    let training = training.flat_map(|training| values(&training.value.required_for));
    let steps = sop.procedures.iter().map(|procedure| {
        let steps = procedure.steps.iter().map(|step| {
            let details = step.details.iter();
            let details = details.map(|detail| (detail.kind, &detail.roles));
            let links = sop.links.iter().zip(&document.links).filter(|(link, _)| {
                step.span.start <= link.span.start && link.span.end <= step.span.end
            });
            let links = links.map(|(link, target)| (link.form, target));
            let facts = (&step.id, step.role, step.parent, step.is_end());
            (
                facts,
                details.collect::<Vec<_>>(),
                links.collect::<Vec<_>>(),
            )
        });
        let next = ways(procedure).into_iter().flatten().map(|way| {
            let link = match way.next {
                Next::Link(link) => document.links.get(link).cloned(),
                _ => None,
            };
            (way.next, link)
        });
        let (steps, next) = (steps.collect::<Vec<_>>(), next.collect::<Vec<_>>());
        (&procedure.anchor, steps, next)
    });
    let blocks = sop.blocks.iter().enumerate();
    let raci = blocks.filter(|(_, block)| block.word == "raci");
    format!(
        "{:?}",
        (
            meta.owner.as_ref().map(|owner| &owner.value),
            approvers.collect::<Vec<_>>(),
            values(&meta.audience).collect::<Vec<_>>(),
            training.collect::<Vec<_>>(),
            values(&sop.role_mentions).collect::<Vec<_>>(),
            steps.collect::<Vec<_>>(),
            raci.map(|(at, block)| (at, &block.source))
                .collect::<Vec<_>>(),
        )
    )
}

/// Tells the documents that an edited one refers to, and those that it did.
fn turn_round(before: &Library, after: &mut Library, edited: DocumentIndex) {
    let was = referred_to(before.document(edited));
    let is = referred_to(after.document(edited));
    for target in was.symmetric_difference(&is) {
        if *target == edited {
            continue;
        }
        let referred_by = &mut Arc::make_mut(&mut after.documents[target.0]).referred_by;
        match referred_by.binary_search(&edited) {
            Ok(at) => drop(referred_by.remove(at)),
            Err(at) => referred_by.insert(at, edited),
        }
    }
}
