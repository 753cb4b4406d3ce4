//! Numbers of a picture, without more digits than an eye can see.

use std::fmt;

/// At most one decimal.
pub fn number(value: f32) -> Tenths {
    Tenths((value * 10.0).round() as i64)
}

/// A number that is written without an allocation of its own.
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

    pub fn push(self, svg: &mut String) {
        svg.push_str(self.written(&mut [0; 24]));
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.written(&mut [0; 24]))
    }
}
