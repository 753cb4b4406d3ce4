//! What all pages of one build share.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use crate::config::Config;
use crate::date::Date;
use crate::library::{Document, DocumentIndex, Group, Library, LibraryChange, Route, Target};
use crate::plan;
use crate::render::former::LaidOut;
use crate::render::frames::Frames;
use crate::render::neighbourhood::Neighbourhoods;
use crate::render::redacted::Redacted;
use crate::render::views::{self, Day, Listed, Owner};
use crate::render::{Catalogue, Theme, functions};
use crate::source::{Asset, FilePath, Source};

/// What a stage is made of.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The documents.
    pub library: &'a Library,
    /// The settings.
    pub config: &'a Config,
    /// The texts of the documents, by path.
    pub texts: &'a [Arc<Source>],
    /// For the size of images; by path.
    pub assets: &'a BTreeMap<FilePath, Asset>,
    /// The CSV files that blocks read; by path.
    pub data: &'a BTreeMap<FilePath, Source>,
    /// Templates, assets and words.
    pub theme: &'a Theme,
    /// The day that states are computed for.
    pub today: Date,
}

/// The settled values that every page reads and none changes.
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
    // What few pages ask for is made when the first does.
    changes: OnceLock<Vec<LibraryChange>>,
    owners: OnceLock<Vec<Owner>>,
    redacted: OnceLock<Redacted>,
    by_id: OnceLock<HashMap<String, Vec<DocumentIndex>>>,
    /// The place of each document in lists.
    places: OnceLock<Vec<usize>>,
    /// What lists say of each document, wherever they stand.
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
            by_id: OnceLock::new(),
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
            owners: OnceLock::new(),
            redacted: OnceLock::new(),
            laid_out: LaidOut::default(),
            frames: Frames::default(),
        }
    }

    /// The text that a document has today.
    pub(super) fn source(&self, path: &FilePath) -> Option<&'a Source> {
        let at = self.texts.binary_search_by(|source| source.path.cmp(path));
        at.ok().map(|at| &*self.texts[at])
    }

    /// The place of a document in every list of the site: see [`views::sorting_key`].
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

    /// What lists say of a document, made when the first asks.
    pub(super) fn listed(&self, index: DocumentIndex) -> &Listed {
        self.listed[index.0].get_or_init(|| views::listed(self, index))
    }

    /// The addresses of a document's former texts, as [`plan::revision_routes`] gives them.
    pub(super) fn revision_routes(&self, index: DocumentIndex) -> &[Option<Route>] {
        self.revision_routes[index.0]
            .get_or_init(|| plan::revision_routes(self.library, self.library.document(index)))
    }

    /// The names that commit messages must not bring onto the site.
    pub(super) fn redacted(&self) -> &Redacted {
        self.redacted.get_or_init(|| Redacted::of(self.library))
    }

    /// Who owns documents whose review falls due, in alphabetical order.
    pub(super) fn owners(&self) -> &[Owner] {
        self.owners.get_or_init(|| views::owners(self))
    }

    /// The words of the interface in the site's language.
    pub fn words(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The text of a data file, given from the library's root or beside the document at `beside`.
    pub fn data(&self, path: &str, beside: &FilePath) -> Option<&'a str> {
        let candidates = [FilePath::new(path), beside.beside(path)];
        let mut found = candidates
            .into_iter()
            .flatten()
            .filter_map(|path| self.data.get(&path));
        found.next().map(|source| source.text.as_str())
    }

    /// What readers call the document's type: the settings' label, else the theme's, else its name.
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

    /// Every revision up to today, the newest first.
    pub(super) fn changes(&self) -> &[LibraryChange] {
        self.changes
            .get_or_init(|| self.library.changes(self.today))
    }

    /// The document of that id; of several versions the one in force, else the first.
    pub(super) fn by_id(&self, id: &str) -> Option<DocumentIndex> {
        let versions = self.same_id(id);
        let is_in_force = |index: &&DocumentIndex| self.library.document(**index).is_in_force();
        let meant = versions.iter().find(is_in_force).or(versions.first());
        meant.copied()
    }

    /// All versions of a document that bear an id, in the order of their paths.
    pub(super) fn same_id(&self, id: &str) -> &[DocumentIndex] {
        let by_id = self.by_id.get_or_init(|| {
            let mut by_id: HashMap<String, Vec<DocumentIndex>> = HashMap::new();
            for (index, document) in self.library.indexed() {
                if let Some(id) = document.id() {
                    by_id.entry(id.to_lowercase()).or_default().push(index);
                }
            }
            by_id
        });
        let found = by_id.get(&id.trim().to_lowercase());
        found.map_or(&[], Vec::as_slice)
    }

    /// The tag of that name.
    pub(super) fn tag(&self, name: &str) -> Option<&'a Group> {
        let at = self.by_tag.get(&name.trim().to_lowercase())?;
        self.library.tags.get(*at)
    }

    /// Whether a text names a document by its id, its title or its file that is not in this build,
    /// and no other that is.
    pub(super) fn is_withheld(&self, text: &str) -> bool {
        let text = text.trim();
        let is_text = |one: &str| one.eq_ignore_ascii_case(text);
        let file = |path: &str| {
            let path = path.split('#').next().unwrap_or_default();
            let path = path.trim_start_matches(['.', '/']);
            let endings = [".md", ".markdown", ".html"];
            let bare = endings.iter().find_map(|ending| path.strip_suffix(ending));
            format!("/{}", bare.unwrap_or(path))
        };
        let withheld = self.library.withheld.iter();
        let mut named = withheld.filter(|one| {
            let id = one.id.as_deref();
            id.is_some_and(is_text)
                || is_text(&one.title)
                || (text.contains('.') && file(one.path.as_str()).ends_with(&file(text)))
        });
        named.next().is_some()
            && self.by_id(text).is_none()
            && !self.library.iter().any(|other| is_text(other.title()))
    }

    /// What a value of the front matter (an id, a link, a path beside the document) points at;
    /// `None` for plain words.
    pub(super) fn resolve(&self, from: DocumentIndex, text: &str) -> Option<Target> {
        let text = text.trim();
        if let Some(document) = self.by_id(text) {
            return Some(Target::Document {
                document,
                anchor: None,
            });
        }
        if ["https://", "http://", "mailto:", "tel:"]
            .iter()
            .any(|scheme| text.starts_with(scheme))
        {
            return Some(Target::Outside(text.to_owned()));
        }
        let (path, anchor) = match text.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor.to_owned())),
            None => (text, None),
        };
        let here = &self.library.document(from).sop.path;
        let candidates = [here.beside(path), FilePath::new(path)];
        candidates.into_iter().flatten().find_map(|path| {
            if let Some(document) = self.library.at(&path) {
                return Some(Target::Document {
                    document,
                    anchor: anchor.clone(),
                });
            }
            let is_published = self.library.assets.contains_key(&path);
            is_published.then_some(Target::Asset(path))
        })
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
    /// From the day after this one the site says that it was not built for too long.
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
