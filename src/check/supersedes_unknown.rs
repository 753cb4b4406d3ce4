//! A document replaces, or is replaced by, an id that does not exist.

use crate::check::{Facts, nearest_document};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Target;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for reference in &document.references {
            let is_ours = matches!(reference.field, "supersedes" | "superseded_by");
            if !is_ours || !matches!(reference.target, Some(Target::Broken(_))) {
                continue;
            }
            let (field, written) = (reference.field, &reference.written);
            let message = format!(
                "`{field}` names `{}`, but no document has that id",
                written.value
            );
            let help = nearest_document(&written.value, document, facts);
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::SupersedesUnknown, path, written.span, message);
            found.push(finding.help(help));
        }
    }
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
                    = did you mean `SOP-002` (B)?
            "#]],
        );
    }
}
