//! A declared role that no document and no other role refers to.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let Some(file) = &facts.sources.roles else {
        return;
    };
    for role in &facts.library.roles.roles {
        let Some(at) = role.declared else { continue };
        let is_used = !role.reading.is_empty()
            || !role.signs.is_empty()
            || !role.reports.is_empty()
            || facts
                .config
                .roles
                .people
                .iter()
                .flat_map(|person| &person.roles)
                .any(|held| {
                    facts
                        .config
                        .roles
                        .find(&held.value)
                        .is_some_and(|held| held.id.value == role.id)
                });
        if !is_used {
            let message = format!(
                "no document refers to the role `{}`, and nobody holds it",
                role.name
            );
            let span = facts.config.roles.roles[at].id.span;
            let finding = Diagnostic::new(Code::RoleUnused, &file.path, span, message);
            found.push(finding.help("name it in the documents where it acts, or remove it"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_role_that_nobody_refers_to_is_found() {
        library(
            r#"
-- roles.toml --
[[role]]
name = "Clerk"
[[role]]
name = "Driver"
-- a.md --
---
title: A
audience: [clerk]
---
"#,
        )
        .finds(
            Code::RoleUnused,
            expect![[r#"
            roles.toml:4:8 "Driver"
                no document refers to the role `Driver`, and nobody holds it
                = name it in the documents where it acts, or remove it
        "#]],
        );
    }
}
