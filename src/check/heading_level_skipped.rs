//! A heading is more than one level below the one before it.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        // The title of the page is its first-level heading.
        let mut before = 1;
        for heading in &document.sop.headings {
            if heading.level > before + 1 {
                let (here, text) = (heading.level, &heading.text);
                let message = format!("`{text}` is level {here} but follows level {before}");
                let help = format!("make it level {}", before + 1);
                let path = &document.sop.path;
                let span = heading.span;
                let finding = Diagnostic::new(Code::HeadingLevelSkipped, path, span, message);
                found.push(finding.help(help));
            }
            before = heading.level;
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_skipped_level_is_found() {
        library(
            r#"
-- a.md --
---
title: A
---
## Scope

#### Deep

### Right
"#,
        )
        .finds(
            Code::HeadingLevelSkipped,
            expect![[r#"
                a.md:6:1 #### Deep

                    `Deep` is level 4 but follows level 2
                    = make it level 3
            "#]],
        );
    }
}
