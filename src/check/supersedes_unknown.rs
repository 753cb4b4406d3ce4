//! A document replaces, or is replaced by, an id that does not exist.

use crate::check::{Facts, broken_references};
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let fields = ["supersedes", "superseded_by"];
    let fault = "but no document has that id";
    found.extend(broken_references(
        Code::SupersedesUnknown,
        &fields,
        fault,
        facts,
    ));
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_predecessor_that_does_not_exist_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001
supersedes: [SOP-002, SOP-009]
---
-- b.md --
---
id: SOP-002
---
"#,
        )
        .finds(
            Code::SupersedesUnknown,
            expect![[r#"
                a.md:3:23 SOP-009
                    `supersedes` names `SOP-009`, but no document has that id
                    = create it, or fix the link
            "#]],
        );
    }

    #[test]
    fn a_successor_that_is_a_draft_is_called_one() {
        library(
            r#"
-- a.md --
---
id: SOP-001
status: superseded
superseded_by: SOP-002
---
-- b.md --
---
id: SOP-002
status: draft
---
"#,
        )
        .finds(
            Code::SupersedesUnknown,
            expect![[r#"
                a.md:4:16 SOP-002
                    `superseded_by` names `SOP-002`, a draft that is not in this build
                    = approve the draft, or name a document that is in force
            "#]],
        );
    }
}
