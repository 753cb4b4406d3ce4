//! The handovers to and from a role, step by step.

use std::collections::BTreeMap;

use serde::Serialize;

use super::steps::step_address;
use crate::library::{Handover, RoleNumber, Route, StepRef};
use crate::render::Stage;
use crate::render::views::parts::{Anchor, to_role};

/// Handovers to or from another role.
#[derive(Serialize)]
pub(in crate::render) struct RoleHandovers {
    pub role: Anchor,
    /// The steps of the other role: the last ones before, or the first ones after the handover.
    pub steps: Vec<HandoverStep>,
}

/// One step of the other role.
#[derive(Serialize)]
pub(in crate::render) struct HandoverStep {
    pub document: String,
    pub number: u32,
    pub text: String,
    pub href: String,
    /// The steps of this role on the other side of the handover.
    pub own: Vec<OwnStep>,
}

/// A step of the role that the page is about.
#[derive(Serialize)]
pub(in crate::render) struct OwnStep {
    /// The document, if it is a different one.
    pub document: Option<String>,
    pub number: u32,
    pub href: String,
}

/// The handovers by role; `theirs` returns the step of the other role.
pub(super) fn role_handovers(
    stage: &Stage<'_>,
    from: &Route,
    passed: &BTreeMap<RoleNumber, Vec<Handover>>,
    theirs: impl Fn(&Handover) -> StepRef,
) -> Vec<RoleHandovers> {
    let of_role = |(role, handovers): (&RoleNumber, &Vec<Handover>)| {
        let mut steps: BTreeMap<StepRef, Vec<StepRef>> = BTreeMap::new();
        for handover in handovers {
            let step = theirs(handover);
            let own = match step == handover.to {
                true => handover.from,
                false => handover.to,
            };
            let known = steps.entry(step).or_default();
            if !known.contains(&own) {
                known.push(own);
            }
        }
        let steps = steps.iter();
        RoleHandovers {
            role: to_role(stage, from, *role),
            steps: steps
                .map(|(step, own)| handover_step(stage, from, *step, own))
                .collect(),
        }
    };
    passed.iter().map(of_role).collect()
}

fn handover_step(stage: &Stage<'_>, from: &Route, place: StepRef, own: &[StepRef]) -> HandoverStep {
    let name = |place: StepRef| {
        let document = stage.library.document(place.document);
        document.id().unwrap_or(document.title()).to_owned()
    };
    let step = |place: StepRef| {
        let document = stage.library.document(place.document);
        &document.sop.procedures[place.procedure].steps[place.step]
    };
    let own = own.iter().map(|own| OwnStep {
        document: (own.document != place.document).then(|| name(*own)),
        number: step(*own).number,
        href: step_address(stage, from, *own),
    });
    HandoverStep {
        document: name(place),
        number: step(place).number,
        text: step(place).text.clone(),
        href: step_address(stage, from, place),
        own: own.collect(),
    }
}
