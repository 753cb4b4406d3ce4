//! A controlled document has no owner.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.library.controlled() {
        if document.meta.owner.is_none() && !document.is_withdrawn() {
            let message = format!("{} has no owner", called(document));
            let finding =
                Diagnostic::new(Code::OwnerMissing, &document.sop.path, Span::START, message);
            found.push(finding.help("add `owner`: the role responsible for it"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_controlled_document_without_owner_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001
---
-- b.md --
---
id: SOP-002
owner: QA
---
"#,
        )
        .finds(
            Code::OwnerMissing,
            expect![[r#"
                a.md:1:1 
                    `SOP-001` has no owner
                    = add `owner`: the role responsible for it
            "#]],
        );
    }
}
