//! Training is required for a role that is not declared.

use crate::check::{Facts, nearest_role};
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    if !facts.declares_roles() {
        return;
    }
    for (path, meta) in facts.metas() {
        let training = meta.training.iter();
        for role in training.flat_map(|training| &training.value.required_for) {
            if facts.config.roles.find(&role.value).is_some() {
                continue;
            }
            let message = format!(
                "training is required for `{}`, which is no role",
                role.value
            );
            let finding = Diagnostic::new(Code::TrainingRoleUnknown, path, role.span, message);
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
    fn training_for_no_role_is_found() {
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
training:
  required_for: [sales-manager, Driver]
---
"#,
        )
        .finds(
            Code::TrainingRoleUnknown,
            expect![[r#"
                a.md:4:33 Driver
                    training is required for `Driver`, which is no role
                    = declare it in `roles.toml`
            "#]],
        );
    }
}
