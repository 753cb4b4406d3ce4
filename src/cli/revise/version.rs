//! The next version number, in the author's style.

use crate::parse::ChangeKind;

/// `1.2` becomes `1.3` or `2.0`, `3` becomes `4`, `B` becomes `C`; a leading `v` and leading zeros
/// stay. `None` for text that is not a version, and after `Z`.
pub fn next(version: &str, kind: ChangeKind) -> Option<String> {
    let version = version.trim();
    let (lead, number) = match version.strip_prefix(['v', 'V']) {
        Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => version.split_at(1),
        _ => ("", version),
    };
    if let [letter @ (b'A'..=b'Y' | b'a'..=b'y')] = number.as_bytes() {
        return Some(char::from(letter + 1).to_string());
    }
    let mut parts: Vec<String> = number.split('.').map(str::to_owned).collect();
    let is_number = |part: &String| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(is_number) {
        return None;
    }
    let raised = match kind {
        ChangeKind::Major => 0,
        ChangeKind::Minor => 1.min(parts.len() - 1),
    };
    parts[raised] = one_more(&parts[raised])?;
    for part in &mut parts[raised + 1..] {
        // Only `09` shows that the author pads with zeros; `10` may just be the tenth.
        let width = if part.starts_with('0') { part.len() } else { 1 };
        *part = "0".repeat(width);
    }
    Some(format!("{lead}{}", parts.join(".")))
}

/// Whether both versions are numeric and the first comes before the second.
pub fn is_before(one: &str, other: &str) -> bool {
    let numbers = |version: &str| -> Option<Vec<u64>> {
        let number = version.trim().trim_start_matches(['v', 'V']);
        number.split('.').map(|part| part.parse().ok()).collect()
    };
    let both = numbers(one).zip(numbers(other));
    both.is_some_and(|(one, other)| one < other)
}

fn one_more(digits: &str) -> Option<String> {
    let number: u64 = digits.parse().ok()?;
    let width = digits.len();
    Some(format!("{:0width$}", number.checked_add(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_goes_on_in_its_own_style() {
        let minor = |version| next(version, ChangeKind::Minor);
        let major = |version| next(version, ChangeKind::Major);
        for (version, then, much) in [
            ("1.2", "1.3", "2.0"),
            ("1.9", "1.10", "2.0"),
            ("3", "4", "4"),
            ("v1.2", "v1.3", "v2.0"),
            ("1.2.3", "1.3.0", "2.0.0"),
            ("01", "02", "02"),
            ("1.09", "1.10", "2.00"),
            ("1.10", "1.11", "2.0"),
            ("B", "C", "C"),
        ] {
            assert_eq!(minor(version).as_deref(), Some(then), "{version}");
            assert_eq!(major(version).as_deref(), Some(much), "{version}");
        }
        assert!(is_before("1.9", "v1.10") && !is_before("1.10", "1.9"));
        assert!(!is_before("A", "B"));
        for version in ["", "Z", "1.x", "2026-03", "1..2", "99999999999999999999"] {
            assert_eq!(minor(version), None, "{version}");
        }
    }
}
