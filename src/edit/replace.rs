//! Replaces a value at a known range and keeps its quotes.

use std::ops::Range;

use super::Refusal;

/// The text with the value at `range` (with its quotes, if it has any) replaced by `value`.
///
/// The caller must parse the result again: this function knows quotes, but no notation.
pub(crate) fn replace_value(
    text: &str,
    range: Range<usize>,
    value: &str,
) -> Result<String, Refusal> {
    let refused = || Refusal::Unwritable {
        field: text[range.clone()].to_owned(),
    };
    if value.contains(char::is_control) {
        return Err(refused());
    }
    let written = match text[range.clone()].chars().next() {
        Some('"') if !value.contains(['"', '\\']) => format!("\"{value}\""),
        Some('\'') if !value.contains('\'') => format!("'{value}'"),
        Some('"' | '\'') => return Err(refused()),
        _ if is_plain(value) => value.to_owned(),
        _ if !value.contains(['"', '\\']) => format!("\"{value}\""),
        _ => return Err(refused()),
    };
    let (before, after) = (&text[..range.start], &text[range.end..]);
    Ok(format!("{before}{written}{after}"))
}

/// Whether YAML parses it as text without quotes, even in a list.
fn is_plain(value: &str) -> bool {
    let mut letters = value.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.all(|c| c.is_alphanumeric() || " -_.&()/".contains(c))
        && !["true", "false", "yes", "no", "on", "off", "null"]
            .contains(&value.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::replace_value;

    #[test]
    fn a_value_keeps_the_quotes_that_stand_there() {
        let swapped = |text: &str, value: &str| replace_value(text, 3..text.len() - 1, value).ok();
        assert_eq!(swapped("o: Ann\n", "Bo Li").as_deref(), Some("o: Bo Li\n"));
        assert_eq!(swapped("o: Ann\n", "no").as_deref(), Some("o: \"no\"\n"));
        assert_eq!(swapped("o: 'Ann'\n", "Bo").as_deref(), Some("o: 'Bo'\n"));
        assert_eq!(swapped("o: 'Ann'\n", "O'Hara"), None);
        assert_eq!(swapped("o: Ann\n", "a\nb"), None);
    }
}
