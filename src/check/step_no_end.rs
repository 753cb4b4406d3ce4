//! No path through a procedure comes to an end.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::steps::has_end;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, ways| {
        if !procedure.steps.is_empty() && !has_end(ways) {
            let message = format!("no path through `{}` comes to an end", procedure.heading);
            let span = procedure.steps[0].span;
            let finding = Diagnostic::new(Code::StepNoEnd, &document.sop.path, span, message);
            found.push(finding.help("let one exit end in `stop`, or lead on to another document"));
        }
    });
}
