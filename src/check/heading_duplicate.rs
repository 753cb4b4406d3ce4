//! Two headings of a document are the same.

use std::collections::HashSet;

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        let mut known = HashSet::new();
        for heading in &document.sop.headings {
            if heading.text.trim().is_empty() || known.insert(heading.text.to_lowercase()) {
                continue;
            }
            let message = format!("the heading `{}` repeats an earlier one", heading.text);
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::HeadingDuplicate, path, heading.span, message);
            found.push(finding.help("say in the heading how the two sections differ"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn two_headings_that_read_alike_are_found() {
        library(
            r#"
-- a.md --
---
title: A
---
## Notes

## Scope

## notes
"#,
        )
        .finds(
            Code::HeadingDuplicate,
            expect![[r#"
                a.md:8:1 ## notes

                    the heading `notes` repeats an earlier one
                    = say in the heading how the two sections differ
            "#]],
        );
    }
}
