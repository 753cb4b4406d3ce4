//! The dates of a document contradict each other.

use crate::check::Facts;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::At;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        let meta = &document.sop.meta;
        let pairs = [
            (
                "takes effect",
                &meta.effective,
                "was approved",
                &meta.approved,
            ),
            (
                "was reviewed",
                &meta.last_reviewed,
                "was issued",
                &meta.issued,
            ),
            ("was retired", &meta.retired, "took effect", &meta.effective),
        ];
        for (later_word, later, earlier_word, earlier) in pairs {
            let (Some(later), Some(earlier)) = (later, earlier) else {
                continue;
            };
            if later.value < earlier.value {
                let words = (later_word, earlier_word);
                found.push(finding(&document.sop.path, later, earlier, words));
            }
        }
    }
}

fn finding(
    path: &crate::source::FilePath,
    later: &At<Date>,
    earlier: &At<Date>,
    (later_word, earlier_word): (&str, &str),
) -> Diagnostic {
    let (later_date, earlier_date) = (later.value, earlier.value);
    let message = format!(
        "the document {later_word} on {later_date}, before it {earlier_word} on {earlier_date}"
    );
    Diagnostic::new(Code::DateOrder, path, later.span, message)
        .help("which of the two dates is right?")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn dates_that_contradict_each_other_are_found() {
        library(
            r#"
-- a.md --
---
title: A
approved: 2026-03-02
effective: 2026-03-01
---
-- b.md --
---
title: B
approved: 2026-03-01
effective: 2026-03-01
---
"#,
        )
        .finds(
            Code::DateOrder,
            expect![[r#"
                a.md:4:12 2026-03-01
                    the document takes effect on 2026-03-01, before it was approved on 2026-03-02
                    = which of the two dates is right?
            "#]],
        );
    }
}
