//! The owner is not a declared role or person.

use crate::check::{Facts, nearest_role};
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    if !facts.declares_roles() {
        return;
    }
    let roles = &facts.config.roles;
    for (path, meta) in facts.metas() {
        let Some(owner) = &meta.owner else { continue };
        if roles.find(&owner.value).is_none() && roles.person(&owner.value).is_none() {
            let message = format!(
                "the owner `{}` is not a role or person in `roles.toml`",
                owner.value
            );
            let finding = Diagnostic::new(Code::OwnerUnknown, path, owner.span, message);
            found.push(finding.help(nearest_role(&owner.value, facts)));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn an_owner_who_is_not_listed_is_found() {
        library(
            r#"
-- roles.toml --
[[role]]
name = "Sales Manager"
[[person]]
name = "Maria Jensen"
roles = ["sales-manager"]
-- hr/_defaults.toml --
owner = "Sales Manger"
-- a.md --
---
title: A
owner: maria jensen
---
-- b.md --
---
title: B
owner: Nobody
---
-- hr/c.md --
---
title: C
---
-- hr/d.md --
---
title: D
---
"#,
        )
        .finds(
            Code::OwnerUnknown,
            expect![[r#"
                b.md:3:8 Nobody
                    the owner `Nobody` is not a role or person in `roles.toml`
                    = add it to `roles.toml`
                hr/_defaults.toml:1:9 "Sales Manger"
                    the owner `Sales Manger` is not a role or person in `roles.toml`
                    = did you mean `Sales Manager`?
            "#]],
        );
    }
}
