//! An image has no alternative text.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for image in &document.sop.images {
            if image.alt.trim().is_empty() {
                let message = format!("the image `{}` has no alternative text", image.target);
                let path = &document.sop.path;
                let finding = Diagnostic::new(Code::ImageAltMissing, path, image.span, message);
                found.push(finding.help("describe it: `![what it shows](file)`"));
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
    fn an_image_without_alternative_text_is_found() {
        library(
            r#"
-- x.png (10 bytes) --
-- a.md --
---
title: A
---
![](x.png) ![the form](x.png)
"#,
        )
        .finds(
            Code::ImageAltMissing,
            expect![[r#"
                a.md:4:1 ![](x.png)
                    the image `x.png` has no alternative text
                    = describe it: `![what it shows](file)`
            "#]],
        );
    }
}
