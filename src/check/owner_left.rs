//! The owner of a document is a person who has left.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let roles = &facts.config.roles;
    for (path, meta) in facts.metas() {
        let Some(owner) = &meta.owner else { continue };
        let Some(person) = roles.person(&owner.value) else {
            continue;
        };
        let Some(left) = person.left.filter(|left| *left <= facts.today) else {
            continue;
        };
        let message = format!("the owner `{}` left on {left}", person.name.value);
        let finding = Diagnostic::new(Code::OwnerLeft, path, owner.span, message);
        found
            .push(finding.help(
                "name a role as owner, or transfer the document to someone who has not left",
            ));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn an_owner_who_has_left_is_found() {
        library(
            r#"
-- roles.toml --
[[role]]
name = "Clerk"
[[person]]
name = "Maria"
left = 2026-05-01
[[person]]
name = "Ben"
left = 2099-05-01
-- a.md --
---
title: A
owner: Maria
---
-- b.md --
---
title: B
owner: Ben
---
"#,
        )
        .finds(
            Code::OwnerLeft,
            expect![[r#"
            a.md:3:8 Maria
                the owner `Maria` left on 2026-05-01
                = name a role as owner, or transfer the document to someone who has not left
        "#]],
        );
    }
}
