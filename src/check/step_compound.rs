//! A step tells the reader to do two things.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{SecondAction, vocabulary};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let known = &vocabulary(&facts.config.settings.reading.language).second_action;
    procedures::each(facts, |document, procedure, _| {
        for step in &procedure.steps {
            let Some(second) = step.said().find_map(|text| second_action(text, known)) else {
                continue;
            };
            let message = format!(
                "step {} asks for two things; the second begins with `{second}`",
                step.name
            );
            let finding =
                Diagnostic::new(Code::StepCompound, &document.sop.path, step.span, message);
            found.push(finding.help("make it two steps: one step, one action"));
        }
    });
}

/// The words that open a second action: `; then file it`, `. Send the form`.
fn second_action<'t>(text: &'t str, known: &SecondAction) -> Option<&'t str> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    known.joints.iter().find_map(|joint| {
        let at = lower.find(joint)?;
        let (before, rest) = (lower.get(..at)?, text.get(at..)?);
        let opening = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let end = opening
            .match_indices(' ')
            .nth(1)
            .map_or(opening.len(), |(end, _)| end);
        let is_exit = known
            .exits
            .iter()
            .any(|word| rest.to_lowercase().contains(word));
        let is_one = before
            .split_whitespace()
            .any(|word| known.not_after.iter().any(|other| other == word));
        let is_action = opens_an_action(opening, known);
        (is_action && !is_exit && !is_one).then_some(&opening[..end])
    })
}

/// Whether words that begin with "then" go on with a second action.
fn opens_an_action(opening: &str, known: &SecondAction) -> bool {
    let mut words = opening
        .split_whitespace()
        .skip_while(|word| known.then.contains(&word.to_lowercase()));
    let word = words.next().unwrap_or_default();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    !known.carries_on.contains(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use crate::language::vocabulary;

    fn second_action(text: &str) -> Option<&str> {
        super::second_action(text, &vocabulary("en").second_action)
    }

    #[test]
    fn a_second_action_is_told_from_an_exit() {
        assert_eq!(
            second_action("Weigh the sample, then record the weight."),
            Some("then record")
        );
        assert_eq!(
            second_action("Return the lead with a reason; then stop."),
            None
        );
        assert_eq!(second_action("Weigh the sample."), None);
        assert_eq!(
            second_action("Write the number on the lid, then on the box."),
            None
        );
    }
}
