//! A field that the document's type requires is missing.

use crate::check::{Facts, called};
use crate::config::FIELDS;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        let Some(of_type) = facts.config.settings.types.get(&document.kind) else {
            continue;
        };
        for field in &of_type.required {
            let meta = &document.meta;
            let is_there = meta.is_given(field) || meta.is_unreadable(field);
            if is_there || !is_reported_here(field) {
                continue;
            }
            let message = format!(
                "{} has no `{field}`, which the type `{}` requires",
                called(document),
                document.kind
            );
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::FieldRequired, path, Span::START, message);
            found.push(finding.help(format!("add `{field}`")));
        }
    }
}

/// Whether no other rule reports the field as missing; the author's own fields have none.
fn is_reported_here(name: &str) -> bool {
    let field = FIELDS.iter().find(|field| field.name == name);
    field.is_none_or(|field| field.missing.contains(&Code::FieldRequired))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_field_that_the_type_requires_is_found_missing() {
        library(
            r#"
-- sopress.toml --
[types.policy]
required = ["title", "department", "risk"]
-- a.md --
---
title: A
type: policy
department: HR
---
"#,
        )
        .finds(
            Code::FieldRequired,
            expect![[r#"
                a.md:1:1 
                    `A` has no `risk`, which the type `policy` requires
                    = add `risk`
            "#]],
        );
    }
}
