//! Everything a rule may look at, and the questions that several rules ask.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::Config;
use crate::date::Date;
use crate::library::{Document, Library};
use crate::parse::{Meta, Parsed};
use crate::source::{FilePath, Source, Sources};
use crate::text::{At, Span};

/// Everything a rule may look at.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The documents of this build.
    pub library: &'a Library,
    /// Settings, roles and glossary.
    pub config: &'a Config,
    /// The files, with what is wrong with them.
    pub sources: &'a Sources,
    /// Every parsed document, in this build or not.
    pub parsed: &'a [Arc<Parsed>],
    /// Today in the site's time zone.
    pub today: Date,
}

impl<'a> Facts<'a> {
    /// The documents that staff follow now or soon will: neither withdrawn nor being written.
    pub fn in_use(&self) -> impl Iterator<Item = &'a Document> {
        self.library
            .iter()
            .filter(|document| !document.is_withdrawn() && !document.status.is_in_the_making())
    }

    /// Every front matter as written, of documents and of folders, with its file. A value that
    /// many documents inherit is checked once.
    pub fn metas(&self) -> impl Iterator<Item = (&'a FilePath, &'a Meta)> {
        let documents = self.library.documents.iter();
        let documents = documents.map(|document| (&document.sop.path, &document.sop.meta));
        let defaults = self.library.defaults.iter();
        documents.chain(defaults.map(|defaults| (&defaults.path, &defaults.meta)))
    }

    /// The data file that a document names, by its path from the library's root or relative to the
    /// document.
    pub fn data(&self, written: &str, document: &FilePath) -> Option<&'a Source> {
        let candidates = [FilePath::new(written), document.beside(written)];
        let mut known = candidates.iter().flatten();
        known.find_map(|path| self.sources.data.get(path))
    }

    /// The documents whose front matter could only be read in part: a field that seems to be missing
    /// may be there.
    pub fn partly_read(&self) -> BTreeSet<&'a FilePath> {
        let parsed = self.parsed.iter();
        let broken = parsed.filter(|parsed| !parsed.is_front_matter_whole());
        broken.map(|parsed| &parsed.sop.path).collect()
    }

    /// Whether there is a list of roles to check names against.
    pub fn declares_roles(&self) -> bool {
        !self.config.roles.roles.is_empty()
    }
}

/// How messages refer to a document: by its id, or else by its title.
pub fn called(document: &Document) -> String {
    format!("`{}`", document.id().unwrap_or(document.title()))
}

/// Where the document itself gives a field; the start of the file where it does not.
pub fn span_of<T>(own: &Option<At<T>>) -> Span {
    own.as_ref().map_or(Span::START, |at| at.span)
}

/// The date in the document's own front matter that decides its review state.
pub fn review_span(document: &Document) -> Span {
    let meta = &document.sop.meta;
    let last = document.review.last;
    let mut reviews = meta
        .reviews
        .iter()
        .filter_map(|review| review.date.as_ref());
    let latest = reviews.rfind(|date| Some(date.value) == last);
    let due = meta.review_due.as_ref();
    let in_force = meta.effective.as_ref().or(meta.issued.as_ref());
    due.or(latest)
        .or(meta.last_reviewed.as_ref())
        .or(in_force)
        .map_or(Span::START, |date| date.span)
}

/// Whether two documents are versions of the same one: both give a version, and they differ.
pub fn is_other_version(one: &Document, other: &Document) -> bool {
    match (&one.meta.version, &other.meta.version) {
        (Some(one), Some(other)) => one.value != other.value,
        _ => false,
    }
}
