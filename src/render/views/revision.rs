//! An earlier text of a document: what changed in it, and the full text.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

use crate::history::diff::{self, Content, Difference};
use crate::history::timeline::{Event, TimelineEntry};
use crate::history::{ObjectId, OnDisk};
use crate::library::{DocumentIndex, REFERRING, Route};
use crate::render::views::frame::{Frame, frame};
use crate::render::views::history::{HistoryEvent, history_event};
use crate::render::views::parts::{Anchor, Html, is_absent, to_document};
use crate::render::{Stage, difference, former};
use crate::{parse, plan};

/// The whole input of `revision.html`.
#[derive(Serialize)]
pub(in crate::render) struct RevisionView {
    pub page: Frame,
    pub document: Anchor,
    pub history: String,
    pub event: HistoryEvent,
    /// Whether its text is the current one.
    pub is_present: bool,
    pub older: Option<Anchor>,
    pub newer: Option<Anchor>,
    /// What changed since `older`; `None` for the first version.
    pub changes: Option<Changes>,
    /// The full text; `None` for the current text.
    pub body: Option<Html>,
}

/// What changed.
#[derive(Serialize)]
pub(in crate::render) struct Changes {
    pub title: String,
    pub html: Option<Html>,
    pub fields: Vec<Field>,
}

/// A field of the front matter that changed.
#[derive(Serialize)]
pub(in crate::render) struct Field {
    pub name: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// The page of an earlier text.
pub(in crate::render) fn revision(
    stage: &Stage<'_>,
    route: &Route,
    index: DocumentIndex,
    at: usize,
) -> tera::TeraResult<RevisionView> {
    let document = stage.library.document(index);
    let words = &stage.catalogue;
    let entries = &document.past.entries;
    let event = history_event(stage, document, &entries[at]);
    let routes = stage.revision_routes(index);
    let link = |at: usize| {
        let address = routes[at].as_ref()?;
        Some(Anchor::to(route, address, &name(stage, &entries[at])))
    };
    let older_at = (at + 1..entries.len()).find(|at| routes[*at].is_some());
    let newer_at = (0..at).rev().find(|at| routes[*at].is_some());
    let is_present = newer_at.is_none() && document.past.on_disk == Some(OnDisk::Committed);
    let text: &str = &text(stage, &entries[at]);
    let former = match is_present {
        true => None,
        false => Some(former::fill(stage, route, index, text)?),
    };
    // The title at that time, which may have changed since.
    let named = former.as_ref().map(|former| former.title.as_str());
    let blanks = [
        ("title", named.unwrap_or(document.title())),
        ("version", &event.title),
    ];
    let title = words.filled("revision.title", &blanks);
    let mut frame = frame(stage, route, "revision", &title);
    frame.is_unlisted = true;
    frame.canonical = None;
    if !document.is_introduction() {
        frame.crumbs.push(to_document(stage, route, index));
    }
    let history = plan::history_route(document, at / plan::HISTORY_PAGE);
    let history_title = words.text("history.short");
    frame
        .crumbs
        .push(Anchor::to(route, &history, history_title));
    Ok(RevisionView {
        page: frame,
        document: to_document(stage, route, index),
        history: route.to(&history),
        is_present,
        older: older_at.and_then(link),
        newer: newer_at.and_then(link),
        changes: older_at.map(|older| changes(stage, index, &entries[older], text)),
        body: former.map(|former| Html::new(&former.body)),
        event,
    })
}

/// `Version 1.2`, or the date of a change without a version.
fn name(stage: &Stage<'_>, entry: &TimelineEntry) -> String {
    let words = &stage.catalogue;
    match (entry.version(), entry.date) {
        (Some(version), _) => words.filled("history.version", &[("version", version)]),
        (None, Some(date)) => words.date(date),
        (None, None) => words.text("history.change").to_owned(),
    }
}

fn text<'a>(stage: &Stage<'a>, entry: &TimelineEntry) -> Cow<'a, str> {
    let id: Option<&ObjectId> = match &entry.event {
        Event::Revision { committed, .. } => committed.as_ref().map(|revision| &revision.text),
        Event::Review(_) => None,
    };
    let text = id.and_then(|id| stage.library.archive.texts.get(id));
    text.unwrap_or_default()
}

fn changes(stage: &Stage<'_>, index: DocumentIndex, older: &TimelineEntry, after: &str) -> Changes {
    let document = stage.library.document(index);
    let reading = &stage.config.settings.reading;
    let of_type = stage.config.settings.types.get(&document.kind);
    let is_procedure = |heading: &str| {
        let heading = heading.trim().to_lowercase();
        let mut own = of_type.iter().flat_map(|kind| &kind.procedure);
        reading.procedure_headings.contains(&heading)
            || own.any(|name| name.to_lowercase() == heading)
    };
    let (before, after) = (text(stage, older), without_ids(after));
    let before = without_ids(&before);
    let mut found: Difference = diff::compare(&before, &after, &is_procedure);
    leave_out_ways(stage, &mut found);
    let html = difference::html(&found, &stage.catalogue);
    Changes {
        title: stage
            .catalogue
            .filled("revision.since", &[("version", &name(stage, older))]),
        html: (!html.is_empty()).then(|| Html::new(&html)),
        fields: fields(stage, index, &found),
    }
}

/// Links in the source of a chart are removed, as they may name documents that are not in this
/// build.
fn leave_out_ways(stage: &Stage<'_>, difference: &mut Difference) {
    let sections = difference.sections.iter_mut();
    for block in sections.flat_map(|section| &mut section.blocks) {
        if let Content::Lines(lines) = &mut block.content {
            lines.retain(|line| {
                let mut words = line.text.split([' ', '"', '\'']);
                !line.text.trim_start().starts_with("click ")
                    || !words.any(|word| stage.library.is_withheld(word))
            });
        }
    }
}

/// Anchors that authors add to lines (`{#prepare}`) are not visible to readers.
fn without_ids(text: &str) -> Cow<'_, str> {
    static IDS: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"(?m)[ \t]+\{:?[ ]?[#.][^{}\r\n]*\}[ \t]*$";
        Regex::new(pattern).expect("a valid pattern")
    });
    IDS.replace_all(text, "")
}

/// The fields that changed, except lists that the history page shows, and references to documents
/// that are not in this build.
fn fields(stage: &Stage<'_>, index: DocumentIndex, difference: &Difference) -> Vec<Field> {
    let reading = &stage.config.settings.reading;
    let is_withheld = |value: &Option<String>| {
        let words = value.as_deref().unwrap_or_default();
        let mut words = words.split([',', '[', ']', '(', ')', '"', '\'', '\n']);
        words.any(|word| is_absent(stage, index, word.trim().trim_start_matches("- ")))
    };
    let fields = difference.metadata.iter();
    let fields = fields.filter(|field| match parse::canonical(&field.name, reading) {
        Some("changes" | "reviews") => false,
        Some(name) if REFERRING.contains(&name) => {
            !is_withheld(&field.before) && !is_withheld(&field.after)
        }
        _ => true,
    });
    fields
        .map(|field| Field {
            name: field.name.clone(),
            before: field.before.clone(),
            after: field.after.clone(),
        })
        .collect()
}
