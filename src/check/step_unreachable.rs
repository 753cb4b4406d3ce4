//! No path through the procedure leads to a step.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::steps::reached;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, ways| {
        for (step, is_reached) in procedure.steps.iter().zip(reached(ways)) {
            if !is_reached {
                let message = format!("no path leads to step {}", step.name);
                let finding = Diagnostic::new(
                    Code::StepUnreachable,
                    &document.sop.path,
                    step.span,
                    message,
                );
                found.push(
                    finding.help("let an exit of an earlier step lead here, or take the step out"),
                );
            }
        }
    });
}
