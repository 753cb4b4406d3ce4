//! A document of a controlled type has no id.

use crate::check::{Facts, called, span_of};
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.library.controlled() {
        if document.meta.id.is_none() {
            let kind = &document.kind;
            let message = format!("{} is of type `{kind}` but has no id", called(document));
            let span = span_of(&document.sop.meta.kind);
            let finding = Diagnostic::new(Code::IdMissing, &document.sop.path, span, message);
            found.push(finding.help("add `id`, or make it `type: page`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_controlled_document_without_id_is_found() {
        library(
            r#"
-- a.md --
---
title: A
type: policy
---
-- b.md --
---
title: B
type: page
---
"#,
        )
        .finds(
            Code::IdMissing,
            expect![[r#"
                a.md:3:7 policy
                    `A` is of type `policy` but has no id
                    = add `id`, or make it `type: page`
            "#]],
        );
    }
}
