//! A text as words and punctuation marks.

use std::ops::Range;

/// A word, a number or a punctuation mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// In lower case. A dash between spaces is `–`, any other dash that stands alone is `-`.
    pub text: String,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    pub kind: WordKind,
}

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// Begins with a letter.
    Word,
    /// Begins with a digit: `3`, `2b`, `6.2.4`, `9:30`.
    Number,
    /// Punctuation.
    Mark,
}

/// Reads a text. `elisions`: what is a word by itself before an apostrophe, as French `l'`.
pub fn words(text: &str, elisions: &[String]) -> Vec<Word> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&(start, first)) = letters.get(at) {
        if first.is_whitespace() {
            if first == '\n' {
                found.push(mark("\n", start..start + 1));
            }
            at += 1;
            continue;
        }
        let next = match first.is_alphanumeric() {
            true => word_end(&letters, at, elisions),
            false => at + 1,
        };
        let end = letters.get(next).map_or(text.len(), |(end, _)| *end);
        let range = start..end;
        if first.is_alphanumeric() {
            let kind = match first.is_ascii_digit() {
                true => WordKind::Number,
                false => WordKind::Word,
            };
            let text = text[range.clone()].to_lowercase().replace('’', "'");
            found.push(Word { text, range, kind });
        } else {
            let blank = |at: Option<&(usize, char)>| at.is_none_or(|(_, c)| c.is_whitespace());
            let is_apart = blank(letters.get(at + 1)) && at > 0 && blank(letters.get(at - 1));
            match first {
                '–' | '—' | '-' if is_apart => found.push(mark("–", range)),
                '—' => found.push(mark("–", range)),
                '–' | '-' => found.push(mark("-", range)),
                _ => found.push(mark(&text[range.clone()], range)),
            }
        }
        at = next;
    }
    found
}

fn mark(text: &str, range: Range<usize>) -> Word {
    Word {
        text: text.to_owned(),
        range,
        kind: WordKind::Mark,
    }
}

/// One past the last letter of the word that begins at `start`.
fn word_end(letters: &[(usize, char)], start: usize, elisions: &[String]) -> usize {
    let is_number = letters[start].1.is_ascii_digit();
    let mut at = start + 1;
    while let Some(&(_, c)) = letters.get(at) {
        let before = letters[at - 1].1;
        let after = letters.get(at + 1).map(|(_, c)| *c);
        let joins = |is_one: fn(char) -> bool| is_one(before) && after.is_some_and(is_one);
        let is_in = match c {
            '\'' | '’' => {
                let head: String = letters[start..at].iter().map(|(_, c)| *c).collect();
                let is_elided = elisions.contains(&head.to_lowercase());
                if is_elided && after.is_some_and(char::is_alphanumeric) {
                    return at + 1;
                }
                joins(char::is_alphanumeric)
            }
            '.' => joins(|c| c.is_ascii_digit()) || !is_number && joins(char::is_alphanumeric),
            ',' | ':' => is_number && joins(|c| c.is_ascii_digit()),
            '-' | '_' => !is_number && joins(char::is_alphanumeric),
            c => c.is_alphanumeric(),
        };
        if !is_in {
            break;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, elisions: &[&str]) -> String {
        let elisions: Vec<String> = elisions.iter().map(|one| (*one).to_owned()).collect();
        let words = words(text, &elisions).into_iter();
        words.map(|word| word.text).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn numbers_dashes_and_apostrophes_are_read_as_people_write_them() {
        assert_eq!(read("Go to 6.2.4, or 2b.", &[]), "go|to|6.2.4|,|or|2b|.");
        assert_eq!(read("at 9:30 – steps 1-2", &[]), "at|9:30|–|steps|1|-|2");
        assert_eq!(read("l’étape don't", &["l"]), "l'|étape|don't");
        assert_eq!(read("e.g. two\nlines", &[]), "e.g|.|two|\n|lines");
    }
}
