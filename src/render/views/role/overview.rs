//! All roles: the organisation as a tree and a picture, who does what by department, gaps.

use serde::Serialize;

use super::page::to_role;
use super::steps::{StepGroup, groups};
use crate::flow::chart::Link;
use crate::flow::{Chart, Direction, Label, Picture, Shape, draw};
use crate::library::{RoleNumber, Route, StepRef};
use crate::parse::steps::Step;
use crate::plan;
use crate::render::Stage;
use crate::render::views::frame::{Frame, frame};
use crate::render::views::parts::{Anchor, Html};

/// More roles than this are a tree only: a picture of them would not fit a page.
const MOST_DRAWN: usize = 40;

/// The longest list of steps without a role: it is there to be worked off.
const MOST_WITHOUT_ROLE: usize = 50;

/// The whole input of `roles.html`.
#[derive(Serialize)]
pub(in crate::render) struct RolesPage {
    pub page: Frame,
    /// Those who report to nobody, each followed by those below.
    pub tree: Vec<Branch>,
    pub picture: Option<Html>,
    /// Who does what, by department.
    pub matrices: Vec<Anchor>,
    /// Steps of procedures that name no role.
    pub without_role: Vec<StepGroup>,
    /// How many more there are than `without_role` shows.
    pub without_role_more: usize,
    /// By the number of steps, most first; at most ten.
    pub heaviest: Vec<Load>,
}

/// A line of the organisation's tree.
#[derive(Serialize)]
pub(in crate::render) struct Branch {
    /// 0 for those who report to nobody.
    pub depth: usize,
    pub role: Anchor,
    pub performed: usize,
    pub owned: usize,
}

/// How much a role has to do.
#[derive(Serialize)]
pub(in crate::render) struct Load {
    pub role: Anchor,
    pub performed: usize,
    pub approved: usize,
    pub documents: usize,
    /// In per cent of the heaviest.
    pub share: usize,
}

/// The page of all roles.
pub(in crate::render) fn roles(stage: &Stage<'_>, route: &Route) -> RolesPage {
    let bare = without_role(stage);
    RolesPage {
        page: frame(stage, route, "roles", stage.catalogue.text("page.roles")),
        tree: tree(stage, route),
        picture: picture(stage, route),
        matrices: matrices(stage, route),
        without_role: groups(stage, route, &bare[..bare.len().min(MOST_WITHOUT_ROLE)]),
        without_role_more: bare.len().saturating_sub(MOST_WITHOUT_ROLE),
        heaviest: heaviest(stage, route),
    }
}

/// Depth first. A reporting circle is a finding; its roles have no top, so they are not walked.
fn tree(stage: &Stage<'_>, from: &Route) -> Vec<Branch> {
    let index = &stage.library.roles;
    let tops = index
        .numbered()
        .filter(|(_, role)| role.reports_to.is_none());
    let mut open: Vec<(usize, RoleNumber)> = tops.map(|(number, _)| (0, number)).collect();
    open.reverse();
    let mut lines = Vec::new();
    while let Some((depth, number)) = open.pop() {
        let role = index.role(number);
        let (performed, owned) = (role.performs.len(), role.owns.len());
        lines.push(Branch {
            depth,
            role: to_role(stage, from, number),
            performed,
            owned,
        });
        open.extend(role.reports.iter().rev().map(|below| (depth + 1, *below)));
    }
    lines
}

fn picture(stage: &Stage<'_>, from: &Route) -> Option<Html> {
    let index = &stage.library.roles;
    let is_drawn = |number: RoleNumber| {
        let role = index.role(number);
        role.reports_to.is_some() || !role.reports.is_empty()
    };
    let drawn: Vec<_> = index
        .numbered()
        .filter(|(number, _)| is_drawn(*number))
        .collect();
    if drawn.len() < 2 || drawn.len() > MOST_DRAWN {
        return None;
    }
    let mut chart = Chart::new(Direction::Down);
    let mut nodes = std::collections::BTreeMap::new();
    for (number, role) in &drawn {
        let node = chart.add_node(&role.id.0, Label::plain(&role.name), Shape::Rounded);
        chart.nodes[node].link = Some(Link {
            target: role.id.0.clone(),
            tooltip: None,
        });
        nodes.insert(*number, node);
    }
    for (number, role) in &drawn {
        if let Some(superior) = role.reports_to {
            chart.add_edge(nodes[&superior], nodes[number], Label::default());
        }
    }
    let link = |target: &str| {
        let found = index.numbered().find(|(_, role)| role.id.0 == target);
        found.map(|(_, role)| from.to(&role.route))
    };
    let title = stage.catalogue.text("roles.picture");
    let picture = Picture {
        id: "organisation",
        title,
        description: None,
        lanes: false,
        is_alone: false,
        link: &link,
    };
    Some(Html::new(&draw(&chart, &picture)))
}

/// The matrices of all departments, each a page of its own.
fn matrices(stage: &Stage<'_>, from: &Route) -> Vec<Anchor> {
    let departments = stage.library.departments.iter();
    departments
        .filter(|department| plan::has_matrix(stage.library, department))
        .map(|department| Anchor::to(from, &plan::matrix_route(department), &department.name))
        .collect()
}

fn without_role(stage: &Stage<'_>) -> Vec<StepRef> {
    let mut found = Vec::new();
    for (document, entry) in stage
        .library
        .indexed()
        .filter(|(_, document)| !document.is_withdrawn())
    {
        for (procedure, steps) in entry.sop.procedures.iter().enumerate() {
            let mentions = &entry.sop.role_mentions;
            let is_role = |name: &str| stage.config.roles.find(name).is_some();
            let is_bare = |step: &Step| step.actor(mentions, is_role).is_none();
            if steps.steps.iter().all(is_bare) && !entry.is_controlled {
                continue;
            }
            let bare = steps
                .steps
                .iter()
                .enumerate()
                .filter(|(_, step)| is_bare(step));
            found.extend(bare.map(|(step, _)| StepRef {
                document,
                procedure,
                step,
            }));
        }
    }
    found
}

fn heaviest(stage: &Stage<'_>, from: &Route) -> Vec<Load> {
    let mut loads: Vec<_> = stage
        .library
        .roles
        .numbered()
        .filter(|(_, role)| !role.performs.is_empty())
        .map(|(number, role)| (role.performs.len(), number))
        .collect();
    loads.sort_by_key(|(performed, number)| (std::cmp::Reverse(*performed), *number));
    let most = loads
        .first()
        .map_or(1, |(performed, _)| (*performed).max(1));
    let load = |(performed, number): (usize, RoleNumber)| {
        let role = stage.library.roles.role(number);
        let mut documents: Vec<_> = role.performs.iter().map(|step| step.document).collect();
        documents.dedup();
        Load {
            role: to_role(stage, from, number),
            performed,
            approved: role.approves.len(),
            documents: documents.len(),
            share: 100 * performed / most,
        }
    };
    loads.into_iter().take(10).map(load).collect()
}
