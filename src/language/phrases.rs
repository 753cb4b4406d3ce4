//! Phrases as data: `go [straight|back] to {step}`, and where they stand in a text.

use std::collections::HashMap;

use serde::Deserialize;

use super::words::Word;

/// A list of phrases. In a phrase, `a|b` is either word, `[a|b]` may be left out, `*` is any one
/// word, and `{step}` is what the caller takes for a step.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Phrases {
    phrases: Vec<Vec<Part>>,
    /// Indices of those that begin with a word, by that word.
    by_first: HashMap<String, Vec<usize>>,
    /// The others.
    open: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    One(Vec<String>),
    Maybe(Vec<String>),
    Any,
    Step,
}

/// A phrase that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched<T> {
    /// One past its last word.
    pub end: usize,
    /// What its `{step}` is.
    pub step: Option<T>,
}

impl From<Vec<String>> for Phrases {
    fn from(written: Vec<String>) -> Phrases {
        let mut found = Phrases::default();
        for phrase in written {
            let parts: Vec<Part> = phrase.split_whitespace().map(Part::of).collect();
            let at = found.phrases.len();
            match parts.first() {
                Some(Part::One(words)) => {
                    for word in words {
                        found.by_first.entry(word.clone()).or_default().push(at);
                    }
                }
                _ => found.open.push(at),
            }
            found.phrases.push(parts);
        }
        found
    }
}

impl Part {
    fn of(written: &str) -> Part {
        let words = |text: &str| text.split('|').map(str::to_owned).collect();
        match written {
            "*" => Part::Any,
            "{step}" => Part::Step,
            _ => match written.strip_prefix('[') {
                Some(inner) => Part::Maybe(words(inner.trim_end_matches(']'))),
                None => Part::One(words(written)),
            },
        }
    }
}

impl Phrases {
    /// The longest phrase at a place; `step` reads a step at a place, and says where it ends.
    pub fn at<T>(
        &self,
        words: &[Word],
        at: usize,
        step: &dyn Fn(usize) -> Option<(T, usize)>,
    ) -> Option<Matched<T>> {
        let first = &words.get(at)?.text;
        let by_first = self.by_first.get(first).into_iter().flatten();
        by_first
            .chain(&self.open)
            .filter_map(|phrase| matched(&self.phrases[*phrase], words, at, step))
            .max_by_key(|found| found.end)
    }

    /// The end of the longest phrase without a step at a place.
    pub fn end_at(&self, words: &[Word], at: usize) -> Option<usize> {
        Some(self.at(words, at, &|_| None::<((), usize)>)?.end)
    }

    /// Whether one of the phrases is the whole of some words.
    pub fn is(&self, words: &[Word]) -> bool {
        self.end_at(words, 0) == Some(words.len())
    }

    /// Whether one of the phrases stands anywhere among some words.
    pub fn is_in(&self, words: &[Word]) -> bool {
        (0..words.len()).any(|at| self.end_at(words, at).is_some())
    }
}

fn matched<T>(
    parts: &[Part],
    words: &[Word],
    at: usize,
    step: &dyn Fn(usize) -> Option<(T, usize)>,
) -> Option<Matched<T>> {
    let Some((part, rest)) = parts.split_first() else {
        return Some(Matched {
            end: at,
            step: None,
        });
    };
    let is_one = |known: &[String]| words.get(at).is_some_and(|word| known.contains(&word.text));
    match part {
        Part::One(known) if is_one(known) => matched(rest, words, at + 1, step),
        Part::One(_) => None,
        Part::Maybe(known) => is_one(known)
            .then(|| matched(rest, words, at + 1, step))
            .flatten()
            .or_else(|| matched(rest, words, at, step)),
        Part::Any => {
            words.get(at)?;
            matched(rest, words, at + 1, step)
        }
        Part::Step => {
            let (found, end) = step(at)?;
            let after = matched(rest, words, end, step)?;
            Some(Matched {
                end: after.end,
                step: Some(found),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::words::words;

    #[test]
    fn a_phrase_is_found_with_and_without_what_may_be_left_out() {
        let phrases = Phrases::from(vec!["go [straight|back] to {step}".to_owned()]);
        let find = |text: &str| {
            let words = words(text, &[]);
            let step = |at: usize| {
                let word: &Word = words.get(at)?;
                Some((word.text.parse::<u32>().ok()?, at + 1))
            };
            phrases.at(&words, 0, &step).and_then(|found| found.step)
        };
        assert_eq!(find("go to 4"), Some(4));
        assert_eq!(find("Go back to 12."), Some(12));
        assert_eq!(find("go to lunch"), None);
    }
}
