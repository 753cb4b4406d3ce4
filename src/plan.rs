//! Which pages the site will have, and where.
//!
//! In: the library and the settings. Out: one [`Page`] for each address, in the order of the
//! addresses. Renders nothing; knows no theme.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::library::{DocumentIndex, Group, Library, RoleFacts, RoleNumber, Route};

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

fn lists(library: &Library, config: &Config) -> Vec<(Route, PageKind)> {
    let mut lists = vec![
        (Route::new(INDEX), PageKind::Index),
        (Route::new(REGISTER), PageKind::Register),
        (Route::new(SEARCH), PageKind::Search),
        (Route::new(NOT_FOUND), PageKind::NotFound),
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

/// Whether some document of the department has a procedure.
pub fn has_matrix(library: &Library, department: &Group) -> bool {
    let mut documents = department
        .documents
        .iter()
        .map(|index| library.document(*index));
    documents.any(|document| !document.is_withdrawn() && !document.sop.procedures.is_empty())
}

/// The address of a department's RACI matrix: beside its page.
pub fn matrix_route(department: &Group) -> Route {
    let page = department.route.as_str();
    Route::new(format!(
        "{}-raci.html",
        page.strip_suffix(".html").unwrap_or(page)
    ))
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
