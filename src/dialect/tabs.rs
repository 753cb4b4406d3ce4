//! `=== "Title"` with an indented body, as MkDocs has it: a titled section that needs no script.

use super::note::{Opener, TAB};

/// What a line opens. The marks `+` and `!` say which tab is in front, and whether a new set begins.
pub fn opener(line: &str) -> Option<Opener> {
    let rest = line.strip_prefix("===")?.trim_start_matches(['+', '!']);
    let title = rest.strip_prefix([' ', '\t'])?.trim();
    let title = title.strip_prefix('"')?.strip_suffix('"')?.trim();
    if title.is_empty() {
        return None;
    }
    Some(Opener {
        kind: TAB.to_owned(),
        title: Some(title.to_owned()),
        words: String::new(),
        colons: 0,
        tag: None,
    })
}
