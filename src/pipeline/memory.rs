//! What one build leaves to the next: same text, same parse, same words to be found.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Inputs;
use super::index::IndexMemory;
use crate::config::{Config, Reading};
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::history::Archive;
use crate::library::Library;
use crate::parse::{self, Meta, Parsed};
use crate::source::{Asset, FilePath, Source};

/// The parses, the library and the search index of the last build. Empty for the first.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    reading: Option<Reading>,
    /// In the order of the paths.
    parsed: Vec<(Arc<Source>, Arc<Parsed>)>,
    pub(super) last: Option<Last>,
    /// Shared, since the index is made only when a file of it is asked for.
    pub(super) index: Arc<IndexMemory>,
}

/// All documents, parsed.
pub struct Texts {
    /// In the order of the paths.
    pub parsed: Vec<Arc<Parsed>>,
    /// Those of another text than before; `None` when documents came or went as well.
    pub changed: Option<Vec<Arc<Parsed>>>,
}

impl Memory {
    /// Every document parsed, in the same order; parses only what is new or changed, and forgets
    /// what is gone.
    pub fn parsed(&mut self, documents: &[Arc<Source>], reading: &Reading) -> Texts {
        let old = match self.reading.as_ref() == Some(reading) {
            true => std::mem::take(&mut self.parsed),
            false => Vec::new(),
        };
        self.reading = Some(reading.clone());
        let has_same_paths = old.len() == documents.len()
            && old
                .iter()
                .zip(documents)
                .all(|((before, _), now)| Arc::ptr_eq(before, now) || before.path == now.path);
        let known: BTreeMap<&FilePath, usize> = match has_same_paths {
            true => BTreeMap::new(),
            false => (old.iter().enumerate())
                .map(|(at, (source, _))| (&source.path, at))
                .collect(),
        };
        let parsed: Vec<(Arc<Parsed>, bool)> = documents
            .par_iter()
            .enumerate()
            .map(|(at, source)| {
                let before = match has_same_paths {
                    true => old.get(at),
                    false => known.get(&source.path).map(|&at| &old[at]),
                };
                match before {
                    Some((before, parsed)) if is_same(before, source) => {
                        (Arc::clone(parsed), false)
                    }
                    _ => (Arc::new(parse::parse(source, reading)), true),
                }
            })
            .collect();
        let changed = parsed.iter().filter(|(_, is_new)| *is_new);
        let changed =
            has_same_paths.then(|| changed.map(|(parsed, _)| Arc::clone(parsed)).collect());
        let parsed: Vec<Arc<Parsed>> = parsed.into_iter().map(|(parsed, _)| parsed).collect();
        let sources = documents.iter().cloned();
        self.parsed = sources.zip(parsed.iter().cloned()).collect();
        Texts { parsed, changed }
    }
}

/// Told without a look at the text when it was not even read again.
fn is_same(before: &Arc<Source>, now: &Arc<Source>) -> bool {
    Arc::ptr_eq(before, now) || before.text == now.text
}

/// The library of the last build, and all but the documents that it was made of.
#[derive(Clone, Debug)]
pub struct Last {
    single: [Option<Source>; 3],
    folder: Option<FilePath>,
    folders: Vec<Source>,
    assets: BTreeMap<FilePath, Asset>,
    today: Date,
    with_drafts: bool,
    archive: Arc<Archive>,
    /// The settings.
    pub config: Arc<Config>,
    /// What was found in settings and folder defaults.
    pub found: Arc<Vec<Diagnostic>>,
    /// The fields of the folder defaults.
    pub defaults: Arc<Vec<(FilePath, Meta)>>,
    /// `None` until it is assembled.
    pub library: Option<Library>,
}

impl Last {
    /// What `inputs` say besides the documents, read.
    pub fn read(inputs: Inputs<'_>) -> Last {
        let sources = inputs.sources;
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
            folder: sources.folder.clone(),
            folders: sources.defaults.clone(),
            assets: sources.assets.clone(),
            today: inputs.today,
            with_drafts: inputs.with_drafts,
            archive: Arc::clone(inputs.archive),
            config: Arc::new(config),
            found: Arc::new(found),
            defaults: Arc::new(defaults),
            library: None,
        }
    }

    /// Whether nothing but documents differs.
    pub fn fits(&self, inputs: Inputs<'_>) -> bool {
        let sources = inputs.sources;
        let [settings, roles, glossary] = &self.single;
        (settings, roles, glossary) == (&sources.settings, &sources.roles, &sources.glossary)
            && self.folder == sources.folder
            && self.folders == sources.defaults
            && self.assets == sources.assets
            && (self.today, self.with_drafts) == (inputs.today, inputs.with_drafts)
            && (Arc::ptr_eq(&self.archive, inputs.archive) || self.archive == *inputs.archive)
    }
}
