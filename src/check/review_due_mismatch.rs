//! The review date given does not match the last review and the cycle.

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
        found.push(finding.help("remove `review_due`, or fix the cycle"));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_due_date_other_than_the_computed_one_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001
last_reviewed: 2026-01-31
review_cycle: 1 month
review_due: 2026-03-01
---
-- b.md --
---
id: SOP-002
last_reviewed: 2026-01-31
review_cycle: 1 month
review_due: 2026-02-28
---
"#,
        )
        .finds(
            Code::ReviewDueMismatch,
            expect![[r#"
                a.md:5:13 2026-03-01
                    the review is due on 2026-03-01, but a cycle of 1 month gives 2026-02-28
                    = remove `review_due`, or fix the cycle
            "#]],
        );
    }
}
