//! The search index, which staff search in their own browser.
//!
//! In: documents as plain values that say what can be found and where. Out: small classic scripts
//! under `search/`, each a call of one function, so that they load from `file://`, from any server
//! and under a strict content security policy. Same documents, same bytes. Knows nothing of
//! procedures, pages or disks; `themes/standard/assets/search-index.js` reads all of this.
//!
//! ```text
//! search/current.js       the folder of the index in force, shard bounds, stop words
//! search/<hash>/s/<k>.js  words in alphabetical order, grouped by stem, with their documents
//! search/<hash>/l/<k>.js  words by prefix and suffix, for misspellings
//! search/<hash>/n.js      document numbers as ranges
//! search/<hash>/x-*.js    filters: the documents of each department, role, ...
//! search/<hash>/t/*/*.js  the text of one document, for excerpts
//! ```
//!
//! A page names `search/current.js` only, so no page changes when the index does.
//!
//! [`build`] makes everything at once. A preview keeps a [`Lexicon`] and each document's
//! [`Analysed`], the expensive step, and calls [`assemble_after`] after an edit: that counts and
//! orders what differs, and [`Index::file`] encodes a file on demand.

mod synonyms;
mod alphabet;
mod analyse;
mod compounds;
mod counts;
mod english;
mod files;
mod gaps;
mod index;
mod irregular;
mod language;
mod lexicon;
mod numbers;
mod postings;
mod related;
mod sources;
mod spelling;
mod words;

use std::sync::Arc;

use rayon::prelude::*;

pub use analyse::{Analysed, analyse};
pub use index::{Index, assemble, assemble_after};
pub use language::Language;
pub use lexicon::{Lexicon, Options};
pub use words::words;

pub use crate::text::{Landmark, Section};

/// A document to be indexed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(default)]
pub struct SearchDocument {
    /// Relative to the root of the site.
    pub url: String,
    pub id: Option<String>,
    pub title: String,
    /// Other names that staff use for it.
    pub aliases: Vec<String>,
    pub version: String,
    pub department: String,
    pub status: String,
    /// If the status will change by date: the ISO date of that day and the status from then on,
    /// which the browser applies.
    pub status_then: Option<(String, String)>,
    /// The type of document: procedure, policy, form.
    pub kind: String,
    /// The state of its review on the day of the build, in kebab case.
    pub state: String,
    pub roles: Vec<String>,
    pub tags: Vec<String>,
    /// Retired or superseded: shown only when asked for.
    pub is_withdrawn: bool,
    /// Not in force yet: of two equally good versions of a document it comes second.
    pub is_to_come: bool,
    /// Shared with the caller, because texts are most of a library.
    #[serde(deserialize_with = "shared")]
    pub sections: Arc<[Section]>,
    /// ISO date from which the browser shows the review as overdue.
    pub review_due: Option<String>,
}

/// A page other than a document that staff look for by name: of a role or a department. Found by
/// its whole name and listed apart from the documents: it does not affect their ranking, counts and
/// filters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedPage {
    /// Its title and other names, by which it is found.
    pub names: Vec<String>,
    /// Relative to the root of the site.
    pub url: String,
    pub title: String,
    /// The kind of page, in a word.
    pub kind: String,
    /// The text of the result.
    pub text: String,
}

fn shared<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Arc<[Section]>, D::Error> {
    serde::Deserialize::deserialize(input).map(|sections: Vec<Section>| sections.into())
}

/// The path prefix of every file of an index.
pub(crate) const FOLDER: &str = "search/";

/// All files of the index over `entries`: (path below the root of the site, content), by path.
pub fn build(
    entries: &[SearchDocument],
    synonyms: &[Vec<String>],
    options: &Options,
) -> Vec<(String, Vec<u8>)> {
    let lexicon = Arc::new(Lexicon::new(options, synonyms));
    let analysed: Vec<Arc<Analysed>> = entries
        .par_iter()
        .map(|entry| Arc::new(analyse(entry.clone(), &lexicon)))
        .collect();
    assemble(&analysed, &lexicon).files()
}
