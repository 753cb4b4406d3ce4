//! When a document falls due for review, and what state that leaves it in today.
//!
//! ISO 9001 7.5.2 c (review and approval for suitability and adequacy) and 7.5.3.2 c (control of
//! changes) ask for the review; the cycle is the firm's own.

use crate::date::{Cycle, Date};

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
    /// Not controlled, and without any field about reviews.
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
}
