//! The audience names a role that is not declared.

use crate::check::{Facts, nearest_role};
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    if !facts.declares_roles() {
        return;
    }
    for (path, meta) in facts.metas() {
        for role in &meta.audience {
            let is_everybody = matches!(role.value.to_lowercase().as_str(), "all" | "everyone");
            if is_everybody || facts.config.roles.find(&role.value).is_some() {
                continue;
            }
            let message = format!("the audience names `{}`, which is no role", role.value);
            let finding = Diagnostic::new(Code::AudienceRoleUnknown, path, role.span, message);
            found.push(finding.help(nearest_role(&role.value, facts)));
        }
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
                    the audience names `Sales Manger`, which is no role
                    = did you mean `Sales Manager`?
            "#]],
        );
    }
}
