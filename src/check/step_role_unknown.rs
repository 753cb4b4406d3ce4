//! A step names a role that `roles.toml` does not list.

use crate::check::{Facts, nearest_role};
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let roles = &facts.config.roles;
    if roles.roles.is_empty() {
        return;
    }
    for document in &facts.library.documents {
        let sop = &document.sop;
        for mention in &sop.role_mentions {
            if roles.find(&mention.value).is_some() || roles.person(&mention.value).is_some() {
                continue;
            }
            let message = format!("no role is called `{}`", mention.value);
            let finding = Diagnostic::new(Code::StepRoleUnknown, &sop.path, mention.span, message);
            found.push(finding.help(nearest_role(&mention.value, facts)));
        }
    }
}
