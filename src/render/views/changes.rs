//! What changed in the library, by month.

use serde::Serialize;

use crate::date::Date;
use crate::library::{LibraryChange, Route};
use crate::plan;
use crate::render::Stage;
use crate::render::views::frame::{Frame, frame};
use crate::render::views::history::{HistoryEvent, history_event};
use crate::render::views::listing::{ListEntry, entry};
use crate::render::views::parts::Anchor;
use crate::render::views::status::takes_effect;

/// The whole input of `changes.html`.
#[derive(Serialize)]
pub(in crate::render) struct ChangesView {
    pub page: Frame,
    /// `March 2026`; `None` if no change is recorded.
    pub month: Option<String>,
    pub changes: Vec<Change>,
    /// Every month with a change, newest first.
    pub months: Vec<Month>,
    /// The values that occur, for filters.
    pub departments: Vec<String>,
    pub owners: Vec<String>,
    pub kinds: Vec<String>,
    pub notes: Vec<String>,
}

/// A revision of a document.
#[derive(Serialize)]
pub(in crate::render) struct Change {
    pub entry: ListEntry,
    pub department: Option<String>,
    pub event: HistoryEvent,
    /// Says that the version is not in force yet.
    pub to_come: Option<String>,
    /// The address of the comparison, or else of the history.
    pub href: String,
}

/// A month.
#[derive(Serialize)]
pub(in crate::render) struct Month {
    pub link: Anchor,
    pub count: usize,
    pub is_shown: bool,
}

/// The page of a month; of the newest one for `None`.
pub(in crate::render) fn changes(
    stage: &Stage<'_>,
    route: &Route,
    month: Option<Date>,
) -> ChangesView {
    let all = stage.changes();
    let words = &stage.catalogue;
    let month = month.or_else(|| all.first().map(|change| change.date.first_of_month()));
    let changes: Vec<Change> = all
        .iter()
        .filter(|change| Some(change.date.first_of_month()) == month)
        .map(|found| change(stage, route, found))
        .collect();
    let name = |month: Date| {
        let key = format!("date.month.{}", month.month());
        let year = month.year().to_string();
        words.filled(
            "date.of-year",
            &[("month", words.text(&key)), ("year", &year)],
        )
    };
    let mut months: Vec<Month> = Vec::new();
    let mut last = None;
    for found in all {
        let first = found.date.first_of_month();
        if last != Some(first) {
            last = Some(first);
            months.push(Month {
                link: Anchor::to(route, &plan::changes_route(first), &name(first)),
                count: 0,
                is_shown: Some(first) == month,
            });
        }
        if let Some(month) = months.last_mut() {
            month.count += 1;
        }
    }
    let title = words.text("page.changes");
    ChangesView {
        page: frame(stage, route, "changes", title),
        departments: distinct(
            changes
                .iter()
                .filter_map(|change| change.department.clone()),
        ),
        owners: distinct(
            changes
                .iter()
                .filter_map(|change| change.entry.owner.clone()),
        ),
        kinds: distinct(
            changes
                .iter()
                .filter_map(|change| change.event.kind.clone()),
        ),
        month: month.map(name),
        notes: notes(stage),
        changes,
        months,
    }
}

fn notes(stage: &Stage<'_>) -> Vec<String> {
    let repositories = stage.library.archive.history.repositories.iter();
    let reasons = repositories.flat_map(|repository| repository.completeness.reasons());
    let words = &stage.catalogue;
    let notes =
        reasons.map(|reason| words.filled("history.incomplete", &[("reason", &reason.words())]));
    distinct(notes)
}

fn distinct(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = all.collect();
    all.sort();
    all.dedup();
    all
}

/// A revision, for a list on the page at `from`.
pub(in crate::render) fn change(stage: &Stage<'_>, from: &Route, change: &LibraryChange) -> Change {
    let document = stage.library.document(change.document);
    let own = stage.revision_routes(change.document)[change.entry].clone();
    let page = change.entry / plan::HISTORY_PAGE;
    let target = own.unwrap_or_else(|| plan::history_route(document, page));
    let department = document.meta.department.as_ref();
    let past = &document.past.entries[change.entry];
    Change {
        to_come: takes_effect(stage, document, past.version()),
        entry: entry(stage, from, change.document),
        department: department.map(|department| department.value.clone()),
        event: history_event(stage, document, past),
        href: from.to(&target),
    }
}
