//! All stages in a row: what was read of a library to a [`Site`] and findings.
//!
//! In: [`Inputs`], values that another stage has read. Out: [`Pages`] and findings. There is one
//! way to build: a fresh build is a rebuild with an empty [`Memory`], and a preview takes the same
//! steps but asks [`Pages`] for one file at a time. Knows no disk and no clock.

mod index;
mod memory;
mod pages;
mod site;

pub use memory::Memory;
use memory::{Last, LastLibrary, Texts};
pub use pages::Pages;
pub use site::{Content, Files, Site};

use std::sync::Arc;

use crate::check::{self, Facts};
use crate::config::{self, Config};
use crate::date::Date;
use crate::diagnostic::{self, Diagnostic};
use crate::history::Archive;
use crate::library::{self, Library};
use crate::parse::Parsed;
use crate::render::{self, Theme, ThemeError};
use crate::source::Sources;

/// All that a build depends on.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// What was read of the library.
    pub sources: &'a Sources,
    /// The only today that the build knows.
    pub today: Date,
    /// Whether drafts are in the build.
    pub with_drafts: bool,
    /// The git history; empty if git was not read.
    pub archive: &'a Arc<Archive>,
}

/// Why there are no pages: the theme, which no document can fix.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The theme cannot be used at all.
    #[error("cannot load the theme `{name}`")]
    Theme {
        /// As the settings name it.
        name: String,
        /// What is wrong with it.
        source: ThemeError,
    },
}

/// Settings and documents, connected: all that pages are made of.
#[derive(Clone, Debug)]
pub struct Assembled {
    /// The settings.
    pub config: Arc<Config>,
    /// The documents.
    pub library: Library,
    parsed: Vec<Arc<Parsed>>,
    index: Arc<index::IndexMemory>,
    /// What was found in settings and folder defaults.
    found: Arc<Vec<Diagnostic>>,
}

/// What a library says, and what is wrong with it, without pages.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The settings.
    pub config: Arc<Config>,
    /// The documents.
    pub library: Library,
    /// All findings, sorted, at the severities that the settings give.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and checks everything, and renders nothing.
pub fn examine(inputs: Inputs<'_>, memory: &mut Memory) -> Examined {
    let assembled = assemble(inputs, memory);
    let diagnostics = findings(inputs, &assembled);
    Examined {
        config: assembled.config,
        library: assembled.library,
        diagnostics,
    }
}

/// [`examine`], with the findings of the documents that are withheld: drafts and documents in review.
pub fn examine_with_drafts(inputs: Inputs<'_>, memory: &mut Memory) -> Examined {
    let mut examined = examine(inputs, memory);
    let withheld = &examined.library.withheld;
    if !withheld.is_empty() {
        let inputs = Inputs {
            with_drafts: true,
            ..inputs
        };
        let mut found = examine(inputs, memory).diagnostics;
        found.retain(|one| {
            let is_of_draft = withheld.iter().any(|draft| draft.path == one.place.path);
            is_of_draft && !examined.diagnostics.contains(one)
        });
        examined.diagnostics.extend(found);
        diagnostic::sort(&mut examined.diagnostics);
    }
    examined
}

/// Parses what has changed, and amends the last library where the edit allows it; otherwise assembles
/// everything.
pub fn assemble(inputs: Inputs<'_>, memory: &mut Memory) -> Assembled {
    let last = match memory.last.take() {
        Some(last) if last.fits(inputs.sources) => last,
        _ => {
            memory.library = None;
            Last::read(inputs.sources)
        }
    };
    let reading = &last.config.settings.reading;
    let Texts { parsed, changed } = memory.parsed(&inputs.sources.documents, reading);
    let theme = &last.config.settings.site.theme;
    let theme_assets = render::asset_names(theme, &inputs.sources.theme);
    let input = library::Input {
        parsed: &parsed,
        defaults: &last.defaults,
        sources: inputs.sources,
        config: &last.config,
        today: inputs.today,
        with_drafts: inputs.with_drafts,
        archive: inputs.archive,
        theme_assets: &theme_assets,
    };
    let before = memory.library.take().filter(|last| last.fits(input));
    let amended = before.as_ref().zip(changed);
    let amended =
        amended.and_then(|(last, changed)| library::amend(&last.library, &changed, input));
    let library = match (amended, before) {
        (Some(library), Some(mut last)) => {
            last.library = library.clone();
            memory.library = Some(last);
            library
        }
        _ => {
            let library = library::assemble(input);
            memory.library = Some(LastLibrary::new(library.clone(), input));
            library
        }
    };
    let assembled = Assembled {
        config: Arc::clone(&last.config),
        library,
        parsed,
        index: Arc::clone(&memory.index),
        found: Arc::clone(&last.found),
    };
    memory.last = Some(last);
    assembled
}

/// All findings, sorted, at the severities that the settings give.
pub fn findings(inputs: Inputs<'_>, assembled: &Assembled) -> Vec<Diagnostic> {
    let mut found = assembled.found.to_vec();
    for one in &assembled.parsed {
        found.extend(one.diagnostics.iter().cloned());
    }
    found.extend(check::check(&Facts {
        library: &assembled.library,
        config: &assembled.config,
        sources: inputs.sources,
        today: inputs.today,
        parsed: &assembled.parsed,
    }));
    let theme = &assembled.config.settings.site.theme;
    found.extend(render::overrides(theme, &inputs.sources.theme));
    let mut diagnostics = config::severities(found, &assembled.config.settings);
    diagnostic::sort(&mut diagnostics);
    diagnostics
}

/// The theme that the settings name, with the library's own files in place of its.
pub fn theme(sources: &Sources, config: &Config) -> Result<Theme, Error> {
    let name = &config.settings.site.theme;
    Theme::load(name, &sources.theme).map_err(|source| Error::Theme {
        name: name.clone(),
        source,
    })
}
