//! A step names a role that `roles.toml` does not list.

use crate::check::{Facts, nearest_role};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::steps::WhyLeft;
use crate::suggest::nearest;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let roles = &facts.config.roles;
    if roles.roles.is_empty() {
        return;
    }
    let names: Vec<&str> = roles.roles.iter().map(|role| role.name.as_str()).collect();
    for document in &facts.library.documents {
        let sop = &document.sop;
        let mut unknown = |name: &str, span| {
            let message = format!("no role is called `{name}`");
            let finding = Diagnostic::new(Code::StepRoleUnknown, &sop.path, span, message);
            found.push(finding.help(nearest_role(name, facts)));
        };
        for mention in &sop.role_mentions {
            let name = &mention.value;
            if roles.find(name).is_none() && roles.person(name).is_none() {
                unknown(name, mention.span);
            }
        }
        // Bold words that open a step may be about anything, unless they are almost a role.
        let left = sop.procedures.iter().flat_map(|procedure| &procedure.left);
        for label in left.filter(|left| left.why == WhyLeft::Label) {
            if nearest(&label.what, names.iter().copied()).is_some() {
                unknown(&label.what, label.span);
            }
        }
    }
}
