//! Lists of words for correcting misspellings: each word by its prefix and by its suffix.
//!
//! A single typing error leaves one half of a word intact or, in a word of four letters, its first
//! and last letters. So each word is in the list of its first letters and in that of its last; the
//! browser loads the lists of the typed word.

use super::gaps::put_ascending;
use super::lexicon::Words;

/// Shorter words are similar to too many others.
const SHORTEST: usize = 4;

/// Approximate words per list.
const LIST: usize = 600;

/// Words that the browser knows before it has loaded any list.
const COMMON: usize = 1_200;

/// Letters of a half for a word of `length` letters. The browser also loads the halves for the
/// lengths next to that of the typed word.
fn half(length: usize) -> usize {
    match length {
        0..=6 => 2,
        7..=9 => 3,
        _ => 4,
    }
}

/// How many lists there are: a power of two, for `words` words in use.
pub(super) fn list_count(words: usize) -> usize {
    (words * 2 / LIST).next_power_of_two()
}

/// The lists, words in the order of `forms`.
pub(super) fn lists(words: &Words, forms: &[u32]) -> Vec<Vec<u32>> {
    let count = list_count(forms.len());
    let mut lists: Vec<Vec<u32>> = vec![Vec::new(); count];
    for &form in forms {
        for list in lists_of(&words.form(form).text, count) {
            lists[list].push(form);
        }
    }
    lists
}

/// The most common words as a list of hashes for the browser: for any other word it loads the
/// spelling lists together with the words, not after them. `documents`: how many each form stands
/// in.
pub(super) fn common(words: &Words, forms: &[u32], documents: &[u32]) -> String {
    let often = |form: u32| documents[form as usize];
    let is_guessed = |form: u32| often(form) > 0 && is_guessed(&words.form(form).text);
    let mut all: Vec<u32> = forms
        .iter()
        .copied()
        .filter(|&form| is_guessed(form))
        .collect();
    all.sort_by_key(|&form| std::cmp::Reverse(often(form)));
    all.truncate(COMMON);
    let units = |form: u32| words.form(form).text.encode_utf16().collect::<Vec<_>>();
    let mut hashes: Vec<u32> = all
        .iter()
        .map(|&form| hash(4, &units(form)) as u32)
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    let mut out = String::new();
    put_ascending(&mut out, &hashes);
    out
}

fn is_guessed(word: &str) -> bool {
    let is_plain = |c: char| !c.is_numeric() && !super::words::is_unspaced(c);
    word.encode_utf16().count() >= SHORTEST && word.chars().all(is_plain)
}

/// The lists that `word` is in: none for words that are not corrected.
fn lists_of(word: &str, count: usize) -> Vec<usize> {
    if !is_guessed(word) {
        return Vec::new();
    }
    let units: Vec<u16> = word.encode_utf16().collect();
    let half = half(units.len());
    let mut lists = vec![
        hash(1, &units[..half]),
        hash(2, &units[units.len() - half..]),
    ];
    if units.len() == SHORTEST {
        lists.push(hash(3, &[units[0], units[units.len() - 1]]));
    }
    lists.iter_mut().for_each(|list| *list &= count - 1);
    lists.sort_unstable();
    lists.dedup();
    lists
}

/// The browser computes the same with 16-bit numbers.
fn hash(side: usize, units: &[u16]) -> usize {
    let mixed = units
        .iter()
        .fold(side, |hash, &unit| (hash * 31 + usize::from(unit)) & 0xFFFF);
    mixed ^ (mixed >> 7)
}

/// One list as a call for the browser: each word as the number of letters shared with the one
/// before, the rest, and a capital letter for how often it occurs.
pub(super) fn encode(words: &Words, place: usize, forms: &[u32], frequencies: &[u32]) -> String {
    let mut list = String::new();
    let mut before = "";
    for &form in forms {
        let form = words.form(form);
        push_shared(&mut list, before, &form.text);
        let class = 31 - frequencies[form.stem as usize].max(1).leading_zeros();
        list.push(char::from(b'A' + class.min(25) as u8));
        before = &form.text;
    }
    let json = serde_json::to_string(&list).expect("text is always JSON");
    format!("sopressSearch.list({place},{json})")
}

/// Appends how many characters `word` shares with `before`, as one base-36 digit, and the rest of
/// it.
pub(super) fn push_shared(out: &mut String, before: &str, word: &str) {
    let shared = before
        .chars()
        .zip(word.chars())
        .take(35)
        .take_while(|(a, b)| a == b)
        .count();
    out.push(char::from_digit(shared as u32, 36).expect("no more than 35"));
    out.extend(word.chars().skip(shared));
}
