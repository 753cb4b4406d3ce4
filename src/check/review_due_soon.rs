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
        found.push(finding.help("review it, and record the outcome with `sopress review`"));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_review_within_the_notice_period_is_found() {
        library(
            r#"
-- a.md --
---
title: A
review_due: 2026-12-21
---
-- b.md --
---
title: B
review_due: 2026-12-22
---
-- c.md --
---
title: C
review_due: 2026-11-21
---
"#,
        )
        .finds(
            Code::ReviewDueSoon,
            expect![[r#"
                a.md:3:13 2026-12-21
                    the review of `A` is due in 30 days
                    = review it, and record the outcome with `sopress review`
                c.md:3:13 2026-11-21
                    the review of `C` is due today
                    = review it, and record the outcome with `sopress review`
            "#]],
        );
    }
}
