//! Every name by which a document or file of the library can be called.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;
use std::sync::Arc;

use crate::config::Config;
use crate::library::address::old_address;
use crate::library::{Document, DocumentIndex, Library, Route, Target, Withheld};
use crate::parse::Sop;
use crate::source::{FilePath, Sources};
use crate::text::SlugDialect;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    Document(DocumentIndex),
    Withheld,
    Asset(FilePath),
    Page(Route),
}

/// Look-up of names, and of the anchors in each document.
#[derive(Clone, Debug, Default)]
pub struct Names {
    table: Arc<Table>,
    /// In the order of the library.
    sops: Vec<Arc<Sop>>,
}

/// What stays as long as no document is called otherwise; asked often, never iterated.
#[derive(Debug, Default)]
pub struct Table {
    /// The source folder; `None` when it is the library's root.
    pub source: Option<FilePath>,
    pub mount: Option<String>,
    /// How the text of a heading becomes its id.
    pub heading_ids: SlugDialect,
    /// Schemes that the settings allow in links.
    pub allowed: Vec<String>,
    /// By path relative to the library's root.
    paths: HashMap<String, Thing>,
    /// By the same without the ending of the name.
    bare: HashMap<String, Thing>,
    /// By address in the site.
    routes: HashMap<String, Thing>,
    /// By old address.
    old: HashMap<String, Thing>,
    /// Lower-case path, whole or bare, to the real one.
    folded: HashMap<String, FilePath>,
    /// By document id, and by alias where no id is alike.
    ids: HashMap<String, Thing>,
    /// The documents of each id, in lower case, in the order of their paths: versions of one.
    versions: HashMap<String, Vec<DocumentIndex>>,
    /// The first document of each alias, in lower case.
    aliases: HashMap<String, DocumentIndex>,
    /// By what readers say, in lower case: id, title, alias, file name.
    words: HashMap<String, Thing>,
    /// The letters that ids of this library begin with: `SOP`, `POL`.
    prefixes: HashSet<String>,
}

impl Deref for Names {
    type Target = Table;

    fn deref(&self) -> &Table {
        &self.table
    }
}

impl Names {
    /// The names of everything in this build.
    pub fn new(
        documents: &[Document],
        withheld: &[Withheld],
        sources: &Sources,
        config: &Config,
        source: Option<FilePath>,
        pages: Vec<Route>,
    ) -> Names {
        let table = Table::new(documents, withheld, sources, config, source, pages);
        let sops = documents.iter().map(|document| Arc::clone(&document.sop));
        Names {
            table: Arc::new(table),
            sops: sops.collect(),
        }
    }

    /// Takes the anchors of a document from its new text.
    pub(super) fn replace(&mut self, document: DocumentIndex, sop: &Arc<Sop>) {
        self.sops[document.0] = Arc::clone(sop);
    }

    /// Whether the page has that anchor; the top of a page is everywhere.
    pub fn has_anchor(&self, document: DocumentIndex, anchor: &str) -> bool {
        self.has_own_anchor(document, anchor) || self.is_top(document, anchor)
    }

    /// Whether the anchor is the top of the page: nothing, `top`, or the title's heading.
    pub fn is_top(&self, document: DocumentIndex, anchor: &str) -> bool {
        let title = self.sops[document.0].title_id.as_deref();
        let is_top = anchor.is_empty() || anchor == "top" || title == Some(anchor);
        is_top && !self.has_own_anchor(document, anchor)
    }

    fn has_own_anchor(&self, document: DocumentIndex, anchor: &str) -> bool {
        anchors(&self.sops[document.0]).any(|one| one == anchor)
    }
}

/// What links into a document may point at, besides its top.
pub fn anchors(sop: &Sop) -> impl Iterator<Item = &str> {
    let headings = sop.headings.iter().map(|heading| heading.id.as_str());
    headings.chain(sop.anchors.iter().map(String::as_str))
}

impl Table {
    fn new(
        documents: &[Document],
        withheld: &[Withheld],
        sources: &Sources,
        config: &Config,
        source: Option<FilePath>,
        pages: Vec<Route>,
    ) -> Table {
        let mut names = Table {
            source,
            mount: config.settings.library.mount.clone(),
            heading_ids: config.settings.reading.heading_ids,
            allowed: config.settings.links.allow.clone(),
            ..Table::default()
        };
        for (at, document) in documents.iter().enumerate() {
            let thing = Thing::Document(DocumentIndex(at));
            names.add_file(&document.sop.path, &thing);
            let route = document.route.as_str().to_owned();
            names.routes.insert(route, thing);
            let index = DocumentIndex(at);
            if let Some(id) = document.id() {
                names.versions.entry(folded(id)).or_default().push(index);
            }
            for alias in &document.meta.aliases {
                names.aliases.entry(folded(&alias.value)).or_insert(index);
            }
        }
        // Of several versions an id means the one in force.
        let (present, other): (Vec<_>, Vec<_>) = documents
            .iter()
            .enumerate()
            .partition(|(_, document)| document.is_in_force());
        for (at, document) in present.into_iter().chain(other) {
            names.add_id(document.id(), &Thing::Document(DocumentIndex(at)));
        }
        for document in withheld {
            names.add_file(&document.path, &Thing::Withheld);
            names.add_id(document.id.as_deref(), &Thing::Withheld);
            names.add_word(&document.title, &Thing::Withheld);
        }
        for (at, document) in documents.iter().enumerate() {
            let thing = Thing::Document(DocumentIndex(at));
            names.add_words(document, &thing);
            names.add_old(document, &thing, config);
        }
        for (link, document) in &sources.links {
            let thing = names.paths.get(document.as_str()).cloned();
            thing.inspect(|thing| names.add_file(link, thing));
        }
        for path in sources.assets.keys() {
            names.add_path(path, &Thing::Asset(path.clone()));
        }
        for page in pages {
            let thing = Thing::Page(page.clone());
            names
                .routes
                .entry(page.as_str().to_owned())
                .or_insert(thing);
        }
        names
    }

    fn add_file(&mut self, path: &FilePath, thing: &Thing) {
        self.add_path(path, thing);
        let bare = bare(path);
        let folded = bare.to_lowercase();
        self.bare.entry(bare).or_insert_with(|| thing.clone());
        self.folded.entry(folded).or_insert_with(|| path.clone());
    }

    fn add_path(&mut self, path: &FilePath, thing: &Thing) {
        let text = path.as_str();
        self.paths
            .entry(text.to_owned())
            .or_insert_with(|| thing.clone());
        let folded = self.folded.entry(text.to_lowercase());
        folded.or_insert_with(|| path.clone());
    }

    fn add_id(&mut self, id: Option<&str>, thing: &Thing) {
        let Some(id) = id else { return };
        self.ids
            .entry(id.to_owned())
            .or_insert_with(|| thing.clone());
        self.add_word(id, thing);
        self.prefixes.extend(prefix(id).map(str::to_owned));
    }

    fn add_words(&mut self, document: &Document, thing: &Thing) {
        self.add_word(document.title(), thing);
        for alias in &document.meta.aliases {
            let id = alias.value.clone();
            self.ids.entry(id).or_insert_with(|| thing.clone());
            self.add_word(&alias.value, thing);
        }
        self.add_word(document.sop.path.stem(), thing);
    }

    fn add_old(&mut self, document: &Document, thing: &Thing, config: &Config) {
        let written = document.meta.redirects.iter();
        for route in written.filter_map(|old| old_address(&old.value, config)) {
            let old = self.old.entry(without_index(route.as_str()).to_owned());
            old.or_insert_with(|| thing.clone());
        }
    }

    fn add_word(&mut self, word: &str, thing: &Thing) {
        let word = self.words.entry(folded(word));
        word.or_insert_with(|| thing.clone());
    }

    /// The document of that id, or of that alias.
    pub fn id(&self, id: &str) -> Option<&Thing> {
        self.ids.get(id)
    }

    /// What readers call so, whatever the case.
    pub fn word(&self, word: &str) -> Option<&Thing> {
        self.words.get(&folded(word))
    }

    /// Whether a text is built like the ids of this library.
    pub fn is_like_id(&self, text: &str) -> bool {
        let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
        has_digit && prefix(text).is_some_and(|prefix| self.prefixes.contains(prefix))
    }

    /// The file of that path: whole, without extensions, as the generated `.html`, as a folder.
    pub fn path(&self, path: &FilePath) -> Option<&Thing> {
        let text = path.as_str();
        let exact = self.paths.get(text).or_else(|| self.bare.get(text));
        exact
            .or_else(|| self.own_page(path))
            .or_else(|| self.bare.get(without_html(text)?))
            .or_else(|| self.folder(Some(path)))
            .or_else(|| self.moved(path))
    }

    /// The page of sopress's own at that address, which no document can have.
    fn own_page(&self, path: &FilePath) -> Option<&Thing> {
        let below = match &self.source {
            Some(source) => path.below(source)?,
            None => path.clone(),
        };
        let thing = self.routes.get(below.as_str());
        thing.filter(|thing| matches!(thing, Thing::Page(_)))
    }

    /// The document that has moved from that address.
    fn moved(&self, path: &FilePath) -> Option<&Thing> {
        let below = match &self.source {
            Some(source) => path.below(source)?,
            None => path.clone(),
        };
        self.old.get(without_index(below.as_str()))
    }

    /// The file that a plain name means in the document's own folder.
    pub fn path_beside(&self, document: &Document, name: &str) -> Option<&Thing> {
        self.path(&document.sop.path.beside(name)?)
    }

    /// The index of a folder, or a page by its address; the root for `None`.
    pub fn folder(&self, folder: Option<&FilePath>) -> Option<&Thing> {
        let Some(folder) = folder else {
            return self.routes.get("index.html");
        };
        let below = match &self.source {
            Some(source) if folder == source => return self.routes.get("index.html"),
            Some(source) => folder.below(source)?,
            None => folder.clone(),
        };
        let index = format!("{below}/index.html");
        self.routes
            .get(&index)
            .or_else(|| self.routes.get(below.as_str()))
    }

    /// The real name of a file that `path` names in another case.
    pub fn in_other_case(&self, path: &FilePath) -> Option<&FilePath> {
        let folded = path.as_str().to_lowercase();
        let bare = without_html(&folded).unwrap_or(&folded);
        self.folded.get(&folded).or_else(|| self.folded.get(bare))
    }
}

/// A name as it is compared: neither its case nor the space around it matters.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

impl Library {
    /// The document of that id, else of that alias; of several versions the one in force, else the
    /// first.
    pub fn by_id(&self, id: &str) -> Option<DocumentIndex> {
        let versions = self.versions(id);
        let is_in_force = |index: &&DocumentIndex| self.document(**index).is_in_force();
        let meant = versions.iter().find(is_in_force).or(versions.first());
        let is_withheld = || self.names.id(id.trim()) == Some(&Thing::Withheld);
        let by_alias = || {
            self.names
                .aliases
                .get(&folded(id))
                .filter(|_| !is_withheld())
        };
        meant.or_else(by_alias).copied()
    }

    /// All versions of the document of an id, in the order of their paths.
    pub fn versions(&self, id: &str) -> &[DocumentIndex] {
        let versions = self.names.versions.get(&folded(id));
        versions.map_or(&[], Vec::as_slice)
    }

    /// Whether a text names a document by its id, its title or its file that is not in this build,
    /// and no other that is.
    pub fn is_withheld(&self, text: &str) -> bool {
        let text = text.trim();
        let is_text = |one: &str| one.eq_ignore_ascii_case(text);
        let file = |path: &str| {
            let path = path.split('#').next().unwrap_or_default();
            let path = path.trim_start_matches(['.', '/']);
            let endings = [".md", ".markdown", ".html"];
            let bare = endings.iter().find_map(|ending| path.strip_suffix(ending));
            format!("/{}", bare.unwrap_or(path))
        };
        let withheld = self.withheld.iter();
        let mut named = withheld.filter(|one| {
            let id = one.id.as_deref();
            id.is_some_and(is_text)
                || is_text(&one.title)
                || (text.contains('.') && file(one.path.as_str()).ends_with(&file(text)))
        });
        named.next().is_some()
            && self.by_id(text).is_none()
            && !self.iter().any(|other| is_text(other.title()))
    }

    /// What a value of the front matter (an id, a link, a path beside the document or from the
    /// root) points at; `None` for plain words.
    pub fn resolve(&self, from: DocumentIndex, text: &str) -> Option<Target> {
        let text = text.trim();
        if let Some(document) = self.by_id(text) {
            return Some(Target::Document {
                document,
                anchor: None,
            });
        }
        let target = super::resolve::value(from, self.document(from), text, &self.names)?;
        let is_there = match &target {
            Target::Asset(path) => self.assets.contains_key(path),
            _ => true,
        };
        is_there.then_some(target)
    }
}

fn bare(path: &FilePath) -> String {
    match path.folder() {
        Some(folder) => format!("{folder}/{}", path.stem()),
        None => path.stem().to_owned(),
    }
}

fn without_html(text: &str) -> Option<&str> {
    text.strip_suffix(".html")
        .or_else(|| text.strip_suffix(".htm"))
}

/// An address without what servers add by themselves.
fn without_index(address: &str) -> &str {
    let address = address.strip_suffix("/index.html").unwrap_or(address);
    without_html(address).unwrap_or(address)
}

fn prefix(id: &str) -> Option<&str> {
    let end = id.find(|c: char| !c.is_alphabetic()).unwrap_or(id.len());
    (end > 0).then(|| &id[..end])
}
