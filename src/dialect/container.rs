//! `:::note[Title]` or `::: note Title`, up to a line `:::`: Docusaurus and VitePress.

use super::note::Opener;

/// What a line opens. A list of attributes at its end is for a stylesheet.
pub fn opener(line: &str) -> Option<Opener> {
    let rest = line.trim_start_matches(':');
    let colons = line.len() - rest.len();
    let rest = rest.trim_start_matches([' ', '\t']);
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
        .unwrap_or(rest.len());
    let (kind, rest) = rest.split_at(end);
    let is_kind = kind.starts_with(char::is_alphabetic);
    if colons < 3 || !is_kind || !rest.is_empty() && !rest.starts_with(['[', '{', ' ']) {
        return None;
    }
    let rest = without_attributes(rest.trim());
    let title = match rest.strip_prefix('[') {
        Some(inner) => inner.strip_suffix(']')?,
        None => rest,
    };
    let title = title.trim();
    Some(Opener {
        kind: kind.to_owned(),
        title: (!title.is_empty()).then(|| title.to_owned()),
        words: String::new(),
        colons,
        tag: None,
    })
}

/// The text without `{.class #id key=value}` at its end.
fn without_attributes(text: &str) -> &str {
    let Some((before, list)) = text.rsplit_once('{') else {
        return text;
    };
    let is_attribute = |word: &str| word.starts_with(['#', '.']) || word.contains('=');
    match list.strip_suffix('}') {
        Some(list) if list.split_whitespace().all(is_attribute) => before.trim_end(),
        _ => text,
    }
}
