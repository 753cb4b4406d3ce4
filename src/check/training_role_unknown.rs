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
