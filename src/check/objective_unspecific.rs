//! An objective lacks a measure, a target or a date.
//!
//! ISO 9001 6.2.1 asks for measurable objectives, 6.2.2 for when they are to be reached.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::wording::list;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.library.controlled() {
        for objective in &document.sop.objectives {
            let missing = missing(&objective.value.to_lowercase());
            if missing.is_empty() {
                continue;
            }
            let message = format!("an objective does not say {}", list(&missing, "or"));
            let finding = Diagnostic::new(
                Code::ObjectiveUnspecific,
                &document.sop.path,
                objective.span,
                message,
            );
            found.push(
                finding.help("write `**Objective.** Measure: …. Target: …. By: 31 March 2027.`"),
            );
        }
    }
}

fn missing(text: &str) -> Vec<String> {
    let has = |labels: &[&str]| labels.iter().any(|label| text.contains(label));
    let has_number = text.bytes().any(|byte| byte.is_ascii_digit());
    let compares = [
        "%",
        "at least",
        "at most",
        "fewer than",
        "within",
        "less than",
        "more than",
        "or less",
        "or more",
    ];
    let parts = [
        (
            "what is measured",
            has(&["measure:", "measured by", "kpi:", "metric:"]),
        ),
        (
            "what the target is",
            has(&["target:"]) || (has_number && has(&compares)),
        ),
        (
            "by when",
            has(&["by:", "due:", "deadline:"]) || has_year(text),
        ),
    ];
    parts
        .iter()
        .filter(|(_, is_given)| !is_given)
        .map(|(what, _)| (*what).to_owned())
        .collect()
}

fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|number| number.len() == 4 && number.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::missing;

    #[test]
    fn an_objective_is_specific_measurable_and_time_bound() {
        assert_eq!(
            missing("answer. measure: median time. target: 4 hours. by: 31 march 2027."),
            Vec::<String>::new()
        );
        assert_eq!(
            missing("answer at least 95 % within a day by 2027"),
            ["what is measured"]
        );
        assert_eq!(
            missing("be quicker"),
            ["what is measured", "what the target is", "by when"]
        );
    }
}
