//! Numbers as people write them: `£290,000`, `4.5 %`, `-3 days`, `1 234,5`.

const SIGNS: [char; 3] = ['-', '−', '+'];

/// A number with the unit it was written with.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The value.
    pub value: f64,
    /// Decimal places, as written.
    pub decimals: usize,
    /// The prefix: `£`.
    pub prefix: String,
    /// The suffix: `%`, `days`.
    pub suffix: String,
}

impl Number {
    /// Parses a number; `None` if the text is not one. A comma or a space separates thousands; a
    /// comma that is not followed by three digits is a decimal comma.
    pub(crate) fn parse(text: &str) -> Option<Number> {
        let text = text.trim().replace(['\u{a0}', '\u{202f}'], " ");
        let first = text.find(|c: char| c.is_ascii_digit())?;
        let last = text.rfind(|c: char| c.is_ascii_digit())? + 1;
        let (mut prefix, digits, suffix) =
            (&text[..first], &text[first..last], text[last..].trim());
        let mut lead = String::new();
        if let Some(stripped) = prefix.strip_suffix(['.', ',']) {
            prefix = stripped;
            lead.push_str("0.");
        }
        let is_negative = prefix.contains(['-', '−']);
        let prefix = prefix.trim().trim_start_matches(SIGNS);
        // `£-3` is a number, `SOP-001` is not.
        let prefix = match prefix.trim_end_matches(SIGNS) {
            unsigned if unsigned.ends_with(char::is_alphanumeric) => prefix,
            unsigned => unsigned,
        };
        let prefix = prefix.trim();
        if !is_currency(prefix) || suffix.chars().count() > 16 {
            return None;
        }
        let plain = plain_digits(&format!("{lead}{digits}"))?;
        let decimals = plain
            .split_once('.')
            .map_or(0, |(_, fraction)| fraction.len());
        let value: f64 = plain.parse().ok()?;
        let value = if is_negative { -value } else { value };
        Some(Number {
            value,
            decimals,
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
        })
    }
}

/// Nothing, a sign such as `£`, or a code such as `EUR`; `SOP-001` and `Room 4` are not numbers.
fn is_currency(prefix: &str) -> bool {
    let is_code = prefix.len() == 3 && prefix.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code || (prefix.chars().count() <= 2 && !prefix.contains(char::is_alphanumeric))
}

/// Digits with at most one `.`; `None` if the separators are not those of a number.
fn plain_digits(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split([',', '.', ' ', '\'', '’']).collect();
    if groups
        .iter()
        .any(|group| group.is_empty() || !group.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let signs: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let Some((&last, before)) = signs.split_last() else {
        return Some(text.to_owned());
    };
    let is_grouped =
        |groups: &[&str]| groups[1..].iter().all(|group| group.len() == 3) && groups[0].len() <= 3;
    let is_decimal_sign = match last {
        '.' => !before.contains(&'.'),
        ',' => {
            !before.contains(&',') && (groups[groups.len() - 1].len() != 3 || before.contains(&'.'))
        }
        _ => false,
    };
    if is_decimal_sign && before.iter().all(|sign| *sign != last) {
        let (fraction, whole) = groups.split_last()?;
        if !is_grouped(whole) && !before.is_empty() {
            return None;
        }
        return Some(format!("{}.{fraction}", whole.concat()));
    }
    is_grouped(&groups).then(|| groups.concat())
}

/// `value` with that many decimal places, a comma between thousands and a true minus sign.
pub(crate) fn format_number(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    if value < 0.0 && text.bytes().any(|b| matches!(b, b'1'..=b'9')) {
        out.push('−');
    }
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (text, value, decimals) in [
            ("290000", 290_000.0, 0),
            ("£290,000", 290_000.0, 0),
            ("1,234.50 €", 1234.5, 2),
            ("1.234,5", 1234.5, 1),
            ("4.5 %", 4.5, 1),
            ("4,5%", 4.5, 1),
            ("-3 days", -3.0, 0),
            ("−12", -12.0, 0),
            ("1 234", 1234.0, 0),
            (".5", 0.5, 1),
        ] {
            let number = Number::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((number.value, number.decimals), (value, decimals), "{text}");
        }
        let number = Number::parse("£1,200 a month").unwrap();
        assert_eq!(
            (number.prefix.as_str(), number.suffix.as_str()),
            ("£", "a month")
        );
    }

    #[test]
    fn what_is_no_number_is_not_one() {
        for text in [
            "",
            "n/a",
            "1-5",
            "2026-01-02",
            "12,34,5",
            "SOP-001",
            "0117 496 0123",
            "10:30",
            "1..2",
        ] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_shown_with_its_thousands() {
        assert_eq!(format_number(-21_600.0, 0), "−21,600");
        assert_eq!(format_number(1.7000000000000002, 1), "1.7");
        assert_eq!(format_number(-0.001, 2), "0.00");
    }
}
