//! A step leaves open what to do or when.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};

/// Words that leave the decision to whoever reads, with the gaps around them.
const VAGUE: [&str; 20] = [
    " as appropriate ",
    " where appropriate ",
    " if appropriate ",
    " as necessary ",
    " where necessary ",
    " as needed ",
    " as required ",
    " if possible ",
    " where possible ",
    " regularly ",
    " periodically ",
    " from time to time ",
    " as soon as possible ",
    " asap ",
    " timely ",
    " in a timely manner ",
    " adequate ",
    " adequately ",
    " sufficiently ",
    " etc ",
];

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, _| {
        for step in &procedure.steps {
            let Some(vague) = step.said().find_map(vague) else {
                continue;
            };
            let message = format!("step {} says `{vague}`", step.name);
            let finding = Diagnostic::new(Code::StepVague, &document.sop.path, step.span, message);
            found.push(finding.help("say which case, how often, how much or by when"));
        }
    });
}

fn vague(text: &str) -> Option<&'static str> {
    let text = format!(" {} ", words(text));
    let found = VAGUE.into_iter().find(|vague| text.contains(vague));
    found.map(str::trim)
}

fn words(text: &str) -> String {
    let is_gap = |c: char| !(c.is_alphanumeric() || c == '\'');
    text.to_lowercase()
        .split(is_gap)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
