//! All stages in a row: what was read of a library to a [`Site`] and findings.
//!
//! In: [`Inputs`], values that another stage has read. Out: [`Built`]. There is one way to build:
//! a fresh build is a rebuild with an empty [`Memory`]. Knows no disk and no clock.

mod memory;
mod site;

pub use memory::Memory;
pub use site::{Content, Site};

use std::sync::Arc;

use rayon::prelude::*;

use crate::check::{self, Facts};
use crate::config::{self, Config};
use crate::date::Date;
use crate::diagnostic::{self, Diagnostic};
use crate::history::Archive;
use crate::library::{self, Library, Route};
use crate::parse::{self, Parsed};
use crate::plan;
use crate::render::{self, RenderError, Stage, Surroundings, Theme, ThemeError};
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
    /// What git holds; an empty archive when nobody asked it.
    pub archive: &'a Arc<Archive>,
}

/// A finished build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// Every file.
    pub site: Site,
    /// How many of the files are pages.
    pub pages: usize,
    /// All findings, sorted, at the severities that the settings give.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why there are no pages: the theme, which no document can mend.
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
    /// A template fails on a page.
    #[error(transparent)]
    Page(#[from] RenderError),
}

/// What a library says, and what is wrong with it, without pages.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The settings.
    pub config: Config,
    /// The documents.
    pub library: Library,
    /// All findings, sorted, at the severities that the settings give.
    pub diagnostics: Vec<Diagnostic>,
}

/// Builds the whole site.
pub fn build(inputs: Inputs<'_>, memory: &mut Memory) -> Result<Built, Error> {
    let Examined {
        config,
        library,
        diagnostics,
    } = examine(inputs, memory);
    let name = &config.settings.site.theme;
    let theme = Theme::load(name, &inputs.sources.theme).map_err(|source| Error::Theme {
        name: name.clone(),
        source,
    })?;
    let stage = Stage::new(Surroundings {
        library: &library,
        config: &config,
        assets: &inputs.sources.assets,
        theme: &theme,
        today: inputs.today,
    });
    let pages = plan::plan(&library, &config);
    let rendered: Vec<(Route, Vec<u8>)> = pages
        .par_iter()
        .map(|page| Ok((page.route.clone(), render::page(page, &stage)?)))
        .collect::<Result<_, RenderError>>()?;
    let pages = rendered.len();
    let mut site: Site = rendered
        .into_iter()
        .map(|(route, bytes)| (route, Content::Bytes(bytes)))
        .collect();
    // Where addresses clash, which is a finding, a page goes before a file.
    for (route, bytes) in render::files(&stage) {
        site.entry(route).or_insert(Content::Bytes(bytes));
    }
    for (path, route) in &library.assets {
        let asset = inputs.sources.assets.get(path);
        let asset = asset.expect("the library publishes only assets that were read");
        site.entry(route.clone())
            .or_insert_with(|| Content::Copy(asset.file.clone()));
    }
    Ok(Built {
        site,
        pages,
        diagnostics,
    })
}

/// Reads and checks everything, and renders nothing.
pub fn examine(inputs: Inputs<'_>, memory: &mut Memory) -> Examined {
    let sources = inputs.sources;
    let (config, mut found) = config::read(
        sources.settings.as_ref(),
        sources.roles.as_ref(),
        sources.glossary.as_ref(),
    );
    let reading = &config.settings.reading;
    let parsed: Vec<Arc<Parsed>> = memory.parsed(&sources.documents, reading);
    let mut defaults = Vec::with_capacity(sources.defaults.len());
    for source in &sources.defaults {
        let (meta, of_file) = parse::defaults(source, reading);
        defaults.push((source.path.clone(), meta));
        found.extend(of_file);
    }
    let library = library::assemble(library::Input {
        parsed: &parsed,
        defaults: &defaults,
        sources,
        config: &config,
        today: inputs.today,
        with_drafts: inputs.with_drafts,
        archive: inputs.archive,
    });
    for one in &parsed {
        found.extend(one.diagnostics.iter().cloned());
    }
    found.extend(check::check(&Facts {
        library: &library,
        config: &config,
        sources,
        today: inputs.today,
        parsed: &parsed,
    }));
    let mut diagnostics = config::severities(found, &config.settings);
    diagnostic::sort(&mut diagnostics);
    Examined {
        config,
        library,
        diagnostics,
    }
}
