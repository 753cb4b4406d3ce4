//! All titles and aliases of documents, alphabetically.

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use crate::library::{DocumentIndex, Route};
use crate::render::Stage;
use crate::render::views::frame::{Frame, frame};
use crate::render::views::listing::{ListEntry, entry};

/// The whole input of `index-a-z.html`.
#[derive(Serialize)]
pub(in crate::render) struct IndexView {
    pub page: Frame,
    pub letters: Vec<Letter>,
}

/// The entries under one letter.
#[derive(Serialize)]
pub(in crate::render) struct Letter {
    /// `A`; `0–9` for digits, `#` for everything else that is not a letter.
    pub name: String,
    /// Anchor in the page.
    pub anchor: String,
    pub entries: Vec<Line>,
}

/// One line.
#[derive(Serialize)]
pub(in crate::render) struct Line {
    /// The text that the line is sorted by: the title, or another name of the document.
    pub text: String,
    /// Whether `text` is another name.
    pub is_alias: bool,
    pub entry: ListEntry,
}

/// The A–Z index.
pub(in crate::render) fn index(stage: &Stage<'_>, route: &Route) -> IndexView {
    let mut lines: Vec<(String, bool, DocumentIndex)> = Vec::new();
    for (index, document) in stage.library.indexed() {
        if document.is_introduction() {
            continue;
        }
        lines.push((document.title().to_owned(), false, index));
        for alias in &document.meta.aliases {
            lines.push((alias.value.clone(), true, index));
        }
    }
    lines.sort_by_cached_key(|(text, is_alias, index)| {
        (place(text), folded(text), *is_alias, *index)
    });
    let mut letters: Vec<Letter> = Vec::new();
    for (text, is_alias, index) in lines {
        let name = heading(&text);
        if letters.last().is_none_or(|letter| letter.name != name) {
            letters.push(Letter {
                anchor: format!("letter-{}", letters.len() + 1),
                name,
                entries: Vec::new(),
            });
        }
        let letter = letters.last_mut().expect("a letter was just added");
        letter.entries.push(Line {
            text,
            is_alias,
            entry: entry(stage, route, index),
        });
    }
    IndexView {
        page: frame(stage, route, "index", stage.catalogue.text("page.index")),
        letters,
    }
}

/// Punctuation before digits before letters.
fn place(text: &str) -> u8 {
    match folded(text).chars().next() {
        Some(c) if c.is_alphabetic() => 2,
        Some(c) if c.is_ascii_digit() => 1,
        _ => 0,
    }
}

fn heading(text: &str) -> String {
    match folded(text).chars().next() {
        Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
        Some(c) if c.is_ascii_digit() => "0–9".to_owned(),
        _ => "#".to_owned(),
    }
}

/// Ignores case and accents, so that `Änderung` is sorted with `Anderung`.
fn folded(text: &str) -> String {
    text.trim()
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}
