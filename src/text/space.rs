//! White space that means nothing.

/// The text with every run of white space folded into one space, and none around it.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    folded.shrink_to_fit();
    folded
}

/// Writes the folded text behind `out`, after a space where either would else run into the other.
pub fn fold_onto(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let mut at = space_length(text, 0);
    let mut from = at;
    while let Some(byte) = bytes.get(at) {
        // Nearly all of a text is letters, and single spaces between them.
        let is_letter = |byte: &u8| byte.is_ascii_graphic();
        if is_letter(byte) || *byte == b' ' && bytes.get(at + 1).is_some_and(is_letter) {
            at += 1;
            continue;
        }
        match space_length(text, at) {
            0 => at += 1,
            space => {
                push(&text[from..at], out);
                at += space;
                from = at;
            }
        }
    }
    push(&text[from..], out);
}

fn push(words: &str, out: &mut String) {
    if !words.is_empty() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(words);
    }
}

/// Bytes of white space at `at`; none within a character.
fn space_length(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while let Some(byte) = bytes.get(end) {
        end += match byte {
            b'\t'..=b'\r' | b' ' => 1,
            // What white space beyond ASCII begins with: U+0085, U+00A0, U+1680, U+2000 … U+3000.
            0xC2 | 0xE1..=0xE3 => match text[end..].chars().next() {
                Some(c) if c.is_whitespace() => c.len_utf8(),
                _ => break,
            },
            _ => break,
        };
    }
    end - at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_space_stands_twice_or_around() {
        assert_eq!(
            folded("  a  b\n\tc d\u{A0}\u{2003}ä€ \u{3000}"),
            "a b c d ä€"
        );
        assert_eq!(folded(" \n "), "");
        let mut out = String::from("a");
        fold_onto(" b ", &mut out);
        fold_onto(" ", &mut out);
        assert_eq!(out, "a b");
    }

    proptest! {
        #[test]
        fn words_are_those_that_unicode_parts(text in "[ a\n\u{A0}\u{2003}ä€\u{3000}\u{300}]{0,12}") {
            let words: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(folded(&text), words.join(" "));
        }
    }
}
