//! All that the rest of a library takes from a document, as one value.
//!
//! While it stays the same, an edit changes only the document itself; pages read the rest from it when
//! they are rendered. Every field of a document is named here, so that whoever adds one has to decide
//! whether anything else reads it while the library is assembled.

use std::collections::BTreeSet;

use crate::config::Roles;
use crate::library::{
    Document, DocumentIndex, Handover, Library, Life, Past, Reference, ReviewFacts, RoleIndex,
    Route, Target, handovers, pages, roles,
};
use crate::parse::{Content, DocumentStatus, Meta, Sop};
use crate::source::FilePath;

/// What others take from a document, to be compared; places in its body are left out.
#[derive(PartialEq)]
pub struct Outward<'a> {
    /// Its names and address, and the order of the documents.
    path: &'a FilePath,
    source_path: &'a FilePath,
    title: &'a str,
    route: &'a Route,
    /// Names, groups, redirects, versions, owners: whatever the front matter says, and where.
    own: &'a Meta,
    meta: &'a Meta,
    kind: &'a str,
    is_controlled: bool,
    /// Which version is in force, and what a withdrawn document no longer does.
    status: DocumentStatus,
    life: &'a Life,
    references: &'a [Reference],
    /// The calendars of owners.
    review: &'a ReviewFacts,
    /// The pages of its past, and the months of changes.
    past: &'a Past,
    /// The files that it publishes.
    files: BTreeSet<&'a FilePath>,
    /// Whether its department has a matrix.
    has_parts: bool,
    /// The index of the roles if this were the only document.
    roles: RoleIndex,
    /// To what it hands over, and where others can hand over to it.
    handovers: Vec<Handover>,
    entrances: Vec<(Option<&'a str>, Vec<&'a str>)>,
}

impl<'a> Outward<'a> {
    /// Of a document whose links are resolved.
    pub fn of(index: DocumentIndex, library: &'a Library, declared: &Roles) -> Outward<'a> {
        let document = library.document(index);
        let Document {
            sop,
            source_path,
            meta,
            route,
            kind,
            is_controlled,
            status,
            life,
            review,
            past,
            links,
            images,
            references,
            // Follows from the links of others.
            referred_by: _,
            words: _,
        } = document;
        let Sop {
            path,
            meta: own,
            title,
            content,
            sections: _,
            words: _,
            body: _,
            body_span: _,
        } = &**sop;
        let Content {
            // Documents that link to them are resolved again.
            title_id: _,
            headings: _,
            anchors: _,
            // In `links` and `images` of the document.
            links: _,
            images: _,
            // In `roles`, `handovers`, `entrances` and `has_parts`.
            role_mentions: _,
            procedures: _,
            blocks: _,
            left_alone: _,
            fences: _,
            objectives: _,
            objective_tables: _,
        } = content;
        let files = links
            .iter()
            .chain(images)
            .filter_map(|target| match target {
                Target::Asset(path) => Some(path),
                _ => None,
            });
        let handovers = match document.is_withdrawn() {
            true => Vec::new(),
            false => handovers::handovers(index, &library.documents),
        };
        Outward {
            path,
            source_path,
            title: &title.value,
            route,
            own,
            meta,
            kind,
            is_controlled: *is_controlled,
            status: *status,
            life,
            references,
            review,
            past,
            files: files.collect(),
            has_parts: pages::has_parts(document),
            roles: roles::index(&[document], declared),
            handovers,
            entrances: handovers::entrances(document),
        }
    }
}
