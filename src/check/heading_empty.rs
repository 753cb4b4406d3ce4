//! A heading has no text.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for heading in &document.sop.headings {
            if heading.text.trim().is_empty() {
                let message = "the heading has no text";
                let path = &document.sop.path;
                let finding = Diagnostic::new(Code::HeadingEmpty, path, heading.span, message);
                found.push(finding.help("name the section, or remove the heading"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_heading_without_text_is_found() {
        library(
            r#"
-- a.md --
---
title: A
---
## 

text

## Scope
"#,
        )
        .finds(
            Code::HeadingEmpty,
            expect![[r#"
                a.md:4:1 ## 

                    the heading has no text
                    = name the section, or remove the heading
            "#]],
        );
    }
}
