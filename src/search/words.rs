//! Splits text into words for search.
//!
//! In: any text. Out: folded words in reading order. Knows nothing of documents, languages or
//! weights. The browser holds the same tokeniser in `themes/standard/assets/search-text.js`;
//! `tests/search/words.json` is run by both.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut to this many characters, both in the index and in queries.
const LONGEST: usize = 40;

/// Longer joined forms (`check-in` as `checkin`) are not useful.
const LONGEST_JOINED: usize = 24;

/// Calls `each(word, is_joined)` for every word of `text`.
///
/// Words consist of letters, digits and combining marks. Case, accents and compatibility forms are
/// folded. Scripts written without spaces give overlapping pairs of characters. The parts of a word
/// with a hyphen or an underscore are given one by one and then joined, with `is_joined` set: only
/// the parts count as running text.
pub fn words(text: &str, mut each: impl FnMut(&str, bool)) {
    let mut folded = String::new();
    let mut before = Joint::default();
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        let run = &rest[start..];
        let end = run_length(run);
        fold(&run[..end], &mut folded);
        let joins_back = start == 1 || rest[..start].chars().count() == 1;
        let joins_back = joins_back && rest[..start].chars().all(is_hyphen);
        let mut count = 0;
        pieces(&folded, |piece| {
            each(piece, false);
            count += 1;
        });
        if count == 1 && !is_unspaced_text(&folded) {
            let word = cut(&folded, LONGEST);
            if joins_back && before.joins(word) {
                each(&format!("{}{word}", before.word), true);
            }
            before.set(word);
        } else {
            before.word.clear();
        }
        rest = &run[end..];
    }
}

/// Scripts that are written without spaces between words (or, like Korean, with attached endings):
/// searched by overlapping pairs of characters.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF     // Thai, Lao
        | 0x1000..=0x109F   // Burmese
        | 0x1780..=0x17FF   // Khmer
        | 0x3005..=0x3007   // ideographic repeat, closing and zero marks
        | 0x3040..=0x30FF   // kana
        | 0x3400..=0x9FFF   // Han
        | 0xAC00..=0xD7AF   // Hangul
        | 0xF900..=0xFAFF
        | 0x20000..=0x3FFFF)
}

/// The previous word, for joined forms.
#[derive(Default)]
struct Joint {
    word: String,
}

impl Joint {
    fn set(&mut self, word: &str) {
        self.word.clear();
        self.word.push_str(word);
    }

    fn joins(&self, next: &str) -> bool {
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        !is_number(&self.word)
            && !is_number(next)
            && self.word.chars().count() + next.chars().count() <= LONGEST_JOINED
    }
}

fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphanumeric() || is_combining_mark(c)
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '_' | '\u{2010}' | '\u{2011}')
}

/// Bytes of the word that `text` begins with. An apostrophe after more than two characters is part
/// of the word (`operator's`); after fewer it separates an article from its noun (`l'audit`).
fn run_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let plain = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric());
    let mut seen = plain.count();
    let is_end = |byte: &u8| byte.is_ascii() && *byte != b'\'';
    if bytes.get(seen).is_none_or(is_end) {
        return seen;
    }
    let start = seen;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let goes_on = is_word(c)
            || matches!(c, '\'' | '\u{2019}' | '\u{AD}')
                && (seen > 2 || c == '\u{AD}')
                && chars.peek().is_some_and(|&(_, next)| is_word(next));
        if !goes_on {
            return start + at;
        }
        seen += 1;
    }
    text.len()
}

fn fold(text: &str, out: &mut String) {
    out.clear();
    if text.is_ascii() {
        out.push_str(text);
        out.make_ascii_lowercase();
        if out.bytes().any(|byte| byte == b'\'') {
            out.retain(|c| c != '\'');
        }
        return;
    }
    let lower = text
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|&c| !is_dropped(c));
    let mut plain = String::with_capacity(text.len());
    for c in lower {
        match c {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            'ø' => plain.push('o'),
            'đ' | 'ð' => plain.push('d'),
            'ł' => plain.push('l'),
            'ı' => plain.push('i'),
            'ς' => plain.push('σ'),
            _ => plain.push(c),
        }
    }
    out.extend(plain.nfc());
}

/// Accents, the vowel points of Hebrew and Arabic, and other silent marks inside words.
fn is_dropped(c: char) -> bool {
    matches!(u32::from(c),
        0x27 | 0xAD | 0x2019 | 0x0300..=0x036F | 0x0591..=0x05BD | 0x05BF | 0x05C1..=0x05C2
        | 0x0640 | 0x064B..=0x065F | 0x0670)
}

/// The words in a folded run: whole, or split where folding produced a separator, or in pairs.
fn pieces(folded: &str, mut each: impl FnMut(&str)) {
    if folded.is_ascii() {
        if !folded.is_empty() {
            each(cut(folded, LONGEST));
        }
        return;
    }
    for part in folded
        .split(|c| !is_word(c))
        .filter(|part| !part.is_empty())
    {
        let mut rest = part;
        while let Some(first) = rest.chars().next() {
            let is_pairs = is_unspaced(first);
            let end = rest
                .find(|c| is_unspaced(c) != is_pairs)
                .unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            if is_pairs {
                pairs(run, &mut each)
            } else {
                each(cut(run, LONGEST))
            }
            rest = after;
        }
    }
}

fn pairs(run: &str, each: &mut impl FnMut(&str)) {
    let starts: Vec<usize> = run
        .char_indices()
        .map(|(at, _)| at)
        .chain([run.len()])
        .collect();
    if starts.len() == 2 {
        each(run);
    }
    for bounds in starts.windows(3) {
        each(&run[bounds[0]..bounds[2]]);
    }
}

fn is_unspaced_text(folded: &str) -> bool {
    !folded.is_ascii() && folded.chars().any(is_unspaced)
}

fn cut(word: &str, longest: usize) -> &str {
    if word.len() <= longest {
        return word;
    }
    word.char_indices()
        .nth(longest)
        .map_or(word, |(at, _)| &word[..at])
}
