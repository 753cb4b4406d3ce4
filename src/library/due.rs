//! What is to be reviewed, and when: one list for pages, calendars and commands.

use crate::date::Date;
use crate::library::{DocumentIndex, Library, ReviewState};

/// A document whose review is due, or that does not say when it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub document: DocumentIndex,
    /// The day; `None` where none can be worked out.
    pub date: Option<Date>,
}

impl Library {
    /// Every document that is to be reviewed, whenever that is: those without a day first, then by
    /// day, then by path. Not those that are withdrawn, exempt or under no control.
    pub fn due(&self) -> Vec<Due> {
        let mut found: Vec<Due> = self
            .indexed()
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
}

impl ReviewState {
    /// Whether somebody should have acted already: overdue, never reviewed, or nobody can tell.
    pub fn is_late(&self) -> bool {
        matches!(
            self,
            ReviewState::Overdue { .. } | ReviewState::NeverReviewed | ReviewState::NoReviewDate
        )
    }
}
