//! The values that all pages of a build share.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use crate::config::Config;
use crate::date::Date;
use crate::library::{Document, DocumentIndex, Group, Library, LibraryChange, Route};
use crate::render::former::LaidOut;
use crate::render::frames::Frames;
use crate::render::neighbourhood::Neighbourhoods;
use crate::render::redacted::Redacted;
use crate::render::views::{self, Day, Listed};
use crate::render::{Catalogue, Theme, functions};
use crate::source::{Asset, FilePath, Source};

/// The inputs of a [`Stage`].
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The documents.
    pub library: &'a Library,
    /// The settings.
    pub config: &'a Config,
    /// The texts of the documents, by path.
    pub texts: &'a [Arc<Source>],
    /// Images, by path, for their size.
    pub assets: &'a BTreeMap<FilePath, Asset>,
    /// The CSV files that blocks read; by path.
    pub data: &'a BTreeMap<FilePath, Source>,
    /// Templates, assets and words.
    pub theme: &'a Theme,
    /// The date that states are computed for.
    pub today: Date,
}

/// The values that every page reads and none changes.
pub struct Stage<'a> {
    pub(super) library: &'a Library,
    pub(super) config: &'a Config,
    texts: &'a [Arc<Source>],
    pub(super) assets: &'a BTreeMap<FilePath, Asset>,
    pub(super) data: &'a BTreeMap<FilePath, Source>,
    pub(super) theme: &'a Theme,
    pub(super) today: Date,
    pub(super) theme_name: String,
    pub(super) tera: tera::Tera,
    pub(super) catalogue: Catalogue,
    pub(super) neighbourhoods: Neighbourhoods,
    // Values that few pages need are computed when first used.
    changes: OnceLock<Vec<LibraryChange>>,
    redacted: OnceLock<Redacted>,
    /// The position of each document in lists.
    places: OnceLock<Vec<usize>>,
    /// The list entry of each document.
    listed: Vec<OnceLock<Listed>>,
    /// The addresses of each document's former texts.
    revision_routes: Vec<OnceLock<Vec<Option<Route>>>>,
    by_tag: HashMap<String, usize>,
    pub(super) laid_out: LaidOut,
    pub(super) frames: Frames,
}

impl<'a> Stage<'a> {
    /// Prepares what pages share; linear in the library.
    pub fn new(surroundings: Surroundings<'a>) -> Stage<'a> {
        let Surroundings {
            library,
            config,
            texts,
            assets,
            data,
            theme,
            today,
        } = surroundings;
        let catalogue = theme.catalogue(&config.settings.site.language);
        let mut tera = theme.tera.clone();
        functions::register(&mut tera, catalogue.clone());
        let shared = shared(library, config, &catalogue, today);
        tera.global_context().insert("site", &shared);
        tera.global_context().insert("text", &catalogue.tree());
        Stage {
            places: OnceLock::new(),
            listed: library.documents.iter().map(|_| OnceLock::new()).collect(),
            revision_routes: library.documents.iter().map(|_| OnceLock::new()).collect(),
            by_tag: library
                .tags
                .iter()
                .enumerate()
                .map(|(at, tag)| (tag.name.to_lowercase(), at))
                .collect(),
            theme_name: theme.name.clone(),
            changes: OnceLock::new(),
            library,
            config,
            texts,
            assets,
            data,
            theme,
            today,
            tera,
            catalogue,
            neighbourhoods: Neighbourhoods::new(library),
            redacted: OnceLock::new(),
            laid_out: LaidOut::default(),
            frames: Frames::default(),
        }
    }

    /// The current text of a document.
    pub(super) fn source(&self, path: &FilePath) -> Option<&'a Source> {
        let at = self.texts.binary_search_by(|source| source.path.cmp(path));
        at.ok().map(|at| &*self.texts[at])
    }

    /// The position of a document in every list of the site: see [`views::sorting_key`].
    pub(super) fn place(&self, index: DocumentIndex) -> usize {
        let places = self.places.get_or_init(|| {
            let mut order: Vec<usize> = (0..self.library.documents.len()).collect();
            order.sort_by_cached_key(|at| views::sorting_key(&self.library.documents[*at]));
            let mut places = vec![0; order.len()];
            for (place, at) in order.into_iter().enumerate() {
                places[at] = place;
            }
            places
        });
        places[index.0]
    }

    /// The list entry of a document, computed when first used.
    pub(super) fn listed(&self, index: DocumentIndex) -> &Listed {
        self.listed[index.0].get_or_init(|| views::listed(self, index))
    }

    /// The addresses of a document's former texts, as [`Library::revision_routes`] gives them.
    pub(super) fn revision_routes(&self, index: DocumentIndex) -> &[Option<Route>] {
        self.revision_routes[index.0].get_or_init(|| self.library.revision_routes(index))
    }

    /// The names that must not reach the site in commit messages.
    pub(super) fn redacted(&self) -> &Redacted {
        self.redacted.get_or_init(|| Redacted::of(self.library))
    }

    /// The words of the interface in the site's language.
    pub fn words(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The text of a data file, by its path from the library's root or relative to the document at
    /// `beside`.
    pub fn data(&self, path: &str, beside: &FilePath) -> Option<&'a str> {
        let candidates = [FilePath::new(path), beside.beside(path)];
        let mut found = candidates
            .into_iter()
            .flatten()
            .filter_map(|path| self.data.get(&path));
        found.next().map(|source| source.text.as_str())
    }

    /// The label of the document's type: from the settings, or else from the theme, or else its
    /// name.
    pub fn kind_label(&self, document: &Document) -> String {
        let kind = &document.kind;
        let own = self.config.settings.types.get(kind);
        if let Some(own) = own.filter(|own| !own.label.is_empty()) {
            return own.label.clone();
        }
        let key = format!("type.{kind}");
        match self.catalogue.has(&key) {
            true => self.catalogue.text(&key).to_owned(),
            false => kind.replace('-', " "),
        }
    }

    /// Every revision up to today, newest first.
    pub(super) fn changes(&self) -> &[LibraryChange] {
        self.changes
            .get_or_init(|| self.library.changes(self.today))
    }

    /// The tag of that name.
    pub(super) fn tag(&self, name: &str) -> Option<&'a Group> {
        let at = self.by_tag.get(&name.trim().to_lowercase())?;
        self.library.tags.get(*at)
    }
}

/// What every template may read as `site`.
#[derive(Serialize)]
struct Shared<'a> {
    title: &'a str,
    tagline: Option<&'a str>,
    language: &'a str,
    /// `ltr` or `rtl`.
    direction: &'static str,
    /// With a trailing slash.
    base_url: Option<&'a str>,
    /// Address from the site's root.
    logo: Option<String>,
    footer: Option<&'a str>,
    contact: Option<views::Contact>,
    built: Day,
    /// After this date the site says that it has not been rebuilt for too long.
    stale_after: Day,
    rebuild: String,
    time_zone: &'a str,
    notice_days: u16,
    has_departments: bool,
    has_tags: bool,
    has_glossary: bool,
    has_roles: bool,
    documents: usize,
}

fn shared<'a>(
    library: &'a Library,
    config: &'a Config,
    catalogue: &Catalogue,
    today: Date,
) -> Shared<'a> {
    let site = &config.settings.site;
    let main_language = site.language.split('-').next().unwrap_or_default();
    let logo = site.logo.as_deref().and_then(FilePath::new);
    let logo = logo.and_then(|path| library.assets.get(&path).map(|route| route.encoded()));
    Shared {
        title: &site.title,
        tagline: site.tagline.as_deref(),
        language: &site.language,
        direction: match main_language {
            "ar" | "fa" | "he" | "ur" => "rtl",
            _ => "ltr",
        },
        base_url: site.base_url.as_deref(),
        logo,
        footer: site.footer.as_deref(),
        contact: site.contact.as_deref().map(views::contact),
        built: views::day(catalogue, today),
        stale_after: views::day(catalogue, site.rebuild.after(today)),
        rebuild: catalogue.cycle(site.rebuild),
        time_zone: &site.time_zone,
        notice_days: config.settings.review.notice_days,
        has_departments: !library.departments.is_empty(),
        has_tags: !library.tags.is_empty(),
        has_roles: !library.roles.roles.is_empty(),
        has_glossary: !config.glossary.terms.is_empty(),
        documents: library.documents.len(),
    }
}
