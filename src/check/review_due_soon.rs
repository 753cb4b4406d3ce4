//! A review falls due within the notice period.

use crate::check::{Facts, called, review_span};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::ReviewState;
use crate::wording::Count;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.in_use() {
        let when = match document.review.state {
            ReviewState::DueSoon { days } => format!("in {}", Count(days as usize, "day")),
            ReviewState::DueToday => "today".to_owned(),
            _ => continue,
        };
        let message = format!("the review of {} is due {when}", called(document));
        let (path, span) = (&document.sop.path, review_span(document));
        let finding = Diagnostic::new(Code::ReviewDueSoon, path, span, message);
        found.push(finding.help("review it and record the outcome"));
    }
}
