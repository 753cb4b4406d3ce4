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
        found.push(finding.help("review it, and record the outcome with `sopress review`"));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_review_date_in_the_past_is_found() {
        library(
            r#"
-- a.md --
---
title: A
last_reviewed_on: 2025-11-20
review_in: 1 year
---
-- b.md --
---
title: B
last_reviewed_on: 2025-11-21
review_in: 1 year
---
-- c.md --
---
id: SOP-003
status: retired
review_due: 2020-01-01
---
"#,
        )
        .finds(
            Code::ReviewOverdue,
            expect![[r#"
                a.md:3:19 2025-11-20
                    the review of `A` was due on 2026-11-20, 1 day ago
                    = review it, and record the outcome with `sopress review`
            "#]],
        );
    }
}
