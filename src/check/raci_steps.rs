//! The steps of a document contradict each other on who does what: a role that does or approves a
//! step is also consulted on it or informed of it.

use crate::blocks::Letter;
use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::steps::raci;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let roles = &facts.config.roles;
    let id = |text: &str| {
        roles
            .find(text)
            .map_or_else(|| text.to_lowercase(), |role| role.id.value.0.clone())
    };
    for document in &facts.library.documents {
        let sop = &document.sop;
        for row in raci(&sop.procedures, &sop.role_mentions) {
            let doing = row
                .with(Letter::Responsible)
                .chain(row.with(Letter::Accountable));
            let doing: Vec<String> = doing.map(|role| id(&role.value)).collect();
            for (letter, part) in [
                (Letter::Consulted, "consulted on"),
                (Letter::Informed, "informed of"),
            ] {
                for role in row
                    .with(letter)
                    .filter(|role| doing.contains(&id(&role.value)))
                {
                    let message = format!(
                        "`{}` does or approves a step and is also {part} it",
                        role.value
                    );
                    let finding =
                        Diagnostic::new(Code::RaciContradiction, &sop.path, role.span, message);
                    found.push(finding.help("remove the weaker of the two"));
                }
            }
        }
    }
}
