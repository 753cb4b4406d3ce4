//! When a document falls due for review, and what state that leaves it in today.
//!
//! ISO 9001 7.5.2 c (review and approval for suitability and adequacy) and 7.5.3.2 c (control of
//! changes) ask for the review; the cycle is the firm's own.

use crate::date::{Cycle, Date, days_between};
use crate::parse::{DocumentStatus, Meta};
use crate::text::At;

/// Where a document stands with its review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewState {
    /// Before the due date, outside of the notice period.
    Reviewed,
    /// Within the notice period; `days` (at least 1) until the due date.
    DueSoon {
        /// Days until the due date.
        days: u32,
    },
    /// Today is the due date.
    DueToday,
    /// The due date has passed by `days` (at least 1).
    Overdue {
        /// Days since the due date.
        days: u32,
    },
    /// Controlled, with a cycle but no date to count from.
    NeverReviewed,
    /// The date or the cycle is missing or cannot be read.
    NoReviewDate,
    /// The text changed after its last review.
    ChangedSinceReview,
    /// Exempt; the reason is shown.
    Exempt {
        /// As given.
        reason: String,
    },
    /// Not controlled and without any field about reviews of its own, or withdrawn.
    None,
}

impl ReviewState {
    /// In kebab-case, as the register and the pages carry it.
    pub fn name(&self) -> &'static str {
        match self {
            ReviewState::Reviewed => "reviewed",
            ReviewState::DueSoon { .. } => "due-soon",
            ReviewState::DueToday => "due-today",
            ReviewState::Overdue { .. } => "overdue",
            ReviewState::NeverReviewed => "never-reviewed",
            ReviewState::NoReviewDate => "no-review-date",
            ReviewState::ChangedSinceReview => "changed-since-review",
            ReviewState::Exempt { .. } => "exempt",
            ReviewState::None => "none",
        }
    }
}

/// The dates behind a review state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewFacts {
    /// Today's state.
    pub state: ReviewState,
    /// The day the next review is due: given, else computed.
    pub due: Option<Date>,
    /// The latest review on record.
    pub last: Option<Date>,
    /// The cycle that applies: the document's, the folder's, the type's or the site's.
    pub cycle: Option<Cycle>,
    /// Whether `due` was given by the author and not computed.
    pub is_due_given: bool,
    /// The day that the last review and the cycle give, whatever the author gave.
    pub computed: Option<Date>,
    /// A review dated after today, where no other one is on record: it does not count.
    pub to_come: Option<Date>,
}

impl ReviewFacts {
    /// Those of a document that is not reviewed, or no longer; the last review stays on record.
    pub fn none(last: Option<Date>) -> ReviewFacts {
        ReviewFacts {
            state: ReviewState::None,
            due: None,
            last,
            cycle: None,
            is_due_given: false,
            computed: None,
            to_come: None,
        }
    }
}

/// What the review state depends on besides the document's own front matter and its folders'.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances {
    /// Whether document control applies, or the document itself speaks of reviews.
    pub has_review_state: bool,
    /// Decides whether a future effective date is a plan or a slip.
    pub status: DocumentStatus,
    /// Whether the whole front matter could be read; else no date in it can be relied upon.
    pub is_front_matter_whole: bool,
    /// Whether the text is known to differ from the one last reviewed.
    pub is_changed_since_review: bool,
    /// The cycle of the document's type.
    pub kind_cycle: Option<Cycle>,
    /// The cycle of the library.
    pub site_cycle: Option<Cycle>,
    /// Days before the due date in which it counts as due soon.
    pub notice_days: u16,
    /// Today in the site's time zone.
    pub today: Date,
}

/// The review state of a document with this front matter (its own over its folders').
///
/// Whatever is missing, unreadable or in the future never makes a document look fresher.
pub fn facts(meta: &Meta, at: Circumstances) -> ReviewFacts {
    let is_withdrawn = matches!(
        at.status,
        DocumentStatus::Retired | DocumentStatus::Superseded
    );
    if is_withdrawn {
        return ReviewFacts::none(match start(meta, at) {
            Start::Review(day) => Some(day),
            _ => None,
        });
    }
    if !at.has_review_state && at.is_front_matter_whole {
        return ReviewFacts::none(None);
    }
    let cycle = match value(&meta.review_cycle) {
        None if is_unreadable(meta, "review_cycle") => None,
        cycle => cycle.or(at.kind_cycle).or(at.site_cycle),
    };
    let start = start(meta, at);
    let computed = match (start, cycle) {
        (Start::Review(day) | Start::InForce(day), Some(cycle)) => Some(cycle.after(day)),
        _ => None,
    };
    let given = value(&meta.review_due);
    let due = match given {
        // Nothing falls due, but a date that the author gives is shown.
        None if meta.exempt.is_some() => None,
        None if is_unreadable(meta, "review_due") => None,
        given => given.or(computed),
    };
    ReviewFacts {
        state: state(meta, at, due, cycle, start),
        due,
        last: match start {
            Start::Review(day) => Some(day),
            _ => None,
        },
        cycle,
        is_due_given: given.is_some(),
        computed,
        to_come: to_come(meta, at).filter(|_| start == Start::Unusable),
    }
}

/// The first review that is dated after today.
fn to_come(meta: &Meta, at: Circumstances) -> Option<Date> {
    let reviews = meta.reviews.iter().filter_map(|review| value(&review.date));
    let given = reviews.chain(value(&meta.last_reviewed));
    given.filter(|day| *day > at.today).min()
}

/// The day from which the cycle counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// The latest review.
    Review(Date),
    /// No review yet; the day on which the document took or takes effect.
    InForce(Date),
    /// The author gave none.
    Missing,
    /// One was given, but it cannot be read or lies in the future.
    Unusable,
}

fn start(meta: &Meta, at: Circumstances) -> Start {
    let dates = meta.reviews.iter().filter_map(|review| value(&review.date));
    if let Some(latest) = dates.filter(|day| *day <= at.today).max() {
        return Start::Review(latest);
    }
    match value(&meta.last_reviewed) {
        Some(day) if day <= at.today => return Start::Review(day),
        Some(_) => return Start::Unusable,
        None if !meta.reviews.is_empty() => return Start::Unusable,
        None if is_unreadable(meta, "last_reviewed") => return Start::Unusable,
        None => {}
    }
    let is_planned = is_planned(meta, at);
    match value(&meta.effective).or(value(&meta.issued)) {
        Some(day) if day <= at.today || is_planned => Start::InForce(day),
        Some(_) => Start::Unusable,
        None if is_unreadable(meta, "effective") || is_unreadable(meta, "issued") => {
            Start::Unusable
        }
        None => Start::Missing,
    }
}

/// Approved, and takes effect on a day to come.
fn is_planned(meta: &Meta, at: Circumstances) -> bool {
    at.status == DocumentStatus::Approved
        && value(&meta.effective).is_some_and(|day| day > at.today)
}

fn state(
    meta: &Meta,
    at: Circumstances,
    due: Option<Date>,
    cycle: Option<Cycle>,
    start: Start,
) -> ReviewState {
    if !at.is_front_matter_whole {
        return ReviewState::NoReviewDate;
    }
    if let Some(exempt) = &meta.exempt {
        let reason = exempt.value.reason.clone();
        return ReviewState::Exempt { reason };
    }
    let Some(due) = due else {
        let is_new =
            cycle.is_some() && start == Start::Missing && !is_unreadable(meta, "review_due");
        return match is_new {
            true => ReviewState::NeverReviewed,
            false => ReviewState::NoReviewDate,
        };
    };
    let days = days_between(at.today, due);
    match days {
        ..=0 if is_planned(meta, at) => ReviewState::Reviewed,
        ..0 => ReviewState::Overdue {
            days: days.unsigned_abs(),
        },
        0 => ReviewState::DueToday,
        _ if at.is_changed_since_review => ReviewState::ChangedSinceReview,
        _ if days <= i32::from(at.notice_days) => ReviewState::DueSoon {
            days: days.unsigned_abs(),
        },
        _ => ReviewState::Reviewed,
    }
}

/// Whether the front matter says anything about reviews, readable or not.
pub fn carries_review(meta: &Meta) -> bool {
    let fields = [
        "last_reviewed",
        "review_cycle",
        "review_due",
        "reviews",
        "review",
    ];
    meta.last_reviewed.is_some()
        || meta.review_cycle.is_some()
        || meta.review_due.is_some()
        || meta.exempt.is_some()
        || !meta.reviews.is_empty()
        || fields.iter().any(|field| is_unreadable(meta, field))
}

fn is_unreadable(meta: &Meta, field: &str) -> bool {
    meta.unreadable.iter().any(|name| name.value == field)
}

fn value<T: Copy>(field: &Option<At<T>>) -> Option<T> {
    field.as_ref().map(|at| at.value)
}
