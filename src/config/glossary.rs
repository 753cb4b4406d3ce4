//! `glossary.toml`: terms, abbreviations and the words staff use instead.

use crate::text::Span;

/// The terms in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// In the order of the file.
    pub terms: Vec<Term>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The term as it should be written.
    pub name: String,
    /// The place of the entry.
    pub span: Span,
    /// What it means; plain text or inline Markdown.
    pub definition: String,
    /// Its abbreviation: `CAPA`.
    pub abbreviation: Option<String>,
    /// Words that staff use for the same thing; search finds the term by them.
    pub synonyms: Vec<String>,
    /// Where to read more: a document's id.
    pub see: Option<String>,
}
