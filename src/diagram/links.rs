//! Which link targets are allowed in a page.

/// Only `http`, `https`, `mailto`, relative and `#` targets; checked without entities, spaces and
/// control characters, because browsers ignore them too.
pub(crate) fn is_safe(target: &str) -> bool {
    let bare: String = target
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect::<String>()
        .to_ascii_lowercase();
    if bare.is_empty() || bare.contains("&#") || bare.contains("&colon") || bare.contains("&tab") {
        return false;
    }
    let scheme_end = bare.find([':', '/', '?', '#']);
    match scheme_end.filter(|&at| bare.as_bytes()[at] == b':') {
        Some(at) => matches!(&bare[..at], "http" | "https" | "mailto"),
        None => !bare.starts_with("//") && !bare.contains('\\'),
    }
}
