//! The front matter refers to something that does not exist.

use crate::check::{Facts, broken_references};
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let fields = ["references", "related"];
    let fault = "which is not in the library";
    found.extend(broken_references(
        Code::ReferenceUnknown,
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
    fn a_reference_to_nothing_is_found_and_words_are_left_alone() {
        library(
            r#"
-- a.md --
---
id: SOP-001
references: [SOP-002, SOP-020, SOP-02, "ISO 9001, 7.5", ISO-13485]
related: [b.md, c.md]
---
-- b.md --
---
id: SOP-002
---
"#,
        )
        .finds(
            Code::ReferenceUnknown,
            expect![[r#"
                a.md:3:23 SOP-020
                    `references` names `SOP-020`, which is not in the library
                    = create it, or fix the link
                a.md:3:32 SOP-02
                    `references` names `SOP-02`, which is not in the library
                    = did you mean `SOP-002` (B)?
                a.md:4:17 c.md
                    `related` names `c.md`, which is not in the library
                    = create it, or fix the link
            "#]],
        );
    }
}
