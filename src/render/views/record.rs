//! The record of a document: people, changes, reviews and related documents.

use serde::Serialize;

use crate::library::{DocumentIndex, Route};
use crate::parse::{Change, ChangeKind, Meta, Review};
use crate::render::Stage;
use crate::render::views::parts::{Anchor, Day, day, reference};
use crate::render::views::people::{self, Contact, role_name};
use crate::render::views::review::outcome_key;
use crate::text::At;

/// The whole record, as the document states it; none of it is evidence.
#[derive(Serialize)]
pub(in crate::render) struct Record {
    pub authors: Vec<String>,
    pub reviewers: Vec<String>,
    pub approvers: Vec<Approver>,
    pub approved: Option<Day>,
    pub issued: Option<Day>,
    pub changes: Vec<Revision>,
    pub reviews: Vec<ReviewRow>,
    pub references: Vec<Anchor>,
    pub related: Vec<Anchor>,
    pub attachments: Vec<Anchor>,
    pub records: Vec<Anchor>,
    pub supersedes: Vec<Anchor>,
    pub standards: Vec<Standard>,
    pub audience: Vec<String>,
    pub training: Option<Training>,
    pub hazards: Vec<String>,
    pub ppe: Vec<String>,
    pub contacts: Vec<Contact>,
    pub extra: Vec<Extra>,
}

/// Someone named as approver.
#[derive(Serialize)]
pub(in crate::render) struct Approver {
    pub name: String,
    pub role: Option<String>,
    pub date: Option<Day>,
}

/// A declared revision.
#[derive(Serialize)]
pub(in crate::render) struct Revision {
    pub version: Option<String>,
    pub date: Option<Day>,
    pub by: Option<String>,
    /// `major` or `minor` in words.
    pub kind: Option<String>,
    pub summary: Option<String>,
    pub reason: Option<String>,
    pub approved_by: Option<String>,
}

/// A recorded review.
#[derive(Serialize)]
pub(in crate::render) struct ReviewRow {
    pub date: Option<Day>,
    pub by: Option<String>,
    pub outcome: Option<String>,
    pub note: Option<String>,
}

/// A standard and its clauses.
#[derive(Serialize)]
pub(in crate::render) struct Standard {
    pub name: String,
    pub clauses: Vec<String>,
}

/// The training requirements.
#[derive(Serialize)]
pub(in crate::render) struct Training {
    pub required_for: Vec<String>,
    pub retrain: Option<String>,
    pub within: Option<String>,
}

/// A custom field.
#[derive(Serialize)]
pub(in crate::render) struct Extra {
    pub name: String,
    pub value: String,
}

/// The record of a document.
pub(in crate::render) fn record(stage: &Stage<'_>, from: &Route, index: DocumentIndex) -> Record {
    let meta: &Meta = &stage.library.document(index).meta;
    let words = &stage.catalogue;
    let date =
        |field: &Option<At<crate::date::Date>>| field.as_ref().map(|date| day(words, date.value));
    let roles = |fields: &[At<String>]| {
        let roles = fields.iter();
        roles
            .map(|field| role_name(&stage.config.roles, &field.value))
            .collect::<Vec<_>>()
    };
    let texts = |fields: &[At<String>]| {
        let fields = fields.iter().map(|field| field.value.clone());
        fields.collect::<Vec<_>>()
    };
    let links = |fields: &[At<String>]| {
        let fields = fields.iter();
        fields
            .filter_map(|field| reference(stage, from, index, &field.value))
            .collect::<Vec<_>>()
    };
    let approvers = meta.approvers.iter().map(|approver| Approver {
        name: approver.name.value.clone(),
        role: approver
            .role
            .as_ref()
            .map(|role| role_name(&stage.config.roles, &role.value)),
        date: date(&approver.date),
    });
    let mut reviews: Vec<&Review> = meta.reviews.iter().collect();
    reviews.sort_by_key(|review| std::cmp::Reverse(review.date.as_ref().map(|date| date.value)));
    Record {
        authors: texts(&meta.authors),
        reviewers: roles(&meta.reviewers),
        approvers: approvers.collect(),
        approved: date(&meta.approved),
        issued: date(&meta.issued),
        changes: newest_first(&meta.changes)
            .map(|change| revision(stage, change))
            .collect(),
        reviews: reviews
            .into_iter()
            .map(|review| review_row(stage, review))
            .collect(),
        references: links(&meta.references),
        related: links(&meta.related),
        attachments: links(&meta.attachments),
        records: links(&meta.records),
        supersedes: links(&meta.supersedes),
        standards: standards(meta),
        audience: roles(&meta.audience),
        training: meta.training.as_ref().map(|training| Training {
            required_for: roles(&training.value.required_for),
            retrain: training
                .value
                .retrain_on
                .map(|kind| words.text(retrain_key(kind)).to_owned()),
            within: training.value.within.map(|within| words.cycle(within)),
        }),
        hazards: texts(&meta.hazards),
        ppe: texts(&meta.ppe),
        contacts: meta
            .contacts
            .iter()
            .map(|contact| people::contact(&contact.value))
            .collect(),
        extra: meta
            .extra
            .iter()
            .map(|(name, value)| Extra {
                name: name.clone(),
                value: value.clone(),
            })
            .collect(),
    }
}

/// Authors list changes in either order; one without a date stays next to its neighbour.
fn newest_first(changes: &[Change]) -> Box<dyn Iterator<Item = &Change> + '_> {
    let mut dates = changes.iter().filter_map(|change| change.date.as_ref());
    let first = dates.next().map(|date| date.value);
    let last = dates.next_back().map(|date| date.value);
    match (first, last) {
        (Some(first), Some(last)) if first < last => Box::new(changes.iter().rev()),
        _ => Box::new(changes.iter()),
    }
}

fn revision(stage: &Stage<'_>, change: &Change) -> Revision {
    let words = &stage.catalogue;
    let text = |field: &Option<At<String>>| field.as_ref().map(|field| field.value.clone());
    Revision {
        version: text(&change.version),
        date: change.date.as_ref().map(|date| day(words, date.value)),
        by: text(&change.by),
        kind: change.kind.map(|kind| {
            let key = match kind {
                ChangeKind::Minor => "change.minor",
                ChangeKind::Major => "change.major",
            };
            words.text(key).to_owned()
        }),
        summary: change.summary.clone(),
        reason: change.reason.clone(),
        approved_by: text(&change.approved_by),
    }
}

fn review_row(stage: &Stage<'_>, review: &Review) -> ReviewRow {
    let words = &stage.catalogue;
    let outcome = review.outcome.as_ref();
    ReviewRow {
        date: review.date.as_ref().map(|date| day(words, date.value)),
        by: review.by.as_ref().map(|by| by.value.clone()),
        outcome: outcome.map(|outcome| words.text(outcome_key(outcome.value)).to_owned()),
        note: review.note.clone(),
    }
}

fn standards(meta: &Meta) -> Vec<Standard> {
    let standards = meta.standards.iter().map(|standard| Standard {
        name: standard.name.value.clone(),
        clauses: standard.clauses.clone(),
    });
    standards.collect()
}

fn retrain_key(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Minor => "training.retrain-minor",
        ChangeKind::Major => "training.retrain-major",
    }
}
