//! An answer does not say where it leads.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::steps::ExitTarget;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, _| {
        for step in &procedure.steps {
            let unclear = |exit: &&crate::parse::steps::Exit| exit.target == ExitTarget::Unclear;
            for exit in step.exits.iter().filter(unclear) {
                let label = exit.label.value.trim();
                let message = match label {
                    "" => format!("step {} does not say where it leads", step.name),
                    _ => format!(
                        "the answer `{label}` of step {} does not say where it leads",
                        step.name
                    ),
                };
                let path = &document.sop.path;
                let finding = Diagnostic::new(Code::StepExitUnclear, path, exit.words, message);
                found.push(
                    finding.help("does it go on with the next step, lead to another, or end?"),
                );
            }
        }
    });
}
