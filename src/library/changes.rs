//! What changed in the library, in one row.

use crate::date::Date;
use crate::history::timeline::Event;
use crate::library::{DocumentIndex, Library};

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
        let mut found: Vec<LibraryChange> = Vec::new();
        for (index, document) in self.indexed() {
            for (at, entry) in document.past.entries.iter().enumerate() {
                let is_revision = matches!(entry.event, Event::Revision { .. });
                if let Some(date) = entry.date.filter(|date| is_revision && *date <= today) {
                    found.push(LibraryChange {
                        date,
                        document: index,
                        entry: at,
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
}
