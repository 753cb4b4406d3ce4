//! An objective lacks a measure, a target or a date.
//!
//! ISO 9001 6.2.1 asks for measurable objectives, 6.2.2 for when they are to be reached.

use crate::blocks::{self, Origin};
use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::stated;
use crate::source::FilePath;
use crate::text::At;
use crate::wording::list;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.library.controlled() {
        let sop = &document.sop;
        look_at(&sop.objectives, &sop.path, IN_TEXT, found);
        for placed in &sop.blocks {
            let block = placed
                .block
                .as_ref()
                .filter(|_| sop.objective_tables.contains(&placed.span));
            let Some(file) = block.and_then(blocks::data_file) else {
                continue;
            };
            if let Some(source) = facts.data(&file.value, &sop.path) {
                let rows = stated(&source.text, &Origin::contiguous(0));
                look_at(&rows, &source.path, IN_FILE, found);
            }
        }
    }
}

const IN_TEXT: &str = "write `**Objective.** Measure: …. Target: …. By: 31 March 2027.`";
const IN_FILE: &str = "fill the columns `measure`, `target` and `by`";

fn look_at(objectives: &[At<String>], path: &FilePath, help: &str, found: &mut Vec<Diagnostic>) {
    for objective in objectives {
        let missing = missing(&objective.value);
        if missing.is_empty() {
            continue;
        }
        let message = format!("an objective does not say {}", list(&missing, "or"));
        let finding = Diagnostic::new(Code::ObjectiveUnspecific, path, objective.span, message);
        let finding = finding.help(help);
        if !found.contains(&finding) {
            found.push(finding);
        }
    }
}

const MEASURE: [&str; 6] = [
    "measure:",
    "measures:",
    "measured by:",
    "measured by",
    "kpi:",
    "metric:",
];
const TARGET: [&str; 2] = ["target:", "targets:"];
const DATE: [&str; 6] = ["by:", "by when:", "due:", "deadline:", "date:", "when:"];

fn missing(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let mut missing = Vec::new();
    if part(&text, &MEASURE).is_none() {
        missing.push("what is measured".to_owned());
    }
    match part(&text, &TARGET) {
        Some(target) if has_figure(target) => {}
        Some(target) => missing.push(format!("how much `{target}` is")),
        None if compares(&text) => {}
        None => missing.push("what the target is".to_owned()),
    }
    match part(&text, &DATE) {
        _ if has_year(&text) => {}
        Some(date) if is_dated(date) => {}
        Some(date) => missing.push(format!("when `{date}` is")),
        None => missing.push("by when".to_owned()),
    }
    missing
}

/// What follows one of the labels, up to the next label; `None` where nothing does.
fn part<'a>(text: &'a str, labels: &[&str]) -> Option<&'a str> {
    let starts = labels.iter().filter_map(|label| start(text, label));
    let (at, label) = starts.min_by_key(|(at, label)| (*at, usize::MAX - label.len()))?;
    let after = &text[at + label.len()..];
    let all = MEASURE.iter().chain(&TARGET).chain(&DATE);
    let end = all
        .filter_map(|label| start(after, label))
        .map(|(at, _)| at)
        .min();
    let is_around = |c: char| c.is_whitespace() || matches!(c, '.' | ';' | ',' | '*' | '-' | '–');
    let part = after[..end.unwrap_or(after.len())].trim_matches(is_around);
    (!part.is_empty()).then_some(part)
}

/// Where a label occurs as a separate word.
fn start<'a>(text: &str, label: &'a str) -> Option<(usize, &'a str)> {
    let mut found = text.match_indices(label);
    let is_whole = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    found
        .find(|(at, _)| is_whole(*at))
        .map(|(at, _)| (at, label))
}

/// A figure, or a word that stands for one: `zero complaints`, `all of them`.
fn has_figure(text: &str) -> bool {
    const FIGURES: [&str; 32] = [
        "zero", "no", "none", "nil", "never", "all", "every", "each", "always", "one", "two",
        "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "twenty", "thirty", "fifty", "hundred", "thousand", "million", "half", "third", "once",
        "twice", "double",
    ];
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    text.contains(char::is_numeric) || words.any(|word| FIGURES.contains(&word))
}

/// A target without its label: `at least 95 %`.
fn compares(text: &str) -> bool {
    let compares = [
        "%",
        "at least",
        "at most",
        "fewer than",
        "within",
        "less than",
        "more than",
        "or less",
        "or fewer",
        "or more",
    ];
    text.contains(char::is_numeric) && compares.iter().any(|words| text.contains(words))
}

/// A parse_day, a month or a quarter, but not `soon`.
fn is_dated(text: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        let is_month = MONTHS.iter().any(|month| word.starts_with(month));
        is_month || word.contains(char::is_numeric)
    })
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
        let sound = [
            "Answer. Measure: median time. Target: 4 hours. By: 31 March 2027.",
            "Measure: complaints. Target: none. By: end of March.",
            "Answer, measured by the clock, at least 95 % within a day by 2027",
        ];
        for text in sound {
            assert_eq!(missing(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(
            missing("answer at least 95 % within a day by 2027"),
            ["what is measured"]
        );
        assert_eq!(
            missing("be quicker"),
            ["what is measured", "what the target is", "by when"]
        );
    }

    #[test]
    fn a_target_without_a_figure_and_a_date_that_is_none_do_not_count() {
        assert_eq!(
            missing("Sell. Measure: sales. Target: more. By: soon."),
            ["how much `more` is", "when `soon` is"]
        );
        assert_eq!(
            missing("Sell. Measure: . Target: 12 in 2027"),
            ["what is measured"]
        );
    }
}
