//! A step sends the reader to one that could be either of several.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::steps::{ExitTarget, Next};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, ways| {
        for (step, ways) in procedure.steps.iter().zip(ways) {
            for way in ways.iter().filter(|way| way.next == Next::Ambiguous) {
                let Some((target, span)) = way.written(step) else {
                    continue;
                };
                let wanted = match target {
                    ExitTarget::Number(number) => format!("step {number}"),
                    ExitTarget::Anchor(anchor) => format!("`#{anchor}`"),
                    _ => continue,
                };
                let message = format!(
                    "step {} leads to {wanted}, and several steps are called so",
                    step.name
                );
                let finding =
                    Diagnostic::new(Code::StepTargetAmbiguous, &document.sop.path, span, message);
                found.push(
                    finding.help("give the step that is meant an id (`{#id}`) and link to it"),
                );
            }
        }
    });
}
