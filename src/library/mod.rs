//! All documents together: addresses, resolved links, departments, tags and review states.
//!
//! In: every parsed file, the folder defaults, the assets, the settings and today. Out: one
//! [`Library`], the only step that sees all files. Linear in the library; renders nothing.

mod address;
mod amend;
mod assemble;
mod changes;
mod due;
mod groups;
mod handovers;
mod inherit;
mod lifecycle;
mod names;
mod outward;
pub mod pages;
mod past;
mod publish;
mod resolve;
mod review;
mod roles;
mod route;

pub use address::{LONGEST_STEM, old_address};
pub use amend::amend;
pub use assemble::{Input, assemble};
pub use changes::LibraryChange;
pub use due::{Due, Owner};
pub use lifecycle::{Life, Notice};
pub use past::{Past, with_reading};
pub use resolve::{REFERRING, labelled};
pub use review::{Circumstances, ReviewFacts, ReviewState, carries_review, facts};
pub use roles::{Handover, RoleFacts, RoleIndex, RoleNumber, StepRef, TaskRef, Why, role_name};
pub use route::Route;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::date::Date;
use crate::history::Archive;
use crate::library::pages::OwnPages;
use crate::parse::{DocumentStatus, Meta, Sop};
use crate::source::FilePath;
use crate::text::{At, Span};

/// Index of a document in [`Library::documents`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentIndex(pub usize);

/// The documents of this build and what connects them.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// In the order of their paths; shared with the library before an edit.
    pub documents: Vec<Arc<Document>>,
    /// Documents that are not in this build (drafts); known only to distinguish a link to one from
    /// a broken link.
    pub withheld: Vec<Withheld>,
    /// In alphabetical order.
    pub departments: Vec<Group>,
    /// In alphabetical order.
    pub tags: Vec<Group>,
    /// Old addresses and where they lead now, in the order of the old ones.
    pub redirects: BTreeMap<Route, Redirect>,
    /// The assets that this build publishes (below `static/`, or linked or shown by a document),
    /// with their addresses.
    pub assets: BTreeMap<FilePath, Route>,
    /// The pages and files that sopress makes itself.
    pub own: OwnPages,
    /// Old addresses that could not lead to the document that gives them, in the order of the
    /// documents.
    pub redirect_clashes: Vec<RedirectClash>,
    /// Who owns documents that are to be reviewed, by name.
    pub owners: Vec<Owner>,
    /// The index document of the source folder: the introduction of the home page, whose address
    /// (`index.html`) is its own.
    pub home: Option<DocumentIndex>,
    /// Files that could not have the address they asked for, in the order of their paths.
    pub clashes: Vec<Clash>,
    /// Who does what.
    pub roles: Arc<RoleIndex>,
    /// The folder defaults, in the order of their paths.
    pub defaults: Vec<Defaults>,
    /// What git holds, which [`Document::past`] points into.
    pub archive: Arc<Archive>,
    /// Every name by which something can be linked to.
    names: names::Names,
}

/// Two files that would have one address: the second was given another, so that none is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The file that had to give way.
    pub path: FilePath,
    /// The address it asked for.
    pub wanted: Route,
    /// The address it has.
    pub given: Route,
    /// Who has the address that is in the way.
    pub holder: Holder,
    /// The address of the holder: `wanted`, perhaps in another case; a folder of it; or an address
    /// in a folder of that name.
    pub held: Route,
}

/// Who has an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A page or file that sopress makes itself.
    Own,
    /// A document or a published file.
    File(FilePath),
    /// A document that had the address before.
    Formerly(FilePath),
}

/// An old address that is already in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectClash {
    /// The document that gives it.
    pub document: DocumentIndex,
    /// As written.
    pub written: At<String>,
    /// Who has it.
    pub holder: Holder,
}

/// What a folder's `_defaults.toml` gives to the documents below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Defaults {
    /// The file.
    pub path: FilePath,
    /// Its fields.
    pub meta: Meta,
    /// Whether any document lies below the folder.
    pub is_used: bool,
}

/// A document in its library.
#[derive(Clone, Debug)]
pub struct Document {
    /// The document as parsed from its own file.
    pub sop: Arc<Sop>,
    /// Its path relative to the source folder (`library.source`).
    pub source_path: FilePath,
    /// Its own front matter over that of the folders above it.
    pub meta: Meta,
    /// The address of its page.
    pub route: Route,
    /// Name of its type: `sop`, `policy`, … `page`.
    pub kind: String,
    /// Whether document control applies: an id, or a controlled type.
    pub is_controlled: bool,
    /// As given, but for the day on which an approved one takes effect and replaces the one before;
    /// where none is given, effective for a page that is not controlled, unknown for one that is.
    pub status: DocumentStatus,
    /// What takes its place and when, and what its page may claim of that.
    pub life: Life,
    /// When it was or is to be reviewed.
    pub review: ReviewFacts,
    /// Its revisions and reviews.
    pub past: Past,
    /// What became of each of `sop.links`, in the same order.
    pub links: Vec<Target>,
    /// What became of each of `sop.images`, in the same order.
    pub images: Vec<Target>,
    /// What became of what the front matter refers to, in the order of the fields' names.
    pub references: Vec<Reference>,
    /// Documents that refer to this one, in the order of their paths, each once.
    pub referred_by: Vec<DocumentIndex>,
    /// Words in the body.
    pub words: usize,
}

/// Something that a document's own front matter refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The canonical name of the field: `related`, `attachments`, `supersedes`, …
    pub field: &'static str,
    /// As written.
    pub written: At<String>,
    /// Where it leads; `None` for words that name nothing in the library (`ISO 9001, 7.5`).
    pub target: Option<Target>,
}

/// A document that is not in this build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// Where it was read.
    pub path: FilePath,
    /// Its id.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page of a document, with an anchor that exists in it.
    Document {
        /// Which.
        document: DocumentIndex,
        /// Without `#`.
        anchor: Option<String>,
    },
    /// A published file.
    Asset(FilePath),
    /// A page that sopress makes itself (the register, the glossary, …).
    Page(Route),
    /// A place in the same page.
    Here {
        /// Without `#`.
        anchor: String,
    },
    /// Another host, or `mailto:` and the like; as written.
    Outside(String),
    /// Nowhere, with why. A page shows the text without a link.
    Broken(Broken),
}

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// No such document or file.
    Unknown,
    /// The document exists, the anchor in it does not; the page links to the document.
    Anchor {
        /// Which document.
        document: DocumentIndex,
    },
    /// The name differs in case only.
    Case {
        /// The real name.
        actual: FilePath,
    },
    /// The document is not in this build.
    Withheld,
    /// It leads out of the library.
    OutsideLibrary,
    /// A scheme that is never linked (`javascript:`, `file:`, `data:` …).
    Unsafe,
    /// No target at all.
    Empty,
}

/// A department or a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// As readers see it.
    pub name: String,
    /// The address of its page.
    pub route: Route,
    /// In the order of their paths.
    pub documents: Vec<DocumentIndex>,
}

/// Where an old address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The document there now.
    pub document: DocumentIndex,
    /// Where the old address is given.
    pub span: Span,
}

impl Library {
    /// Whether an address is one of a page or file that sopress makes itself.
    pub fn is_own(&self, route: &Route) -> bool {
        self.own.contains_key(route) || pages::is_search_file(route.as_str())
    }

    /// The addresses of a document's former texts, for each of its `past.entries`. `None` where
    /// there is nothing to show.
    pub fn revision_routes(&self, index: DocumentIndex) -> Vec<Option<Route>> {
        let document = self.document(index);
        pages::revision_pages(&document.route, &document.past.entries, &self.archive)
    }

    /// Whether some document of the department has a procedure, or a RACI matrix of its own.
    pub fn has_matrix(&self, department: &Group) -> bool {
        pages::has_matrix(department, |index| self.document(index))
    }

    /// The document of that index.
    pub fn document(&self, index: DocumentIndex) -> &Document {
        &self.documents[index.0]
    }

    /// The document that was read at a path.
    pub fn at(&self, path: &FilePath) -> Option<DocumentIndex> {
        let documents = &self.documents;
        let at = documents.binary_search_by(|document| document.sop.path.cmp(path));
        at.ok().map(DocumentIndex)
    }

    /// All documents, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &Document> + Clone {
        self.documents.iter().map(|document| &**document)
    }

    /// All documents with their indices.
    pub fn indexed(&self) -> impl Iterator<Item = (DocumentIndex, &Document)> {
        self.documents
            .iter()
            .enumerate()
            .map(|(at, document)| (DocumentIndex(at), &**document))
    }

    /// What the document refers to and what changed after its last review, each with the day, in
    /// the order of the links; nothing for one that is no longer in force or was never reviewed.
    pub fn suspects(&self, index: DocumentIndex) -> Vec<(DocumentIndex, Date)> {
        let document = self.document(index);
        let Some(reviewed) = document.review.last.filter(|_| !document.is_withdrawn()) else {
            return Vec::new();
        };
        let references = document.references.iter();
        let references = references.filter_map(|reference| reference.target.as_ref());
        let mut found: Vec<(DocumentIndex, Date)> = Vec::new();
        for target in document.links.iter().chain(references) {
            let (Target::Document { document: to, .. }
            | Target::Broken(Broken::Anchor { document: to })) = target
            else {
                continue;
            };
            let changed = self.document(*to).past.changed;
            if let Some(date) = changed.filter(|date| *date > reviewed)
                && *to != index
                && !found.iter().any(|(other, _)| other == to)
            {
                found.push((*to, date));
            }
        }
        found
    }

    /// The documents under document control.
    pub fn controlled(&self) -> impl Iterator<Item = &Document> {
        self.iter().filter(|document| document.is_controlled)
    }
}

impl Document {
    /// The id, if it has one.
    pub fn id(&self) -> Option<&str> {
        self.meta.id.as_ref().map(|id| id.value.as_str())
    }

    /// Whether both bear one id: versions of one document.
    pub fn has_id_of(&self, other: &Document) -> bool {
        let ids = self.id().zip(other.id());
        ids.is_some_and(|(one, other)| one.eq_ignore_ascii_case(other))
    }

    /// Whether it introduces the first page, at whose address it is.
    pub fn is_introduction(&self) -> bool {
        self.route.as_str() == pages::HOME
    }

    /// The title.
    pub fn title(&self) -> &str {
        &self.sop.title.value
    }
}

#[cfg(test)]
mod tests;
