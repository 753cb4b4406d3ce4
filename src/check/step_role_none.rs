//! Roles are declared, and no step of a document names one.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    if facts.config.roles.roles.is_empty() {
        return;
    }
    for document in &facts.library.documents {
        let sop = &document.sop;
        if document.is_withdrawn() || !document.is_controlled {
            continue;
        }
        // A list of boxes to tick is often for whoever holds it.
        let mut procedures = sop.procedures.iter().filter(|one| !one.is_written);
        let Some(first) = procedures.next() else {
            continue;
        };
        let steps = sop.procedures.iter().flat_map(|procedure| &procedure.steps);
        if steps.into_iter().any(|step| step.role.is_some()) {
            continue;
        }
        let message = match first.heading.as_str() {
            "" => "no step names who acts".to_owned(),
            heading => format!("no step of `{heading}` names who acts"),
        };
        let span = first.steps.first().map_or(first.span, |step| step.span);
        let finding = Diagnostic::new(Code::StepRoleNone, &sop.path, span, message);
        found.push(finding.help(
            "open a step with its role, as `**Role:** …`, or write `Responsible: Role` below it",
        ));
    }
}
