//! Revisions and reviews, declared and committed, in one list. Pure.

use jiff::civil::Date;

use super::revisions::{Revision, same_version};
use super::{Commit, History};

/// An entry of a document's own list of changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeclaredChange {
    /// The version that the change led to.
    pub version: Option<String>,
    /// When, as stated.
    pub date: Option<Date>,
    /// Who, as stated.
    pub by: Option<String>,
    /// `major` or `minor`, as stated.
    pub kind: Option<String>,
    /// What changed.
    pub summary: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who is named as approver.
    pub approved_by: Vec<String>,
}

/// A record of a document's own list of reviews.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeclaredReview {
    /// When, as stated.
    pub date: Option<Date>,
    /// Who, as stated.
    pub by: Option<String>,
    /// `current`, `minor`, `major`, `retire`, as stated.
    pub outcome: Option<String>,
    /// What was found.
    pub note: Option<String>,
}

/// An entry of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// The date to show: as declared, otherwise the author date of the commit.
    pub date: Option<Date>,
    /// What happened.
    pub event: Event,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The document changed. At least one of the two is there.
    Revision {
        /// The document's own entry.
        declared: Option<DeclaredChange>,
        /// The revision in git.
        committed: Option<Revision>,
    },
    /// A review.
    Review(DeclaredReview),
}

impl TimelineEntry {
    /// The commit to show as evidence.
    pub(crate) fn commit<'h>(&self, history: &'h History) -> Option<&'h Commit> {
        match &self.event {
            Event::Revision {
                committed: Some(revision),
                ..
            } => history.commits.get(revision.commit),
            Event::Revision { .. } | Event::Review(_) => None,
        }
    }

    /// Whether the date comes from the document rather than from a commit.
    pub(crate) fn is_dated_by_its_document(&self) -> bool {
        match &self.event {
            Event::Revision { declared, .. } => declared
                .as_ref()
                .is_some_and(|change| change.date.is_some()),
            Event::Review(_) => true,
        }
    }

    /// The version, as declared or as committed.
    pub(crate) fn version(&self) -> Option<&str> {
        match &self.event {
            Event::Revision {
                declared,
                committed,
            } => {
                let declared = declared
                    .as_ref()
                    .and_then(|change| change.version.as_deref());
                declared.or_else(|| committed.as_ref()?.version.as_deref())
            }
            Event::Review(_) => None,
        }
    }
}

/// Everything in one list, newest first.
///
/// Committed revisions keep the order of their ancestry, though a back-dated author date may
/// contradict it; everything else is inserted by date. Entries without a date come last.
pub fn timeline(
    history: &History,
    revisions: Vec<Revision>,
    changes: &[DeclaredChange],
    reviews: &[DeclaredReview],
) -> Vec<TimelineEntry> {
    let mut left: Vec<&DeclaredChange> = oldest_first(changes, |change| change.date);
    let mut row: Vec<(Option<Date>, TimelineEntry)> = Vec::new();
    for revision in revisions {
        let version = revision.version.as_deref();
        // The last entry that names the version: corrections are written below.
        let declared = left.iter().rposition(|change| {
            change
                .version
                .as_deref()
                .zip(version)
                .is_some_and(|(one, other)| same_version(one, other))
        });
        let declared = declared.map(|index| left.remove(index).clone());
        let authored = history
            .commits
            .get(revision.text_commit)
            .and_then(|commit| commit.author.when);
        let date = declared
            .as_ref()
            .and_then(|change| change.date)
            .or(authored.map(|when| when.date));
        let event = Event::Revision {
            declared,
            committed: Some(revision),
        };
        row.push((date, TimelineEntry { date, event }));
    }
    // A revision comes before its ancestors even if its date is earlier.
    for older in (1..row.len()).rev() {
        row[older - 1].0 = row[older - 1].0.max(row[older].0);
    }
    for change in left {
        let event = Event::Revision {
            declared: Some(change.clone()),
            committed: None,
        };
        insert(&mut row, change.date, event);
    }
    for review in oldest_first(reviews, |review| review.date) {
        insert_below(&mut row, review.date, Event::Review(review.clone()));
    }
    row.into_iter().map(|(_, entry)| entry).collect()
}

/// Authors write their lists in either direction.
fn oldest_first<T>(list: &[T], date: impl Fn(&T) -> Option<Date>) -> Vec<&T> {
    let mut list: Vec<&T> = list.iter().collect();
    let first = list.iter().find_map(|each| date(each));
    let last = list.iter().rev().find_map(|each| date(each));
    if first > last {
        list.reverse();
    }
    list
}

fn insert(row: &mut Vec<(Option<Date>, TimelineEntry)>, date: Option<Date>, event: Event) {
    let place = match date {
        Some(_) => row
            .iter()
            .position(|(other, _)| *other <= date)
            .unwrap_or(row.len()),
        None => row.len(),
    };
    row.insert(place, (date, TimelineEntry { date, event }));
}

/// A review on the day of a revision led to it, and comes after it in the list.
fn insert_below(row: &mut Vec<(Option<Date>, TimelineEntry)>, date: Option<Date>, event: Event) {
    let is_below = |entry: &(Option<Date>, TimelineEntry)| {
        entry.0 < date || (entry.0 == date && matches!(entry.1.event, Event::Review(_)))
    };
    let place = match date {
        Some(_) => row.iter().position(is_below).unwrap_or(row.len()),
        None => row.len(),
    };
    row.insert(place, (date, TimelineEntry { date, event }));
}
