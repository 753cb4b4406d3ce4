//! The review date of a controlled document is missing or unreadable.

use crate::check::{Facts, called};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Document, ReviewState};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.in_use().filter(|document| document.is_controlled) {
        let is_missing = document.review.state == ReviewState::NoReviewDate;
        let has_timing = document.review.cycle.is_some() || document.review.due.is_some();
        let unreadable = unreadable(document);
        if !is_missing || !(has_timing || unreadable.is_some()) {
            continue;
        }
        let message = format!("{} has no review date that can be read", called(document));
        let span = unreadable.unwrap_or(Span::START);
        let finding = Diagnostic::new(Code::ReviewDateMissing, &document.sop.path, span, message);
        found.push(
            finding.help("write `last_reviewed: YYYY-MM-DD`; it counts as overdue until then"),
        );
    }
}

fn unreadable(document: &Document) -> Option<Span> {
    let mut fields = document.sop.meta.unreadable.iter();
    fields
        .find(|field| field.value.contains("review"))
        .map(|field| field.span)
}
