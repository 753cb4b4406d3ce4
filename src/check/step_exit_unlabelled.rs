//! An exit of a decision has no label.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, _| {
        for step in &procedure.steps {
            for exit in step
                .exits
                .iter()
                .filter(|exit| exit.is_listed && exit.label.value.trim().is_empty())
            {
                let message = format!("an exit of step {} does not say when to take it", step.name);
                let finding = Diagnostic::new(
                    Code::StepExitUnlabelled,
                    &document.sop.path,
                    exit.span,
                    message,
                );
                found.push(finding.help("open it with the case in bold: `**Yes:** …`"));
            }
        }
    });
}
