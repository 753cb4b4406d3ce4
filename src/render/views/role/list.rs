//! `roles.json`: who does what, for other programs; the field names are stable.

use std::collections::BTreeMap;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::reading;
use crate::library::{DocumentIndex, Handover, RoleFacts, RoleNumber, Route, StepRef};
use crate::plan;
use crate::render::Stage;
use crate::render::views::role::steps::step_address;

/// The whole file; each role is made when it is written.
pub(in crate::render) struct RoleList<'s>(&'s Stage<'s>);

impl Serialize for RoleList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut whole = serializer.serialize_struct("RoleList", 1)?;
        whole.serialize_field("roles", &Rows(self.0))?;
        whole.end()
    }
}

struct Rows<'s>(&'s Stage<'s>);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let root = Route::new(plan::HOME);
        let roles = self.0.library.roles.roles.iter();
        serializer.collect_seq(roles.map(|role| row(self.0, &root, role)))
    }
}

/// One role. Addresses are relative to the site's root and percent-encoded.
#[derive(Serialize)]
struct RoleRow {
    id: String,
    name: String,
    department: Option<String>,
    reports_to: Option<String>,
    url: String,
    owns: Vec<DocumentRow>,
    steps: Vec<StepRow>,
    approves: Vec<StepRow>,
    consulted: Vec<StepRow>,
    informed: Vec<StepRow>,
    escalations: Vec<StepRow>,
    /// Ids of roles.
    receives_from: Vec<String>,
    hands_to: Vec<String>,
    reading: Vec<ReadingRow>,
}

#[derive(Serialize)]
struct DocumentRow {
    id: Option<String>,
    title: String,
    url: String,
}

#[derive(Serialize)]
struct StepRow {
    /// The document's id, or else its title.
    sop: String,
    step: u32,
    text: String,
    url: String,
}

#[derive(Serialize)]
struct ReadingRow {
    #[serde(flatten)]
    document: DocumentRow,
    version: Option<String>,
    /// As in the register.
    status: &'static str,
    /// ISO date of the newest declared change, or else the effective date.
    changed: Option<String>,
    minutes: usize,
    retraining: bool,
}

/// All roles, in the order of the index.
pub(in crate::render) fn role_list<'s>(stage: &'s Stage<'s>) -> RoleList<'s> {
    RoleList(stage)
}

fn row(stage: &Stage<'_>, root: &Route, role: &RoleFacts) -> RoleRow {
    let steps = |places: &[StepRef]| {
        places
            .iter()
            .map(|place| step(stage, root, *place))
            .collect()
    };
    let reading = reading::list(stage, root, role).into_iter();
    RoleRow {
        id: role.id.0.clone(),
        name: role.name.clone(),
        department: role.department.clone(),
        reports_to: role
            .reports_to
            .map(|number| stage.library.roles.role(number).id.0.clone()),
        url: role.route.encoded(),
        owns: role
            .owns
            .iter()
            .map(|index| document(stage, *index))
            .collect(),
        steps: steps(&role.performs),
        approves: steps(&role.approves),
        consulted: steps(&role.consulted),
        informed: steps(&role.informed),
        escalations: steps(&role.escalations),
        receives_from: ids(stage, &role.receives_from),
        hands_to: ids(stage, &role.hands_to),
        reading: reading
            .map(|entry| ReadingRow {
                document: document(stage, entry.document),
                version: entry.entry.version,
                status: stage.library.document(entry.document).status.name(),
                changed: entry.changed.map(|day| day.iso),
                minutes: entry.minutes,
                retraining: entry.is_retraining,
            })
            .collect(),
    }
}

fn ids(stage: &Stage<'_>, passed: &BTreeMap<RoleNumber, Vec<Handover>>) -> Vec<String> {
    let roles = &stage.library.roles;
    let ids = passed.keys().map(|number| roles.role(*number).id.0.clone());
    ids.collect()
}

fn document(stage: &Stage<'_>, index: DocumentIndex) -> DocumentRow {
    let document = stage.library.document(index);
    DocumentRow {
        id: document.id().map(str::to_owned),
        title: document.title().to_owned(),
        url: document.route.encoded(),
    }
}

fn step(stage: &Stage<'_>, root: &Route, place: StepRef) -> StepRow {
    let document = stage.library.document(place.document);
    let step = &document.sop.procedures[place.procedure].steps[place.step];
    StepRow {
        sop: document.id().unwrap_or(document.title()).to_owned(),
        step: step.number,
        text: step.text.clone(),
        url: step_address(stage, root, place),
    }
}
