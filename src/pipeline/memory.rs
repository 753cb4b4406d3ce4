//! What one build leaves to the next: same text, same parse, same words to be found.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::index::IndexMemory;
use crate::config::{Config, Reading};
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::history::Archive;
use crate::library::{self, Library};
use crate::parse::{self, Meta, Parsed};
use crate::source::{Asset, FilePath, Source, Sources};

/// The parses, the library and the search index of the last build. Empty for the first.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    reading: Option<Reading>,
    /// In the order of the paths.
    parsed: Vec<(Arc<Source>, Arc<Parsed>)>,
    pub(super) last: Option<Last>,
    /// Only as long as `last` and `reading` stay what they are.
    pub(super) library: Option<LastLibrary>,
    /// Shared, since the index is made only when a file of it is asked for.
    pub(super) index: Arc<IndexMemory>,
}

/// All documents, parsed.
pub struct Texts {
    /// In the order of the paths.
    pub parsed: Vec<Arc<Parsed>>,
    /// Those with another text than before; `None` when documents came or went as well.
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
            && (old.iter().zip(documents))
                .all(|((before, _), now)| Arc::ptr_eq(before, now) || before.path == now.path);
        let known: HashMap<&FilePath, usize> = match has_same_paths {
            true => HashMap::new(),
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
        let changed = changed.map(|(parsed, _)| Arc::clone(parsed));
        let changed = has_same_paths.then(|| changed.collect());
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

/// The library of the last build, and what it was made of besides the documents, the settings and
/// the folder defaults.
#[derive(Clone, Debug)]
pub struct LastLibrary {
    folder: Option<FilePath>,
    assets: BTreeMap<FilePath, Asset>,
    theme_assets: BTreeSet<String>,
    today: Date,
    with_drafts: bool,
    archive: Arc<Archive>,
    /// The library.
    pub library: Library,
}

impl LastLibrary {
    /// A library that was made of `input`.
    pub fn new(library: Library, input: library::Input<'_>) -> LastLibrary {
        LastLibrary {
            folder: input.sources.folder.clone(),
            assets: input.sources.assets.clone(),
            theme_assets: input.theme_assets.clone(),
            today: input.today,
            with_drafts: input.with_drafts,
            archive: Arc::clone(input.archive),
            library,
        }
    }

    /// Whether `input` says the same, whatever its documents say.
    pub fn fits(&self, input: library::Input<'_>) -> bool {
        let library::Input {
            // Compared one by one, and with the settings.
            parsed: _,
            defaults: _,
            config: _,
            sources,
            today,
            with_drafts,
            archive,
            theme_assets,
        } = input;
        self.folder == sources.folder
            && self.assets == sources.assets
            && self.theme_assets == *theme_assets
            && (self.today, self.with_drafts) == (today, with_drafts)
            && (Arc::ptr_eq(&self.archive, archive) || self.archive == *archive)
    }
}
