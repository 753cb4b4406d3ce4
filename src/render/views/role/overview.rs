//! All roles: reporting lines as a tree and a chart, responsibilities by department, gaps.

use std::collections::BTreeSet;

use serde::Serialize;

use super::organisation::picture;
use super::steps::{StepGroup, groups};
use crate::library::{RoleNumber, Route, StepRef};
use crate::parse::steps::Step;
use crate::plan;
use crate::render::Stage;
use crate::render::views::frame::{Frame, frame};
use crate::render::views::parts::{Anchor, Html, to_role};

/// The most steps without a role that are listed.
const MOST_WITHOUT_ROLE: usize = 50;

/// The whole input of `roles.html`.
#[derive(Serialize)]
pub(in crate::render) struct RolesPage {
    pub page: Frame,
    /// Roles that report to nobody, each followed by its subordinates.
    pub tree: Vec<Branch>,
    /// How many levels end with the last line.
    pub tree_ended: usize,
    pub picture: Option<Html>,
    /// Whether the chart shows only the upper levels.
    pub is_picture_part: bool,
    /// Responsibilities by department.
    pub matrices: Vec<Anchor>,
    /// Steps of procedures that name no role.
    pub without_role: Vec<StepGroup>,
    /// How many more there are than `without_role` shows.
    pub without_role_more: usize,
    /// Roles by number of steps, most first; at most ten.
    pub heaviest: Vec<Load>,
}

/// A line of the organisation's tree.
#[derive(Serialize)]
pub(in crate::render) struct Branch {
    /// Whether it reports to the role of the line before.
    pub is_below: bool,
    /// How many levels end before it.
    pub ended: usize,
    pub role: Anchor,
    pub performed: usize,
    pub owned: usize,
}

/// The workload of a role.
#[derive(Serialize)]
pub(in crate::render) struct Load {
    pub role: Anchor,
    pub performed: usize,
    pub approved: usize,
    pub documents: usize,
    /// In per cent of the highest.
    pub share: usize,
}

/// The page of all roles.
pub(in crate::render) fn roles(stage: &Stage<'_>, route: &Route) -> RolesPage {
    let bare = without_role(stage);
    let tree = tree(stage, route);
    let picture = picture(stage, route);
    RolesPage {
        page: frame(stage, route, "roles", stage.catalogue.text("page.roles")),
        tree_ended: depth_of_last(&tree),
        tree,
        is_picture_part: picture.as_ref().is_some_and(|(_, is_part)| *is_part),
        picture: picture.map(|(picture, _)| picture),
        matrices: matrices(stage, route),
        without_role: groups(stage, route, &bare[..bare.len().min(MOST_WITHOUT_ROLE)]),
        without_role_more: bare.len().saturating_sub(MOST_WITHOUT_ROLE),
        heaviest: heaviest(stage, route),
    }
}

/// Depth first. Roles that report in a circle (which is a finding) come last, each once.
fn tree(stage: &Stage<'_>, from: &Route) -> Vec<Branch> {
    let index = &stage.library.roles;
    let (tops, below): (Vec<_>, Vec<_>) = index
        .numbered()
        .partition(|(_, role)| role.reports_to.is_none());
    let starts = tops.into_iter().chain(below);
    let mut open: Vec<(usize, RoleNumber)> = starts.map(|(number, _)| (0, number)).collect();
    open.reverse();
    let mut seen = BTreeSet::new();
    let mut lines: Vec<Branch> = Vec::new();
    let mut above = 0;
    while let Some((depth, number)) = open.pop() {
        if !seen.insert(number) {
            continue;
        }
        let role = index.role(number);
        let (performed, owned) = (role.performs.len(), role.owns.len());
        lines.push(Branch {
            is_below: depth > above,
            ended: above.saturating_sub(depth),
            role: to_role(stage, from, number),
            performed,
            owned,
        });
        above = depth;
        open.extend(role.reports.iter().rev().map(|below| (depth + 1, *below)));
    }
    lines
}

/// The matrices of all departments, each on its own page.
fn matrices(stage: &Stage<'_>, from: &Route) -> Vec<Anchor> {
    let departments = stage.library.departments.iter();
    departments
        .filter(|department| stage.library.has_matrix(department))
        .map(|department| Anchor::to(from, &plan::matrix_route(department), &department.name))
        .collect()
}

fn depth_of_last(tree: &[Branch]) -> usize {
    let depth = |depth: usize, line: &Branch| depth + usize::from(line.is_below) - line.ended;
    tree.iter().fold(0, depth)
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
            let is_bare = |step: &Step| step.actor(mentions).is_none();
            if steps.steps.iter().all(is_bare) && (steps.is_written || !entry.is_controlled) {
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
