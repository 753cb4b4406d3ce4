//! The document master list (ISO 9001 7.5.3.2): one row for each document.

use serde::Serialize;

use crate::library::{Document, Route};
use crate::render::Stage;
use crate::render::views::frame::{Frame, frame};
use crate::render::views::gaps::gaps;
use crate::render::views::listing::{ListEntry, entry, sorting_key};
use crate::render::views::parts::{Day, day};
use crate::render::views::people::role_name;

/// The whole input of `register.html`.
#[derive(Serialize)]
pub(in crate::render) struct RegisterView {
    pub page: Frame,
    pub rows: Vec<RegisterRow>,
    /// All departments, owners, types and states that occur, in order, for filters.
    pub departments: Vec<String>,
    pub states: Vec<Choice>,
    pub statuses: Vec<Choice>,
    /// Controlled documents without an owner.
    pub without_owner: Vec<ListEntry>,
    /// Controlled documents in force that do not name an approver.
    pub without_approver: Vec<ListEntry>,
    /// Documents that share their id with another one.
    pub duplicates: Vec<ListEntry>,
    /// Gaps in the numbers of a series.
    pub gaps: Vec<String>,
}

/// A value to filter by.
#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) struct Choice {
    pub value: &'static str,
    pub label: String,
}

/// A row on the page.
#[derive(Serialize)]
pub(in crate::render) struct RegisterRow {
    pub entry: ListEntry,
    pub department: Option<String>,
    pub effective: Option<Day>,
    pub last_reviewed: Option<Day>,
    pub cycle: Option<String>,
}

/// A row for other programs; the field names are stable.
#[derive(Serialize)]
pub(in crate::render) struct Row<'a> {
    /// Relative to the source folder.
    pub path: &'a str,
    /// Relative to the site's root, percent-encoded.
    pub url: String,
    pub id: Option<&'a str>,
    pub title: &'a str,
    #[serde(rename = "type")]
    pub kind: &'a str,
    pub version: Option<&'a str>,
    pub status: &'static str,
    pub owner: Option<String>,
    pub department: Option<&'a str>,
    pub effective: Option<String>,
    pub last_reviewed: Option<String>,
    pub review_cycle: Option<String>,
    pub review_due: Option<String>,
    pub review_state: &'static str,
}

/// The row of a document.
pub(in crate::render) fn row<'a>(stage: &Stage<'a>, document: &'a Document) -> Row<'a> {
    let meta = &document.meta;
    let owner = meta.owner.as_ref();
    let department = meta.department.as_ref();
    Row {
        path: document.source_path.as_str(),
        url: document.route.encoded(),
        id: document.id(),
        title: document.title(),
        kind: &document.kind,
        version: meta.version.as_ref().map(|version| version.value.as_str()),
        status: document.status.name(),
        owner: owner.map(|owner| role_name(&stage.config.roles, &owner.value)),
        department: department.map(|department| department.value.as_str()),
        effective: meta.effective.as_ref().map(|date| date.value.to_string()),
        last_reviewed: document.review.last.map(|date| date.to_string()),
        review_cycle: document.review.cycle.map(|cycle| cycle.to_string()),
        review_due: document.review.due.map(|date| date.to_string()),
        review_state: document.review.state.name(),
    }
}

/// The register's page.
pub(in crate::render) fn register(stage: &Stage<'_>, route: &Route) -> RegisterView {
    let library = stage.library;
    let mut order: Vec<_> = library.indexed().map(|(index, _)| index).collect();
    // Controlled documents come first: plain pages have no number.
    order.sort_by_cached_key(|index| {
        let document = library.document(*index);
        let (_, has_no_id, id, title) = sorting_key(document);
        (!document.is_controlled, has_no_id, id, title)
    });
    let words = &stage.catalogue;
    let rows: Vec<RegisterRow> = order
        .into_iter()
        .map(|index| {
            let document = library.document(index);
            let meta = &document.meta;
            RegisterRow {
                entry: entry(stage, route, index),
                department: meta.department.as_ref().map(|text| text.value.clone()),
                effective: meta.effective.as_ref().map(|date| day(words, date.value)),
                last_reviewed: document.review.last.map(|date| day(words, date)),
                cycle: document.review.cycle.map(|cycle| words.cycle(cycle)),
            }
        })
        .collect();
    let mut departments: Vec<String> = rows
        .iter()
        .filter_map(|row| row.department.clone())
        .collect();
    departments.sort();
    departments.dedup();
    let without_owner = library.indexed().filter(|(_, document)| {
        document.is_controlled && document.meta.owner.is_none() && !document.is_withdrawn()
    });
    let entries = |is_in: &dyn Fn(&Document) -> bool| {
        let documents = library.indexed().filter(|(_, document)| is_in(document));
        documents
            .map(|(index, _)| entry(stage, route, index))
            .collect()
    };
    RegisterView {
        without_approver: entries(&|document| {
            document.is_controlled
                && document.is_in_force()
                && document.meta.approvers.is_empty()
                && !document
                    .meta
                    .changes
                    .iter()
                    .any(|change| change.approved_by.is_some())
        }),
        duplicates: entries(&|document| {
            let id = document.id();
            let siblings = id.map_or(&[][..], |id| stage.library.versions(id));
            let others = siblings.iter().map(|index| library.document(*index));
            others
                .filter(|other| other.sop.path != document.sop.path)
                .any(|other| !is_successor(document, other) && !is_successor(other, document))
        }),
        gaps: gaps(library),
        departments,
        states: choices(rows.iter().map(|row| {
            Choice {
                value: row.entry.review.state,
                label: words
                    .text(&format!("review.state.{}", row.entry.review.state))
                    .to_owned(),
            }
        })),
        statuses: choices(rows.iter().map(|row| Choice {
            value: row.entry.status.name,
            label: row.entry.status.label.clone(),
        })),
        without_owner: without_owner
            .map(|(index, _)| entry(stage, route, index))
            .collect(),
        page: frame(stage, route, "register", words.text("page.register")),
        rows,
    }
}

/// Whether the second is a coming or withdrawn version of the first, and so the same document.
fn is_successor(one: &Document, other: &Document) -> bool {
    let version = |document: &Document| {
        let version = document.meta.version.as_ref();
        version.map(|version| version.value.clone())
    };
    version(one).is_some()
        && version(other).is_some()
        && version(one) != version(other)
        && one.is_in_force()
        && !other.is_in_force()
}

fn choices(all: impl Iterator<Item = Choice>) -> Vec<Choice> {
    let mut all: Vec<Choice> = all.collect();
    all.sort();
    all.dedup();
    all
}
