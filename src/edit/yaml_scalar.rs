//! A single YAML value: where it is written, and how to write one.

use std::ops::Range;

use super::Value;

/// The range of the value in the text after a colon or dash, without comment and white space.
/// `None` if it is not a single value on one line, or linked to other places.
pub(super) fn find(written: &str) -> Option<Range<usize>> {
    let start = written.len() - written.trim_start_matches([' ', '\t']).len();
    let rest = &written[start..];
    match rest.chars().next() {
        None | Some('#') => Some(start.min(1)..start.min(1)),
        Some('\r' | '\n' | '|' | '>' | '[' | '{' | '&' | '*' | '!') => None,
        Some(quote @ ('"' | '\'')) => {
            let end = quoted_end(rest, quote).filter(|end| !rest[..*end].contains('\n'))?;
            let after = rest[end..].trim();
            (after.is_empty() || after.starts_with('#')).then_some(start..start + end)
        }
        Some(_) => {
            if rest.trim_end().contains('\n') {
                return None;
            }
            let comment = rest
                .find(" #")
                .or_else(|| rest.find("\t#"))
                .unwrap_or(rest.len());
            Some(start..start + rest[..comment].trim_end().len())
        }
    }
}

/// The position of the closing quote of a text that begins with a quote.
pub(super) fn quoted_end(text: &str, quote: char) -> Option<usize> {
    let mut symbols = text.char_indices().skip(1).peekable();
    while let Some((at, symbol)) = symbols.next() {
        match symbol {
            '\\' if quote == '"' => {
                symbols.next();
            }
            _ if symbol == quote => {
                if quote == '\'' && symbols.peek().is_some_and(|(_, next)| *next == '\'') {
                    symbols.next();
                } else {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// A value on one line, quoted like `like` if possible.
///
/// Numbers are unquoted only where they replace an unquoted number: `version: 1.0` becomes `1.1`,
/// but elsewhere text that looks like a number is quoted so that it stays text.
pub(super) fn write(value: &Value, like: Option<&str>, in_flow: bool) -> String {
    let text = match value {
        Value::Date(date) => date.to_string(),
        Value::Text(text) => text.clone(),
    };
    let is_plain_text = !text.chars().any(char::is_control);
    match like.and_then(|like| like.chars().next()) {
        Some('"') => double_quoted(&text),
        Some('\'') if is_plain_text => format!("'{}'", text.replace('\'', "''")),
        _ if !can_stand_bare(&text, in_flow) => double_quoted(&text),
        _ if is_other_than_text(&text) => {
            let is_number = |text: &str| text.parse::<f64>().is_ok();
            let was_number = like.is_some_and(is_number);
            if was_number && is_number(&text) {
                text
            } else {
                double_quoted(&text)
            }
        }
        _ => text,
    }
}

fn can_stand_bare(text: &str, in_flow: bool) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let is_inner = |symbol: char| !in_flow || !",[]{}".contains(symbol);
    !"-?:,[]{}#&*!|>'\"%@`".contains(first)
        && text.trim() == text
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !["---", "...", "<<", "="].contains(&text)
        && text
            .chars()
            .all(|symbol| !symbol.is_control() && is_inner(symbol) && !is_special(symbol))
}

/// Line and paragraph separators, byte order mark and the like.
fn is_special(symbol: char) -> bool {
    matches!(
        symbol,
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}

/// Whether a parser reads the unquoted text as null, a boolean or a number (YAML 1.1 or 1.2).
fn is_other_than_text(text: &str) -> bool {
    let lower = text.to_lowercase();
    let looks_numeric =
        text.starts_with(|symbol: char| symbol.is_ascii_digit() || "+.".contains(symbol));
    [
        "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf",
    ]
    .contains(&lower.as_str())
        || looks_numeric
            && !is_iso_date(text)
            && text
                .chars()
                .all(|symbol| symbol.is_ascii_hexdigit() || "+-._:xo".contains(symbol))
}

fn is_iso_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<crate::date::Date>().is_ok()
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for symbol in text.chars() {
        match symbol {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            symbol if symbol.is_control() || is_special(symbol) => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(symbol)));
            }
            symbol => quoted.push(symbol),
        }
    }
    quoted.push('"');
    quoted
}
