//! Escaped text and short numbers, for SVG and HTML.

use std::borrow::Cow;
use std::fmt::{self, Write};

pub(crate) fn put(markup: &mut String, text: std::fmt::Arguments<'_>) {
    markup
        .write_fmt(text)
        .expect("writing to a string cannot fail");
}

/// Escapes text, and attributes in double quotes.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| (b' '..0x7f).contains(&byte) && !b"&<>\"".contains(&byte);
    if text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() && !matches!(c, '\t' | '\n') => {}
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

/// Rounded to at most one decimal place.
pub(crate) fn number(value: f32) -> Tenths {
    Tenths((value * 10.0).round() as i64)
}

/// A number that is written without allocating.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Tenths(i64);

impl Tenths {
    /// Digit by digit from the last one: a picture holds thousands of numbers.
    fn written(self, digits: &mut [u8; 24]) -> &str {
        let mut at = digits.len();
        let mut put = |digit: u8| {
            at -= 1;
            digits[at] = digit;
        };
        let mut rest = self.0.unsigned_abs();
        let last = (rest % 10) as u8;
        rest /= 10;
        if last > 0 {
            put(b'0' + last);
            put(b'.');
        }
        loop {
            put(b'0' + (rest % 10) as u8);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if self.0 < 0 {
            put(b'-');
        }
        std::str::from_utf8(&digits[at..]).expect("digits are ASCII")
    }

    pub(crate) fn push(self, svg: &mut String) {
        svg.push_str(self.written(&mut [0; 24]));
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.written(&mut [0; 24]))
    }
}
