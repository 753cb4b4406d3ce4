//! From which role to which work passes, and at which steps.
//!
//! In: a document whose links are resolved, and the roles with their names. Out: the handovers on
//! both sides.

use std::borrow::Borrow;

use crate::library::roles::{Handover, RoleIndex, RoleNumber, StepRef};
use crate::library::{Document, DocumentIndex, Target};
use crate::parse::LinkForm;
use crate::parse::steps::{Next, Step, ways};

/// Completes the index with how work passes between its roles.
pub(super) fn connect(index: &mut RoleIndex, documents: &[Document]) {
    for (at, document) in documents.iter().enumerate() {
        if !document.is_withdrawn() {
            for handover in handovers(DocumentIndex(at), documents) {
                pass(index, documents, handover);
            }
        }
    }
}

/// What follows each step of a document, whoever does it. Work passes where a step of one role is followed by a step of another: in the same procedure, by
/// an exit that leads to another document, or where the last step sends its reader there.
pub(super) fn handovers<D: Borrow<Document>>(at: DocumentIndex, documents: &[D]) -> Vec<Handover> {
    let document = documents[at.0].borrow();
    let mut found = Vec::new();
    for (procedure, steps) in document.sop.procedures.iter().enumerate() {
        for (step, ways) in ways(steps).iter().enumerate() {
            let from = StepRef {
                document: at,
                procedure,
                step,
            };
            for way in ways {
                let to = match way.next {
                    Next::Step(to) => Some(StepRef { step: to, ..from }),
                    Next::Link(link) => first_step(document, link, documents),
                    Next::End => sent_on(document, &steps.steps[step], documents),
                    Next::Unknown | Next::Ambiguous | Next::Elsewhere | Next::Unclear => None,
                };
                found.extend(to.map(|to| Handover { from, to }));
            }
        }
    }
    found
}

fn pass(index: &mut RoleIndex, documents: &[Document], handover: Handover) {
    let acting = |place| acting(index, documents, place);
    let roles = acting(handover.from).zip(acting(handover.to));
    let Some((giver, taker)) = roles.filter(|(giver, taker)| giver != taker) else {
        return;
    };
    let given = index.roles[giver.0].hands_to.entry(taker).or_default();
    given.push(handover);
    let taken = index.roles[taker.0].receives_from.entry(giver).or_default();
    taken.push(handover);
}

fn acting(index: &RoleIndex, documents: &[Document], at: StepRef) -> Option<RoleNumber> {
    let sop = &documents[at.document.0].sop;
    let step = sop.procedures.get(at.procedure)?.steps.get(at.step)?;
    let role = step.actor(&sop.role_mentions)?;
    index.find(&role.value)
}

/// The step with which the work goes on behind a link: the one it names, else the first of the
/// procedure it names, else the first of the document.
fn first_step<D: Borrow<Document>>(
    document: &Document,
    link: usize,
    documents: &[D],
) -> Option<StepRef> {
    let Some(Target::Document {
        document: to,
        anchor,
    }) = document.links.get(link)
    else {
        return None;
    };
    let there = documents[to.0].borrow();
    if there.is_withdrawn() {
        return None;
    }
    let procedures = there.sop.procedures.iter().enumerate();
    let place = |procedure, step| StepRef {
        document: *to,
        procedure,
        step,
    };
    for (at, procedure) in procedures {
        if anchor.is_some() && procedure.anchor == *anchor {
            return Some(place(at, 0));
        }
        let mut steps = procedure.steps.iter();
        if let Some(step) = steps.position(|step| Some(&step.id) == anchor.as_ref()) {
            return Some(place(at, step));
        }
    }
    let begins = there.sop.procedures.first()?;
    (!begins.steps.is_empty()).then(|| place(0, 0))
}

/// Where other documents can hand over to this one: the anchor of each procedure and the ids of its
/// steps, which is all that [`first_step`] reads.
pub(super) fn entrances(document: &Document) -> Vec<(Option<&str>, Vec<&str>)> {
    let procedures = document.sop.procedures.iter();
    let entrances = procedures.map(|procedure| {
        let steps = procedure.steps.iter().map(|step| step.id.as_str());
        (procedure.anchor.as_deref(), steps.collect())
    });
    entrances.collect()
}

/// Where a last step that does not stop sends its reader: to the one other document with a
/// procedure that its text links to.
fn sent_on<D: Borrow<Document>>(
    document: &Document,
    step: &Step,
    documents: &[D],
) -> Option<StepRef> {
    if !step.exits.is_empty() {
        return None;
    }
    let links = document.sop.links.iter().enumerate().filter(|(_, link)| {
        let is_inside = step.span.start <= link.span.start && link.span.end <= step.span.end;
        is_inside && matches!(link.form, LinkForm::Markdown | LinkForm::Mention)
    });
    let mut led: Vec<StepRef> = links
        .filter_map(|(at, _)| first_step(document, at, documents))
        .filter(|to| documents[to.document.0].borrow().sop.path != document.sop.path)
        .collect();
    led.dedup();
    match led[..] {
        [only] => Some(only),
        _ => None,
    }
}
