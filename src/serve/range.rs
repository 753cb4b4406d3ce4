//! A part of a file that a browser asks for: players of videos and PDF readers do.

/// What of a file is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// From the first to the last of these bytes, counted from 0.
    Bytes(u64, u64),
    /// It has no such bytes.
    Nothing,
}

/// The part that the field `Range` asks for of a file of `length` bytes (RFC 9110, 14.1.2). Several
/// parts at once, and what cannot be read, are answered with the whole file, as is allowed.
pub fn part(asked: &str, length: u64) -> Part {
    let bounds = asked.trim().strip_prefix("bytes=");
    let Some((first, last)) = bounds.and_then(|it| it.split_once('-')) else {
        return Part::Whole;
    };
    let number = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
        true => text.parse::<u64>().ok(),
        false => None,
    };
    match (first.trim(), last.trim()) {
        ("", last) => match number(last) {
            None => Part::Whole,
            Some(0) => Part::Nothing,
            Some(_) if length == 0 => Part::Nothing,
            Some(count) => Part::Bytes(length.saturating_sub(count), length - 1),
        },
        (first, last) => match (number(first), number(last)) {
            (None, _) => Part::Whole,
            (Some(first), _) if first >= length => Part::Nothing,
            (Some(first), None) if last.is_empty() => Part::Bytes(first, length - 1),
            (Some(first), Some(last)) if first <= last => Part::Bytes(first, last.min(length - 1)),
            _ => Part::Whole,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_lies_within_the_file() {
        for (asked, expected) in [
            ("bytes=0-0", Part::Bytes(0, 0)),
            ("bytes=2-", Part::Bytes(2, 9)),
            ("bytes=2-100", Part::Bytes(2, 9)),
            ("bytes=-3", Part::Bytes(7, 9)),
            ("bytes=-100", Part::Bytes(0, 9)),
            ("bytes=10-", Part::Nothing),
            ("bytes=-0", Part::Nothing),
            ("bytes=5-2", Part::Whole),
            ("bytes=0-1,4-5", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=", Part::Whole),
            ("lines=1-2", Part::Whole),
            ("bytes=-99999999999999999999", Part::Whole),
        ] {
            assert_eq!(part(asked, 10), expected, "{asked}");
        }
        assert_eq!(part("bytes=0-", 0), Part::Nothing);
        assert_eq!(part("bytes=-1", 0), Part::Nothing);
    }
}
