//! Settings written as a program in JavaScript or TypeScript: only the literals are read.

use regex::Regex;

/// The first text given for the key: `title: 'Handbook'`.
pub fn text(script: &str, key: &str) -> Option<String> {
    let script = without_comments(script);
    let pattern = format!(
        r#"(?m)(?:^|[\s{{,])['"]?{}['"]?\s*[:=]\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`$\\]*)`)"#,
        regex::escape(key)
    );
    let found = Regex::new(&pattern).ok()?.captures(&script)?;
    let text = (1..=3).find_map(|group| found.get(group))?.as_str();
    let text = text.replace("\\'", "'").replace("\\\"", "\"");
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The texts of the first list given for the key.
pub fn texts(script: &str, key: &str) -> Vec<String> {
    let script = without_comments(script);
    let pattern = format!(
        r"(?m)(?:^|[\s{{,]){}\s*:\s*\[([^\]]*)\]",
        regex::escape(key)
    );
    let list = Regex::new(&pattern).ok().and_then(|pattern| {
        let found = pattern.captures(&script)?;
        Some(found.get(1)?.as_str().to_owned())
    });
    let item = Regex::new(r#"'([^'\n]*)'|"([^"\n]*)""#).expect("a valid pattern");
    let list = list.unwrap_or_default();
    let items = item.captures_iter(&list);
    items
        .filter_map(|item| Some(item.get(1).or(item.get(2))?.as_str().to_owned()))
        .collect()
}

/// Without lines that are comments: their examples look like settings.
fn without_comments(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let is_comment = |line: &str| ["//", "*", "/*"].iter().any(|mark| line.starts_with(mark));
    for line in script.lines().filter(|line| !is_comment(line.trim_start())) {
        out.push_str(line);
        out.push('\n');
    }
    out
}
