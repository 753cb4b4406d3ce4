//! Everyday English words, and words that a document may use for the same: weaker than `synonyms`,
//! which work both ways. Typing `cheap` finds `discount`; typing `discount` does not find `cheap`.
//!
//! Related words are resolved when the index is built: their documents are in one list, so that a
//! query loads nothing more.

use std::collections::BTreeMap;

use fnv::FnvHashMap;

use super::alphabet::Group;
use super::lexicon::Lexicon;
use super::postings::Impact;

/// The maximum number of documents that a word gets from one related word: those with the highest
/// impact.
const MOST: usize = 150;

/// Each word that staff may type, folded, with the words that it leads to. Two words are joined, as
/// the browser looks them up.
pub(super) fn words() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let lines = include_str!("related.txt").lines();
    let sides = lines.filter_map(|line| line.split_once(" > "));
    sides.flat_map(|(typed, meant)| {
        let meant: Vec<&str> = meant.split_whitespace().collect();
        let typed = typed.split_whitespace();
        typed.map(move |word| (word, meant.clone()))
    })
}

/// An upper bound of the documents per stem, including those of related words. `frequencies`:
/// documents per stem.
pub(super) fn reach(lexicon: &Lexicon, frequencies: &[u32]) -> Vec<u32> {
    let mut reach = frequencies.to_vec();
    for &stem in lexicon.related().keys() {
        let lent = lenders(lexicon, frequencies, stem)
            .map(|stem| frequencies[stem as usize].min(MOST as u32));
        reach[stem as usize] += lent.sum::<u32>();
    }
    reach
}

/// The stems in use that `stem` leads to.
pub(super) fn lenders<'a>(
    lexicon: &'a Lexicon,
    frequencies: &'a [u32],
    stem: u32,
) -> impl Iterator<Item = u32> + 'a {
    let related = lexicon.related().get(&stem);
    let stems = related.into_iter().flat_map(|related| &related.stems);
    stems
        .copied()
        .filter(|&stem| frequencies[stem as usize] > 0)
}

/// The impacts of a word, by ordinal: its own, and half of those of each word that it leads to.
pub(super) fn joined(own: Vec<Impact>, lent: impl Iterator<Item = Vec<Impact>>) -> Vec<Impact> {
    let mut lent = lent.peekable();
    if lent.peek().is_none() {
        return own;
    }
    let mut all: BTreeMap<u32, u8> = own.into_iter().collect();
    for mut impacts in lent {
        if impacts.len() > MOST {
            impacts.sort_unstable_by_key(|&(ordinal, impact)| (u8::MAX - impact, ordinal));
            impacts.truncate(MOST);
        }
        for (ordinal, impact) in impacts {
            let known = all.entry(ordinal).or_default();
            *known = (*known).max(impact / 2);
        }
    }
    all.into_iter().collect()
}

/// Each word that staff type, in order, followed by the words in use that it leads to.
pub(super) fn leading(
    lexicon: &Lexicon,
    frequencies: &[u32],
    groups: &[Group],
) -> Vec<Vec<String>> {
    let words = lexicon.words();
    let text = |&form: &u32| words.form(form).text.to_string();
    let places: FnvHashMap<u32, &Group> = groups.iter().map(|group| (group.stem, group)).collect();
    let mut found = Vec::new();
    for (&stem, related) in lexicon.related() {
        let groups = lenders(lexicon, frequencies, stem).filter_map(|stem| places.get(&stem));
        let meant: Vec<String> = groups
            .flat_map(|group| group.forms.iter().map(text))
            .collect();
        if !meant.is_empty() {
            let typed = related.forms.iter().map(text);
            found.extend(typed.map(|word| [vec![word], meant.clone()].concat()));
        }
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::words;

    #[test]
    fn every_word_is_one_word_as_the_search_folds_it() {
        for (typed, meant) in words() {
            for word in meant.into_iter().chain([typed]) {
                let is_plain = word.bytes().all(|byte| byte.is_ascii_lowercase());
                assert!(is_plain, "{word}");
            }
        }
    }

    #[test]
    fn no_word_is_typed_in_two_lines() {
        let typed: Vec<&str> = words().map(|(typed, _)| typed).collect();
        let mut seen = BTreeSet::new();
        let twice: Vec<&&str> = typed.iter().filter(|word| !seen.insert(**word)).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
