//! The life of a document: whether it is to be followed today, what takes its place and when.
//!
//! In: the documents of a build with their status as written, and today. Out: the status of each
//! today, and its [`Life`]: all that a page, a list or the search may claim of it. Nobody has to
//! edit a file on the day on which a version takes effect.

use std::collections::HashMap;

use crate::date::Date;
use crate::library::{Document, DocumentIndex, ReviewFacts, Target};
use crate::parse::DocumentStatus;

/// How a document stands today and what is known of its future.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// The day after today on which it takes effect.
    pub takes_effect: Option<Date>,
    /// For a document in force: the version that replaces it, and on which day after today.
    pub next: Option<(DocumentIndex, Date)>,
    /// What to follow instead today: the version in force or what it supersedes for a document yet
    /// to take effect, else those at the end of the chain of successors of a withdrawn one whose
    /// direct successors are all withdrawn.
    pub instead: Vec<DocumentIndex>,
    /// The version of the same id that is in force.
    pub present: Option<DocumentIndex>,
    /// What its page has to say first; `None` for a document that is simply in force.
    pub notice: Option<Notice>,
}

/// What the page of a document has to say first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// In force until another version replaces it: [`Life::next`].
    Replaced,
    /// Not to be followed before the day on which it takes effect: [`Life::takes_effect`].
    Upcoming,
    /// What its status means; whether it may be followed.
    Status {
        /// Whether it may be followed.
        may_be_followed: bool,
    },
}

impl Life {
    /// The day on which the status changes by itself, and to which.
    pub fn change(&self) -> Option<(Date, DocumentStatus)> {
        match (self.next, self.takes_effect) {
            (Some((_, date)), _) => Some((date, DocumentStatus::Superseded)),
            (None, Some(date)) => Some((date, DocumentStatus::Effective)),
            (None, None) => None,
        }
    }

    /// Whether it takes effect on a day after today.
    pub fn is_to_come(&self) -> bool {
        self.takes_effect.is_some()
    }
}

impl Document {
    /// Whether staff should no longer follow it: retired or superseded.
    pub fn is_withdrawn(&self) -> bool {
        matches!(
            self.status,
            DocumentStatus::Retired | DocumentStatus::Superseded
        )
    }

    /// Whether staff are to follow it today, according to its status.
    pub fn is_in_force(&self) -> bool {
        matches!(
            self.status,
            DocumentStatus::Effective | DocumentStatus::UnderRevision
        )
    }

    fn effective(&self) -> Option<Date> {
        self.meta.effective.as_ref().map(|date| date.value)
    }
}

/// Brings the status of all documents up to `today`.
pub(super) fn settle(documents: &mut [Document], today: Date) {
    let mut newest: HashMap<String, Date> = HashMap::new();
    for document in documents.iter_mut() {
        let Some(since) = document.effective().filter(|day| *day <= today) else {
            continue;
        };
        if document.status != DocumentStatus::Approved {
            continue;
        }
        document.status = DocumentStatus::Effective;
        if let Some(id) = document.id() {
            let known = newest.entry(id.to_lowercase()).or_insert(since);
            *known = since.max(*known);
        }
    }
    for document in documents
        .iter_mut()
        .filter(|document| document.is_in_force())
    {
        let newest = document.id().and_then(|id| newest.get(&id.to_lowercase()));
        let is_replaced = newest.is_some_and(|newest| document.effective() < Some(*newest));
        if is_replaced {
            supersede(document);
        }
    }
}

fn supersede(document: &mut Document) {
    document.status = DocumentStatus::Superseded;
    document.review = ReviewFacts::none(document.review.last);
}

/// Gives a document with a new text the status and life that it had before. Its front matter and all
/// other documents are the same.
pub(super) fn carry_over(document: &mut Document, old: &Document) {
    if document.status != old.status && old.status == DocumentStatus::Superseded {
        supersede(document);
    }
    document.status = old.status;
    document.life.clone_from(&old.life);
}

/// Decides the life of every document; their references are resolved.
pub(super) fn decide(documents: &mut [Document], today: Date) {
    let mut versions: HashMap<String, Vec<DocumentIndex>> = HashMap::new();
    for (at, document) in documents.iter().enumerate() {
        if let Some(id) = document.id() {
            let versions = versions.entry(id.trim().to_lowercase()).or_default();
            versions.push(DocumentIndex(at));
        }
    }
    let lives: Vec<Life> = (0..documents.len())
        .map(|at| {
            let id = documents[at].id().map(|id| id.trim().to_lowercase());
            let versions = id.and_then(|id| versions.get(&id));
            let versions = versions.map_or(&[][..], Vec::as_slice);
            life(documents, DocumentIndex(at), versions, today)
        })
        .collect();
    for (document, life) in documents.iter_mut().zip(lives) {
        document.life = life;
    }
}

/// `versions` are all documents that have the same id.
fn life(
    documents: &[Document],
    index: DocumentIndex,
    versions: &[DocumentIndex],
    today: Date,
) -> Life {
    let document = &documents[index.0];
    let takes_effect = document.effective().filter(|day| *day > today);
    let next = next_version(documents, index, versions, today);
    let notice = match next {
        Some(_) if takes_effect.is_none() => Some(Notice::Replaced),
        _ => notice(document, takes_effect),
    };
    let mut in_force = versions.iter();
    let present = in_force.find(|version| documents[version.0].is_in_force());
    let instead = match notice {
        Some(Notice::Upcoming) => match present {
            Some(present) => vec![*present],
            None => referred(document, "supersedes")
                .filter(|index| documents[index.0].is_in_force())
                .collect(),
        },
        Some(Notice::Status { .. }) => last_successors(documents, document),
        Some(Notice::Replaced) | None => Vec::new(),
    };
    Life {
        takes_effect,
        next,
        instead,
        present: present.copied(),
        notice,
    }
}

fn notice(document: &Document, takes_effect: Option<Date>) -> Option<Notice> {
    let status = |may_be_followed| Some(Notice::Status { may_be_followed });
    match (document.status, takes_effect) {
        (DocumentStatus::Effective | DocumentStatus::Approved, Some(_)) => Some(Notice::Upcoming),
        (DocumentStatus::Effective, None) => None,
        (DocumentStatus::Unknown, _) if !document.is_controlled => None,
        (DocumentStatus::UnderRevision | DocumentStatus::Unknown, _) => status(true),
        _ => status(false),
    }
}

/// The version of a document in force that is to replace it, and when: the first to do so.
fn next_version(
    documents: &[Document],
    index: DocumentIndex,
    versions: &[DocumentIndex],
    today: Date,
) -> Option<(DocumentIndex, Date)> {
    if !documents[index.0].is_in_force() {
        return None;
    }
    let others = versions.iter().filter(|other| **other != index);
    others
        .map(|other| (*other, &documents[other.0]))
        .filter(|(_, other)| {
            matches!(
                other.status,
                DocumentStatus::Approved | DocumentStatus::Effective
            )
        })
        .filter_map(|(index, other)| Some((index, other.effective()?)))
        .filter(|(_, date)| *date > today)
        .min_by_key(|(index, date)| (*date, *index))
}

/// The documents that a field of the front matter refers to.
fn referred<'a>(
    document: &'a Document,
    field: &'static str,
) -> impl Iterator<Item = DocumentIndex> + 'a {
    let references = document.references.iter();
    references.filter_map(move |reference| match reference.target {
        Some(Target::Document { document, .. }) if reference.field == field => Some(document),
        _ => None,
    })
}

/// The documents at the end of a chain of successors; none where a direct successor is in force.
fn last_successors(documents: &[Document], document: &Document) -> Vec<DocumentIndex> {
    let successors = |document| referred(document, "superseded_by");
    let is_withdrawn = |index: &DocumentIndex| documents[index.0].is_withdrawn();
    let mut open: Vec<DocumentIndex> = successors(document).collect();
    if !open.iter().all(is_withdrawn) {
        return Vec::new();
    }
    let (mut seen, mut last) = (open.clone(), Vec::new());
    while let Some(at) = open.pop() {
        for next in successors(&documents[at.0]) {
            if seen.contains(&next) {
                continue;
            }
            seen.push(next);
            match is_withdrawn(&next) {
                true => open.push(next),
                false => last.push(next),
            }
        }
    }
    last.sort();
    last
}
