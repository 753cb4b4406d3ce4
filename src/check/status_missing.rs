//! A controlled document does not say whether it is in force.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.library.controlled() {
        if document.meta.status.is_none() {
            let message = format!("{} has no status", called(document));
            let finding = Diagnostic::new(
                Code::StatusMissing,
                &document.sop.path,
                Span::START,
                message,
            );
            found.push(
                finding.help("add `status: effective`, or `draft` while it is being written"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_controlled_document_without_status_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001
---
-- b.md --
---
title: B
---
"#,
        )
        .finds(
            Code::StatusMissing,
            expect![[r#"
                a.md:1:1 
                    `SOP-001` has no status
                    = add `status: effective`, or `draft` while it is being written
            "#]],
        );
    }
}
