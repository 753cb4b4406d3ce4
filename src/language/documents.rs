//! The words of a vocabulary about a document as a whole.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Headings of sections that hold something special, in lower case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapters {
    /// Questions with their answers.
    pub questions: Vec<String>,
    pub objectives: Vec<String>,
}

/// How a text names several roles.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleNames {
    /// What joins two names: `and`.
    pub and: String,
    /// First words of a condition after a comma.
    pub conditions: Vec<String>,
    /// First words of a condition right after a name.
    pub late: Vec<String>,
}

/// What authors write for a status, in lower case and with spaces for hyphens.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statuses {
    pub draft: Vec<String>,
    pub in_review: Vec<String>,
    pub approved: Vec<String>,
    pub effective: Vec<String>,
    pub under_revision: Vec<String>,
    pub suspended: Vec<String>,
    pub superseded: Vec<String>,
    pub retired: Vec<String>,
}

/// Words of a length of time, by the English word for each: `years`, `every`, `annual`.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Cycles(BTreeMap<String, Vec<String>>);

impl Cycles {
    /// A length of time in English, in lower case: `alle 2 Jahre` as `every 2 years`. Words that are
    /// not known stay.
    pub fn in_english(&self, text: &str) -> String {
        let text = text.trim().to_lowercase();
        let known = || {
            let words = self.0.iter();
            words.flat_map(|(english, words)| words.iter().map(move |word| (english, word)))
        };
        let mut openings = known().filter(|(english, _)| !english.ends_with('s'));
        let opening = openings.find_map(|(english, word)| {
            let rest = text.strip_prefix(word.as_str())?;
            (rest.is_empty() || rest.starts_with(' ')).then(|| format!("{english}{rest}"))
        });
        let text = opening.unwrap_or_else(|| text.clone());
        // The unit comes last, with or without a space after its count.
        let digits_end = text.rfind(|c: char| c.is_ascii_digit() || c == ' ');
        let start = digits_end.map_or(0, |at| at + 1);
        let (before, unit) = text.split_at(start);
        match known().find(|(_, word)| *word == unit) {
            // `every year` has no count, and a unit without a count is one.
            Some((english, _)) if !before.contains(|c: char| c.is_ascii_digit()) => {
                format!("{before}{}", english.trim_end_matches('s'))
            }
            Some((english, _)) => format!("{before}{english}"),
            None => text,
        }
    }
}

/// Headings of the sections that document types require; the first of each is its name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Required {
    pub purpose: Vec<String>,
    pub scope: Vec<String>,
    pub responsibilities: Vec<String>,
    pub procedure: Vec<String>,
}

/// Words that leave a decision to whoever reads.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vague {
    /// In lower case, words with single spaces and no punctuation.
    pub phrases: Vec<String>,
}

/// How a sentence goes on to a second action.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondAction {
    /// With the punctuation and the spaces around: `, then `.
    pub joints: Vec<String>,
    /// The words of the joints.
    pub then: Vec<String>,
    /// Words after a joint that carry the first action on: `on the form, then on the tube`.
    pub carries_on: Vec<String>,
    /// What shows an exit after a joint.
    pub exits: Vec<String>,
    /// Words before a joint after which it does not open a second action.
    pub not_after: Vec<String>,
}
