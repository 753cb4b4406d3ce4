//! A field or a block names a role that is not declared.

use crate::blocks::Block;
use crate::check::{Facts, undeclared};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FilePath;
use crate::suggest::nearest;
use crate::text::At;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for (path, meta) in facts.metas() {
        let approvers = meta.approvers.iter();
        for approver in approvers {
            found.extend(match &approver.role {
                Some(role) => unknown("an approver has the role", role, path, facts),
                None => misspelt(&approver.name, path, facts),
            });
        }
    }
    for document in &facts.library.documents {
        let path = &document.sop.path;
        let blocks = document.sop.blocks.iter();
        for block in blocks.filter_map(|placed| placed.block.as_ref()) {
            in_block(block, path, facts, found);
        }
    }
    let Some(file) = &facts.sources.roles else {
        return;
    };
    let roles = &facts.config.roles;
    for role in &roles.roles {
        let superior = role.reports_to.iter();
        found.extend(superior.filter_map(|to| unknown("a role reports to", to, &file.path, facts)));
        let deputy = role.deputy.iter();
        found.extend(deputy.filter_map(|by| unknown("a role's deputy is", by, &file.path, facts)));
    }
    for role in roles.people.iter().flat_map(|person| &person.roles) {
        found.extend(unknown("a person holds", role, &file.path, facts));
    }
}

/// As in steps, a person may be named instead of a role.
fn in_block(block: &Block, path: &FilePath, facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let is_person = |role: &At<String>| facts.config.roles.person(&role.value).is_some();
    match block {
        Block::Raci(raci) => {
            let names = raci.names.iter().filter(|role| !is_person(role));
            found.extend(names.filter_map(|role| unknown("a task is given to", role, path, facts)));
        }
        Block::Contacts(block) => {
            let roles = block.contacts.iter().map(|contact| &contact.role);
            let roles = roles.filter(|role| !role.value.is_empty() && !is_person(role));
            found.extend(roles.filter_map(|role| unknown("a contact is", role, path, facts)));
        }
        _ => {}
    }
}

/// An approver may be any person, so only a name that is close to a role's name is reported.
fn misspelt(name: &At<String>, path: &FilePath, facts: &Facts<'_>) -> Option<Diagnostic> {
    let roles = &facts.config.roles;
    let is_person = roles.person(&name.value).is_some();
    let names = roles.roles.iter().map(|role| role.name.as_str());
    if is_person || nearest(&name.value, names).is_none() {
        return None;
    }
    unknown("an approver is", name, path, facts)
}

fn unknown(who: &str, role: &At<String>, path: &FilePath, facts: &Facts<'_>) -> Option<Diagnostic> {
    undeclared(Code::RoleUnknown, who, role, path, facts)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_role_that_is_not_declared_is_found() {
        library(
            r#"
-- roles.toml --
[[role]]
name = "Sales Rep"
reports_to = "Sales Manger"
[[role]]
name = "Sales Manager"
[[person]]
name = "Maria"
roles = ["driver"]
-- a.md --
---
title: A
approvers:
  - {name: Maria, role: Sales Manager}
  - {name: Ben, role: Director}
  - Sales Manger
  - Carl Benz
---
"#,
        )
        .finds(
            Code::RoleUnknown,
            expect![[r#"
                a.md:5:23 Director
                    an approver has the role `Director`, which is not a role in `roles.toml`
                    = add it to `roles.toml`
                a.md:6:5 Sales Manger
                    an approver is `Sales Manger`, which is not a role in `roles.toml`
                    = did you mean `Sales Manager`?
                roles.toml:3:14 "Sales Manger"
                    a role reports to `Sales Manger`, which is not a role in `roles.toml`
                    = did you mean `Sales Manager`?
                roles.toml:8:10 "driver"
                    a person holds `driver`, which is not a role in `roles.toml`
                    = add it to `roles.toml`
            "#]],
        );
    }
}
