//! Which pages the site will have, and where.
//!
//! In: the library. Out: one [`Page`] for each address, in the order of the addresses. Renders
//! nothing; knows no theme.

use std::collections::BTreeMap;

use crate::library::pages::OwnKind;
pub use crate::library::pages::{
    CHANGES, DEPARTMENTS, HISTORY_PAGE, HOME, INDEX, NOT_FOUND, PageKind, ROLES, TAGS,
    changes_route, department_feed, handbook_route, has_handbook, history_route, matrix_route,
    role_feed, sign_off_route,
};
use crate::library::{Library, Route};

/// A page that will exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its address.
    pub route: Route,
    /// What it shows.
    pub kind: PageKind,
}

/// All pages, each at its own address. The library has given no address twice, but that of the
/// first page, which its index document introduces.
pub fn plan(library: &Library) -> Vec<Page> {
    let redirects = library.redirects.iter();
    let redirects = redirects.map(|(old, to)| (old.clone(), PageKind::Redirect(to.document)));
    let documents = library.indexed();
    let documents =
        documents.map(|(index, document)| (document.route.clone(), PageKind::Document(index)));
    let own = library.own.iter().filter_map(|(route, kind)| match kind {
        OwnKind::Page(kind) => Some((route.clone(), *kind)),
        OwnKind::File(_) => None,
    });
    let pages: BTreeMap<Route, PageKind> = redirects.chain(documents).chain(own).collect();
    pages
        .into_iter()
        .map(|(route, kind)| Page { route, kind })
        .collect()
}
