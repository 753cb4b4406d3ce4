//! Departments and tags: the page of one, and the page of all.

use serde::Serialize;

use crate::library::{Group, ReviewState, Route};
use crate::plan;
use crate::render::Stage;
use crate::render::views::frame::{Frame, frame};
use crate::render::views::listing::{ListEntry, entry};
use crate::render::views::parts::Anchor;

/// The whole input of `groups.html`.
#[derive(Serialize)]
pub(in crate::render) struct GroupsView {
    pub page: Frame,
    pub groups: Vec<Card>,
}

/// A department or tag, with its counts.
#[derive(Serialize)]
pub(in crate::render) struct Card {
    pub href: String,
    pub name: String,
    /// Documents in force.
    pub count: usize,
    pub due: usize,
    pub overdue: usize,
}

/// The whole input of `group.html`.
#[derive(Serialize)]
pub(in crate::render) struct GroupView {
    pub page: Frame,
    /// `department` or `tag`.
    pub group_kind: &'static str,
    /// The Atom feed of a department.
    pub feed: Option<String>,
    pub documents: Vec<ListEntry>,
    /// Retired and superseded documents.
    pub withdrawn: Vec<ListEntry>,
    pub due: usize,
    pub overdue: usize,
}

/// All departments.
pub(in crate::render) fn departments(stage: &Stage<'_>, route: &Route) -> GroupsView {
    let title = stage.catalogue.text("page.departments");
    groups(stage, route, title, &stage.library.departments)
}

/// All tags.
pub(in crate::render) fn tags(stage: &Stage<'_>, route: &Route) -> GroupsView {
    let title = stage.catalogue.text("page.tags");
    groups(stage, route, title, &stage.library.tags)
}

fn groups(stage: &Stage<'_>, route: &Route, title: &str, groups: &[Group]) -> GroupsView {
    GroupsView {
        page: frame(stage, route, "groups", title),
        groups: groups
            .iter()
            .map(|group| card(stage, route, group))
            .collect(),
    }
}

/// A department or tag as an entry of a list.
pub(in crate::render) fn card(stage: &Stage<'_>, from: &Route, group: &Group) -> Card {
    let (due, overdue, withdrawn) = tally(stage, group);
    Card {
        href: from.to(&group.route),
        name: group.name.clone(),
        count: group.documents.len() - withdrawn,
        due,
        overdue,
    }
}

/// A department's page.
pub(in crate::render) fn department(stage: &Stage<'_>, route: &Route, group: &Group) -> GroupView {
    let parent = (plan::DEPARTMENTS, "page.departments");
    GroupView {
        feed: Some(route.to(&plan::department_feed(group))),
        ..view(stage, route, group, "department", parent)
    }
}

/// A tag's page.
pub(in crate::render) fn tag(stage: &Stage<'_>, route: &Route, group: &Group) -> GroupView {
    view(stage, route, group, "tag", (plan::TAGS, "page.tags"))
}

fn view(
    stage: &Stage<'_>,
    route: &Route,
    group: &Group,
    group_kind: &'static str,
    (parent, parent_text): (&str, &str),
) -> GroupView {
    let mut page = frame(stage, route, "group", &group.name);
    let parent_text = stage.catalogue.text(parent_text);
    page.crumbs
        .push(Anchor::to(route, &Route::new(parent), parent_text));
    let mut members = group.documents.clone();
    members.sort_unstable_by_key(|index| stage.place(*index));
    let entries = members.into_iter().map(|index| entry(stage, route, index));
    let (withdrawn, documents) = entries.partition(|entry: &ListEntry| entry.is_withdrawn);
    let (due, overdue, _) = tally(stage, group);
    GroupView {
        page,
        group_kind,
        feed: None,
        documents,
        withdrawn,
        due,
        overdue,
    }
}

/// Due, overdue and withdrawn documents; withdrawn ones are not in the first two.
fn tally(stage: &Stage<'_>, group: &Group) -> (usize, usize, usize) {
    let (mut due, mut overdue, mut withdrawn) = (0, 0, 0);
    for index in &group.documents {
        let document = stage.library.document(*index);
        match document.review.state {
            _ if document.is_withdrawn() => withdrawn += 1,
            ReviewState::DueSoon { .. } | ReviewState::DueToday => due += 1,
            ReviewState::Overdue { .. } => overdue += 1,
            _ => {}
        }
    }
    (due, overdue, withdrawn)
}
