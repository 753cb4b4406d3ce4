//! Two documents have the same title.

use std::collections::HashMap;

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Document;

/// Versions of one document share a title, as they share an id.
pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let mut known: HashMap<String, &Document> = HashMap::new();
    for document in facts.in_use() {
        let first = *known
            .entry(document.title().to_lowercase())
            .or_insert(document);
        let is_same = std::ptr::eq(first, document);
        if is_same || (document.id().is_some() && document.id() == first.id()) {
            continue;
        }
        let message = format!(
            "`{}` is also the title of `{}`",
            document.title(),
            first.sop.path
        );
        let (path, span) = (&document.sop.path, document.sop.title.span);
        let finding = Diagnostic::new(Code::TitleDuplicate, path, span, message);
        found.push(finding.help("say in the title how this one differs"));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_title_given_twice_is_found() {
        library(
            r#"
-- a.md --
---
title: Cleaning
---
-- b.md --
---
title: cleaning
---
-- c.md --
---
title: Waste
---
"#,
        )
        .finds(
            Code::TitleDuplicate,
            expect![[r#"
                b.md:2:8 cleaning
                    `cleaning` is also the title of `a.md`
                    = say in the title how this one differs
            "#]],
        );
    }
}
