//! What one build leaves to the next: same text, same parse, same words to be found.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::index::IndexMemory;
use crate::config::{Config, Reading};
use crate::diagnostic::Diagnostic;
use crate::parse::{self, Meta, Parsed};
use crate::source::{FilePath, Source, Sources};

/// The parses and the search index of the last build. Empty for the first.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    reading: Option<Reading>,
    /// In the order of the paths.
    parsed: Vec<(Arc<Source>, Arc<Parsed>)>,
    pub(super) last: Option<Last>,
    /// Shared, since the index is made only when a file of it is asked for.
    pub(super) index: Arc<IndexMemory>,
}

impl Memory {
    /// Every document parsed, in the same order; parses only what is new or changed, and forgets
    /// what is gone.
    pub fn parsed(&mut self, documents: &[Arc<Source>], reading: &Reading) -> Vec<Arc<Parsed>> {
        let old = match self.reading.as_ref() == Some(reading) {
            true => std::mem::take(&mut self.parsed),
            false => Vec::new(),
        };
        self.reading = Some(reading.clone());
        let known: HashMap<&FilePath, usize> = (old.iter().enumerate())
            .map(|(at, (source, _))| (&source.path, at))
            .collect();
        let parsed: Vec<Arc<Parsed>> = documents
            .par_iter()
            .map(|source| match known.get(&source.path).map(|&at| &old[at]) {
                Some((before, parsed)) if is_same(before, source) => Arc::clone(parsed),
                _ => Arc::new(parse::parse(source, reading)),
            })
            .collect();
        let sources = documents.iter().cloned();
        self.parsed = sources.zip(parsed.iter().cloned()).collect();
        parsed
    }
}

/// Told without a look at the text when it was not even read again.
fn is_same(before: &Arc<Source>, now: &Arc<Source>) -> bool {
    Arc::ptr_eq(before, now) || before.text == now.text
}

/// The settings and folder defaults of the last build, and the files that say them.
#[derive(Clone, Debug)]
pub struct Last {
    single: [Option<Source>; 3],
    folders: Vec<Source>,
    /// The settings.
    pub config: Arc<Config>,
    /// What was found in settings and folder defaults.
    pub found: Arc<Vec<Diagnostic>>,
    /// The fields of the folder defaults.
    pub defaults: Arc<Vec<(FilePath, Meta)>>,
}

impl Last {
    /// The settings and folder defaults of `sources`.
    pub fn read(sources: &Sources) -> Last {
        let single = [&sources.settings, &sources.roles, &sources.glossary];
        let (config, mut found) = crate::config::read(
            sources.settings.as_ref(),
            sources.roles.as_ref(),
            sources.glossary.as_ref(),
        );
        let mut defaults = Vec::with_capacity(sources.defaults.len());
        for source in &sources.defaults {
            let (meta, of_file) = parse::defaults(source, &config.settings.reading);
            defaults.push((source.path.clone(), meta));
            found.extend(of_file);
        }
        Last {
            single: single.map(Clone::clone),
            folders: sources.defaults.clone(),
            config: Arc::new(config),
            found: Arc::new(found),
            defaults: Arc::new(defaults),
        }
    }

    /// Whether `sources` say the same.
    pub fn fits(&self, sources: &Sources) -> bool {
        let [settings, roles, glossary] = &self.single;
        (settings, roles, glossary) == (&sources.settings, &sources.roles, &sources.glossary)
            && self.folders == sources.defaults
    }
}
