//! An image is larger than a phone should have to load.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Target;

/// In bytes; some five seconds of a slow mobile connection (1.6 Mbit/s).
const LIMIT: u64 = 1_000_000;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for (image, target) in document.sop.images.iter().zip(&document.images) {
            let Target::Asset(path) = target else {
                continue;
            };
            let Some(asset) = facts.sources.assets.get(path) else {
                continue;
            };
            if asset.size > LIMIT {
                let kilobytes = asset.size / 1000;
                let message = format!("the image `{path}` has {kilobytes} kB");
                let place = &document.sop.path;
                let finding = Diagnostic::new(Code::ImageLarge, place, image.span, message);
                found.push(finding.help("scale it down, or save it in a tighter format"));
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
                    the image `x.png` has 1000 kB
                    = scale it down, or save it in a tighter format
            "#]],
        );
    }
}
