//! A decision has one exit, so there is nothing to decide.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, _| {
        for step in procedure.steps.iter().filter(|step| step.exits.len() == 1) {
            let exit = &step.exits[0];
            let message = format!(
                "step {} decides, but has one exit: `{}`",
                step.number, exit.label.value
            );
            let finding = Diagnostic::new(
                Code::StepDecisionOneExit,
                &document.sop.path,
                exit.span,
                message,
            );
            found.push(
                finding.help("say what to do in the other case, or write the step without exits"),
            );
        }
    });
}
