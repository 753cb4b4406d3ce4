//! A controlled document has no department.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.library.controlled() {
        if document.meta.department.is_none() && !document.is_withdrawn() {
            let message = format!("{} has no department", called(document));
            let finding = Diagnostic::new(
                Code::DepartmentMissing,
                &document.sop.path,
                Span::START,
                message,
            );
            found.push(
                finding
                    .help("add `department`, or set it for the whole folder in `_defaults.toml`"),
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
    fn a_controlled_document_without_department_is_found() {
        library(
            r#"
-- sales/_defaults.toml --
department = "Sales"
-- sales/a.md --
---
id: SOP-001
---
-- b.md --
---
id: SOP-002
---
-- c.md --
---
title: C
---
"#,
        )
        .finds(
            Code::DepartmentMissing,
            expect![[r#"
                b.md:1:1 
                    `SOP-002` has no department
                    = add `department`, or set it for the whole folder in `_defaults.toml`
            "#]],
        );
    }
}
