//! Steps in a role's lists: by document, each a link to the step itself.

use serde::Serialize;

use crate::library::{DocumentIndex, Route, StepRef};
use crate::render::Stage;
use crate::render::body::fragment;
use crate::render::views::listing::{ListEntry, entry};

/// The steps of one document that concern a role.
#[derive(Serialize)]
pub(in crate::render) struct StepGroup {
    pub entry: ListEntry,
    pub steps: Vec<StepLine>,
}

/// A step as a link.
#[derive(Serialize)]
pub(in crate::render) struct StepLine {
    pub number: u32,
    pub text: String,
    pub href: String,
    pub is_decision: bool,
}

/// Documents in the order of every list of the site: by number, then by title.
pub(super) fn ordered(
    stage: &Stage<'_>,
    documents: impl Iterator<Item = DocumentIndex>,
) -> Vec<DocumentIndex> {
    let mut documents: Vec<DocumentIndex> = documents.collect();
    documents.sort_unstable_by_key(|index| stage.place(*index));
    documents
}

/// The steps by document, in list order, and within a document in its own order.
pub(super) fn groups(stage: &Stage<'_>, from: &Route, steps: &[StepRef]) -> Vec<StepGroup> {
    let mut groups: Vec<(DocumentIndex, Vec<StepLine>)> = Vec::new();
    for step in steps {
        if groups
            .last()
            .is_none_or(|(document, _)| *document != step.document)
        {
            groups.push((step.document, Vec::new()));
        }
        if let Some((_, lines)) = groups.last_mut() {
            lines.push(line(stage, from, *step));
        }
    }
    groups.sort_by_key(|(document, _)| stage.place(*document));
    let groups = groups.into_iter();
    groups
        .map(|(document, steps)| StepGroup {
            entry: entry(stage, from, document),
            steps,
        })
        .collect()
}

fn line(stage: &Stage<'_>, from: &Route, place: StepRef) -> StepLine {
    let sop = &stage.library.document(place.document).sop;
    let step = &sop.procedures[place.procedure].steps[place.step];
    StepLine {
        number: step.number,
        text: step.text.clone(),
        href: step_address(stage, from, place),
        is_decision: !step.exits.is_empty(),
    }
}

/// The relative address of a step.
pub(super) fn step_address(stage: &Stage<'_>, from: &Route, place: StepRef) -> String {
    let document = stage.library.document(place.document);
    let step = &document.sop.procedures[place.procedure].steps[place.step];
    format!("{}#{}", from.to(&document.route), fragment(&step.id))
}
