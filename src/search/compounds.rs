//! Splits compounds by the library's own words: `Kalibrierprotokoll` is found by `Protokoll`.

use fnv::FnvHashMap;

use super::lexicon::Words;
use super::postings::Parts;

/// Parts shorter than this are endings and particles more often than words.
const SHORTEST: usize = 4;

/// Linking elements between two parts.
const LINKS: [&str; 7] = ["", "s", "es", "n", "en", "er", "e"];

/// Stem of a compound -> the stems of its parts, for the words in use. A word is split only if both
/// sides are words in use, with the longest possible second part.
pub(super) fn parts(words: &Words, in_use: &[u32]) -> Parts {
    let known: FnvHashMap<&str, u32> = in_use
        .iter()
        .map(|&form| words.form(form))
        .filter(|form| form.text.len() >= SHORTEST)
        .map(|form| (&*form.text, form.stem))
        .collect();
    let mut found = Parts::default();
    for &form in in_use {
        let form = words.form(form);
        if let Some((first, second)) = apart(&form.text, &known) {
            let parts = found.entry(form.stem).or_default();
            for part in [first, second] {
                if part != form.stem && !parts.contains(&part) {
                    parts.push(part);
                }
            }
        }
    }
    found
}

fn apart(word: &str, known: &FnvHashMap<&str, u32>) -> Option<(u32, u32)> {
    let cuts = word
        .char_indices()
        .map(|(at, _)| at)
        .skip_while(|&at| at < SHORTEST);
    for at in cuts.take_while(|&at| at + SHORTEST <= word.len()) {
        let Some(&second) = known.get(&word[at..]) else {
            continue;
        };
        let first = LINKS.iter().find_map(|link| {
            let start = word[..at].strip_suffix(link)?;
            known.get(start).copied()
        });
        if let Some(first) = first {
            return Some((first, second));
        }
    }
    None
}
