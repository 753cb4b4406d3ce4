//! The history of a document: revisions and reviews in one list, with what git shows for each.

use serde::Serialize;

use crate::history::timeline::{DeclaredChange, DeclaredReview, Event, TimelineEntry};
use crate::history::{Commit, OnDisk, Reason, Signature, Trailer};
use crate::library::{Document, DocumentIndex, Route};
use crate::plan::{self, HISTORY_PAGE};
use crate::render::views::frame::{Frame, frame};
use crate::render::views::parts::{Anchor, Day, day, to_document};
use crate::render::{Catalogue, Stage};

/// The whole input of `history.html`.
#[derive(Serialize)]
pub(in crate::render) struct HistoryView {
    pub page: Frame,
    pub document: Anchor,
    /// What is known to be missing from it.
    pub notes: Vec<String>,
    pub entries: Vec<HistoryEvent>,
    pub newer: Option<String>,
    pub older: Option<String>,
}

/// A revision or a review.
#[derive(Serialize)]
pub(in crate::render) struct HistoryEvent {
    pub is_review: bool,
    /// `Version 1.2`, `Review`, `Change`.
    pub title: String,
    pub date: Option<Day>,
    pub by: Option<String>,
    /// `major`, `minor`, or the outcome of a review.
    pub kind: Option<String>,
    pub summary: Option<String>,
    pub reason: Option<String>,
    /// The approver named in the document.
    pub approved_by: Option<String>,
    /// What git shows, never more.
    pub evidence: Vec<String>,
    /// The page with its text and the changes.
    pub href: Option<String>,
}

/// A page of the history.
pub(in crate::render) fn history(
    stage: &Stage<'_>,
    route: &Route,
    index: DocumentIndex,
    page: usize,
) -> HistoryView {
    let document = stage.library.document(index);
    let words = &stage.catalogue;
    let title = words.filled("history.title", &[("title", document.title())]);
    let mut frame = frame(stage, route, "history", &title);
    frame.is_unlisted = true;
    if !document.is_introduction() {
        frame.crumbs.push(to_document(stage, route, index));
    }
    let routes = stage.revision_routes(index);
    let entries = &document.past.entries;
    let from = page * HISTORY_PAGE;
    let until = entries.len().min(from + HISTORY_PAGE);
    let shown = entries[from..until].iter().zip(&routes[from..until]);
    HistoryView {
        document: to_document(stage, route, index),
        notes: notes(stage, index),
        entries: shown
            .map(|(entry, address)| HistoryEvent {
                href: address.as_ref().map(|address| route.to(address)),
                ..history_event(stage, document, entry)
            })
            .collect(),
        newer: (page > 0).then(|| route.to(&plan::history_route(document, page - 1))),
        older: (until < entries.len()).then(|| route.to(&plan::history_route(document, page + 1))),
        page: frame,
    }
}

/// Why there is no history of a document that is in git, in a sentence: it is missing from a
/// shallow clone.
pub(in crate::render) fn gap(stage: &Stage<'_>, index: DocumentIndex) -> Option<String> {
    let past = &stage.library.document(index).past;
    let mut gaps = past.gaps.iter();
    let gap = gaps.find(|gap| **gap == Reason::ShallowClone);
    let gap = gap.filter(|_| past.entries.is_empty())?;
    let blanks = [("reason", &*gap.words())];
    Some(stage.catalogue.filled("history.incomplete", &blanks))
}

/// What is known to be missing from the history of a document, in sentences.
fn notes(stage: &Stage<'_>, index: DocumentIndex) -> Vec<String> {
    let words = &stage.catalogue;
    let past = &stage.library.document(index).past;
    let mut notes: Vec<String> = Vec::new();
    for reason in &past.gaps {
        notes.push(match reason {
            Reason::NoRepository | Reason::NoCommits => words.text("history.no-git").to_owned(),
            reason => words.filled("history.incomplete", &[("reason", &reason.words())]),
        });
    }
    match past.on_disk {
        Some(OnDisk::Edited) => notes.push(words.text("history.edited").to_owned()),
        Some(OnDisk::NeverCommitted) if past.gaps.is_empty() => {
            notes.push(words.text("history.uncommitted").to_owned());
        }
        _ => {}
    }
    notes
}

/// An entry in words.
pub(in crate::render) fn history_event(
    stage: &Stage<'_>,
    document: &Document,
    entry: &TimelineEntry,
) -> HistoryEvent {
    let words = &stage.catalogue;
    let date = entry.date.map(|date| day(words, date));
    match &entry.event {
        Event::Review(review) => reviewed(words, review, date),
        Event::Revision {
            declared,
            committed,
        } => {
            let commits = &stage.library.archive.history.commits;
            let commit = entry.commit(&stage.library.archive.history);
            let first = committed.as_ref();
            let first = first.and_then(|revision| commits.get(revision.first_commit));
            let version = entry.version();
            let title = match version {
                Some(version) => words.filled("history.version", &[("version", version)]),
                None => words.text("history.change").to_owned(),
            };
            let commits = first.zip(commit);
            let first = commits.map(|(first, _)| first);
            let mut found = revised(words, title, declared.as_ref(), first, date);
            let is_stated = declared
                .as_ref()
                .is_some_and(|change| change.summary.is_some());
            let is_redacted = |text: &String| !is_stated && stage.redacted().is_in(text);
            found.summary = found.summary.filter(|text| !is_redacted(text));
            found.evidence = match commits {
                Some((first, newest)) => evidence(stage, first, newest),
                None => absence(stage, document).into_iter().collect(),
            };
            found
        }
    }
}

/// Why there is no commit to show; nothing if there is no git history.
fn absence(stage: &Stage<'_>, document: &Document) -> Option<String> {
    let gaps = &document.past.gaps;
    let is_without = |gap: &Reason| matches!(gap, Reason::NoRepository | Reason::NoCommits);
    let name = match gaps.is_empty() {
        true => "history.not-in-git",
        false if gaps.iter().any(is_without) => return None,
        false => "history.not-in-part",
    };
    Some(stage.catalogue.text(name).to_owned())
}

fn reviewed(words: &Catalogue, review: &DeclaredReview, date: Option<Day>) -> HistoryEvent {
    let kind = match &review.outcome {
        Some(outcome) => words.text(&format!("outcome.{outcome}")).to_owned(),
        None => words.text("history.no-outcome").to_owned(),
    };
    HistoryEvent {
        is_review: true,
        title: words.text("history.review").to_owned(),
        date,
        by: review.by.clone(),
        kind: Some(kind),
        summary: review.note.clone(),
        reason: None,
        approved_by: None,
        evidence: Vec::new(),
        href: None,
    }
}

fn revised(
    words: &Catalogue,
    title: String,
    declared: Option<&DeclaredChange>,
    commit: Option<&Commit>,
    date: Option<Day>,
) -> HistoryEvent {
    let subject = commit.map(|commit| commit.subject.clone());
    let summary = declared.and_then(|change| change.summary.clone());
    let kind = declared.and_then(|change| change.kind.as_ref());
    let named = declared.map(|change| change.approved_by.join(", "));
    let by = declared.and_then(|change| change.by.clone());
    HistoryEvent {
        is_review: false,
        title,
        date,
        by: by.or_else(|| commit.map(|commit| commit.author.name.clone())),
        kind: kind.map(|kind| words.text(&format!("change.{kind}")).to_owned()),
        summary: summary.or(subject).filter(|text| !text.is_empty()),
        reason: declared.and_then(|change| change.reason.clone()),
        approved_by: named.filter(|names| !names.is_empty()),
        evidence: Vec::new(),
        href: None,
    }
}

/// What the first and the newest commit of a revision show, without claiming more.
fn evidence(stage: &Stage<'_>, first: &Commit, newest: &Commit) -> Vec<String> {
    let words = &stage.catalogue;
    let date = |signature: &Signature| {
        let date = signature.when.map(|when| words.date(when.date));
        date.unwrap_or_else(|| words.text("history.no-date").to_owned())
    };
    let is_one = first.id == newest.id;
    let mut found = Vec::new();
    let mut told = vec![&first.id, &newest.id];
    for (key, commit) in [("committed", first), ("last-committed", newest)] {
        if key == "last-committed" && is_one {
            continue;
        }
        let blanks = [
            ("author", commit.author.name.as_str()),
            ("date", &date(&commit.author)),
            ("id", commit.id.short()),
        ];
        found.push(words.filled(&format!("history.{key}"), &blanks));
        let day = commit.author.when.map(|when| when.date);
        let is_ahead = day.is_some_and(|day| day > stage.today);
        if is_ahead {
            found.push(words.text("history.ahead").to_owned());
        }
        let is_recorded_later = match (commit.author.when, commit.committer.when) {
            (Some(author), Some(committer)) => committer.date > author.date,
            _ => false,
        };
        if commit.author.name != commit.committer.name || is_recorded_later || is_ahead {
            let blanks = [
                ("committer", commit.committer.name.as_str()),
                ("date", &date(&commit.committer)),
            ];
            found.push(words.filled("history.recorded", &blanks));
        }
        let approvals = commit.evidence.approvals();
        found.extend(approvals.map(|trailer| named(words, "message", commit.id.short(), trailer)));
        if commit.evidence.carries_signature {
            found.push(words.text("history.carries-signature").to_owned());
        }
        for approval in &commit.evidence.brought_in_by {
            if told.contains(&&approval.merge) {
                continue;
            }
            told.push(&approval.merge);
            let id = approval.merge.short();
            let trailers = approval.trailers.iter();
            found.extend(trailers.map(|trailer| named(words, "merge", id, trailer)));
        }
    }
    found
}

/// Says that a line of a message names someone; `of` is the kind of message: `message`, `merge`.
fn named(words: &Catalogue, of: &str, id: &str, trailer: &Trailer) -> String {
    let name = trailer.value.split('<').next().unwrap_or_default().trim();
    let name = if name.is_empty() {
        &trailer.value
    } else {
        name
    };
    let kind = match trailer.key.to_lowercase().as_str() {
        "approved-by" => "approver",
        _ => "reviewer",
    };
    let blanks = [("name", name), ("id", id)];
    words.filled(&format!("history.{of}-{kind}"), &blanks)
}
