//! The first page.

use serde::Serialize;

use crate::date::Date;
use crate::library::{DocumentIndex, ReviewState, Route};
use crate::render::views::frame::{Frame, frame};
use crate::render::views::group::{Card, card};
use crate::render::views::listing::{Entry, entry};
use crate::render::views::parts::{Day, Html, day};
use crate::render::views::review::{self, ReviewBanner};
use crate::render::{Stage, blocks, body};

/// Entries in each of the page's short lists.
const MOST_LISTED: usize = 8;

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
    /// Documents where there are no departments to list.
    pub documents: Vec<Entry>,
    pub review: ReviewCounts,
    /// The most urgent first.
    pub pressing: Vec<Entry>,
    pub changed: Vec<Changed>,
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
}

/// A document that changed, and how.
#[derive(Serialize)]
pub(in crate::render) struct Changed {
    pub entry: Entry,
    pub date: Day,
    pub version: Option<String>,
    pub summary: Option<String>,
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
        documents: match library.departments.is_empty() {
            true => listed(stage, route),
            false => Vec::new(),
        },
        review: counts(stage),
        pressing: pressing(stage, route),
        changed: changed(stage, route),
    })
}

/// A library without departments has its documents on the first page, as far as they fit there.
fn listed(stage: &Stage<'_>, route: &Route) -> Vec<Entry> {
    const MOST: usize = 60;
    let documents = stage.neighbourhoods.all(stage.library).take(MOST);
    documents.map(|index| entry(stage, route, index)).collect()
}

fn counts(stage: &Stage<'_>) -> ReviewCounts {
    let mut counts = ReviewCounts::default();
    for document in &stage.library.documents {
        let count = match document.review.state {
            ReviewState::None => continue,
            ReviewState::Reviewed | ReviewState::Exempt { .. } => &mut counts.reviewed,
            ReviewState::DueSoon { .. } | ReviewState::DueToday => &mut counts.due,
            ReviewState::Overdue { .. } => &mut counts.overdue,
            ReviewState::NeverReviewed
            | ReviewState::NoReviewDate
            | ReviewState::ChangedSinceReview => &mut counts.unsettled,
        };
        *count += 1;
        counts.total += 1;
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
        let is_new = seen.len() < MOST_LISTED && !seen.contains(index);
        if is_new {
            seen.push(*index);
        }
        is_new
    });
    let changes = changes.into_iter().map(|(date, index, change)| Changed {
        entry: entry(stage, route, index),
        date: day(&stage.catalogue, date),
        version: change.version.as_ref().map(|version| version.value.clone()),
        summary: change.summary.clone(),
    });
    changes.collect()
}
