//! All answers of a decision lead to one place.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::steps::{ExitTarget, Next};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, ways| {
        for (step, ways) in procedure.steps.iter().zip(ways) {
            let answers = ways.iter().filter_map(|way| Some((way.exit?, &way.next)));
            let answers: Vec<(usize, &Next)> = answers
                .filter(|(exit, _)| step.exits[*exit].is_listed)
                .collect();
            let [(first, to), .., (_, _)] = answers.as_slice() else {
                continue;
            };
            let is_one = answers.iter().all(|(_, other)| other == to);
            let is_known = matches!(to, Next::Step(_) | Next::End | Next::Link(_));
            // `Ring them, then continue` and `continue` differ in what is done.
            let goes_on = step.exits[*first].target == ExitTarget::Continue;
            if !is_one || !is_known || goes_on {
                continue;
            }
            let place = match to {
                Next::Step(at) => format!("step {}", procedure.steps[*at].name),
                Next::End => "the end".to_owned(),
                _ => "the same document".to_owned(),
            };
            let message = format!("all answers of step {} lead to {place}", step.name);
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::StepDecisionOneTarget, path, step.span, message);
            found.push(finding.help("is one of them meant to lead elsewhere?"));
        }
    });
}
