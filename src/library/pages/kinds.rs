//! The kinds of pages and files that sopress makes itself.

use crate::date::Date;
use crate::library::{DocumentIndex, RoleNumber};

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
    /// One of `Library::departments`.
    Department(usize),
    /// All tags.
    Tags,
    /// One of `Library::tags`.
    Tag(usize),
    /// All roles.
    Roles,
    /// The RACI matrix of one of `Library::departments`.
    Matrix(usize),
    /// One role.
    Role(RoleNumber),
    /// All that a role must know, on one page.
    Handbook(RoleNumber),
    /// The sheet that a role signs by hand.
    SignOff(RoleNumber),
    /// The terms of `glossary.toml`.
    Glossary,
    /// Every title, alphabetically.
    Index,
    /// The document master list.
    Register,
    /// Where search results are shown.
    Search,
    /// What a server shows for an address that does not exist.
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
    /// Reviews overdue, due and upcoming.
    Reviews,
    /// An old address that leads to a document.
    Redirect(DocumentIndex),
}

/// What a file beside the pages holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Tells GitHub Pages to publish the files as they are.
    NoJekyll,
    /// The register as JSON.
    RegisterJson,
    /// The register as CSV.
    RegisterCsv,
    /// Review dates that were moved without a review, as JSON.
    ReviewDatesJson,
    /// The same as CSV.
    ReviewDatesCsv,
    /// Who does what, as JSON.
    Roles,
    /// For search engines.
    Sitemap,
    /// Atom: all changes.
    Changes,
    /// Atom: the changes of one of `Library::departments`.
    ChangesOfDepartment(usize),
    /// Atom: the changes of what a role follows.
    ChangesOfRole(RoleNumber),
    /// A calendar of all reviews.
    Reviews,
    /// A calendar of the reviews of one of `Library::owners`.
    ReviewsOf(usize),
    /// A style sheet, script or picture of the theme.
    Asset,
    /// The style sheet that the settings make.
    Sheet,
    /// The words of the search's interface.
    SearchWords,
}

/// Something that sopress makes itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnKind {
    /// A page.
    Page(PageKind),
    /// A file beside the pages.
    File(FileKind),
}
