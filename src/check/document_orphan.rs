//! Nothing refers to an uncontrolled page.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Document;
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        if !document.is_controlled && document.referred_by.is_empty() && !is_index(document) {
            let message = format!("no other document refers to {}", called(document));
            let finding = Diagnostic::new(
                Code::DocumentOrphan,
                &document.sop.path,
                Span::START,
                message,
            );
            found.push(finding.help("link to it from a page where staff will look for it"));
        }
    }
}

/// Readers reach an index through its folder.
fn is_index(document: &Document) -> bool {
    let route = document.route.as_str();
    route == "index.html" || route.ends_with("/index.html")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_page_that_nothing_refers_to_is_found() {
        library(
            r#"
-- index.md --
---
title: Home
---
[A](a.md)
-- a.md --
---
title: A
---
-- b.md --
---
title: B
---
"#,
        )
        .finds(
            Code::DocumentOrphan,
            expect![[r#"
                b.md:1:1 
                    no other document refers to `B`
                    = link to it from a page where staff will look for it
            "#]],
        );
    }
}
