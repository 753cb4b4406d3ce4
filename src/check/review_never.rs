//! A document with a review cycle was never reviewed.

use crate::check::{Facts, called, span_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::ReviewState;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.in_use() {
        if document.review.state == ReviewState::NeverReviewed {
            let message = format!("{} was never reviewed", called(document));
            let span = span_of(&document.sop.meta.review_cycle);
            let finding = Diagnostic::new(Code::ReviewNever, &document.sop.path, span, message);
            found.push(finding.help("add `last_reviewed`, or `effective` if it is new"));
        }
    }
}
