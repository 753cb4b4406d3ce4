//! Review dates that a commit changed without any other change or a recorded outcome.

use serde::Serialize;

use crate::library::{Document, DocumentIndex, Route};
use crate::render::Stage;
use crate::render::views::parts::{Anchor, Day, day, to_document};
use crate::render::views::people::role_name;

/// How many of them the page lists; the data files have all.
const SHOWN: usize = 50;

/// What git shows about changes to review dates.
#[derive(Serialize)]
pub(in crate::render) struct ReviewDateChanges {
    /// How often any review date changed.
    pub moved: usize,
    /// How often nothing else changed and no outcome was recorded.
    /// How often nothing else changed and no outcome was recorded.
    pub date_only: usize,
    pub percent: usize,
    /// The newest of these.
    pub rows: Vec<ReviewDateChange>,
    /// How many more there are.
    pub more: usize,
}

/// One of them, for the page.
#[derive(Serialize)]
pub(in crate::render) struct ReviewDateChange {
    pub document: Anchor,
    /// `None` if every clock was wrong.
    pub date: Option<Day>,
    /// The author in git.
    pub by: String,
    /// The short id of the commit.
    pub commit: String,
}

/// One of them, for other programs; the field names are stable.
#[derive(Serialize)]
pub(in crate::render) struct ReviewDateRow<'a> {
    pub path: &'a str,
    /// Relative to the site's root, percent-encoded.
    pub url: String,
    pub id: Option<&'a str>,
    pub title: &'a str,
    pub owner: Option<String>,
    pub date: Option<String>,
    pub by: &'a str,
    pub commit: &'a str,
}

/// The part of the page about them; `None` if git shows no change to a review date.
pub(in crate::render) fn review_date_changes(
    stage: &Stage<'_>,
    route: &Route,
) -> Option<ReviewDateChanges> {
    let moved = date_changes(stage).count();
    let date_only = date_only(stage);
    let history = &stage.library.archive.history;
    let rows = date_only.iter().take(SHOWN).map(|(index, commit)| {
        let commit = &history.commits[*commit];
        let date = commit.day(stage.today);
        ReviewDateChange {
            document: to_document(stage, route, *index),
            date: date.map(|date| day(&stage.catalogue, date)),
            by: commit.author.name.clone(),
            commit: commit.id.short().to_owned(),
        }
    });
    (moved > 0).then(|| ReviewDateChanges {
        moved,
        date_only: date_only.len(),
        percent: date_only.len() * 100 / moved,
        rows: rows.collect(),
        more: date_only.len().saturating_sub(SHOWN),
    })
}

/// All of them, newest first.
pub(in crate::render) fn review_date_rows<'a>(stage: &Stage<'a>) -> Vec<ReviewDateRow<'a>> {
    let library = stage.library;
    let date_only = date_only(stage).into_iter().map(|(index, commit)| {
        let document: &Document = library.document(index);
        let commit = &library.archive.history.commits[commit];
        let owner = document.meta.owner.as_ref();
        ReviewDateRow {
            path: document.source_path.as_str(),
            url: document.route.encoded(),
            id: document.id(),
            title: document.title(),
            owner: owner.map(|owner| role_name(&stage.config.roles, &owner.value)),
            date: commit.day(stage.today).map(|date| date.to_string()),
            by: &commit.author.name,
            commit: commit.id.as_str(),
        }
    });
    date_only.collect()
}

/// Every change to a review date: the document, the commit, whether nothing else changed.
fn date_changes(stage: &Stage<'_>) -> impl Iterator<Item = (DocumentIndex, usize, bool)> {
    let documents = stage.library.indexed();
    documents.flat_map(|(index, document)| {
        let moves = document.past.review_date_moves();
        moves.map(move |(commit, is_bare)| (index, commit, is_bare))
    })
}

/// The changes that changed nothing else, with their commits, newest first.
fn date_only(stage: &Stage<'_>) -> Vec<(DocumentIndex, usize)> {
    let history = &stage.library.archive.history;
    let date_only = date_changes(stage).filter(|(_, _, is_bare)| *is_bare);
    let mut date_only: Vec<_> = date_only
        .map(|(index, commit, _)| (index, commit))
        .collect();
    date_only.sort_by_cached_key(|(index, commit)| {
        let date = history.commits[*commit].day(stage.today);
        (std::cmp::Reverse(date), *index, *commit)
    });
    date_only
}
