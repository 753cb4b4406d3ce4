//! The parsed files become a library.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::date::Date;
use crate::history::{Archive, Digest, fingerprint};
use crate::library::address::{Addresses, index_rank, page_address};
use crate::library::inherit::Inheritance;
use crate::library::names::Names;
use crate::library::pages::{self, HOME, OwnKind, PageKind};
use crate::library::past::{self, Known};
use crate::library::{
    Circumstances, Defaults, Document, DocumentIndex, Library, Life, Route, Target, Withheld,
    carries_review, due, facts, groups, handovers, lifecycle, publish, resolve, roles,
};
use crate::parse::{DocumentStatus, Meta, Parsed};
use crate::source::{FilePath, Sources};

/// All that a library is made of.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// Every document, in any order.
    pub parsed: &'a [Arc<Parsed>],
    /// Every `_defaults.toml` with its fields.
    pub defaults: &'a [(FilePath, Meta)],
    /// For the assets.
    pub sources: &'a Sources,
    /// Settings, roles and glossary.
    pub config: &'a Config,
    /// Today in the site's time zone.
    pub today: Date,
    /// Whether drafts and documents in review belong to this build.
    pub with_drafts: bool,
    /// The git history; empty if git was not read.
    pub archive: &'a Arc<Archive>,
    /// Names of the theme's files, relative to its `assets/`.
    pub theme_assets: &'a BTreeSet<String>,
}

/// Puts the documents together: inheritance, addresses, review states, links, groups.
pub fn assemble(input: Input<'_>) -> Library {
    let source = source_folder(input);
    let mut inheritance = Inheritance::new(input.defaults);
    let mut library = Library {
        archive: Arc::clone(input.archive),
        ..Library::default()
    };
    let mut documents = Vec::with_capacity(input.parsed.len());
    let parsed = in_order(input.parsed);
    let inherited: Vec<Meta> = parsed
        .iter()
        .map(|parsed| inheritance.apply(&parsed.sop.path, &parsed.sop.meta))
        .collect();
    let made: Vec<Document> = parsed
        .par_iter()
        .zip(inherited)
        .map(|(parsed, meta)| document(parsed, meta, source.as_ref(), input))
        .collect();
    for document in made {
        match document.status.is_in_the_making() && !input.with_drafts {
            true => library.withheld.push(withheld(&document)),
            false => documents.push(document),
        }
    }
    lifecycle::settle(&mut documents, input.today);
    library.departments = groups::departments(&documents);
    library.tags = groups::tags(&documents);
    let mut roles = roles::index(&documents, &input.config.roles);
    let mut addresses = reserve(&documents, &roles, &mut library, input);
    give_addresses(&mut documents, &mut addresses, input.archive);
    library.home = home(&documents);
    complete(&documents, &mut addresses, &mut library);
    library.defaults = defaults(input);
    connect(&mut documents, &mut library, source.as_ref(), input);
    lifecycle::decide(&mut documents, input.today);
    handovers::connect(&mut roles, &documents);
    library.roles = Arc::new(roles);
    library.documents = documents.into_iter().map(Arc::new).collect();
    library.assets = publish::publish(
        &library,
        &mut addresses,
        source.as_ref(),
        input.sources,
        input.config,
    );
    publish::redirect(&mut library, &mut addresses, input.config);
    library.clashes = addresses.clashes;
    library.clashes.sort_by(|a, b| a.path.cmp(&b.path));
    library
}

/// Lists what sopress makes itself, and keeps its addresses.
fn reserve(
    documents: &[Document],
    roles: &roles::RoleIndex,
    library: &mut Library,
    input: Input<'_>,
) -> Addresses {
    let documents: Vec<&Document> = documents.iter().collect();
    library.owners = due::owners(&documents, &input.config.roles);
    library.own = pages::own_pages(&pages::Known {
        config: input.config,
        documents: &documents,
        departments: &library.departments,
        tags: &library.tags,
        roles,
        owners: &library.owners,
        theme_assets: input.theme_assets,
    });
    Addresses::new(library.own.keys())
}

/// Lists what sopress makes at addresses that come from those of documents.
fn complete(documents: &[Document], addresses: &mut Addresses, library: &mut Library) {
    let home = PageKind::Home {
        introduction: library.home,
    };
    addresses.reserve(&Route::new(HOME));
    library.own.insert(Route::new(HOME), OwnKind::Page(home));
    for (at, document) in documents.iter().enumerate() {
        let (index, entries) = (DocumentIndex(at), &document.past.entries);
        let pages = pages::pages_of_past(index, &document.route, entries, &library.archive);
        for (route, kind) in pages {
            library.own.entry(route).or_insert(OwnKind::Page(kind));
        }
    }
}

/// The text on disk in brief, as far as git or a stored fingerprint asks for it.
fn present(parsed: &Parsed, input: Input<'_>) -> Option<Digest> {
    let sop = &parsed.sop;
    let mut reviews = sop.meta.reviews.iter();
    let is_in_git = input.archive.history.documents.contains_key(&sop.path);
    let is_asked = is_in_git || reviews.any(|review| review.fingerprint.is_some());
    let sources = &input.sources.documents;
    let at = sources.binary_search_by(|source| source.path.cmp(&sop.path));
    let source = &sources[at.ok().filter(|_| is_asked)?];
    if !is_in_git {
        return Some(Digest {
            body: fingerprint(&source.text),
            ..Digest::default()
        });
    }
    let settings = &input.config.settings.reading;
    Some(past::present(&source.text, settings))
}

/// The folder of the documents: as set, else `sops` when all documents lie in it.
fn source_folder(input: Input<'_>) -> Option<FilePath> {
    if let Some(folder) = &input.config.settings.library.source {
        return FilePath::new(folder);
    }
    let usual = FilePath::new("sops")?;
    let mut paths = input.parsed.iter().map(|parsed| &parsed.sop.path);
    let is_used = !input.parsed.is_empty() && paths.all(|path| path.below(&usual).is_some());
    is_used.then_some(usual)
}

fn in_order(parsed: &[Arc<Parsed>]) -> Vec<&Arc<Parsed>> {
    let mut parsed: Vec<_> = parsed.iter().collect();
    parsed.sort_by(|a, b| a.sop.path.cmp(&b.sop.path));
    parsed
}

/// A document by itself, with the address that it asks for. `meta` is its front matter over that of
/// the folders above it.
pub(super) fn document(
    parsed: &Arc<Parsed>,
    meta: Meta,
    source: Option<&FilePath>,
    input: Input<'_>,
) -> Document {
    let sop = &parsed.sop;
    let present = present(parsed, input);
    let present = present.as_ref();
    let types = &input.config.settings.types;
    let kind = kind(&meta);
    let of_type = types.get(&kind);
    let is_controlled = meta.id.is_some() || of_type.is_some_and(|kind| kind.is_controlled);
    let status = match &meta.status {
        Some(status) => status.value,
        None if is_controlled => DocumentStatus::Unknown,
        None => DocumentStatus::Effective,
    };
    let nothing = Digest::default();
    let known = Known {
        path: &sop.path,
        meta: &meta,
        present: present.unwrap_or(&nothing),
        archive: input.archive,
        today: input.today,
    };
    let is_changed = present.is_some() && past::is_changed_since_review(known);
    let past = past::past(known, &input.config.settings.reading, input.with_drafts);
    let circumstances = Circumstances {
        has_review_state: is_controlled || carries_review(&sop.meta),
        status,
        is_front_matter_whole: parsed.is_front_matter_whole(),
        is_changed_since_review: is_changed,
        kind_cycle: of_type.and_then(|kind| kind.cycle),
        site_cycle: input.config.settings.review.cycle,
        notice_days: input.config.settings.review.notice_days,
        today: input.today,
    };
    let review = facts(&meta, circumstances);
    let below = source.and_then(|source| sop.path.below(source));
    let source_path = below.unwrap_or_else(|| sop.path.clone());
    Document {
        route: page_address(&source_path),
        source_path,
        kind,
        is_controlled,
        status,
        life: Life::default(),
        review,
        past,
        links: Vec::new(),
        images: Vec::new(),
        references: Vec::new(),
        referred_by: Vec::new(),
        words: sop.words,
        meta,
        sop: Arc::clone(sop),
    }
}

/// As given; a document with an id is an SOP, any other a page.
fn kind(meta: &Meta) -> String {
    match (&meta.kind, &meta.id) {
        (Some(kind), _) => kind.value.clone(),
        (None, Some(_)) => "sop".to_owned(),
        (None, None) => "page".to_owned(),
    }
}

pub(super) fn withheld(document: &Document) -> Withheld {
    Withheld {
        path: document.sop.path.clone(),
        id: document.id().map(str::to_owned),
        title: document.title().to_owned(),
    }
}

/// Of several index documents in a folder the foremost is the index; the others keep their names.
fn give_addresses(documents: &mut [Document], addresses: &mut Addresses, archive: &Archive) {
    let mut best: BTreeMap<Route, u8> = BTreeMap::new();
    for document in documents.iter() {
        if let Some(rank) = index_rank(&document.source_path) {
            let least = best.entry(document.route.clone()).or_insert(rank);
            *least = rank.min(*least);
        }
    }
    for document in documents.iter_mut() {
        let path = &document.source_path;
        let rank = index_rank(path);
        if rank.is_some() && rank > best.get(&document.route).copied() {
            let folder = document.route.as_str().strip_suffix("index.html");
            let folder = folder.expect("an index document asks for `index.html`");
            document.route = Route::new(format!("{folder}{}.html", path.stem()));
        }
    }
    let past = |document: &Document, route: &Route| -> Vec<Route> {
        let entries = &document.past.entries;
        let pages = pages::pages_of_past(DocumentIndex(0), route, entries, archive);
        pages.into_iter().map(|(route, _)| route).collect()
    };
    // Before any document has its address: `a.history.md` must not take that of the history of
    // `a.md`.
    for document in documents.iter() {
        for route in past(document, &document.route) {
            addresses.reserve(&route);
        }
    }
    for document in documents {
        let wanted = document.route.clone();
        let with = |route: &Route| past(document, route);
        document.route = addresses.give(&document.sop.path, wanted, with);
    }
}

fn home(documents: &[Document]) -> Option<DocumentIndex> {
    let is_home = |document: &Document| document.route.as_str() == HOME;
    documents.iter().position(is_home).map(DocumentIndex)
}

fn defaults(input: Input<'_>) -> Vec<Defaults> {
    let is_used = |path: &FilePath| match path.folder() {
        None => !input.parsed.is_empty(),
        Some(folder) => {
            let mut paths = input.parsed.iter().map(|parsed| &parsed.sop.path);
            paths.any(|path| path.below(&folder).is_some())
        }
    };
    let mut defaults: Vec<_> = input
        .defaults
        .iter()
        .map(|(path, meta)| Defaults {
            path: path.clone(),
            meta: meta.clone(),
            is_used: is_used(path),
        })
        .collect();
    defaults.sort_by(|a, b| a.path.cmp(&b.path));
    defaults
}

/// Resolves every link, image and reference, then adds the backlinks.
fn connect(
    documents: &mut [Document],
    library: &mut Library,
    source: Option<&FilePath>,
    input: Input<'_>,
) {
    let pages = library.own.keys().cloned().collect();
    let source = source.cloned();
    let withheld = &library.withheld;
    let names = Names::new(
        documents,
        withheld,
        input.sources,
        input.config,
        source,
        pages,
    );
    documents
        .par_iter_mut()
        .enumerate()
        .for_each(|(at, document)| {
            resolve(DocumentIndex(at), document, &names);
        });
    for at in 0..documents.len() {
        for target in referred_to(&documents[at]) {
            if target.0 != at {
                documents[target.0].referred_by.push(DocumentIndex(at));
            }
        }
    }
    library.names = names;
}

/// Finds out where a document's links, images and references lead.
pub(super) fn resolve(index: DocumentIndex, document: &mut Document, names: &Names) {
    let links = document.sop.links.iter();
    let images = document.sop.images.iter();
    let links = links.map(|link| resolve::link(index, document, link, names));
    let images = images.map(|image| resolve::image(document, &image.target, names));
    let (links, images) = (links.collect(), images.collect());
    let references = resolve::references(index, document, names);
    document.links = links;
    document.images = images;
    document.references = references;
}

/// The documents that a document links or refers to, itself perhaps among them.
pub(super) fn referred_to(document: &Document) -> BTreeSet<DocumentIndex> {
    use crate::library::Broken;
    let references = document.references.iter();
    let targets = references.filter_map(|reference| reference.target.as_ref());
    let of_target = |target: &Target| match target {
        Target::Document { document, .. } => Some(*document),
        Target::Broken(Broken::Anchor { document }) => Some(*document),
        _ => None,
    };
    document
        .links
        .iter()
        .chain(targets)
        .filter_map(of_target)
        .collect()
}
