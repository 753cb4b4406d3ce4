//! A document's review date has passed.

use crate::check::{Facts, called, review_span};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::ReviewState;
use crate::wording::Count;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.in_use() {
        let (ReviewState::Overdue { days }, Some(due)) =
            (&document.review.state, document.review.due)
        else {
            continue;
        };
        let days = Count(*days as usize, "day");
        let message = format!(
            "the review of {} was due on {due}, {days} ago",
            called(document)
        );
        let (path, span) = (&document.sop.path, review_span(document));
        let finding = Diagnostic::new(Code::ReviewOverdue, path, span, message);
        found.push(finding.help("review it and record the outcome"));
    }
}
