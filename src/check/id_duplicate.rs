//! Two documents have the same id.

use std::collections::HashMap;

use crate::check::{Facts, is_other_version, span_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Document;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let mut known: HashMap<String, &Document> = HashMap::new();
    for document in facts.library.iter() {
        let Some(id) = document.id() else { continue };
        let first = *known.entry(id.to_lowercase()).or_insert(document);
        let is_same = std::ptr::eq(first, document);
        if is_same || is_other_version(first, document) {
            continue;
        }
        let message = format!("`{id}` is also the id of `{}`", first.sop.path);
        let span = span_of(&document.sop.meta.id);
        let finding = Diagnostic::new(Code::IdDuplicate, &document.sop.path, span, message);
        found.push(finding.help("give one of the two another id"));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn an_id_given_twice_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001
---
-- b.md --
---
id: sop-001
---
-- c.md --
---
id: SOP-002
version: 1.0
---
-- d.md --
---
id: SOP-002
version: 2.0
---
"#,
        )
        .finds(
            Code::IdDuplicate,
            expect![[r#"
                b.md:2:5 sop-001
                    `sop-001` is also the id of `a.md`
                    = give one of the two another id
            "#]],
        );
    }
}
