//! The text is not the same as when it was last reviewed.

use crate::check::{Facts, review_span};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::ReviewState;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.in_use() {
        if document.review.state != ReviewState::ChangedSinceReview {
            continue;
        }
        let message = match document.review.last {
            Some(date) => format!("the text has changed since its review on {date}"),
            None => "the text has changed since its last review".to_owned(),
        };
        let path = &document.sop.path;
        let span = review_span(document);
        let finding = Diagnostic::new(Code::ReviewTextChanged, path, span, message);
        found.push(finding.help("review it, and record the outcome with `sopress review`"));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::{committed, library};
    use crate::diagnostic::Code;
    use crate::history::fingerprint;

    fn text(review: &str, body: &str) -> String {
        format!("---\nid: SOP-001\nreview_cycle: 1 year\n{review}\n---\n{body}\n")
    }

    #[test]
    fn a_fingerprint_tells_whether_the_text_is_the_one_reviewed() {
        let review = |body: &str| {
            let print = fingerprint(body);
            format!(
                "reviews:\n  - {{date: 2026-06-01, outcome: current, fingerprint: \"{print}\"}}"
            )
        };
        library(&format!("-- a.md --\n{}", text(&review("Wipe."), "Rinse."))).finds(
            Code::ReviewTextChanged,
            expect![[r#"
                a.md:5:12 2026-06-01
                    the text has changed since its review on 2026-06-01
                    = review it, and record the outcome with `sopress review`
            "#]],
        );
        library(&format!(
            "-- a.md --\n{}",
            text(&review("Rinse."), "Rinse.\n")
        ))
        .finds(Code::ReviewTextChanged, expect![]);
    }

    #[test]
    fn without_one_a_commit_after_the_review_tells() {
        let dated = |body: &str| text("last_reviewed: 2026-06-01", body);
        let (old, new) = (dated("Wipe."), dated("Rinse."));
        let given = |dates: [&str; 2]| {
            let archive = committed("a.md", &[(dates[0], &old), (dates[1], &new)]);
            library(&format!("-- a.md --\n{new}")).with_archive(archive)
        };
        given(["2026-01-01", "2026-07-01"]).finds(
            Code::ReviewTextChanged,
            expect![[r#"
                a.md:4:16 2026-06-01
                    the text has changed since its review on 2026-06-01
                    = review it, and record the outcome with `sopress review`
            "#]],
        );
        given(["2026-01-01", "2026-06-01"]).finds(Code::ReviewTextChanged, expect![]);
        let created = committed("a.md", &[("2026-07-01", &new)]);
        library(&format!("-- a.md --\n{new}"))
            .with_archive(created)
            .finds(Code::ReviewTextChanged, expect![]);
    }
}
