//! A controlled document has no review cycle and no due date.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Document, ReviewState};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.in_use().filter(|document| document.is_controlled) {
        if is_missing(document) {
            let message = format!(
                "{} has neither a review cycle nor a due date",
                called(document)
            );
            let finding = Diagnostic::new(
                Code::ReviewCycleMissing,
                &document.sop.path,
                Span::START,
                message,
            );
            found.push(
                finding
                    .help("add `review_cycle: 1 year`, or set one for the library in `[review]`"),
            );
        }
    }
}

/// One that was given but cannot be read has been reported at its place.
fn is_missing(document: &Document) -> bool {
    let mut unreadable = document.meta.unreadable.iter();
    document.review.state == ReviewState::NoReviewDate
        && document.review.cycle.is_none()
        && document.review.due.is_none()
        && !unreadable.any(|field| field.value == "review_cycle")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_controlled_document_without_cycle_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001
last_reviewed: 2026-01-01
---
-- b.md --
---
id: SOP-002
review_due: 2027-01-01
---
-- c.md --
---
title: C
last_reviewed: 2026-01-01
---
"#,
        )
        .finds(
            Code::ReviewCycleMissing,
            expect![[r#"
                a.md:1:1 
                    `SOP-001` has neither a review cycle nor a due date
                    = add `review_cycle: 1 year`, or set one for the library in `[review]`
            "#]],
        );
    }
}
