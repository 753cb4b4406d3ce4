//! Encodes numbers as printable text, so that an index file is a plain string in a classic script.
//!
//! 93 characters are the digits: all printable ASCII except the quote and the backslash. Small
//! numbers, by far the most frequent, take one character.

/// The largest number that [`put`] can write.
pub const LARGEST: u32 = 93 * 93 * 93 - 1;

const ONE: u32 = 70;
const TWO: u32 = ONE + 22 * 93;

/// Appends `number`, at most [`LARGEST`], as one, two or four characters.
pub fn put(out: &mut String, number: u32) {
    if number < ONE {
        out.push(symbol(number));
    } else if number < TWO {
        let above = number - ONE;
        out.push(symbol(ONE + above / 93));
        out.push(symbol(above % 93));
    } else {
        assert!(
            number <= LARGEST,
            "the index holds at most {LARGEST} documents"
        );
        out.push(symbol(92));
        out.push(symbol(number / 8649));
        out.push(symbol(number / 93 % 93));
        out.push(symbol(number % 93));
    }
}

/// Appends ascending numbers: how many there are, then the distance of each from the one before.
pub fn put_ascending(out: &mut String, numbers: &[u32]) {
    put(
        out,
        u32::try_from(numbers.len()).expect("a list is no longer than the library"),
    );
    let mut next = 0;
    for &number in numbers {
        put(out, number - next);
        next = number + 1;
    }
}

/// The printable characters from the space on, leaving out `"` and `\`.
fn symbol(digit: u32) -> char {
    let code = 32 + digit + u32::from(digit >= 2) + u32::from(digit >= 59);
    char::from_u32(code).expect("93 digits are below 128")
}

#[cfg(test)]
mod tests {
    use super::symbol;

    #[test]
    fn every_digit_has_a_printable_character_of_its_own() {
        let all: String = (0..93).map(symbol).collect();
        assert!(
            all.bytes()
                .all(|byte| (32..127).contains(&byte) && byte != b'"' && byte != b'\\')
        );
        assert!(all.as_bytes().windows(2).all(|pair| pair[0] < pair[1]));
    }
}
