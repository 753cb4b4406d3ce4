//! The first page.

use serde::Serialize;

use crate::date::Date;
use crate::library::{DocumentIndex, Library, ReviewState, Route};
use crate::render::views::frame::{Frame, frame};
use crate::render::views::group::{Card, card};
use crate::render::views::listing::{Entry, entry};
use crate::render::views::parts::{Day, Html, day};
use crate::render::views::review::{self, ReviewBanner};
use crate::render::views::status::takes_effect;
use crate::render::{Stage, blocks, body};

/// Entries in each of the page's short lists.
const MOST_LISTED: usize = 8;
/// Documents without a department, all together; in a library of very many folders a few of each.
const MOST_ON_SHELVES: usize = 60;
const LEAST_ON_SHELF: usize = 3;

/// The whole input of `home.html`.
#[derive(Serialize)]
pub(in crate::render) struct HomeView {
    pub page: Frame,
    /// The text of the library's own index document.
    pub introduction: Option<Html>,
    /// Where the introduction stands with its review, if it has one.
    pub introduction_review: Option<ReviewBanner>,
    /// Whether the introduction holds blocks, which have a script.
    pub has_blocks: bool,
    pub departments: Vec<Card>,
    pub tags: Vec<Card>,
    /// Documents without a department.
    pub shelves: Vec<Shelf>,
    /// Whether the shelves hold all of them.
    pub is_all: bool,
    pub review: ReviewCounts,
    /// The most urgent first.
    pub pressing: Vec<Entry>,
    pub changed: Vec<Changed>,
}

/// Documents of one folder.
#[derive(Serialize)]
pub(in crate::render) struct Shelf {
    /// `None` for the only shelf, and for documents that lie in no folder.
    pub name: Option<String>,
    pub entries: Vec<Entry>,
    /// How many more there are.
    pub more: usize,
}

/// How many documents are in which state of review.
#[derive(Default, Serialize)]
pub(in crate::render) struct ReviewCounts {
    /// Documents that have a state.
    pub total: usize,
    pub reviewed: usize,
    /// Within the notice period or due today.
    pub due: usize,
    pub overdue: usize,
    /// Never reviewed, no date, or changed since.
    pub unsettled: usize,
    /// The group of the reviews page where the first of these stand.
    pub unsettled_at: &'static str,
}

/// A document that changed, and how.
#[derive(Serialize)]
pub(in crate::render) struct Changed {
    pub entry: Entry,
    pub date: Day,
    pub version: Option<String>,
    pub summary: Option<String>,
    /// That the version is not yet in force.
    pub to_come: Option<String>,
}

/// The first page.
pub(in crate::render) fn home(
    stage: &Stage<'_>,
    route: &Route,
    introduction: Option<DocumentIndex>,
) -> tera::TeraResult<HomeView> {
    let library = stage.library;
    let title = match introduction {
        Some(index) => library.document(index).title(),
        None => &stage.config.settings.site.title,
    };
    let mut page = frame(stage, route, "home", title);
    page.crumbs.clear();
    page.description = stage.config.settings.site.tagline.clone();
    let has_blocks =
        introduction.is_some_and(|index| blocks::has_tools(&library.document(index).sop));
    let introduction_review =
        introduction.and_then(|index| review::banner(stage, library.document(index)));
    let introduction = match introduction {
        Some(index) => {
            let body = &library.document(index).sop.body;
            Some(Html::new(&body::fill(stage, route, index, body)?))
        }
        None => None,
    };
    let shelves = shelves(stage, route);
    let cards = |groups: &[crate::library::Group]| {
        let groups = groups.iter();
        groups.map(|group| card(stage, route, group)).collect()
    };
    Ok(HomeView {
        page,
        introduction,
        introduction_review,
        has_blocks,
        departments: cards(&library.departments),
        tags: cards(&library.tags),
        is_all: shelves.iter().all(|shelf| shelf.more == 0),
        shelves,
        review: counts(stage),
        pressing: pressing(stage, route),
        changed: changed(stage, route),
    })
}

/// The documents without a department, those of a folder together, as far as they fit on the first
/// page.
fn shelves(stage: &Stage<'_>, route: &Route) -> Vec<Shelf> {
    let library = stage.library;
    let folders = stage.neighbourhoods.folders(library);
    let count: usize = folders.iter().map(|listed| listed.len()).sum();
    let most = match count <= MOST_ON_SHELVES {
        true => count,
        false => (MOST_ON_SHELVES / folders.len()).max(LEAST_ON_SHELF),
    };
    let paths = folders.iter().map(|listed| folder_of(library, listed[0]));
    let paths: Vec<&str> = paths.collect();
    let shelves = folders.iter().zip(&paths).map(|(listed, path)| Shelf {
        name: shelf_name(library, listed, path, &paths)
            .filter(|_| paths.len() > 1)
            // A folder's own page alone needs no heading that says its title.
            .filter(|name| listed.len() > 1 || library.document(listed[0]).title() != name),
        entries: (listed.iter().take(most))
            .map(|index| entry(stage, route, *index))
            .collect(),
        more: listed.len().saturating_sub(most),
    });
    shelves.collect()
}

/// The title of the folder's own page, else the folder's name, with those above it where another
/// shelf has the same; `None` for the folder that holds all others.
fn shelf_name(
    library: &Library,
    listed: &[DocumentIndex],
    path: &str,
    all: &[&str],
) -> Option<String> {
    let first = library.document(listed[0]);
    if !first.route.as_str().contains('/') {
        return None;
    }
    if first.route.as_str().ends_with("/index.html") {
        return Some(first.title().to_owned());
    }
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_lowercase();
    let is_twice = all.iter().filter(|other| last(other) == last(path)).count() > 1;
    let name = match is_twice {
        true => path,
        false => path.rsplit('/').next().unwrap_or_default(),
    };
    let name = name.replace(['-', '_'], " ").replace('/', " / ");
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    Some(first.chain(letters).collect())
}

fn folder_of(library: &Library, index: DocumentIndex) -> &str {
    let path = library.document(index).sop.path.as_str();
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Of the documents on the reviews page, to which the counts lead.
fn counts(stage: &Stage<'_>) -> ReviewCounts {
    let due = stage.library.due();
    let states = due
        .iter()
        .map(|due| &stage.library.document(due.document).review.state);
    let mut counts = ReviewCounts {
        total: due.len(),
        unsettled_at: "changed",
        ..ReviewCounts::default()
    };
    for state in states {
        let count = match state {
            ReviewState::None | ReviewState::Exempt { .. } => continue,
            ReviewState::Reviewed => &mut counts.reviewed,
            ReviewState::DueSoon { .. } | ReviewState::DueToday => &mut counts.due,
            ReviewState::Overdue { .. } => &mut counts.overdue,
            ReviewState::ChangedSinceReview => &mut counts.unsettled,
            ReviewState::NeverReviewed | ReviewState::NoReviewDate => {
                counts.unsettled_at = "unsettled";
                &mut counts.unsettled
            }
        };
        *count += 1;
    }
    counts
}

fn pressing(stage: &Stage<'_>, route: &Route) -> Vec<Entry> {
    let library = stage.library;
    let mut due: Vec<(Date, DocumentIndex)> = library
        .indexed()
        .filter(|(_, document)| !document.is_withdrawn())
        .filter(|(_, document)| {
            matches!(
                document.review.state,
                ReviewState::Overdue { .. } | ReviewState::DueToday | ReviewState::DueSoon { .. }
            )
        })
        .filter_map(|(index, document)| Some((document.review.due?, index)))
        .collect();
    due.sort();
    let due = due.into_iter().take(MOST_LISTED);
    due.map(|(_, index)| entry(stage, route, index)).collect()
}

fn changed(stage: &Stage<'_>, route: &Route) -> Vec<Changed> {
    let mut changes: Vec<(Date, DocumentIndex, &crate::parse::Change)> = stage
        .library
        .indexed()
        .flat_map(|(index, document)| {
            let changes = document.meta.changes.iter();
            changes.filter_map(move |change| Some((change.date.as_ref()?.value, index, change)))
        })
        .filter(|(date, ..)| *date <= stage.today)
        .collect();
    changes.sort_by_key(|(date, index, _)| (std::cmp::Reverse(*date), *index));
    let mut seen = Vec::new();
    changes.retain(|(_, index, _)| {
        let document = stage.library.document(*index);
        // Versions of one document are one document.
        let name = match document.id() {
            Some(id) => id.to_lowercase(),
            None => document.sop.path.as_str().to_owned(),
        };
        let is_new = seen.len() < MOST_LISTED && !seen.contains(&name);
        if is_new {
            seen.push(name);
        }
        is_new
    });
    let changes = changes.into_iter().map(|(date, index, change)| Changed {
        entry: entry(stage, route, index),
        date: day(&stage.catalogue, date),
        version: change.version.as_ref().map(|version| version.value.clone()),
        summary: change.summary.clone(),
        to_come: takes_effect(
            stage,
            stage.library.document(index),
            change
                .version
                .as_ref()
                .map(|version| version.value.as_str()),
        ),
    });
    changes.collect()
}
