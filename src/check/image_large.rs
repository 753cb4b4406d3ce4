//! An image is too large for a phone to load quickly.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Target;

/// In bytes: about five seconds on a slow mobile connection (1.6 Mbit/s).
const LIMIT: u64 = 1_000_000;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for (image, target) in document.sop.images.iter().zip(&document.images) {
            let Target::Asset(path) = target else {
                continue;
            };
            if path.is_video() {
                // It is loaded when a reader plays it.
                continue;
            }
            let Some(asset) = facts.sources.assets.get(path) else {
                continue;
            };
            if asset.size > LIMIT {
                let kilobytes = asset.size / 1000;
                let message = format!("the image `{path}` is {kilobytes} kB");
                let place = &document.sop.path;
                let finding = Diagnostic::new(Code::ImageLarge, place, image.span, message);
                found.push(finding.help("scale it down, or use a format that compresses better"));
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
    fn an_image_above_a_megabyte_is_found() {
        library(
            r#"
-- x.png (1000001 bytes) --
-- y.png (1000000 bytes) --
-- a.md --
---
title: A
---
![x](x.png) ![y](y.png)
"#,
        )
        .finds(
            Code::ImageLarge,
            expect![[r#"
                a.md:4:1 ![x](x.png)
                    the image `x.png` is 1000 kB
                    = scale it down, or use a format that compresses better
            "#]],
        );
    }
}
