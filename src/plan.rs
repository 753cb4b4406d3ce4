//! Which pages the site will have, and where.
//!
//! In: the library and the settings. Out: one [`Page`] for each address, in the order of the
//! addresses. Renders nothing; knows no theme.

use std::collections::{BTreeMap, BTreeSet};

use crate::blocks::Block;
use crate::config::Config;
use crate::date::Date;
use crate::history::revisions::Revision;
use crate::history::timeline::Event;
use crate::library::{Document, DocumentIndex, Group, Library, RoleFacts, RoleNumber, Route};
use crate::text::shortened;

/// A page that will exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its address.
    pub route: Route,
    /// What it shows.
    pub kind: PageKind,
}

/// What a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The first page. `introduction`: the document that the library has at that address.
    Home {
        /// Shown above the lists.
        introduction: Option<DocumentIndex>,
    },
    /// A document.
    Document(DocumentIndex),
    /// All departments.
    Departments,
    /// One of [`Library::departments`].
    Department(usize),
    /// All tags.
    Tags,
    /// One of [`Library::tags`].
    Tag(usize),
    /// All roles.
    Roles,
    /// Who does what in one of [`Library::departments`].
    Matrix(usize),
    /// One role.
    Role(RoleNumber),
    /// All that a role must know, on one page.
    Handbook(RoleNumber),
    /// The sheet on which a role signs by hand.
    SignOff(RoleNumber),
    /// The terms of `glossary.toml`.
    Glossary,
    /// Every title, alphabetically.
    Index,
    /// The document master list.
    Register,
    /// Where a search is shown.
    Search,
    /// What a server shows for an address that is not there.
    NotFound,
    /// Revisions and reviews of a document.
    History {
        /// Which.
        document: DocumentIndex,
        /// From 0; a long history has several pages.
        page: usize,
    },
    /// A former text of a document, and what changed in it.
    Revision {
        /// Which.
        document: DocumentIndex,
        /// Index into the document's `past.entries`.
        entry: usize,
    },
    /// What changed in the library: the newest month.
    Changes,
    /// What changed in one month; its first day.
    ChangesOf(Date),
    /// Reviews overdue, due and to come.
    Reviews,
    /// An old address that leads to a document.
    Redirect(DocumentIndex),
}

/// The first page.
pub const HOME: &str = "index.html";
/// All departments.
pub const DEPARTMENTS: &str = "departments.html";
/// All tags.
pub const TAGS: &str = "tags.html";
/// All roles.
pub const ROLES: &str = "roles.html";
/// The glossary.
pub const GLOSSARY: &str = "glossary.html";
/// Every title, alphabetically.
pub const INDEX: &str = "index-a-z.html";
/// The document master list.
pub const REGISTER: &str = "register.html";
/// Where a search is shown.
pub const SEARCH: &str = "search.html";
/// What a server shows for an address that is not there.
pub const NOT_FOUND: &str = "404.html";

/// What changed in the library.
pub const CHANGES: &str = "changes.html";
/// Reviews overdue, due and to come.
pub const REVIEWS: &str = "reviews.html";
/// Entries on one page of a document's history.
pub const HISTORY_PAGE: usize = 50;

/// All pages, each at its own address. A document keeps its address before a page of our own, and
/// every page before a redirect.
pub fn plan(library: &Library, config: &Config) -> Vec<Page> {
    let mut pages: BTreeMap<Route, PageKind> = BTreeMap::new();
    for (index, document) in library.indexed() {
        pages
            .entry(document.route.clone())
            .or_insert(PageKind::Document(index));
    }
    let home = Route::new(HOME);
    let introduction = match pages.get(&home) {
        Some(PageKind::Document(index)) => Some(*index),
        _ => None,
    };
    pages.insert(home, PageKind::Home { introduction });
    for (route, kind) in lists(library, config) {
        pages.entry(route).or_insert(kind);
    }
    for (route, kind) in pasts(library) {
        pages.entry(route).or_insert(kind);
    }
    for (old, redirect) in &library.redirects {
        pages
            .entry(old.clone())
            .or_insert(PageKind::Redirect(redirect.document));
    }
    pages
        .into_iter()
        .map(|(route, kind)| Page { route, kind })
        .collect()
}

/// The history pages of all documents, and the months in which anything changed.
fn pasts(library: &Library) -> Vec<(Route, PageKind)> {
    let mut pages = Vec::new();
    for (index, document) in library.indexed() {
        let entries = document.past.entries.len();
        for page in 0..entries.div_ceil(HISTORY_PAGE) {
            let kind = PageKind::History {
                document: index,
                page,
            };
            pages.push((history_route(document, page), kind));
        }
        for (entry, route) in revision_routes(library, document).into_iter().enumerate() {
            if let Some(route) = route {
                let kind = PageKind::Revision {
                    document: index,
                    entry,
                };
                pages.push((route, kind));
            }
        }
    }
    for change in library.changes(Date::MAX) {
        let month = change.date.first_of_month();
        let kind = PageKind::ChangesOf(month);
        if pages.last().is_none_or(|(_, last)| *last != kind) {
            pages.push((changes_route(month), kind));
        }
    }
    pages
}

/// The address of a page of a document's history: `sales/lead.history.html`.
pub fn history_route(document: &Document, page: usize) -> Route {
    let stem = stem(document);
    Route::new(match page {
        0 => format!("{stem}.history.html"),
        page => format!("{stem}.history-{}.html", page + 1),
    })
}

/// The addresses of a document's former texts, `sales/lead.history/1.2.html`, for each of its
/// `past.entries`. `None` where there is nothing to show: no text, or no other one to compare it
/// with.
pub fn revision_routes(library: &Library, document: &Document) -> Vec<Option<Route>> {
    let texts = &library.archive.texts;
    let entries = document.past.entries.iter();
    let revisions = entries.map(|entry| match &entry.event {
        Event::Revision {
            committed: Some(revision),
            ..
        } => Some(revision).filter(|revision| texts.contains(&revision.text)),
        _ => None,
    });
    let revisions: Vec<Option<&Revision>> = revisions.collect();
    if revisions.iter().flatten().count() < 2 {
        return vec![None; revisions.len()];
    }
    let stem = stem(document);
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut route = |revision: &Revision| {
        let mut name = revision_name(revision, library);
        if !taken.insert(name.clone()) {
            name = format!("{name}-{}", revision.text.short());
        }
        Route::new(format!("{stem}.history/{name}.html"))
    };
    let revisions = revisions.into_iter();
    revisions.map(|revision| revision.map(&mut route)).collect()
}

/// `1.2`; `2026-03-03-0123456789` for a dated change without a version.
fn revision_name(revision: &Revision, library: &Library) -> String {
    let commit = library.archive.history.commits.get(revision.commit);
    match (&revision.version, commit) {
        (Some(version), _) => {
            let letters = version.trim().chars();
            let plain = letters.map(|c| match c {
                c if c.is_alphanumeric() || c == '.' || c == '-' => c,
                _ => '-',
            });
            let plain = plain.collect::<String>().trim_matches('.').to_lowercase();
            shortened(&plain).to_owned()
        }
        (None, Some(commit)) => {
            let date = commit.author.when.map(|when| format!("{}-", when.date));
            format!("{}{}", date.unwrap_or_default(), commit.id.short())
        }
        (None, None) => revision.text.short().to_owned(),
    }
}

/// The address of a month's changes: `changes/2026-03.html`.
pub fn changes_route(month: Date) -> Route {
    Route::new(format!(
        "changes/{:04}-{:02}.html",
        month.year(),
        month.month()
    ))
}

fn stem(document: &Document) -> &str {
    let route = document.route.as_str();
    route.strip_suffix(".html").unwrap_or(route)
}

fn lists(library: &Library, config: &Config) -> Vec<(Route, PageKind)> {
    let mut lists = vec![
        (Route::new(INDEX), PageKind::Index),
        (Route::new(REGISTER), PageKind::Register),
        (Route::new(SEARCH), PageKind::Search),
        (Route::new(NOT_FOUND), PageKind::NotFound),
        (Route::new(CHANGES), PageKind::Changes),
        (Route::new(REVIEWS), PageKind::Reviews),
    ];
    if !library.departments.is_empty() {
        lists.push((Route::new(DEPARTMENTS), PageKind::Departments));
    }
    if !library.tags.is_empty() {
        lists.push((Route::new(TAGS), PageKind::Tags));
    }
    let roles = &library.roles;
    if !roles.roles.is_empty() {
        lists.push((Route::new(ROLES), PageKind::Roles));
        for (at, department) in library.departments.iter().enumerate() {
            if has_matrix(library, department) {
                lists.push((matrix_route(department), PageKind::Matrix(at)));
            }
        }
    }
    for (number, role) in roles.numbered() {
        lists.push((role.route.clone(), PageKind::Role(number)));
        if has_handbook(role) {
            lists.push((handbook_route(role), PageKind::Handbook(number)));
        }
        if !role.reading.is_empty() {
            lists.push((sign_off_route(role), PageKind::SignOff(number)));
        }
    }
    if !config.glossary.terms.is_empty() {
        lists.push((Route::new(GLOSSARY), PageKind::Glossary));
    }
    let departments = library.departments.iter().enumerate();
    lists.extend(departments.map(|(at, group)| (group.route.clone(), PageKind::Department(at))));
    let tags = library.tags.iter().enumerate();
    lists.extend(tags.map(|(at, group)| (group.route.clone(), PageKind::Tag(at))));
    lists
}

/// Whether some document of the department has a procedure, or a RACI matrix of its own.
pub fn has_matrix(library: &Library, department: &Group) -> bool {
    let mut documents = department
        .documents
        .iter()
        .map(|index| library.document(*index));
    let has_parts = |document: &Document| {
        let mut blocks = document.sop.blocks.iter();
        !document.sop.procedures.is_empty()
            || blocks.any(|placed| matches!(placed.block, Some(Block::Raci(_))))
    };
    documents.any(|document| !document.is_withdrawn() && has_parts(document))
}

/// The address of a department's RACI matrix: beside its page.
pub fn matrix_route(department: &Group) -> Route {
    let page = department.route.as_str();
    Route::new(format!(
        "{}-raci.html",
        page.strip_suffix(".html").unwrap_or(page)
    ))
}

/// The address of the Atom feed of a department's changes.
pub fn department_feed(department: &Group) -> Route {
    let page = department.route.as_str();
    let name = page.strip_prefix("departments/").unwrap_or(page);
    let name = name.strip_suffix(".html").unwrap_or(name);
    Route::new(format!("feeds/department-{name}.xml"))
}

/// The address of the Atom feed of what a role has to follow.
pub fn role_feed(role: &RoleFacts) -> Route {
    Route::new(format!("feeds/role-{}.xml", role.id.0))
}

/// The longest handbook, in documents. Nobody prints more at once, and a page for each role of a
/// large firm would hold the whole library many times over.
const LONGEST_HANDBOOK: usize = 100;

/// Whether the role has a handbook: something to read, and not more than can be handed out.
pub fn has_handbook(role: &RoleFacts) -> bool {
    (1..=LONGEST_HANDBOOK).contains(&role.reading.len())
}

/// The address of a role's handbook.
pub fn handbook_route(role: &RoleFacts) -> Route {
    Route::new(format!("roles/{}/handbook.html", role.id.0))
}

/// The address of a role's sign-off sheet.
pub fn sign_off_route(role: &RoleFacts) -> Route {
    Route::new(format!("roles/{}/sign-off.html", role.id.0))
}
