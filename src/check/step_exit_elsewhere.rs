//! An exit leads to a step of another procedure.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::steps::ExitTarget;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, _| {
        for step in &procedure.steps {
            for exit in &step.exits {
                let other = match &exit.target {
                    ExitTarget::Elsewhere(heading) => heading.clone(),
                    ExitTarget::Link(link) => {
                        let target = document.sop.links[*link].target.strip_prefix('#');
                        let Some(id) = target else { continue };
                        let others = document.sop.procedures.iter();
                        let mut others =
                            others.filter(|other| other.steps.iter().any(|step| step.id == id));
                        match others.next() {
                            Some(other) => other.heading.clone(),
                            None => continue,
                        }
                    }
                    _ => continue,
                };
                let message = format!("step {} leads into another procedure, `{other}`", step.name);
                let path = &document.sop.path;
                let finding = Diagnostic::new(Code::StepExitElsewhere, path, exit.words, message);
                found.push(
                    finding.help("lead to the procedure as a whole, by a link to its heading"),
                );
            }
        }
    });
}
