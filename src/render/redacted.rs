//! Keeps commit messages off the site if they name documents that are not in this build.
//!
//! In: the documents that are withheld, mostly drafts. Out: whether a text names one of them. A
//! commit often changes a draft and a document in force together.

use std::collections::HashSet;

use regex::{Regex, RegexBuilder};

use crate::library::Library;

/// Shorter titles are ordinary words.
const SHORTEST_TITLE: usize = 4;

/// The names of all documents that are withheld.
pub(super) enum Redacted {
    /// No document is withheld.
    Nothing,
    /// Matches the names.
    Names(Regex),
    /// There are too many names to check, so every text counts as naming one.
    All,
}

impl Redacted {
    /// Ids, titles and file names of withheld documents, except those that published documents have
    /// too.
    pub(super) fn of(library: &Library) -> Redacted {
        let published = library.documents.iter();
        let published: HashSet<String> = published
            .flat_map(|document| [document.id(), Some(document.title())])
            .flatten()
            .map(str::to_lowercase)
            .collect();
        let names = library.withheld.iter().flat_map(|one| {
            let title = Some(one.title.trim()).filter(|title| title.len() >= SHORTEST_TITLE);
            let file = one.path.as_str().rsplit('/').next();
            [one.id.as_deref(), title, file]
        });
        let names: Vec<String> = names
            .flatten()
            .filter(|name| !name.is_empty() && !published.contains(&name.to_lowercase()))
            .map(regex::escape)
            .collect();
        if names.is_empty() {
            return Redacted::Nothing;
        }
        let pattern = format!(r"(?:^|\W)(?:{})(?:\W|$)", names.join("|"));
        let mut builder = RegexBuilder::new(&pattern);
        let built = builder.case_insensitive(true).size_limit(1 << 27).build();
        built.map_or(Redacted::All, Redacted::Names)
    }

    /// Whether a text names one of them.
    pub(super) fn is_in(&self, text: &str) -> bool {
        match self {
            Redacted::Nothing => false,
            Redacted::Names(names) => names.is_match(text),
            Redacted::All => true,
        }
    }
}
