//! The page of one role.

use serde::Serialize;

use super::flow;
use super::handovers::{RoleHandovers, role_handovers};
use super::reading::{self, ReadingItem};
use super::steps::{StepGroup, groups, ordered};
use super::tasks::{TaskGroup, tasks};
use crate::library::{DocumentIndex, RoleFacts, RoleNumber, Route};
use crate::plan;
use crate::render::Stage;
use crate::render::views::frame::{Frame, frame};
use crate::render::views::listing::{ListEntry, entry};
use crate::render::views::parts::{Anchor, Html, to_role};
use crate::render::views::people::{Contact, contact};

/// The whole input of `role.html`.
#[derive(Serialize)]
pub(in crate::render) struct RolePage {
    pub page: Frame,
    pub role: RoleHead,
    /// The sections of the page, in order.
    pub jumps: Vec<Jump>,
    pub performs: Vec<StepGroup>,
    pub performed: usize,
    pub approves: Vec<StepGroup>,
    pub consulted: Vec<StepGroup>,
    pub informed: Vec<StepGroup>,
    pub escalations: Vec<StepGroup>,
    /// Its tasks in RACI tables of documents.
    pub tasks: Vec<TaskGroup>,
    pub hands_to: Vec<RoleHandovers>,
    pub receives_from: Vec<RoleHandovers>,
    pub picture: Option<Html>,
    pub owns: Vec<ListEntry>,
    /// Documents that name the role as an approver.
    pub signs: Vec<ListEntry>,
    pub reading: Vec<ReadingItem>,
    /// The time to read the whole list.
    pub minutes: usize,
    pub track: Vec<TrackDay>,
    /// The address of its handbook; `None` if the reading list is empty or too long to print.
    pub handbook: Option<String>,
    pub sign_off: Option<String>,
    /// Its Atom feed.
    pub feed: String,
}

/// A link to a section of the page.
#[derive(Serialize)]
pub(in crate::render) struct Jump {
    /// The id of the section, and its key in the catalogue under `role`.
    pub id: &'static str,
}

/// The details of a role.
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
    /// The people who hold it, with contact details, except those who have left.
    pub people: Vec<Holder>,
    pub is_declared: bool,
}

/// A person who holds a role.
#[derive(Serialize)]
pub(in crate::render) struct Holder {
    pub name: String,
    pub contact: Option<Contact>,
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
    pub entry: ListEntry,
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
    let entries = |documents: &[DocumentIndex]| {
        let documents = ordered(stage, documents.iter().copied());
        let entries = documents.into_iter();
        entries.map(|index| entry(stage, route, index)).collect()
    };
    let track = track(stage, route, role);
    RolePage {
        jumps: jumps(role, !track.is_empty()),
        role: head(stage, route, role),
        performed: role.performs.len(),
        performs: groups(stage, route, &role.performs),
        approves: groups(stage, route, &role.approves),
        consulted: groups(stage, route, &role.consulted),
        informed: groups(stage, route, &role.informed),
        escalations: groups(stage, route, &role.escalations),
        tasks: tasks(stage, route, role),
        hands_to: role_handovers(stage, route, &role.hands_to, |passed| passed.to),
        receives_from: role_handovers(stage, route, &role.receives_from, |passed| passed.from),
        picture: flow::picture(stage, route, role),
        owns: entries(&role.owns),
        signs: entries(&role.signs),
        minutes: reading.iter().map(|entry| entry.minutes).sum(),
        reading,
        track,
        handbook: plan::has_handbook(role).then(|| route.to(&plan::handbook_route(role))),
        sign_off: (!role.reading.is_empty()).then(|| route.to(&plan::sign_off_route(role))),
        feed: route.to(&plan::role_feed(role)),
        page,
    }
}

fn jumps(role: &RoleFacts, has_track: bool) -> Vec<Jump> {
    let sections = [
        ("does", !role.performs.is_empty()),
        ("approves", !role.approves.is_empty()),
        ("escalations", !role.escalations.is_empty()),
        ("consulted", !role.consulted.is_empty()),
        ("informed", !role.informed.is_empty()),
        ("tasks", !role.tasks.is_empty()),
        (
            "handovers",
            !(role.hands_to.is_empty() && role.receives_from.is_empty()),
        ),
        ("owns", !role.owns.is_empty()),
        ("signs", !role.signs.is_empty()),
        ("track", has_track),
        ("reading", !role.reading.is_empty()),
    ];
    let there = sections.into_iter().filter(|(_, is_there)| *is_there);
    there.map(|(id, _)| Jump { id }).collect()
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

/// The track of `roles.toml` by day; documents that are not in this build are left out.
fn track(stage: &Stage<'_>, from: &Route, role: &RoleFacts) -> Vec<TrackDay> {
    let declared = role.declared.map(|at| &stage.config.roles.roles[at]);
    let mut days: Vec<TrackDay> = Vec::new();
    let mut steps: Vec<_> = declared
        .map(|declared| declared.track.iter().collect())
        .unwrap_or_default();
    steps.sort_by_key(|step| step.day);
    for step in steps {
        let Some(index) = stage.library.by_id(&step.sop.value) else {
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
