//! A step tells the reader to do two things.

use crate::check::Facts;
use crate::check::procedures;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    procedures::each(facts, |document, procedure, _| {
        for step in &procedure.steps {
            let Some(second) = step.said().find_map(second_action) else {
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
fn second_action(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    ["; then ", ", then ", " and then ", ". then "]
        .iter()
        .find_map(|joint| {
            let at = lower.find(joint)?;
            let rest = &text[at..];
            let opening = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
            let end = opening
                .match_indices(' ')
                .nth(1)
                .map_or(opening.len(), |(end, _)| end);
            let is_exit = ["stop", "continue", "go to"]
                .iter()
                .any(|word| rest.to_lowercase().contains(word));
            let is_action = opens_an_action(opening);
            (is_action && !is_exit).then_some(&opening[..end])
        })
}

/// Words after "then" that carry the first action on: "on the form, then on the tube".
const CARRIES_ON: [&str; 37] = [
    "a", "about", "after", "again", "all", "along", "an", "any", "as", "at", "back", "before",
    "below", "by", "down", "every", "for", "from", "if", "in", "into", "it", "of", "off", "on",
    "once", "onto", "over", "the", "through", "to", "towards", "twice", "under", "up", "when",
    "with",
];

/// Whether words that begin with "then" go on with a verb.
fn opens_an_action(opening: &str) -> bool {
    let words = opening.split_whitespace();
    let mut words =
        words.skip_while(|word| ["and", "then"].contains(&word.to_lowercase().as_str()));
    let word = words.next().unwrap_or_default();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    !CARRIES_ON.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::second_action;

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
