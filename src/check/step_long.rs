//! A step is longer than a reader can hold in mind.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};
use crate::wording::Count;

/// In words. Plain-language guides put one instruction at 20 to 25; twice that leaves room for a
/// condition.
const LONGEST: usize = 50;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, _| {
        for step in &procedure.steps {
            let words: usize = step
                .said()
                .map(|text| text.split_whitespace().count())
                .sum();
            if words > LONGEST {
                let message = format!("step {} has {}", step.name, Count(words, "word"));
                let finding =
                    Diagnostic::new(Code::StepLong, &document.sop.path, step.span, message);
                let help = format!(
                    "keep to {LONGEST}: move facts to `Tools:`, `Record:` or `Time:`, or split the step"
                );
                found.push(finding.help(help));
            }
        }
    });
}
