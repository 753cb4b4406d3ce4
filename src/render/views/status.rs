//! A document's status in words, and the banner of one that is not simply in force.

use serde::Serialize;

use crate::library::{Document, DocumentIndex, Route};
use crate::parse::DocumentStatus;
use crate::render::Stage;
use crate::render::views::parts::{Anchor, Day, day, reference};

/// A status for a chip.
#[derive(Clone, Serialize)]
pub(in crate::render) struct Status {
    /// In kebab-case: `under-revision`.
    pub name: &'static str,
    pub label: String,
    /// ISO date on which an approved document takes effect, while that lies ahead.
    pub effective: Option<String>,
}

/// The status of a document.
pub(in crate::render) fn status(stage: &Stage<'_>, document: &Document) -> Status {
    let name = status_name(document.status);
    Status {
        name,
        label: stage.catalogue.text(&format!("status.{name}")).to_owned(),
        effective: upcoming(stage, document).map(|date| date.iso),
    }
}

/// In kebab-case, as the register carries it.
pub(in crate::render) fn status_name(status: DocumentStatus) -> &'static str {
    match status {
        DocumentStatus::Draft => "draft",
        DocumentStatus::InReview => "in-review",
        DocumentStatus::Approved => "approved",
        DocumentStatus::Effective => "effective",
        DocumentStatus::UnderRevision => "under-revision",
        DocumentStatus::Suspended => "suspended",
        DocumentStatus::Superseded => "superseded",
        DocumentStatus::Retired => "retired",
        DocumentStatus::Unknown => "unknown",
    }
}

/// The banner of a document that is not simply in force.
#[derive(Serialize)]
pub(in crate::render) struct StatusBanner {
    pub name: &'static str,
    /// `stop`: not to be followed; `note`: may be followed.
    pub weight: &'static str,
    pub title: String,
    pub advice: String,
    /// The day on which it takes effect.
    pub effective: Option<Day>,
    /// What the title becomes on that day.
    pub title_then: Option<String>,
    pub reason: Option<String>,
    pub successors: Vec<Anchor>,
}

/// The banner, where the status calls for one.
pub(in crate::render) fn banner(
    stage: &Stage<'_>,
    from: &Route,
    index: DocumentIndex,
) -> Option<StatusBanner> {
    let document = stage.library.document(index);
    let name = status_name(document.status);
    let upcoming = upcoming(stage, document);
    let weight = match document.status {
        DocumentStatus::Effective => upcoming.as_ref().map(|_| "stop")?,
        DocumentStatus::Approved => match (&upcoming, &document.meta.effective) {
            (None, Some(_)) => return None,
            _ => "stop",
        },
        DocumentStatus::Unknown if !document.is_controlled => return None,
        DocumentStatus::UnderRevision | DocumentStatus::Unknown => "note",
        _ => "stop",
    };
    let words = &stage.catalogue;
    let key = match (&upcoming, document.status) {
        (Some(_), DocumentStatus::Effective | DocumentStatus::Approved) => "upcoming",
        _ => name,
    };
    let retired = document.meta.retired.as_ref();
    let title = match (key, &upcoming, retired) {
        ("upcoming", Some(day), _) => {
            words.filled("status-banner.upcoming.title", &[("date", &day.text)])
        }
        ("retired", _, Some(date)) => words.filled(
            "status-banner.retired.title-dated",
            &[("date", &words.date(date.value))],
        ),
        _ => words.text(&format!("status-banner.{key}.title")).to_owned(),
    };
    let is_upcoming = key == "upcoming";
    let title_then = upcoming
        .as_ref()
        .filter(|_| is_upcoming)
        .map(|day| words.filled("status-banner.upcoming.then", &[("date", &day.text)]));
    let successors = document.meta.superseded_by.iter();
    Some(StatusBanner {
        name,
        weight,
        title,
        advice: words
            .text(&format!("status-banner.{key}.advice"))
            .to_owned(),
        effective: upcoming.filter(|_| is_upcoming),
        title_then,
        reason: document
            .meta
            .retired_reason
            .as_ref()
            .map(|reason| reason.value.clone()),
        successors: successors
            .map(|successor| reference(stage, from, index, &successor.value))
            .collect(),
    })
}

/// The day on which the document takes effect, while it lies ahead.
fn upcoming(stage: &Stage<'_>, document: &Document) -> Option<Day> {
    let effective = document.meta.effective.as_ref()?.value;
    (effective > stage.today).then(|| day(&stage.catalogue, effective))
}
