//! What changed in the library, in one row.

use std::collections::HashMap;

use crate::date::Date;
use crate::history::revisions::same_version;
use crate::history::timeline::{Event, TimelineEntry};
use crate::library::{Document, DocumentIndex, Library};

/// A revision of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LibraryChange {
    /// When: as declared, else as git shows.
    pub date: Date,
    /// Of which document.
    pub document: DocumentIndex,
    /// Index into the document's `past.entries`.
    pub entry: usize,
}

impl Library {
    /// Every revision up to `today` that has a date, the newest first; on one day in the order of
    /// the documents' paths.
    pub fn changes(&self, today: Date) -> Vec<LibraryChange> {
        changes(&self.iter().collect::<Vec<_>>(), today)
    }
}

/// The same for documents that are not a library yet.
pub(super) fn changes(documents: &[&Document], today: Date) -> Vec<LibraryChange> {
    let mut found: Vec<LibraryChange> = Vec::new();
    let versions = versions(documents);
    for (at, document) in documents.iter().enumerate() {
        for (entry, told) in document.past.entries.iter().enumerate() {
            let is_revision = matches!(told.event, Event::Revision { .. });
            if is_revision && is_told_elsewhere(documents, &versions, at, told) {
                continue;
            }
            if let Some(date) = told.date.filter(|date| is_revision && *date <= today) {
                found.push(LibraryChange {
                    date,
                    document: DocumentIndex(at),
                    entry,
                });
            }
        }
    }
    found.sort_by_key(|change| {
        (
            std::cmp::Reverse(change.date),
            change.document,
            change.entry,
        )
    });
    found
}

/// The documents that share an id with others.
fn versions(documents: &[&Document]) -> HashMap<String, Vec<usize>> {
    let mut versions: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, document) in documents.iter().enumerate() {
        if let Some(id) = document.id() {
            versions.entry(id.to_lowercase()).or_default().push(at);
        }
    }
    versions.retain(|_, documents| documents.len() > 1);
    versions
}

/// Whether an entry that only the document's own list has is a change that another version of it
/// also lists: lists continue from one version to the next.
fn is_told_elsewhere(
    documents: &[&Document],
    versions: &HashMap<String, Vec<usize>>,
    at: usize,
    entry: &TimelineEntry,
) -> bool {
    let is_in_git = |entry: &TimelineEntry| {
        matches!(
            entry.event,
            Event::Revision {
                committed: Some(_),
                ..
            }
        )
    };
    let id = documents[at].id().map(str::to_lowercase);
    let others = id.and_then(|id| versions.get(&id));
    let (Some(others), Some(version)) = (others, entry.version()) else {
        return false;
    };
    let others = others.iter().filter(|other| **other != at);
    let mut told = others.flat_map(|other| {
        let entries = documents[*other].past.entries.iter();
        entries.map(move |entry| (*other, entry))
    });
    !is_in_git(entry)
        && told.any(|(other, told)| {
            let is_same = (told.version()).is_some_and(|told| same_version(told, version));
            is_same && (is_in_git(told) || other < at)
        })
}
