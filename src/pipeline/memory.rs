//! What one build leaves to the next: same text, same parse.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Reading;
use crate::parse::{self, Parsed};
use crate::source::{FilePath, Source};

/// The parses of the last build. Empty for the first.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    reading: Option<Reading>,
    parsed: BTreeMap<FilePath, (String, Arc<Parsed>)>,
}

impl Memory {
    /// Every document parsed, in the same order; parses only what is new or changed, and forgets
    /// what is gone.
    pub fn parsed(&mut self, documents: &[Source], reading: &Reading) -> Vec<Arc<Parsed>> {
        if self.reading.as_ref() != Some(reading) {
            self.parsed.clear();
            self.reading = Some(reading.clone());
        }
        let old = std::mem::take(&mut self.parsed);
        let parsed: Vec<Arc<Parsed>> = documents
            .par_iter()
            .map(|source| match old.get(&source.path) {
                Some((text, parsed)) if *text == source.text => Arc::clone(parsed),
                _ => Arc::new(parse::parse(source, reading)),
            })
            .collect();
        self.parsed = documents
            .iter()
            .zip(&parsed)
            .map(|(source, parsed)| {
                let remembered = (source.text.clone(), Arc::clone(parsed));
                (source.path.clone(), remembered)
            })
            .collect();
        parsed
    }
}
