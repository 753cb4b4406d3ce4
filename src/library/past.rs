//! What became of a document: its revisions and reviews, from what it says itself and from git.
//!
//! In: the merged front matter, the text on disk and the [`Archive`]. Out: [`Past`], a plain value.
//! Former drafts are left out of a build that shows no drafts.

use crate::config;
use crate::date::Date;
use crate::history::revisions::{
    BodyChange, Observation, Revision, body_changes, observations, revisions, same_version,
};
use crate::history::timeline::{DeclaredChange, DeclaredReview, Event, TimelineEntry, timeline};
use crate::history::{Archive, Digest, DigestOptions, OnDisk, Reason, digest};
use crate::parse::{self, Change, ChangeKind, Meta, Review};
use crate::source::FilePath;
use crate::text::At;

/// What became of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// Revisions and reviews, newest first.
    pub entries: Vec<TimelineEntry>,
    /// What the changes in git show.
    pub observations: Vec<Observation>,
    /// How the file compares with the last commit; `None` when git was not asked.
    pub on_disk: Option<OnDisk>,
    /// Why the history is not whole; empty if it is.
    pub gaps: Vec<Reason>,
    /// The newest day, up to today, on which the text is known to have changed after it came in.
    pub changed: Option<Date>,
}

/// The way in which former texts of this library are read.
pub fn with_reading<T>(settings: &config::Reading, then: impl FnOnce(DigestOptions<'_>) -> T) -> T {
    let names = |field| parse::names_of(field, settings);
    let (mut dates, reviews) = (names("last_reviewed"), names("reviews"));
    dates.extend(names("review_due"));
    let dates: Vec<&str> = dates.iter().map(String::as_str).collect();
    let reviews: Vec<&str> = reviews.iter().map(String::as_str).collect();
    let version_of = |text: &str| parse::stated_version(text, settings);
    then(DigestOptions {
        version_of: &version_of,
        review_dates: &dates,
        reviews: &reviews,
    })
}

/// The text on disk in brief.
pub fn present(text: &str, settings: &config::Reading) -> Digest {
    with_reading(settings, |reading| digest(text, reading))
}

/// What the past of a document depends on.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub path: &'a FilePath,
    pub meta: &'a Meta,
    pub present: &'a Digest,
    pub archive: &'a Archive,
    pub today: Date,
}

/// Whether the body differs from the one last reviewed: by the fingerprint stored with that review,
/// else by a commit after it. Without either it is not known, and nothing is claimed.
pub fn is_changed_since_review(known: Known<'_>) -> bool {
    let Some((date, fingerprint)) = last_review(known.meta, known.today) else {
        return false;
    };
    if let Some(fingerprint) = fingerprint {
        return fingerprint.trim() != known.present.body;
    }
    body_dates(known).any(|changed| changed > date)
}

/// The date of the last review up to today, and the fingerprint stored with it.
fn last_review(meta: &Meta, today: Date) -> Option<(Date, Option<&str>)> {
    let dated = meta
        .reviews
        .iter()
        .filter_map(|review| Some((review.date.as_ref()?.value, review)));
    let latest = dated
        .filter(|(date, _)| *date <= today)
        .max_by_key(|(date, _)| *date);
    if let Some((date, review)) = latest {
        let fingerprint = review.fingerprint.as_ref();
        return Some((date, fingerprint.map(|text| text.value.as_str())));
    }
    let date = meta.last_reviewed.as_ref()?.value;
    (date <= today).then_some((date, None))
}

/// The days on which git shows a change of the body.
fn body_dates(known: Known<'_>) -> impl Iterator<Item = Date> {
    dated_changes(known).map(|(date, _)| date)
}

/// What git shows of changes of the body, each with its day.
fn dated_changes(known: Known<'_>) -> impl Iterator<Item = (Date, BodyChange<'_>)> {
    let history = &known.archive.history;
    let changes = body_changes(history, known.path, known.present);
    changes.filter_map(move |change| {
        let commit = history.commits.get(change.commit)?;
        Some((commit.day(known.today)?, change))
    })
}

/// The past of a document.
pub fn past(known: Known<'_>, settings: &config::Reading, with_drafts: bool) -> Past {
    let archive = known.archive;
    let history = &archive.history;
    let meta = known.meta;
    let mut found = revisions(history, known.path, known.present);
    if !with_drafts {
        found.retain(|revision| {
            let text = archive.texts.get(&revision.text);
            !text.is_some_and(|text| parse::is_in_the_making(&text, settings))
        });
    }
    let changes: Vec<DeclaredChange> = meta.changes.iter().map(declared_change).collect();
    let mut reviews = declared_reviews(meta);
    if found.is_empty() && changes.is_empty() && meta.reviews.is_empty() {
        // A date alone is shown on the document's own page and makes no history.
        reviews.clear();
    }
    let versions: Vec<&str> = changes
        .iter()
        .filter_map(|change| change.version.as_deref())
        .collect();
    let listed = (!changes.is_empty()).then_some(versions.as_slice());
    let changed = changed(known, is_listed_late(&found, &versions));
    let document = history.documents.get(known.path);
    let gaps = history.completeness_of(known.path);
    let mut entries = timeline(history, found, &changes, &reviews);
    for entry in &mut entries {
        if entry.date > Some(known.today) && !entry.is_dated_by_its_document() {
            entry.date = entry
                .commit(history)
                .and_then(|commit| commit.day(known.today));
        }
    }
    Past {
        entries,
        observations: observations(history, known.path, known.present, listed),
        on_disk: document.map(|document| document.on_disk),
        gaps: gaps.map_or_else(Vec::new, |gaps| gaps.reasons().to_vec()),
        changed,
    }
}

/// Whether git shows a version from before the list of changes: then the list does not begin with
/// the document, and its first entry is a change like any other.
fn is_listed_late(found: &[Revision], listed: &[&str]) -> bool {
    let oldest = found.last().and_then(|oldest| oldest.version.as_deref());
    oldest.is_some_and(|oldest| !listed.iter().any(|entry| same_version(entry, oldest)))
}

/// By git, and where the document keeps a list of changes by that: what the list records counts as
/// it says. Its minor changes do not count, nor does its first entry unless the list began late.
fn changed(known: Known<'_>, is_listed_late: bool) -> Option<Date> {
    let changes = &known.meta.changes;
    let dates = |change: &&Change| change.date.as_ref().map(|date| date.value);
    let first = changes.iter().filter_map(|change| dates(&change)).min();
    let listed = changes
        .iter()
        .filter(|change| change.kind != Some(ChangeKind::Minor))
        .filter_map(|change| dates(&change))
        .filter(|date| is_listed_late || Some(*date) > first);
    let committed = dated_changes(known)
        .filter(|(date, change)| !is_recorded(*date, *change, changes))
        .map(|(date, _)| date);
    let all = listed.chain(committed);
    all.filter(|date| *date <= known.today).max()
}

/// Whether an entry of the list stands for a change of the body: the one of the version that the
/// change led to, or any dated on its day or later, for a text is often worked on before its version
/// is raised.
fn is_recorded(date: Date, change: BodyChange<'_>, changes: &[Change]) -> bool {
    changes.iter().any(|entry| {
        let is_later = entry.date.as_ref().is_some_and(|given| given.value >= date);
        let named = entry.version.as_ref().zip(change.version);
        let is_named = named.is_some_and(|(named, version)| same_version(&named.value, version));
        is_later || (is_named && (change.is_new_version || entry.date.is_none()))
    })
}

fn declared_change(change: &Change) -> DeclaredChange {
    let kind = change.kind.map(|kind| match kind {
        ChangeKind::Minor => "minor",
        ChangeKind::Major => "major",
    });
    DeclaredChange {
        version: text(&change.version),
        date: change.date.as_ref().map(|date| date.value),
        by: text(&change.by),
        kind: kind.map(str::to_owned),
        summary: change.summary.clone(),
        reason: change.reason.clone(),
        approved_by: text(&change.approved_by).into_iter().collect(),
    }
}

/// The records, and the date of a last review of which there is no record.
fn declared_reviews(meta: &Meta) -> Vec<DeclaredReview> {
    let mut reviews: Vec<DeclaredReview> = meta.reviews.iter().map(declared_review).collect();
    let bare = meta.last_reviewed.as_ref().map(|date| date.value);
    let is_on_record = reviews.iter().any(|review| review.date == bare);
    if bare.is_some() && !is_on_record {
        reviews.push(DeclaredReview {
            date: bare,
            ..DeclaredReview::default()
        });
        reviews.sort_by_key(|review| review.date);
    }
    reviews
}

fn declared_review(review: &Review) -> DeclaredReview {
    let outcome = review.outcome.as_ref().map(|outcome| outcome.value.name());
    DeclaredReview {
        date: review.date.as_ref().map(|date| date.value),
        by: text(&review.by),
        outcome: outcome.map(str::to_owned),
        note: review.note.clone(),
    }
}

fn text(field: &Option<At<String>>) -> Option<String> {
    field.as_ref().map(|field| field.value.clone())
}

impl Past {
    /// The moves of a review date that git shows: the commit, and whether it changes nothing else.
    pub fn review_date_moves(&self) -> impl Iterator<Item = (usize, bool)> {
        let seen = self.observations.iter();
        seen.filter_map(|observation| match observation {
            Observation::ReviewDateMoved { commit, is_bare } => Some((*commit, *is_bare)),
            _ => None,
        })
    }

    /// The entries that are revisions, newest first, with their places among all entries.
    pub fn revisions(&self) -> impl Iterator<Item = (usize, &TimelineEntry)> {
        let entries = self.entries.iter().enumerate();
        entries.filter(|(_, entry)| matches!(entry.event, Event::Revision { .. }))
    }
}
