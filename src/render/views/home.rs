//! The home page.

use serde::Serialize;

use crate::date::Date;
use crate::library::{DocumentIndex, Library, ReviewState, Route};
use crate::render::views::frame::{Frame, frame};
use crate::render::views::group::{Card, card};
use crate::render::views::listing::{ListEntry, entry};
use crate::render::views::parts::{Day, Html, day};
use crate::render::views::review::{self, ReviewBanner};
use crate::render::views::status::takes_effect;
use crate::render::{Stage, blocks, body};

/// Longest length of the page's short lists.
const MAX_LISTED: usize = 8;
/// How many documents without a department are listed in all. A library with many folders shows
/// at least `MIN_IN_FOLDER` of each.
const MAX_IN_FOLDERS: usize = 60;
const MIN_IN_FOLDER: usize = 3;

/// The whole input of `home.html`.
#[derive(Serialize)]
pub(in crate::render) struct HomeView {
    pub page: Frame,
    /// The text of the library's own index document.
    pub introduction: Option<Html>,
    /// The review state of the introduction, if it has one.
    pub introduction_review: Option<ReviewBanner>,
    /// Whether the introduction contains blocks that need a script.
    pub has_blocks: bool,
    pub departments: Vec<Card>,
    pub tags: Vec<Card>,
    /// Documents without a department.
    pub folders: Vec<Folder>,
    /// Whether `folders` lists all of them.
    pub is_all: bool,
    pub review: ReviewCounts,
    /// The most urgent first.
    pub urgent: Vec<ListEntry>,
    pub changed: Vec<Changed>,
}

/// The documents of one folder.
#[derive(Serialize)]
pub(in crate::render) struct Folder {
    /// `None` if there is only one folder, and for documents outside any folder.
    pub name: Option<String>,
    pub entries: Vec<ListEntry>,
    /// How many more there are.
    pub more: usize,
}

/// How many documents are in each review state.
#[derive(Default, Serialize)]
pub(in crate::render) struct ReviewCounts {
    /// Documents with a review state.
    pub total: usize,
    pub reviewed: usize,
    /// Within the notice period or due today.
    pub due: usize,
    pub overdue: usize,
    /// Never reviewed, without a review date, or changed since the last review.
    pub not_current: usize,
    /// The group of the reviews page that lists the first of these.
    pub not_current_at: &'static str,
}

/// A document that changed, and how.
#[derive(Serialize)]
pub(in crate::render) struct Changed {
    pub entry: ListEntry,
    pub date: Day,
    pub version: Option<String>,
    pub summary: Option<String>,
    /// Says that the version is not in force yet.
    pub to_come: Option<String>,
}

/// The home page.
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
    let folders = folders(stage, route);
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
        is_all: folders.iter().all(|folder| folder.more == 0),
        folders,
        review: counts(stage),
        urgent: urgent(stage, route),
        changed: changed(stage, route),
    })
}

/// The documents without a department, grouped by folder, up to the number that the home page lists.
fn folders(stage: &Stage<'_>, route: &Route) -> Vec<Folder> {
    let library = stage.library;
    let listings = stage.neighbourhoods.folders(library);
    let count: usize = listings.iter().map(|listed| listed.len()).sum();
    let most = match count <= MAX_IN_FOLDERS {
        true => count,
        false => (MAX_IN_FOLDERS / listings.len()).max(MIN_IN_FOLDER),
    };
    let paths = listings.iter().map(|listed| folder_of(library, listed[0]));
    let paths: Vec<&str> = paths.collect();
    let folders = listings.iter().zip(&paths).map(|(listed, path)| Folder {
        name: folder_name(library, listed, path, &paths)
            .filter(|_| paths.len() > 1)
            // A folder that holds only its index page needs no heading: the title says the same.
            .filter(|name| listed.len() > 1 || library.document(listed[0]).title() != name),
        entries: (listed.iter().take(most))
            .map(|index| entry(stage, route, *index))
            .collect(),
        more: listed.len().saturating_sub(most),
    });
    folders.collect()
}

/// The title of the folder's index page, or else its name, with its parent folders if another folder
/// has the same name; `None` for the top folder.
fn folder_name(
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

/// Counts of the documents on the reviews page, which the counts link to.
fn counts(stage: &Stage<'_>) -> ReviewCounts {
    let due = stage.library.due();
    let states = due
        .iter()
        .map(|due| &stage.library.document(due.document).review.state);
    let mut counts = ReviewCounts {
        total: due.len(),
        not_current_at: "changed",
        ..ReviewCounts::default()
    };
    for state in states {
        let count = match state {
            ReviewState::None | ReviewState::Exempt { .. } => continue,
            ReviewState::Reviewed => &mut counts.reviewed,
            ReviewState::DueSoon { .. } | ReviewState::DueToday => &mut counts.due,
            ReviewState::Overdue { .. } => &mut counts.overdue,
            ReviewState::ChangedSinceReview => &mut counts.not_current,
            ReviewState::NeverReviewed | ReviewState::NoReviewDate => {
                counts.not_current_at = "needs-date";
                &mut counts.not_current
            }
        };
        *count += 1;
    }
    counts
}

fn urgent(stage: &Stage<'_>, route: &Route) -> Vec<ListEntry> {
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
    let due = due.into_iter().take(MAX_LISTED);
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
        // Versions of a document count as one document.
        let name = match document.id() {
            Some(id) => id.to_lowercase(),
            None => document.sop.path.as_str().to_owned(),
        };
        let is_new = seen.len() < MAX_LISTED && !seen.contains(&name);
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
