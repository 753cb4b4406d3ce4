//! Training is required for a role that is not declared.

use crate::check::{Facts, undeclared};
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let code = Code::TrainingRoleUnknown;
    for (path, meta) in facts.metas() {
        let training = meta.training.iter();
        let roles = training.flat_map(|training| &training.value.required_for);
        found
            .extend(roles.filter_map(|role| {
                undeclared(code, "training is required for", role, path, facts)
            }));
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
                    training is required for `Driver`, which is not a role in `roles.toml`
                    = add it to `roles.toml`
            "#]],
        );
    }
}
