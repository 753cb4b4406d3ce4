//! A review is dated in the future.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for (path, meta) in facts.metas() {
        let reviews = meta
            .reviews
            .iter()
            .filter_map(|review| review.date.as_ref());
        for date in reviews.chain(&meta.last_reviewed) {
            if date.value > facts.today {
                let message = format!(
                    "the review is dated {}, which is after today ({})",
                    date.value, facts.today
                );
                let finding = Diagnostic::new(Code::ReviewDateFuture, path, date.span, message);
                found.push(
                    finding.help("is the year right? until it is fixed, the review does not count"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_review_in_the_future_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001
last_reviewed: 2062-01-01
review_cycle: 1 year
---
-- b.md --
---
id: SOP-002
last_reviewed: 2026-11-21
review_cycle: 1 year
---
"#,
        )
        .finds(
            Code::ReviewDateFuture,
            expect![[r#"
                a.md:3:16 2062-01-01
                    the review is dated 2062-01-01, which is after today (2026-11-21)
                    = is the year right? until it is fixed, the review does not count
            "#]],
        );
    }
}
