//! The owner is neither a role nor a person that is declared.

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
            let message = format!("the owner `{}` is no role and no person", owner.value);
            let finding = Diagnostic::new(Code::OwnerUnknown, path, owner.span, message);
            found.push(finding.help(nearest_role(&owner.value, facts)));
        }
    }
}
