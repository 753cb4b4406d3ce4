//! Bold words before a colon that name what a step is about, not who acts.

use std::collections::BTreeSet;

/// The least number of steps that tell a list of topics from a procedure.
const LEAST: usize = 3;

/// Endings of English words for deeds and qualities.
const DEEDS: [&str; 9] = [
    "tion", "sion", "ment", "ing", "ity", "ance", "ence", "ness", "sis",
];

/// Whether the words that open the steps of a list are headings of theirs: each step has its own,
/// and at least one names a deed (`Risk assessment`), which no role does.
pub fn are_topics(openings: &[Option<String>]) -> bool {
    let named: Option<BTreeSet<String>> = openings
        .iter()
        .map(|name| name.as_ref().map(|name| name.trim().to_lowercase()))
        .collect();
    let all_differ = named.is_some_and(|named| named.len() == openings.len());
    openings.len() >= LEAST && all_differ && openings.iter().flatten().any(|name| is_deed(name))
}

/// Several words in sentence case, the last of which names a deed. One word alone may be a
/// department that acts (`Purchasing`), and so may words with capitals (`Quality Assurance`).
fn is_deed(name: &str) -> bool {
    let last = name.split_whitespace().skip(1).last().unwrap_or_default();
    last.starts_with(char::is_lowercase) && DEEDS.iter().any(|deed| last.ends_with(deed))
}
