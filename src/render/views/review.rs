//! The review state of a document, in words: facts and dates, never claims.

use serde::Serialize;

use crate::library::{Document, ReviewFacts, ReviewState};
use crate::parse::{Outcome, Review};
use crate::render::views::parts::{Day, day};
use crate::render::{Catalogue, Stage};

/// A review state for a badge or a row, with what a script needs to update it.
#[derive(Clone, Serialize)]
pub(in crate::render) struct ReviewMark {
    /// In kebab-case: `due-soon`.
    pub state: &'static str,
    pub label: String,
    pub due: Option<Day>,
    /// Whether it can change with time.
    pub is_live: bool,
}

/// The review state of a document.
pub(in crate::render) fn mark(stage: &Stage<'_>, document: &Document) -> ReviewMark {
    let facts = &document.review;
    let state = facts.state.name();
    ReviewMark {
        state,
        label: label(&stage.catalogue, facts),
        due: facts.due.map(|date| day(&stage.catalogue, date)),
        is_live: facts.due.is_some() && is_live(&facts.state),
    }
}

/// The last part of the name of a state's message; a date in the future has a message of its own.
fn words_of(facts: &ReviewFacts) -> &'static str {
    match facts.state {
        ReviewState::NoReviewDate if facts.to_come.is_some() => "to-come",
        ref state => state.name(),
    }
}

/// Whether the state can become worse with time.
fn is_live(state: &ReviewState) -> bool {
    matches!(
        state,
        ReviewState::Reviewed
            | ReviewState::DueSoon { .. }
            | ReviewState::DueToday
            | ReviewState::Overdue { .. }
            | ReviewState::ChangedSinceReview
    )
}

fn label(words: &Catalogue, facts: &ReviewFacts) -> String {
    let name = format!("review.label.{}", words_of(facts));
    match &facts.state {
        ReviewState::Overdue { days } | ReviewState::DueSoon { days } => {
            words.counted(&name, i64::from(*days), &[])
        }
        _ => words.text(&name).to_owned(),
    }
}

/// The banner about a document's review.
#[derive(Serialize)]
pub(in crate::render) struct ReviewBanner {
    pub mark: ReviewMark,
    /// Whether it is hidden, for a script to show on a later day.
    pub is_hidden: bool,
    pub title: String,
    /// What is known about the last review.
    pub last: String,
    pub last_note: Option<String>,
    pub advice: String,
    pub reason: Option<String>,
    pub cycle: Option<String>,
    /// The titles for later days, for a script, with `{count}` not filled in.
    pub later: Later,
}

/// Titles with the count of days not filled in.
#[derive(Serialize)]
pub(in crate::render) struct Later {
    pub advice_overdue: String,
    pub advice_due: String,
}

/// The banner of a document; `None` if it is not subject to review.
pub(in crate::render) fn banner(stage: &Stage<'_>, document: &Document) -> Option<ReviewBanner> {
    let facts = &document.review;
    // A draft has a banner of its own and is not subject to review yet.
    if facts.state == ReviewState::None || document.status.is_in_the_making() {
        return None;
    }
    let words = &stage.catalogue;
    let reason = match &facts.state {
        ReviewState::Exempt { reason } if !reason.is_empty() => Some(reason.clone()),
        _ => None,
    };
    let latest = latest(document);
    let advice = format!("review.advice.{}", words_of(facts));
    let to_come = facts.to_come.map(|date| words.date(date));
    let blanks = [("date", to_come.as_deref().unwrap_or_default())];
    Some(ReviewBanner {
        mark: mark(stage, document),
        is_hidden: facts.state == ReviewState::Reviewed,
        title: title(words, document),
        last: last(words, document, latest),
        last_note: latest.and_then(|review| review.note.clone()),
        advice: words.filled(&advice, &blanks),
        reason,
        cycle: facts.cycle.map(|cycle| words.cycle(cycle)),
        later: Later {
            advice_overdue: words.text("review.advice.overdue").to_owned(),
            advice_due: words.text("review.advice.due-soon").to_owned(),
        },
    })
}

fn title(words: &Catalogue, document: &Document) -> String {
    let facts = &document.review;
    let name = format!("review.title.{}", words_of(facts));
    match &facts.state {
        ReviewState::Overdue { days } | ReviewState::DueSoon { days } => {
            words.counted(&name, i64::from(*days), &[])
        }
        _ => words.text(&name).to_owned(),
    }
}

fn last(words: &Catalogue, document: &Document, latest: Option<&Review>) -> String {
    let Some(date) = document.review.last else {
        return words.text("review.last.none").to_owned();
    };
    let date_text = words.date(date);
    let outcome = latest.and_then(|review| review.outcome.as_ref());
    match outcome {
        Some(outcome) => words.filled(
            "review.last.with-outcome",
            &[
                ("date", &date_text),
                ("outcome", words.text(outcome_key(outcome.value))),
            ],
        ),
        None => words.filled("review.last.dated", &[("date", &date_text)]),
    }
}

/// The record of the last review.
fn latest(document: &Document) -> Option<&Review> {
    let last = document.review.last?;
    let mut reviews = document.meta.reviews.iter();
    reviews.rfind(|review| review.date.as_ref().is_some_and(|date| date.value == last))
}

/// The name of the message for the outcome of a review.
pub(in crate::render) fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Current => "outcome.current",
        Outcome::Minor => "outcome.minor",
        Outcome::Major => "outcome.major",
        Outcome::Retire => "outcome.retire",
        Outcome::Unknown => "outcome.unknown",
    }
}
