//! A step sends the reader to a step that does not exist.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::steps::{ExitTarget, Next};
use crate::suggest::nearest;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, ways| {
        for (step, ways) in procedure.steps.iter().zip(ways) {
            for way in ways.iter().filter(|way| way.next == Next::Unknown) {
                let Some((target, span)) = way.written(step) else {
                    continue;
                };
                let (wanted, help) = match target {
                    ExitTarget::Number(number) => {
                        let names = procedure.whole_steps().map(|(_, step)| &step.name);
                        let last = names.last().map_or("", String::as_str);
                        (
                            format!("step {number}"),
                            format!("the procedure has steps 1 to {last}"),
                        )
                    }
                    ExitTarget::Anchor(anchor) => {
                        let ids = procedure.steps.iter().map(|step| step.id.as_str());
                        let help = match nearest(anchor, ids) {
                            Some(meant) => format!("did you mean `#{meant}`?"),
                            None => {
                                "give the step that is meant an id: `{#id}` at the end of its text"
                                    .to_owned()
                            }
                        };
                        (format!("`#{anchor}`"), help)
                    }
                    _ => continue,
                };
                let message = format!(
                    "step {} leads to {wanted}, which is no step of this procedure",
                    step.name
                );
                let finding =
                    Diagnostic::new(Code::StepTargetUnknown, &document.sop.path, span, message);
                found.push(finding.help(help));
            }
        }
    });
}
