//! `!!! note "Title"` with an indented body, as Python-Markdown reads it; `???` and `???+`, which
//! fold in a browser, are read alike.

use super::note::Opener;

/// Words after the kind that say where the note stands, not what it says.
const PLACES: [&str; 2] = ["inline", "end"];

/// What a line opens. Words after the kind that are not in quotes are a title: their author expects
/// to see them.
pub fn opener(line: &str) -> Option<Opener> {
    let rest = line
        .strip_prefix("!!!")
        .or_else(|| line.strip_prefix("???+"))
        .or_else(|| line.strip_prefix("???"))?;
    let rest = rest.strip_prefix([' ', '\t'])?.trim();
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
        .unwrap_or(rest.len());
    let (kind, rest) = rest.split_at(end);
    if kind.is_empty() {
        return None;
    }
    let rest = rest.trim();
    let (words, quoted) = match rest.split_once('"') {
        Some((words, title)) => (words.trim(), Some(title.strip_suffix('"')?)),
        None => (rest, None),
    };
    let is_word = |c: char| c.is_alphanumeric() || " -_".contains(c);
    if !words.chars().all(is_word) {
        return None;
    }
    let mut words: Vec<&str> = words.split_whitespace().collect();
    words.retain(|word| !PLACES.contains(word));
    Some(Opener {
        kind: kind.to_owned(),
        title: quoted.map(str::to_owned),
        words: words.join(" "),
        colons: 0,
        tag: None,
    })
}
