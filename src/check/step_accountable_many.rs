//! More than one role approves a step.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::steps::DetailKind;
use crate::wording::list;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, _| {
        for step in &procedure.steps {
            let mut approving = step
                .details
                .iter()
                .filter(|detail| detail.kind == DetailKind::Approves);
            let roles: Vec<usize> = approving
                .clone()
                .flat_map(|detail| detail.roles.iter().copied())
                .collect();
            if let (true, Some(last)) = (roles.len() > 1, approving.next_back()) {
                let mentions = &document.sop.role_mentions;
                let names: Vec<String> = roles
                    .iter()
                    .map(|at| format!("`{}`", mentions[*at].value))
                    .collect();
                let message = format!("step {} is approved by {}", step.name, list(&names, "and"));
                let finding = Diagnostic::new(
                    Code::StepAccountableMany,
                    &document.sop.path,
                    last.span,
                    message,
                );
                found.push(finding.help(
                    "leave the one role that answers for it; name the others under `Consulted:`",
                ));
            }
        }
    });
}
