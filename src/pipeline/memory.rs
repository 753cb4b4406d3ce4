//! What one build leaves to the next: same text, same parse, same words to be found.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::index::IndexMemory;
use crate::config::Reading;
use crate::parse::{self, Parsed};
use crate::source::{FilePath, Source};

/// The parses and the search index of the last build. Empty for the first.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    reading: Option<Reading>,
    parsed: BTreeMap<FilePath, (Arc<Source>, Arc<Parsed>)>,
    /// Shared, since the index is made only when a file of it is asked for.
    pub(super) index: Arc<IndexMemory>,
}

impl Memory {
    /// Every document parsed, in the same order; parses only what is new or changed, and forgets
    /// what is gone.
    pub fn parsed(&mut self, documents: &[Arc<Source>], reading: &Reading) -> Vec<Arc<Parsed>> {
        if self.reading.as_ref() != Some(reading) {
            self.parsed.clear();
            self.reading = Some(reading.clone());
        }
        let old = std::mem::take(&mut self.parsed);
        let parsed: Vec<Arc<Parsed>> = documents
            .par_iter()
            .map(|source| match old.get(&source.path) {
                Some((before, parsed)) if is_same(before, source) => Arc::clone(parsed),
                _ => Arc::new(parse::parse(source, reading)),
            })
            .collect();
        self.parsed = documents
            .iter()
            .zip(&parsed)
            .map(|(source, parsed)| {
                let remembered = (Arc::clone(source), Arc::clone(parsed));
                (source.path.clone(), remembered)
            })
            .collect();
        parsed
    }
}

/// Told without a look at the text when it was not even read again.
fn is_same(before: &Arc<Source>, now: &Arc<Source>) -> bool {
    Arc::ptr_eq(before, now) || before.text == now.text
}
