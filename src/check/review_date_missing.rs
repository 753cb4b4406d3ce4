//! The review date of a controlled document is missing. One in the future and one that cannot be read
//! are reported where they are written.

use crate::check::{Facts, called, span_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Document, ReviewState};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let partly_read = facts.partly_read();
    for document in facts.in_use().filter(|document| document.is_controlled) {
        let is_missing =
            document.review.state == ReviewState::NoReviewDate && document.review.to_come.is_none();
        let has_timing = document.review.cycle.is_some() || document.review.due.is_some();
        let is_partly_read = partly_read.contains(&document.sop.path);
        let is_unreadable = is_unreadable(document);
        if !is_missing || (is_unreadable && !is_partly_read) || !(has_timing || is_unreadable) {
            continue;
        }
        if is_partly_read {
            let message = format!("the review date of {} is not known", called(document));
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::ReviewDateMissing, path, Span::START, message);
            found.push(finding.help("fix the front matter, which could only be read in part"));
            continue;
        }
        let to_come = document.meta.effective.as_ref();
        let to_come = to_come.filter(|date| date.value > facts.today);
        let (span, message, help) = match to_come {
            Some(date) => (
                span_of(&document.sop.meta.effective),
                format!(
                    "{} has a status that says it is in force, but takes effect on {}, so it \
                     has no review date",
                    called(document),
                    date.value
                ),
                "is the date right? a document that takes effect later has `status: approved`",
            ),
            None => (
                Span::START,
                format!("{} has no review date", called(document)),
                "write `last_reviewed: YYYY-MM-DD`; until then it does not count as current",
            ),
        };
        let path = &document.sop.path;
        found.push(Diagnostic::new(Code::ReviewDateMissing, path, span, message).help(help));
    }
}

/// Whether a date is given from which the review could be counted, but cannot be read.
fn is_unreadable(document: &Document) -> bool {
    let mut fields = document.meta.unreadable.iter();
    fields.any(|field| {
        field.value.contains("review") || matches!(field.value.as_str(), "effective" | "issued")
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_review_without_a_date_is_found_and_one_that_cannot_be_read_is_reported_elsewhere() {
        library(
            r#"
-- a.md --
---
id: SOP-001
last_reviewed: 2026-2-31
review_cycle: 1 year
---
-- b.md --
---
id: SOP-002
last_reviewed: 2026-11-21
review_cycle: 1 year
---
-- c.md --
---
id: SOP-003
last_reviewed: 2062-11-21
review_cycle: 1 year
---
-- d.md --
---
id: SOP-004
reviews: [{by: Ann}]
review_cycle: 1 year
---
"#,
        )
        .finds(
            Code::ReviewDateMissing,
            expect![[r#"
                d.md:1:1 
                    `SOP-004` has no review date
                    = write `last_reviewed: YYYY-MM-DD`; until then it does not count as current
            "#]],
        );
    }

    #[test]
    fn a_document_in_force_from_a_day_to_come_is_told_which_of_the_two_is_wrong() {
        let text = "id: SOP-001\nstatus: effective\neffective: 2027-03-01\nreview_cycle: 1 year";
        library(&format!("-- a.md --\n---\n{text}\n---\n")).finds(
            Code::ReviewDateMissing,
            expect![[r#"
                a.md:4:12 2027-03-01
                    `SOP-001` has a status that says it is in force, but takes effect on 2027-03-01, so it has no review date
                    = is the date right? a document that takes effect later has `status: approved`
            "#]],
        );
    }
}
