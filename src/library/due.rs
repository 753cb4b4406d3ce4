//! What is to be reviewed, and when: one list for pages, calendars and commands.

use std::collections::BTreeMap;

use crate::config::Roles;
use crate::date::Date;
use crate::library::{Document, DocumentIndex, Library, ReviewState, Route, role_name};
use crate::text::{shortened, slug};

/// A document whose review is due, or that does not say when it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub document: DocumentIndex,
    /// The day; `None` where none can be worked out.
    pub date: Option<Date>,
}

/// An owner of documents that are to be reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// As `roles.toml` has it, else as written.
    pub name: String,
    /// The address of the calendar of their reviews.
    pub calendar: Route,
    /// By due date, then by path.
    pub documents: Vec<DocumentIndex>,
}

impl Library {
    /// Every document that is to be reviewed, whenever that is: those without a day first, then by
    /// day, then by path. Not those that are withdrawn, exempt or not under document control.
    pub fn due(&self) -> Vec<Due> {
        due(self.indexed())
    }
}

fn due<'a>(documents: impl Iterator<Item = (DocumentIndex, &'a Document)>) -> Vec<Due> {
    let mut found: Vec<Due> = documents
        .filter(|(_, document)| {
            let state = &document.review.state;
            !document.is_withdrawn()
                && !matches!(state, ReviewState::None | ReviewState::Exempt { .. })
        })
        .map(|(index, document)| Due {
            document: index,
            date: document.review.due,
        })
        .collect();
    found.sort_by_key(|due| (due.date, due.document));
    found
}

/// The owners of all documents to be reviewed, by name.
pub(super) fn owners(documents: &[&Document], roles: &Roles) -> Vec<Owner> {
    let indexed = documents.iter().enumerate();
    let indexed = indexed.map(|(at, document)| (DocumentIndex(at), *document));
    let mut by_name: BTreeMap<String, Vec<DocumentIndex>> = BTreeMap::new();
    for due in due(indexed) {
        if let Some(owner) = &documents[due.document.0].meta.owner {
            let name = role_name(roles, &owner.value);
            by_name.entry(name).or_default().push(due.document);
        }
    }
    let mut taken: Vec<String> = Vec::new();
    let owners = by_name.into_iter().map(|(name, documents)| {
        let mut file = shortened(&slug(&name)).to_owned();
        while file.is_empty() || taken.contains(&file) {
            file.push_str("-2");
        }
        taken.push(file.clone());
        let calendar = Route::new(format!("reviews/{file}.ics"));
        Owner {
            name,
            calendar,
            documents,
        }
    });
    owners.collect()
}

impl ReviewState {
    /// Whether action is overdue: past the due date, never reviewed, or without a review date.
    pub fn is_late(&self) -> bool {
        matches!(
            self,
            ReviewState::Overdue { .. } | ReviewState::NeverReviewed | ReviewState::NoReviewDate
        )
    }
}
