//! The page of one role.

use std::collections::BTreeSet;

use serde::Serialize;

use super::flow;
use super::reading::{self, Reading};
use super::steps::{StepGroup, groups, step_address};
use crate::library::{Handover, RoleFacts, RoleNumber, Route, StepRef};
use crate::plan;
use crate::render::Stage;
use crate::render::views::frame::{Frame, frame};
use crate::render::views::listing::{Entry, entry};
use crate::render::views::parts::{Anchor, Html};
use crate::render::views::people::{Contact, contact};

/// The whole input of `role.html`.
#[derive(Serialize)]
pub(in crate::render) struct RolePage {
    pub page: Frame,
    pub role: RoleHead,
    pub performs: Vec<StepGroup>,
    pub performed: usize,
    pub approves: Vec<StepGroup>,
    pub consulted: Vec<StepGroup>,
    pub informed: Vec<StepGroup>,
    pub escalations: Vec<StepGroup>,
    pub hands_to: Vec<Passing>,
    pub receives_from: Vec<Passing>,
    pub picture: Option<Html>,
    pub owns: Vec<Entry>,
    /// Documents that name the role as an approver.
    pub signs: Vec<Entry>,
    pub reading: Vec<Reading>,
    /// To read all of it once.
    pub minutes: usize,
    pub track: Vec<TrackDay>,
    /// Where its handbook is; `None` where there is nothing to read, or more than can be printed.
    pub handbook: Option<String>,
    pub sign_off: Option<String>,
}

/// Who a role is.
#[derive(Serialize)]
pub(in crate::render) struct RoleHead {
    pub name: String,
    pub summary: Option<String>,
    pub aliases: Vec<String>,
    pub department: Option<Anchor>,
    pub reports_to: Option<Anchor>,
    pub reports: Vec<Anchor>,
    pub deputy: Option<Anchor>,
    pub contact: Option<Contact>,
    /// Who holds it, with how to reach them; those who left are not among them.
    pub people: Vec<Holder>,
    pub is_declared: bool,
}

/// A person who holds a role.
#[derive(Serialize)]
pub(in crate::render) struct Holder {
    pub name: String,
    pub contact: Option<Contact>,
}

/// Work that passes to or from another role.
#[derive(Serialize)]
pub(in crate::render) struct Passing {
    pub role: Anchor,
    /// The steps of the other role, or those before which this one hands over.
    pub steps: Vec<PassingStep>,
}

/// One handover.
#[derive(Serialize)]
pub(in crate::render) struct PassingStep {
    pub document: String,
    pub number: u32,
    pub text: String,
    pub href: String,
}

/// A day of an onboarding track.
#[derive(Serialize)]
pub(in crate::render) struct TrackDay {
    pub day: u16,
    pub entries: Vec<TrackEntry>,
}

/// A document of a track.
#[derive(Serialize)]
pub(in crate::render) struct TrackEntry {
    pub entry: Entry,
    pub minutes: usize,
}

/// The page of a role.
pub(in crate::render) fn role(stage: &Stage<'_>, route: &Route, number: RoleNumber) -> RolePage {
    let role = stage.library.roles.role(number);
    let mut page = frame(stage, route, "role", &role.name);
    let roles = stage.catalogue.text("page.roles");
    page.crumbs
        .push(Anchor::to(route, &Route::new(plan::ROLES), roles));
    let reading = reading::list(stage, route, role);
    let passing = |(other, passed): (&RoleNumber, &Vec<Handover>)| Passing {
        role: to_role(stage, route, *other),
        steps: first_steps(passed)
            .into_iter()
            .map(|place| passing_step(stage, route, place))
            .collect(),
    };
    RolePage {
        role: head(stage, route, role),
        performed: role.performs.len(),
        performs: groups(stage, route, &role.performs),
        approves: groups(stage, route, &role.approves),
        consulted: groups(stage, route, &role.consulted),
        informed: groups(stage, route, &role.informed),
        escalations: groups(stage, route, &role.escalations),
        hands_to: role.hands_to.iter().map(passing).collect(),
        receives_from: role.receives_from.iter().map(passing).collect(),
        picture: flow::picture(stage, route, role),
        owns: role
            .owns
            .iter()
            .map(|index| entry(stage, route, *index))
            .collect(),
        signs: role
            .signs
            .iter()
            .map(|index| entry(stage, route, *index))
            .collect(),
        minutes: reading.iter().map(|entry| entry.minutes).sum(),
        reading,
        track: track(stage, route, role),
        handbook: plan::has_handbook(role).then(|| route.to(&plan::handbook_route(role))),
        sign_off: (!role.reading.is_empty()).then(|| route.to(&plan::sign_off_route(role))),
        page,
    }
}

/// A role as a link.
pub(super) fn to_role(stage: &Stage<'_>, from: &Route, number: RoleNumber) -> Anchor {
    let role = stage.library.roles.role(number);
    Anchor::to(from, &role.route, &role.name)
}

fn head(stage: &Stage<'_>, from: &Route, role: &RoleFacts) -> RoleHead {
    let roles = &stage.config.roles;
    let declared = role.declared.map(|at| &roles.roles[at]);
    let holds = |person: &&crate::config::Person| {
        let is_there = person.left.is_none_or(|left| left > stage.today);
        let held = person
            .roles
            .iter()
            .filter_map(|held| stage.library.roles.find(&held.value));
        is_there
            && held
                .map(|number| stage.library.roles.role(number))
                .any(|held| held.id == role.id)
    };
    let people = roles.people.iter().filter(holds).map(|person| Holder {
        name: person.name.value.clone(),
        contact: person.contact.as_deref().map(contact),
    });
    let deputy = declared
        .and_then(|declared| declared.deputy.as_ref())
        .map(|deputy| {
            let number = stage.library.roles.find(&deputy.value);
            number.map_or_else(
                || Anchor::words(&deputy.value),
                |number| to_role(stage, from, number),
            )
        });
    let department = role.department.as_ref().map(|name| {
        let group = stage
            .library
            .departments
            .iter()
            .find(|group| group.name.eq_ignore_ascii_case(name));
        group.map_or_else(
            || Anchor::words(name),
            |group| Anchor::to(from, &group.route, &group.name),
        )
    });
    RoleHead {
        name: role.name.clone(),
        summary: declared.and_then(|declared| declared.summary.clone()),
        aliases: declared
            .map(|declared| declared.aliases.clone())
            .unwrap_or_default(),
        department,
        reports_to: role.reports_to.map(|number| to_role(stage, from, number)),
        reports: role
            .reports
            .iter()
            .map(|number| to_role(stage, from, *number))
            .collect(),
        deputy,
        contact: declared
            .and_then(|declared| declared.contact.as_deref())
            .map(contact),
        people: people.collect(),
        is_declared: declared.is_some(),
    }
}

/// The steps at which work is taken on, each once.
fn first_steps(passed: &[Handover]) -> BTreeSet<StepRef> {
    passed.iter().map(|handover| handover.to).collect()
}

fn passing_step(stage: &Stage<'_>, from: &Route, place: StepRef) -> PassingStep {
    let document = stage.library.document(place.document);
    let step = &document.sop.procedures[place.procedure].steps[place.step];
    PassingStep {
        document: document.id().unwrap_or(document.title()).to_owned(),
        number: step.number,
        text: step.text.clone(),
        href: step_address(stage, from, place),
    }
}

/// The track of `roles.toml` by day; documents that are not in this build are left out.
fn track(stage: &Stage<'_>, from: &Route, role: &RoleFacts) -> Vec<TrackDay> {
    let declared = role.declared.map(|at| &stage.config.roles.roles[at]);
    let mut days: Vec<TrackDay> = Vec::new();
    let mut steps: Vec<_> = declared
        .map(|declared| declared.track.iter().collect())
        .unwrap_or_default();
    steps.sort_by_key(|step| step.day);
    for step in steps {
        let Some(index) = stage.by_id(&step.sop.value) else {
            continue;
        };
        let track_entry = TrackEntry {
            entry: entry(stage, from, index),
            minutes: reading::minutes(stage.library.document(index)),
        };
        match days.last_mut().filter(|day| day.day == step.day) {
            Some(day) => day.entries.push(track_entry),
            None => days.push(TrackDay {
                day: step.day,
                entries: vec![track_entry],
            }),
        }
    }
    days
}
