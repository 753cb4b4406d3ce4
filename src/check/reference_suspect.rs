//! A document changed after the last review of another that refers to it.

use crate::check::{Facts, called, review_span};
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let library = facts.library;
    for (index, document) in library.indexed() {
        for (other, date) in library.suspects(index) {
            let path = &document.sop.path;
            let message = format!(
                "{} changed on {date}, after the last review of this document, which refers to it",
                called(library.document(other))
            );
            let span = review_span(document);
            let finding = Diagnostic::new(Code::ReferenceSuspect, path, span, message);
            found.push(finding.help("is this document still correct?"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::{committed, library};
    use crate::diagnostic::Code;

    const REFERRING: &str =
        "-- a.md --\n---\nid: SOP-001\nlast_reviewed: 2026-02-01\n---\nSee [b](b.md).\n";

    #[test]
    fn a_declared_change_after_the_review_makes_a_reference_suspect() {
        library(&format!(
            "{REFERRING}-- b.md --\n---\nid: SOP-002\nchanges:\n  - {{version: \"1\", date: 2026-01-01}}\n  - {{version: \"2\", date: 2026-03-01}}\n---\n"
        ))
        .finds(
            Code::ReferenceSuspect,
            expect![[r#"
                a.md:3:16 2026-02-01
                    `SOP-002` changed on 2026-03-01, after the last review of this document, which refers to it
                    = is this document still correct?
            "#]],
        );
    }

    #[test]
    fn a_committed_change_makes_it_suspect_and_a_new_document_does_not() {
        let (old, new) = (
            "---\nid: SOP-002\n---\nOld.\n",
            "---\nid: SOP-002\n---\nNew.\n",
        );
        let text = format!("{REFERRING}-- b.md --\n{new}");
        let changed = committed("b.md", &[("2026-01-01", old), ("2026-03-01", new)]);
        library(&text).with_archive(changed).finds(
            Code::ReferenceSuspect,
            expect![[r#"
                a.md:3:16 2026-02-01
                    `SOP-002` changed on 2026-03-01, after the last review of this document, which refers to it
                    = is this document still correct?
            "#]],
        );
        let created = committed("b.md", &[("2026-03-01", new)]);
        library(&text)
            .with_archive(created)
            .finds(Code::ReferenceSuspect, expect![]);
    }

    #[test]
    fn the_first_entry_of_a_list_is_a_change_where_git_shows_an_earlier_version() {
        let entry = "changes:\n  - {version: \"2\", date: 2026-03-01, kind: major}\n";
        let (old, new) = (
            "---\nid: SOP-002\nversion: \"1\"\n---\nOld.\n",
            format!("---\nid: SOP-002\nversion: \"2\"\n{entry}---\nNew.\n"),
        );
        let text = format!("{REFERRING}-- b.md --\n{new}");
        let revised = committed("b.md", &[("2026-01-01", old), ("2026-03-01", &new)]);
        library(&text).with_archive(revised).finds(
            Code::ReferenceSuspect,
            expect![[r#"
                a.md:3:16 2026-02-01
                    `SOP-002` changed on 2026-03-01, after the last review of this document, which refers to it
                    = is this document still correct?
            "#]],
        );
        let created = committed("b.md", &[("2026-03-01", &new)]);
        library(&text)
            .with_archive(created)
            .finds(Code::ReferenceSuspect, expect![]);
    }

    #[test]
    fn a_commit_that_the_list_of_changes_does_not_record_makes_it_suspect() {
        let listed = |body: &str| {
            let list =
                "changes:\n  - {version: \"1.1\", date: 2026-01-20, kind: minor, summary: Typos}\n";
            format!("---\nid: SOP-002\nversion: \"1.1\"\n{list}---\n{body}\n")
        };
        let first = "---\nid: SOP-002\nversion: \"1.0\"\n---\nOld.\n";
        let (recorded, new) = (listed("Old text."), listed("New text."));
        let text = format!("{REFERRING}-- b.md --\n{new}");
        let quietly = [
            ("2026-01-01", first),
            ("2026-02-10", &recorded),
            ("2026-03-01", &new),
        ];
        library(&text)
            .with_archive(committed("b.md", &quietly))
            .finds(
                Code::ReferenceSuspect,
                expect![[r#"
                    a.md:3:16 2026-02-01
                        `SOP-002` changed on 2026-03-01, after the last review of this document, which refers to it
                        = is this document still correct?
                "#]],
            );
        let (minor, text) = (&quietly[..2], format!("{REFERRING}-- b.md --\n{recorded}"));
        library(&text)
            .with_archive(committed("b.md", minor))
            .finds(Code::ReferenceSuspect, expect![]);
    }
}
