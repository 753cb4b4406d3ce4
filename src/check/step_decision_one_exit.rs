//! A decision has one exit, so there is nothing to decide.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, _| {
        for step in &procedure.steps {
            // A sentence that names one case says nothing of the others on purpose.
            let [exit] = step.exits.as_slice() else {
                continue;
            };
            if !exit.is_listed {
                continue;
            }
            let message = format!(
                "step {} decides, but has one exit: `{}`",
                step.name, exit.label.value
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
