//! A procedure has more steps than one person can easily follow.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};

const MOST: usize = 20;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, _| {
        if procedure.steps.len() > MOST {
            let message = format!(
                "`{}` has {} steps",
                procedure.heading,
                procedure.steps.len()
            );
            let span = procedure.steps[MOST].span;
            let finding = Diagnostic::new(Code::SopLong, &document.sop.path, span, message);
            found.push(finding.help(format!(
                "split it where the work changes hands, into parts of at most {MOST} steps"
            )));
        }
    });
}
