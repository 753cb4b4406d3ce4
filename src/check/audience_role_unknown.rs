//! The audience names a role that is not declared.

use crate::check::{Facts, undeclared};
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let code = Code::AudienceRoleUnknown;
    for (path, meta) in facts.metas() {
        let is_everybody = |name: &str| matches!(name, "all" | "everyone");
        let roles = meta.audience.iter();
        let roles = roles.filter(|role| !is_everybody(&role.value.to_lowercase()));
        found.extend(
            roles.filter_map(|role| undeclared(code, "the audience names", role, path, facts)),
        );
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn an_audience_of_no_role_is_found() {
        library(
            r#"
-- roles.toml --
[[role]]
name = "Sales Manager"
[[person]]
name = "Maria Jensen"
roles = ["sales-manager"]
-- a.md --
---
title: A
audience: [sales manager, Sales Manger, everyone]
---
"#,
        )
        .finds(
            Code::AudienceRoleUnknown,
            expect![[r#"
                a.md:3:27 Sales Manger
                    the audience names `Sales Manger`, which is not a role in `roles.toml`
                    = did you mean `Sales Manager`?
            "#]],
        );
    }
}
