//! A document with a review cycle has no review on record.

use crate::check::{Facts, called, span_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::ReviewState;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.in_use() {
        if document.review.state == ReviewState::NeverReviewed {
            let message = format!("{} has no review on record", called(document));
            let span = span_of(&document.sop.meta.review_cycle);
            let finding = Diagnostic::new(Code::ReviewNever, &document.sop.path, span, message);
            found.push(finding.help("add `last_reviewed`, or `effective` if it is new"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_document_that_was_never_reviewed_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001
review_cycle: 1 year
---
-- b.md --
---
id: SOP-002
review_cycle: 1 year
effective: 2026-01-01
---
"#,
        )
        .finds(
            Code::ReviewNever,
            expect![[r#"
                a.md:3:15 1 year
                    `SOP-001` has no review on record
                    = add `last_reviewed`, or `effective` if it is new
            "#]],
        );
    }
}
