//! A document's status in words, and the banner of one that is not simply in force.

use serde::Serialize;

use crate::date::Date;
use crate::history::revisions::same_version;
use crate::library::{Document, DocumentIndex, Notice, Route};
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
    let (name, change) = (document.status.name(), document.life.change());
    let then = change.map_or(DocumentStatus::Effective, |(_, status)| status);
    let unpublished = format!("unpublished.{name}");
    Status {
        name,
        label: match document.status.is_in_the_making() {
            true => stage.catalogue.text(&unpublished).to_owned(),
            false => words(name),
        },
        effective: change.map(|(date, _)| date.to_string()),
        name_then: then.name(),
        label_then: words(then.name()),
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

/// The banner, where the life of the document calls for one.
pub(in crate::render) fn banner(
    stage: &Stage<'_>,
    from: &Route,
    index: DocumentIndex,
) -> Option<StatusBanner> {
    let document = stage.library.document(index);
    let life = &document.life;
    match life.notice? {
        Notice::Replaced => life
            .next
            .map(|(next, date)| replaced(stage, from, next, date)),
        Notice::Upcoming => life
            .takes_effect
            .map(|date| upcoming(stage, from, index, date)),
        Notice::Status { may_be_followed } => Some(StatusBanner {
            weight: match may_be_followed {
                true => "note",
                false => "stop",
            },
            title: title(stage, document),
            advice: text(stage, document.status.name(), "advice"),
            ..bare(stage, from, index)
        }),
    }
}

fn text(stage: &Stage<'_>, banner: &str, name: &str) -> String {
    let name = format!("status-banner.{banner}.{name}");
    stage.catalogue.text(&name).to_owned()
}

fn title(stage: &Stage<'_>, document: &Document) -> String {
    match (document.status, &document.meta.retired) {
        (DocumentStatus::Retired, Some(date)) => stage.catalogue.filled(
            "status-banner.retired.title-dated",
            &[("date", &stage.catalogue.date(date.value))],
        ),
        (status, _) => text(stage, status.name(), "title"),
    }
}

/// The banner of a document that takes effect on a later day.
fn upcoming(stage: &Stage<'_>, from: &Route, index: DocumentIndex, date: Date) -> StatusBanner {
    let words = &stage.catalogue;
    let day = day(words, date);
    let filled = |name: &str| words.filled(name, &[("date", &day.text)]);
    let banner = bare(stage, from, index);
    let advice = match banner.present.is_empty() {
        true => "advice-first",
        false => "advice",
    };
    StatusBanner {
        title: filled("status-banner.upcoming.title"),
        advice: text(stage, "upcoming", advice),
        title_then: Some(filled("status-banner.upcoming.then")),
        effective: Some(day),
        ..banner
    }
}

/// What all banners of a document have in common: not to be followed, without a title.
fn bare(stage: &Stage<'_>, from: &Route, index: DocumentIndex) -> StatusBanner {
    let document = stage.library.document(index);
    let life = &document.life;
    let written = document.meta.superseded_by.iter();
    let mut successors: Vec<Anchor> = written
        .filter_map(|successor| reference(stage, from, index, &successor.value))
        .collect();
    if successors.is_empty() && document.status == DocumentStatus::Superseded {
        let present = life.present;
        successors.extend(present.map(|present| to_version(stage, from, present)));
    }
    let instead = life.instead.iter().map(|index| match life.present {
        Some(present) if present == *index => to_version(stage, from, present),
        _ => to_document(stage, from, *index),
    });
    let reason = document.meta.retired_reason.as_ref();
    StatusBanner {
        name: document.status.name(),
        weight: "stop",
        title: String::new(),
        advice: String::new(),
        effective: None,
        title_then: None,
        weight_then: "note",
        advice_then: String::new(),
        reason: reason.map(|reason| reason.value.clone()),
        successors,
        present: instead.collect(),
    }
}

/// A link to a version of the document, in the words of its version.
fn to_version(stage: &Stage<'_>, from: &Route, version: DocumentIndex) -> Anchor {
    Anchor {
        text: version_words(stage, version),
        ..to_document(stage, from, version)
    }
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
    let text = |name| text(stage, "replaced", name);
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
        successors: vec![to_version(stage, from, next)],
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
    let day = day(
        &stage.catalogue,
        document.life.takes_effect.filter(|_| is_stated)?,
    );
    let blanks = [("date", day.text.as_str())];
    Some(
        stage
            .catalogue
            .filled("status-banner.upcoming.title", &blanks),
    )
}
