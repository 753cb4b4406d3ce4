//! Folder defaults that apply to no document.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for defaults in &facts.library.defaults {
        if !defaults.is_used {
            let message = "there are no documents in this folder or its subfolders";
            let path = &defaults.path;
            let finding = Diagnostic::new(Code::DefaultsUnused, path, Span::START, message);
            found.push(finding.help("move or delete this file"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn defaults_without_documents_are_found() {
        library(
            r#"
-- hr/_defaults.toml --
owner = "HR"
-- sales/_defaults.toml --
owner = "Sales"
-- sales/a.md --
---
title: A
---
"#,
        )
        .finds(
            Code::DefaultsUnused,
            expect![[r#"
                hr/_defaults.toml:1:1 
                    there are no documents in this folder or its subfolders
                    = move or delete this file
            "#]],
        );
    }
}
