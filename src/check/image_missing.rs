//! An image is not in the library.

use crate::check::{Facts, Nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Broken, Target};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let nearest = Nearest::new(facts);
    for document in &facts.library.documents {
        for (image, target) in document.sop.images.iter().zip(&document.images) {
            let (message, help) = match target {
                Target::Broken(Broken::Case { actual }) => (
                    format!(
                        "there is no image `{}`; the file is `{actual}`",
                        image.target
                    ),
                    "use the same upper and lower case as the file name".to_owned(),
                ),
                Target::Broken(_) => (
                    format!("there is no image `{}`", image.target),
                    nearest.picture(&image.target, document),
                ),
                _ => continue,
            };
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::ImageMissing, path, image.span, message);
            found.push(finding.help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn an_image_that_is_not_there_is_found() {
        library(
            r#"
-- img/Form.png (10 bytes) --
-- a.md --
---
title: A
---
![x](img/form.png) ![y](img/Fom.png) ![f](img/Form.png)
"#,
        )
        .finds(
            Code::ImageMissing,
            expect![[r#"
                a.md:4:1 ![x](img/form.png)
                    there is no image `img/form.png`; the file is `img/Form.png`
                    = use the same upper and lower case as the file name
                a.md:4:20 ![y](img/Fom.png)
                    there is no image `img/Fom.png`
                    = did you mean `img/Form.png`?
            "#]],
        );
    }
}
