//! An image is on another host.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Target;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for (image, target) in document.sop.images.iter().zip(&document.images) {
            let Target::Outside(address) = target else {
                continue;
            };
            let message = format!("`{address}` is on another host and is shown as a link");
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::ImageElsewhere, path, image.span, message);
            found.push(finding.help("put a copy of it in the library"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn an_image_on_another_host_is_found() {
        library(
            r#"
-- a.md --
---
title: A
---
![z](https://example.org/z.png)
"#,
        )
        .finds(
            Code::ImageElsewhere,
            expect![[r#"
                a.md:4:1 ![z](https://example.org/z.png)
                    `https://example.org/z.png` is on another host and is shown as a link
                    = put a copy of it in the library
            "#]],
        );
    }
}
