//! The reading list of a role, and what is new on it.

use serde::Serialize;

use crate::date::{Date, days_between};
use crate::library::{Document, DocumentIndex, RoleFacts, Route, Why};
use crate::parse::{Change, ChangeKind};
use crate::render::Stage;
use crate::render::views::listing::{ListEntry, entry};
use crate::render::views::parts::{Day, day};
use crate::render::views::role::steps::ordered;

/// How many words a minute a careful reader reads.
const WORDS_A_MINUTE: usize = 180;

/// A document on a role's reading list.
#[derive(Serialize)]
pub(in crate::render) struct ReadingItem {
    #[serde(skip)]
    pub document: DocumentIndex,
    pub entry: ListEntry,
    /// Why it is on the list, in words.
    pub why: Vec<String>,
    /// The date of the newest declared change, or else the effective date.
    pub changed: Option<Day>,
    /// The summary of that change.
    pub summary: Option<String>,
    /// Whether the document says that the change requires retraining.
    pub is_retraining: bool,
    /// `30` or `90` if it changed within that many days before the build.
    pub within: Option<u16>,
    pub minutes: usize,
    /// A link to a prefilled message to confirm reading, if the settings give an address.
    pub acknowledge: Option<String>,
}

/// The reading list.
pub(super) fn list(stage: &Stage<'_>, from: &Route, role: &RoleFacts) -> Vec<ReadingItem> {
    let documents = ordered(stage, role.reading.keys().copied()).into_iter();
    documents
        .map(|index| {
            reading(
                stage,
                from,
                role,
                index,
                role.reading[&index].iter().copied(),
            )
        })
        .collect()
}

fn reading(
    stage: &Stage<'_>,
    from: &Route,
    role: &RoleFacts,
    index: DocumentIndex,
    why: impl Iterator<Item = Why>,
) -> ReadingItem {
    let document = stage.library.document(index);
    let newest = newest(document);
    let changed = newest
        .map(|(date, _)| date)
        .or_else(|| document.meta.effective.as_ref().map(|date| date.value));
    let age = changed.map(|date| days_between(date, stage.today));
    let words = |why| {
        let key = match why {
            Why::Training => "role.why.training",
            Why::Audience => "role.why.audience",
            Why::Acts => "role.why.acts",
            Why::Involved => "role.why.involved",
            Why::Owns => "role.why.owns",
        };
        stage.catalogue.text(key).to_owned()
    };
    ReadingItem {
        document: index,
        entry: entry(stage, from, index),
        why: why.map(words).collect(),
        changed: changed.map(|date| day(&stage.catalogue, date)),
        summary: newest.and_then(|(_, change)| change.summary.clone()),
        is_retraining: newest
            .is_some_and(|(_, change)| calls_for_training(document, role, stage, change)),
        within: match age {
            Some(0..=30) => Some(30),
            Some(31..=90) => Some(90),
            _ => None,
        },
        minutes: minutes(document),
        acknowledge: acknowledge(stage, document, role),
    }
}

/// The reading time in minutes; at least 1.
pub(in crate::render) fn minutes(document: &Document) -> usize {
    document.words.div_ceil(WORDS_A_MINUTE).max(1)
}

fn newest(document: &Document) -> Option<(Date, &Change)> {
    let dated = document
        .meta
        .changes
        .iter()
        .filter_map(|change| Some((change.date.as_ref()?.value, change)));
    dated.max_by_key(|(date, _)| *date)
}

/// Only if the document names the role for training and says that such a change requires it.
fn calls_for_training(
    document: &Document,
    role: &RoleFacts,
    stage: &Stage<'_>,
    change: &Change,
) -> bool {
    let Some(training) = document
        .meta
        .training
        .as_ref()
        .map(|training| &training.value)
    else {
        return false;
    };
    let is_named = training.required_for.iter().any(|name| {
        stage
            .library
            .roles
            .find(&name.value)
            .is_some_and(|number| stage.library.roles.role(number).id == role.id)
    });
    is_named
        && match training.retrain_on {
            Some(ChangeKind::Minor) => true,
            Some(ChangeKind::Major) => change.kind == Some(ChangeKind::Major),
            None => false,
        }
}

fn acknowledge(stage: &Stage<'_>, document: &Document, role: &RoleFacts) -> Option<String> {
    let pattern = stage.config.settings.site.acknowledge.as_deref()?;
    let version = document
        .meta
        .version
        .as_ref()
        .map_or("", |version| version.value.as_str());
    let name = document.id().unwrap_or(document.title());
    let address = if pattern.contains('@') && !pattern.contains(':') {
        let (subject, body) = match version {
            "" => ("subject-plain", "body-plain"),
            _ => ("subject", "body"),
        };
        let subject = stage.catalogue.filled(
            &format!("role.acknowledge.{subject}"),
            &[("document", name), ("version", version)],
        );
        let text = stage.catalogue.filled(
            &format!("role.acknowledge.{body}"),
            &[
                ("document", name),
                ("title", document.title()),
                ("version", version),
                ("role", &role.name),
            ],
        );
        format!(
            "mailto:{pattern}?subject={}&body={}",
            encoded(&subject),
            encoded(&text)
        )
    } else {
        [
            ("{id}", name),
            ("{title}", document.title()),
            ("{version}", version),
            ("{role}", &role.name),
        ]
        .iter()
        .fold(pattern.to_owned(), |address, (blank, value)| {
            address.replace(blank, &encoded(value))
        })
    };
    Some(address)
}

fn encoded(text: &str) -> String {
    crate::render::body::query(text)
}
