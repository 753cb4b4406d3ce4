//! The review date given is not the one that the last review and the cycle give.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.in_use() {
        let review = &document.review;
        let (Some(given), Some(computed)) = (&document.sop.meta.review_due, review.computed) else {
            continue;
        };
        if given.value == computed {
            continue;
        }
        let cycle = review
            .cycle
            .map(|cycle| cycle.to_string())
            .unwrap_or_default();
        let message = format!(
            "the review is due on {}, but a cycle of {cycle} gives {computed}",
            given.value
        );
        let path = &document.sop.path;
        let finding = Diagnostic::new(Code::ReviewDueMismatch, path, given.span, message);
        found.push(finding.help("remove `review_due`, or mend the cycle"));
    }
}
