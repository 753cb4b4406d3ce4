//! A review record has no outcome.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for review in &document.meta.reviews {
            if review.outcome.is_some() {
                continue;
            }
            let message = match &review.date {
                Some(date) => format!("the review of {} has no outcome", date.value),
                None => "a review has no outcome".to_owned(),
            };
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::ReviewOutcomeMissing, path, review.span, message);
            found.push(finding.help("add `outcome`: `current`, `minor`, `major` or `retire`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_review_without_outcome_is_found() {
        library(
            r#"
-- a.md --
---
title: A
reviews:
  - {date: 2026-01-01, by: Maria}
  - {date: 2025-01-01, outcome: current}
---
"#,
        )
        .finds(
            Code::ReviewOutcomeMissing,
            expect![[r#"
                a.md:4:5 {date: 2026-01-01, by: Maria}
                    the review of 2026-01-01 has no outcome
                    = add `outcome`: `current`, `minor`, `major` or `retire`
            "#]],
        );
    }

    #[test]
    fn an_outcome_that_is_there_but_unknown_is_not_missing() {
        library(
            r#"
-- a.md --
---
title: A
reviews:
  - {date: 2026-01-01, outcome: fine}
  - {date: 2025-01-01, outcome: [minor, major]}
  - {date: 2024-01-01, outcome: ""}
---
"#,
        )
        .finds(
            Code::ReviewOutcomeMissing,
            expect![[r#"
                a.md:6:5 {date: 2024-01-01, outcome: ""}
                    the review of 2024-01-01 has no outcome
                    = add `outcome`: `current`, `minor`, `major` or `retire`
            "#]],
        );
    }
}
