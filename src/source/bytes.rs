//! From the bytes of a file to its text and what is wrong with it.

use super::FaultKind;

/// The text, without a byte order mark; U+FFFD replaces NUL and invalid UTF-8.
pub(super) fn decode(bytes: &[u8]) -> (String, Vec<FaultKind>) {
    if let Some(text) = decode_utf16(bytes) {
        return (text.replace('\0', "\u{FFFD}"), vec![FaultKind::Utf16]);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut faults = Vec::new();
    let invalid = std::str::from_utf8(bytes)
        .err()
        .map(|error| error.valid_up_to());
    let text = String::from_utf8_lossy(bytes);
    let Some(nul) = text.find('\0') else {
        faults.extend(invalid.map(|at| FaultKind::NotUtf8 { at }));
        return (text.into_owned(), faults);
    };
    // Each NUL before the first invalid byte grows from one byte to three.
    faults.extend(invalid.map(|at| {
        let nuls = text[..at].matches('\0').count();
        FaultKind::NotUtf8 { at: at + 2 * nuls }
    }));
    faults.push(FaultKind::NulByte { at: nul });
    (text.replace('\0', "\u{FFFD}"), faults)
}

/// UTF-16, as some Windows tools write it; `None` without its byte order mark.
fn decode_utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, _) = bytes[2..].as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    Some(String::from_utf16_lossy(&units))
}

/// What is wrong with a document's text as a whole.
pub(super) fn document_faults(text: &str) -> Option<FaultKind> {
    if text.trim().is_empty() {
        return Some(FaultKind::Empty);
    }
    first_other_line_end(text).map(|at| FaultKind::MixedLineEnds { at })
}

/// Where the first line end is that differs from the one before.
fn first_other_line_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut first = None;
    for (at, _) in text.match_indices('\n') {
        let is_crlf = at > 0 && bytes[at - 1] == b'\r';
        match first {
            None => first = Some(is_crlf),
            Some(kind) if kind == is_crlf => {}
            Some(_) => return Some(if is_crlf { at - 1 } else { at }),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_text() {
        assert_eq!(decode(b"\xEF\xBB\xBFhi"), ("hi".to_owned(), vec![]));
    }

    #[test]
    fn nul_and_invalid_bytes_are_replaced_and_reported() {
        let (text, faults) = decode(b"a\0b\xFFc\0");
        assert_eq!(text, "a\u{FFFD}b\u{FFFD}c\u{FFFD}");
        assert_eq!(
            faults,
            [FaultKind::NotUtf8 { at: 5 }, FaultKind::NulByte { at: 1 }]
        );
        assert!(text[5..].starts_with('\u{FFFD}'));
    }

    #[test]
    fn utf16_is_decoded_and_reported() {
        let little = [0xFF, 0xFE, b'#', 0, b' ', 0, 0xE9, 0];
        assert_eq!(decode(&little), ("# é".to_owned(), vec![FaultKind::Utf16]));
        let big = [0xFE, 0xFF, 0, b'#', 0, b' ', 0, 0xE9];
        assert_eq!(decode(&big).0, "# é");
    }

    #[test]
    fn the_first_line_end_that_differs_is_reported() {
        let mixed = |text| document_faults(text);
        assert_eq!(mixed("a\nb\nc"), None);
        assert_eq!(mixed("a\r\nb\r\n"), None);
        assert_eq!(
            mixed("a\nb\r\nc\n"),
            Some(FaultKind::MixedLineEnds { at: 3 })
        );
        assert_eq!(mixed("a\r\nb\nc"), Some(FaultKind::MixedLineEnds { at: 4 }));
        assert_eq!(mixed(" \n\t\n"), Some(FaultKind::Empty));
    }
}
