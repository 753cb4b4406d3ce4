//! A document's status in words, and the banner of one that is not simply in force.

use serde::Serialize;

use crate::date::Date;
use crate::history::revisions::same_version;
use crate::library::{Document, DocumentIndex, Route, Target};
use crate::parse::DocumentStatus;
use crate::render::Stage;
use crate::render::views::parts::{Anchor, Day, day, reference, to_document};

/// A status for a chip.
#[derive(Clone, Serialize)]
pub(in crate::render) struct Status {
    /// In kebab-case: `under-revision`.
    pub name: &'static str,
    pub label: String,
    /// ISO date on which the status changes by itself, while that lies ahead: an approved document
    /// takes effect, or one in force is replaced by its next version.
    pub effective: Option<String>,
    pub name_then: &'static str,
    pub label_then: String,
}

/// The status of a document.
pub(in crate::render) fn status(stage: &Stage<'_>, document: &Document) -> Status {
    let words = |name: &str| stage.catalogue.text(&format!("status.{name}")).to_owned();
    let starts = document.meta.effective.as_ref().map(|date| date.value);
    let has_begun = starts.is_some_and(|date| date <= stage.today);
    let name = match document.status {
        DocumentStatus::Approved if has_begun => DocumentStatus::Effective.name(),
        status => status.name(),
    };
    let (effective, name_then) = match next_version(stage, document) {
        Some((_, date)) => (Some(date.to_string()), "superseded"),
        None => (upcoming(stage, document).map(|date| date.iso), "effective"),
    };
    let label = match document.status.is_in_the_making() {
        true => stage
            .catalogue
            .text(&format!("unpublished.{name}"))
            .to_owned(),
        false => words(name),
    };
    Status {
        name,
        label,
        effective,
        name_then,
        label_then: words(name_then),
    }
}

impl Stage<'_> {
    /// Whether the document takes effect on a later day.
    pub fn is_to_come(&self, document: &Document) -> bool {
        upcoming(self, document).is_some()
    }

    /// The status of a document in words, and, where it changes by itself, the ISO date of that day
    /// and the words from then on.
    pub fn status_words(&self, document: &Document) -> (String, Option<(String, String)>) {
        let status = status(self, document);
        let then = status.effective.map(|date| (date, status.label_then));
        (status.label, then)
    }
}

/// The version of a document in force that is to replace it, and when.
fn next_version<'a>(stage: &Stage<'a>, document: &Document) -> Option<(DocumentIndex, Date)> {
    let id = document.id().filter(|_| document.is_in_force())?;
    let is_own = |other: &Document| other.sop.path == document.sop.path;
    let siblings = stage.same_id(id).iter();
    siblings
        .map(|index| (*index, stage.library.document(*index)))
        .filter(|(_, other)| !is_own(other) && !other.is_withdrawn())
        .filter(|(_, other)| {
            matches!(
                other.status,
                DocumentStatus::Approved | DocumentStatus::Effective
            )
        })
        .filter_map(|(index, other)| Some((index, other.meta.effective.as_ref()?.value)))
        .filter(|(_, date)| *date > stage.today)
        .min_by_key(|(index, date)| (*date, *index))
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
    /// What the title, the weight and the advice become on that day.
    pub title_then: Option<String>,
    pub weight_then: &'static str,
    pub advice_then: String,
    pub reason: Option<String>,
    pub successors: Vec<Anchor>,
    /// What is in force today: what took the place of successors that are withdrawn themselves, or
    /// what a document to come will replace.
    pub present: Vec<Anchor>,
}

/// The banner, where the status calls for one.
pub(in crate::render) fn banner(
    stage: &Stage<'_>,
    from: &Route,
    index: DocumentIndex,
) -> Option<StatusBanner> {
    let document = stage.library.document(index);
    if let Some((next, date)) = next_version(stage, document)
        && upcoming(stage, document).is_none()
    {
        return Some(replaced(stage, from, next, date));
    }
    let name = document.status.name();
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
    let present = match is_upcoming {
        true => replaced_by(stage, from, index),
        false => last_successors(stage, from, index),
    };
    let advice = match is_upcoming && present.is_empty() {
        true => "status-banner.upcoming.advice-first".to_owned(),
        false => format!("status-banner.{key}.advice"),
    };
    let title_then = upcoming
        .as_ref()
        .filter(|_| is_upcoming)
        .map(|day| words.filled("status-banner.upcoming.then", &[("date", &day.text)]));
    let written = document.meta.superseded_by.iter();
    let mut successors: Vec<Anchor> = written
        .filter_map(|successor| reference(stage, from, index, &successor.value))
        .collect();
    if successors.is_empty() && document.status == DocumentStatus::Superseded {
        successors.extend(present_version(stage, from, document));
    }
    Some(StatusBanner {
        name,
        weight,
        title,
        advice: words.text(&advice).to_owned(),
        effective: upcoming.filter(|_| is_upcoming),
        title_then,
        weight_then: "note",
        advice_then: String::new(),
        reason: document
            .meta
            .retired_reason
            .as_ref()
            .map(|reason| reason.value.clone()),
        successors,
        present,
    })
}

/// The documents at the end of a chain of successors; none where a direct successor is in force.
fn last_successors(stage: &Stage<'_>, from: &Route, index: DocumentIndex) -> Vec<Anchor> {
    let library = stage.library;
    let successors = |index: DocumentIndex| {
        let references = library.document(index).references.iter();
        references.filter_map(|reference| match reference.target {
            Some(Target::Document { document, .. }) if reference.field == "superseded_by" => {
                Some(document)
            }
            _ => None,
        })
    };
    let is_withdrawn = |index: &DocumentIndex| library.document(*index).is_withdrawn();
    let mut open: Vec<DocumentIndex> = successors(index).collect();
    if !open.iter().all(is_withdrawn) {
        return Vec::new();
    }
    let (mut seen, mut last) = (open.clone(), Vec::new());
    while let Some(at) = open.pop() {
        for next in successors(at) {
            if seen.contains(&next) {
                continue;
            }
            seen.push(next);
            match is_withdrawn(&next) {
                true => open.push(next),
                false => last.push(next),
            }
        }
    }
    last.sort();
    let last = last.into_iter();
    last.map(|index| to_document(stage, from, index)).collect()
}

/// What is in force until the document takes effect: the version before it, or what it replaces.
fn replaced_by(stage: &Stage<'_>, from: &Route, index: DocumentIndex) -> Vec<Anchor> {
    let document = stage.library.document(index);
    if let Some(present) = present_version(stage, from, document) {
        return vec![present];
    }
    let references = document.references.iter();
    let replaced = references.filter_map(|reference| match reference.target {
        Some(Target::Document { document, .. }) if reference.field == "supersedes" => {
            Some(document)
        }
        _ => None,
    });
    let replaced = replaced.filter(|index| stage.library.document(*index).is_in_force());
    replaced
        .map(|index| to_document(stage, from, index))
        .collect()
}

/// The version of the same id that is in force.
fn present_version(stage: &Stage<'_>, from: &Route, document: &Document) -> Option<Anchor> {
    let siblings = stage.same_id(document.id()?).iter();
    let mut present = siblings.filter(|index| stage.library.document(**index).is_in_force());
    let present = *present.next()?;
    Some(Anchor {
        text: version_words(stage, present),
        ..to_document(stage, from, present)
    })
}

fn version_words(stage: &Stage<'_>, index: DocumentIndex) -> String {
    let document = stage.library.document(index);
    match document.meta.version.as_ref() {
        Some(version) => {
            let blanks = [("version", version.value.as_str())];
            stage.catalogue.filled("history.version", &blanks)
        }
        None => document.title().to_owned(),
    }
}

/// The banner of a version in force whose successor has a day on which it takes effect.
fn replaced(stage: &Stage<'_>, from: &Route, next: DocumentIndex, date: Date) -> StatusBanner {
    let words = &stage.catalogue;
    let day = day(words, date);
    let version = version_words(stage, next);
    let text = |name: &str| {
        words
            .text(&format!("status-banner.replaced.{name}"))
            .to_owned()
    };
    let blanks = [("version", version.as_str()), ("date", day.text.as_str())];
    StatusBanner {
        name: "replaced",
        weight: "note",
        title: words.filled("status-banner.replaced.title", &blanks),
        advice: text("advice"),
        title_then: Some(words.filled("status-banner.replaced.then", &blanks)),
        weight_then: "stop",
        advice_then: text("advice-then"),
        effective: Some(day),
        reason: None,
        successors: vec![Anchor {
            text: version,
            ..to_document(stage, from, next)
        }],
        present: Vec::new(),
    }
}

/// That a version of a document takes effect on a day to come, in words.
pub(in crate::render) fn takes_effect(
    stage: &Stage<'_>,
    document: &Document,
    version: Option<&str>,
) -> Option<String> {
    let stated = document.meta.version.as_ref()?;
    let is_stated = version.is_some_and(|version| same_version(version, &stated.value));
    let day = upcoming(stage, document).filter(|_| is_stated)?;
    let blanks = [("date", day.text.as_str())];
    Some(
        stage
            .catalogue
            .filled("status-banner.upcoming.title", &blanks),
    )
}

/// The day on which the document takes effect, while it lies ahead.
fn upcoming(stage: &Stage<'_>, document: &Document) -> Option<Day> {
    let effective = document.meta.effective.as_ref()?.value;
    (effective > stage.today).then(|| day(&stage.catalogue, effective))
}
