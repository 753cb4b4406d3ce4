//! The pages and files that sopress makes itself: what each is, where it is, and when it exists.
//!
//! One table. `library` keeps its addresses free of documents and files and resolves links to them;
//! `plan` takes the pages from it, `render` the files. A page or file that is not in it does not
//! exist.

mod kinds;
mod past;

pub use kinds::{FileKind, OwnKind, PageKind};
pub use past::history_route;
pub(in crate::library) use past::{pages_of_past, revision_pages};

use std::collections::{BTreeMap, BTreeSet};

use crate::blocks::Block;
use crate::config::Config;
use crate::date::Date;
use crate::library::changes::changes;
use crate::library::due::Owner;
use crate::library::{Document, DocumentIndex, Group, RoleFacts, RoleIndex, Route};

/// The first page.
pub const HOME: &str = "index.html";
/// All departments.
pub const DEPARTMENTS: &str = "departments.html";
/// All tags.
pub const TAGS: &str = "tags.html";
/// All roles.
pub const ROLES: &str = "roles.html";
/// Every title, alphabetically.
pub const INDEX: &str = "index-a-z.html";
/// What a server shows for an address that does not exist.
pub const NOT_FOUND: &str = "404.html";
/// What changed in the library.
pub const CHANGES: &str = "changes.html";
/// The feed of the whole site.
const SITE_FEED: &str = "feeds/changes.xml";
/// The words of the search's interface.
const SEARCH_WORDS: &str = "assets/search-catalogue.js";
/// Where the theme's own files are.
pub const ASSETS: &str = "assets/";
/// Entries on one page of a document's history.
pub const HISTORY_PAGE: usize = 50;
/// The longest handbook, in documents. Nobody prints more at once, and a page for each role of a
/// large firm would hold the whole library many times over.
const LONGEST_HANDBOOK: usize = 100;

/// The files of the search index are named after what they hold: every file with this ending below
/// this folder is one.
const SEARCH_FILES: (&str, &str) = ("search/", ".js");

/// All that the existence of a page or file depends on.
pub(super) struct Known<'a> {
    pub config: &'a Config,
    pub documents: &'a [&'a Document],
    pub departments: &'a [Group],
    pub tags: &'a [Group],
    pub roles: &'a RoleIndex,
    pub owners: &'a [Owner],
    /// File names of the theme, relative to `assets/`.
    pub theme_assets: &'a BTreeSet<String>,
}

type When = fn(&Known<'_>) -> bool;
type Family = fn(&Known<'_>, &mut OwnPages);

/// What exists once: where, what, when.
const SINGLE: &[(&str, OwnKind, When)] = {
    use OwnKind::{File, Page};
    &[
        (NOT_FOUND, Page(PageKind::NotFound), always),
        (CHANGES, Page(PageKind::Changes), always),
        (DEPARTMENTS, Page(PageKind::Departments), has_departments),
        ("glossary.html", Page(PageKind::Glossary), has_terms),
        (INDEX, Page(PageKind::Index), always),
        ("register.html", Page(PageKind::Register), always),
        ("reviews.html", Page(PageKind::Reviews), always),
        (ROLES, Page(PageKind::Roles), has_roles),
        ("search.html", Page(PageKind::Search), always),
        (TAGS, Page(PageKind::Tags), has_tags),
        (".nojekyll", File(FileKind::NoJekyll), always),
        (SEARCH_WORDS, File(FileKind::SearchWords), always),
        ("assets/site.css", File(FileKind::Sheet), always),
        (SITE_FEED, File(FileKind::Changes), always),
        ("register.csv", File(FileKind::RegisterCsv), always),
        ("register.json", File(FileKind::RegisterJson), always),
        (
            "review-dates.csv",
            File(FileKind::ReviewDatesCsv),
            has_review_date_changes,
        ),
        (
            "review-dates.json",
            File(FileKind::ReviewDatesJson),
            has_review_date_changes,
        ),
        ("reviews.ics", File(FileKind::Reviews), always),
        ("roles.json", File(FileKind::Roles), has_roles),
        ("sitemap.xml", File(FileKind::Sitemap), has_base_url),
    ]
};

/// What exists once for each of something: department, tag, role, owner, month, theme file.
const FAMILIES: &[Family] = &[
    departments,
    tags,
    roles,
    owners,
    months_of_changes,
    theme_assets,
];

/// Every page and file that sopress makes itself, by address.
pub type OwnPages = BTreeMap<Route, OwnKind>;

/// All of them but those at addresses that depend on a document's: its past, and the first page,
/// which an index document shares.
pub(super) fn own_pages(known: &Known<'_>) -> OwnPages {
    let mut pages = OwnPages::new();
    for (address, kind, exists) in SINGLE {
        if exists(known) {
            pages.insert(Route::new(*address), *kind);
        }
    }
    for family in FAMILIES {
        family(known, &mut pages);
    }
    pages
}

/// Whether files that sopress makes are the only ones at addresses like this.
pub fn is_search_file(address: &str) -> bool {
    let (folder, ending) = SEARCH_FILES;
    address.starts_with(folder) && address.ends_with(ending)
}

fn always(_: &Known<'_>) -> bool {
    true
}

fn has_departments(known: &Known<'_>) -> bool {
    !known.departments.is_empty()
}

fn has_tags(known: &Known<'_>) -> bool {
    !known.tags.is_empty()
}

fn has_roles(known: &Known<'_>) -> bool {
    !known.roles.roles.is_empty()
}

fn has_terms(known: &Known<'_>) -> bool {
    !known.config.glossary.terms.is_empty()
}

fn has_base_url(known: &Known<'_>) -> bool {
    known.config.settings.site.base_url.is_some()
}

fn has_review_date_changes(known: &Known<'_>) -> bool {
    let mut documents = known.documents.iter();
    documents.any(|document| document.past.review_date_moves().next().is_some())
}

fn page(pages: &mut OwnPages, route: Route, kind: PageKind) {
    pages.entry(route).or_insert(OwnKind::Page(kind));
}

fn file(pages: &mut OwnPages, route: Route, kind: FileKind) {
    pages.entry(route).or_insert(OwnKind::File(kind));
}

fn departments(known: &Known<'_>, pages: &mut OwnPages) {
    for (at, department) in known.departments.iter().enumerate() {
        if has_roles(known) && has_matrix(department, |index| known.documents[index.0]) {
            page(pages, matrix_route(department), PageKind::Matrix(at));
        }
        let kind = FileKind::ChangesOfDepartment(at);
        file(pages, department_feed(department), kind);
    }
    for (at, department) in known.departments.iter().enumerate() {
        page(pages, department.route.clone(), PageKind::Department(at));
    }
}

fn tags(known: &Known<'_>, pages: &mut OwnPages) {
    for (at, tag) in known.tags.iter().enumerate() {
        page(pages, tag.route.clone(), PageKind::Tag(at));
    }
}

fn roles(known: &Known<'_>, pages: &mut OwnPages) {
    for (number, role) in known.roles.numbered() {
        page(pages, role.route.clone(), PageKind::Role(number));
        if has_handbook(role) {
            page(pages, handbook_route(role), PageKind::Handbook(number));
        }
        if !role.reading.is_empty() {
            page(pages, sign_off_route(role), PageKind::SignOff(number));
        }
        file(pages, role_feed(role), FileKind::ChangesOfRole(number));
    }
}

fn owners(known: &Known<'_>, pages: &mut OwnPages) {
    for (at, owner) in known.owners.iter().enumerate() {
        file(pages, owner.calendar.clone(), FileKind::ReviewsOf(at));
    }
}

fn months_of_changes(known: &Known<'_>, pages: &mut OwnPages) {
    let changes = changes(known.documents, Date::MAX);
    let months: BTreeSet<Date> = changes
        .iter()
        .map(|change| change.date.first_of_month())
        .collect();
    for month in months {
        page(pages, changes_route(month), PageKind::ChangesOf(month));
    }
}

fn theme_assets(known: &Known<'_>, pages: &mut OwnPages) {
    for name in known.theme_assets {
        file(
            pages,
            Route::new(format!("{ASSETS}{name}")),
            FileKind::Asset,
        );
    }
}

/// Whether some document of the department has a procedure, or a RACI matrix of its own.
pub(super) fn has_matrix<'a>(
    department: &Group,
    document: impl Fn(DocumentIndex) -> &'a Document,
) -> bool {
    let mut documents = department.documents.iter().map(|index| document(*index));
    documents.any(|document| !document.is_withdrawn() && has_parts(document))
}

/// Whether the document says who has which part in its work.
pub(super) fn has_parts(document: &Document) -> bool {
    let mut blocks = document.sop.blocks.iter();
    !document.sop.procedures.is_empty()
        || blocks.any(|placed| matches!(placed.block, Some(Block::Raci(_))))
}

/// The address of a department's RACI matrix: beside its page.
pub fn matrix_route(department: &Group) -> Route {
    Route::new(format!("{}-raci.html", stem(&department.route)))
}

/// The address of the Atom feed of a department's changes.
pub fn department_feed(department: &Group) -> Route {
    let name = stem(&department.route);
    let name = name.strip_prefix("departments/").unwrap_or(name);
    Route::new(format!("feeds/department-{name}.xml"))
}

/// The address of the Atom feed of what a role has to follow.
pub fn role_feed(role: &RoleFacts) -> Route {
    Route::new(format!("feeds/role-{}.xml", role.id.0))
}

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

/// The address of a month's changes: `changes/2026-03.html`.
pub fn changes_route(month: Date) -> Route {
    Route::new(format!(
        "changes/{:04}-{:02}.html",
        month.year(),
        month.month()
    ))
}

fn stem(route: &Route) -> &str {
    let route = route.as_str();
    route.strip_suffix(".html").unwrap_or(route)
}
