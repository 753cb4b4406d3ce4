//! A link leads out of the library.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Broken, Target};
use crate::parse::LinkForm;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for (link, target) in document.sop.links.iter().zip(&document.links) {
            let Target::Broken(Broken::OutsideLibrary) = target else {
                continue;
            };
            if link.form == LinkForm::Mention {
                continue;
            }
            let message = format!("`{}` leads out of the library", link.target);
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::LinkOutside, path, link.span, message);
            found.push(
                finding.help("put the file in the library, or link to where it is published"),
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
    fn a_link_out_of_the_library_is_found() {
        library(
            r#"
-- a.md --
---
title: A
---
[x](../secret.md)
"#,
        )
        .finds(
            Code::LinkOutside,
            expect![[r#"
                a.md:4:1 [x](../secret.md)
                    `../secret.md` leads out of the library
                    = put the file in the library, or link to where it is published
            "#]],
        );
    }
}
