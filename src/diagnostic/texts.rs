//! The texts that findings point into, found by their paths.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{FilePath, Source, Sources};
use crate::text::{LineIndex, Position};

use super::{Diagnostic, Place};

/// Every text of a library, and its lines.
pub struct Texts<'a> {
    by_path: BTreeMap<&'a FilePath, LineIndex<'a>>,
}

/// A place as an editor shows it; the end is behind the last character.
pub struct Range {
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

impl<'a> Texts<'a> {
    /// Only the files that are asked for are read for their lines.
    pub fn new(sources: &'a Sources, found: &[Diagnostic]) -> Texts<'a> {
        let wanted: BTreeSet<&FilePath> = found.iter().map(|finding| &finding.place.path).collect();
        let single = [&sources.settings, &sources.roles, &sources.glossary];
        let by_path = sources
            .documents
            .iter()
            .map(AsRef::as_ref)
            .chain(&sources.defaults)
            .chain(single.into_iter().flatten())
            .chain(sources.data.values())
            .chain(sources.theme.values())
            .filter(|source| wanted.contains(&source.path))
            .map(|source| (&source.path, LineIndex::new(&source.text)))
            .collect();
        Texts { by_path }
    }

    /// The lines of a file; `None` when it was not read.
    pub fn lines(&self, path: &FilePath) -> Option<&LineIndex<'a>> {
        self.by_path.get(path)
    }

    /// Lines and columns; those of the file's start when it was not read.
    pub fn range(&self, place: &Place) -> Range {
        let first = Position { line: 1, column: 1 };
        match self.lines(&place.path) {
            None => Range {
                start: first,
                end: first,
            },
            Some(lines) => Range {
                start: lines.position(place.span.start),
                end: lines.position(place.span.end),
            },
        }
    }
}

/// A source by itself, for tests and tools that have no library.
impl<'a> FromIterator<&'a Source> for Texts<'a> {
    fn from_iter<I: IntoIterator<Item = &'a Source>>(sources: I) -> Texts<'a> {
        Texts {
            by_path: sources
                .into_iter()
                .map(|source| (&source.path, LineIndex::new(&source.text)))
                .collect(),
        }
    }
}
