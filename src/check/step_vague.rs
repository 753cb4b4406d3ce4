//! A step leaves open what to do or when.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{Vague, vocabulary};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let known = &vocabulary(&facts.config.settings.reading.language).vague;
    procedures::each(facts, |document, procedure, _| {
        for step in &procedure.steps {
            let Some(vague) = step.said().find_map(|text| vague(text, known)) else {
                continue;
            };
            let message = format!("step {} says `{vague}`", step.name);
            let finding = Diagnostic::new(Code::StepVague, &document.sop.path, step.span, message);
            found.push(finding.help("say which case, how often, how much or by when"));
        }
    });
}

fn vague<'k>(text: &str, known: &'k Vague) -> Option<&'k str> {
    let text = format!(" {} ", words(text));
    let mut phrases = known.phrases.iter();
    let found = phrases.find(|phrase| text.contains(&format!(" {phrase} ")));
    found.map(String::as_str)
}

fn words(text: &str) -> String {
    let is_gap = |c: char| !(c.is_alphanumeric() || c == '\'');
    text.to_lowercase()
        .split(is_gap)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
