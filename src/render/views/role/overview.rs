//! All roles: the organisation as a tree and a picture, who does what by department, gaps.

use serde::Serialize;

use super::page::to_role;
use super::steps::{StepGroup, groups};
use crate::blocks::Letter;
use crate::flow::chart::Link;
use crate::flow::{Chart, Direction, Label, Picture, Shape, draw};
use crate::library::{DocumentIndex, RoleNumber, Route, StepRef};
use crate::parse::steps::{Step, raci};
use crate::render::Stage;
use crate::render::views::frame::{Frame, frame};
use crate::render::views::listing::{Entry, entry};
use crate::render::views::parts::{Anchor, Html};

/// More roles than this are a tree only: a picture of them would not fit a page.
const MOST_DRAWN: usize = 40;

/// The whole input of `roles.html`.
#[derive(Serialize)]
pub(in crate::render) struct RolesPage {
    pub page: Frame,
    /// Those who report to nobody, each followed by those below.
    pub tree: Vec<Branch>,
    pub picture: Option<Html>,
    pub matrices: Vec<Matrix>,
    /// Steps of procedures that name a role elsewhere, without one of their own.
    pub without_role: Vec<StepGroup>,
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

/// Who has which part in the procedures of a department.
#[derive(Serialize)]
pub(in crate::render) struct Matrix {
    pub department: String,
    pub roles: Vec<Anchor>,
    pub rows: Vec<MatrixRow>,
}

/// One procedure.
#[derive(Serialize)]
pub(in crate::render) struct MatrixRow {
    pub entry: Entry,
    /// The letters of each role, heaviest first, without repetition.
    pub cells: Vec<Vec<char>>,
    /// Some step of it has more than one accountable role.
    pub is_contradictory: bool,
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
    RolesPage {
        page: frame(stage, route, "roles", stage.catalogue.text("page.roles")),
        tree: tree(stage, route),
        picture: picture(stage, route),
        matrices: matrices(stage, route),
        without_role: without_role(stage, route),
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
        link: &link,
    };
    Some(Html::new(&draw(&chart, &picture)))
}

fn matrices(stage: &Stage<'_>, from: &Route) -> Vec<Matrix> {
    let matrices = stage.library.departments.iter().map(|department| {
        let mut roles: Vec<RoleNumber> = Vec::new();
        let mut rows: Vec<(DocumentIndex, Parts)> = Vec::new();
        for index in &department.documents {
            if let Some((parts, is_contradictory)) = parts(stage, *index) {
                for (role, _) in &parts {
                    if !roles.contains(role) {
                        roles.push(*role);
                    }
                }
                rows.push((*index, (parts, is_contradictory)));
            }
        }
        roles.sort_unstable();
        let rows = rows
            .into_iter()
            .map(|(index, (parts, is_contradictory))| MatrixRow {
                entry: entry(stage, from, index),
                cells: roles.iter().map(|role| letters(&parts, *role)).collect(),
                is_contradictory,
            });
        Matrix {
            department: department.name.clone(),
            rows: rows.collect(),
            roles: roles
                .iter()
                .map(|role| to_role(stage, from, *role))
                .collect(),
        }
    });
    matrices.filter(|matrix| !matrix.rows.is_empty()).collect()
}

type Parts = (Vec<(RoleNumber, Letter)>, bool);

fn parts(stage: &Stage<'_>, index: DocumentIndex) -> Option<Parts> {
    let document = stage.library.document(index);
    if document.is_withdrawn() {
        return None;
    }
    let is_role = |name: &str| stage.config.roles.find(name).is_some();
    let rows = raci(
        &document.sop.procedures,
        &document.sop.role_mentions,
        is_role,
    );
    let is_contradictory = rows
        .iter()
        .any(|row| row.with(Letter::Accountable).count() > 1);
    let named = rows.iter().flat_map(|row| &row.roles);
    let parts: Vec<_> = named
        .filter_map(|(role, letter)| Some((stage.library.roles.find(&role.value)?, *letter)))
        .collect();
    (!parts.is_empty()).then_some((parts, is_contradictory))
}

fn letters(parts: &[(RoleNumber, Letter)], role: RoleNumber) -> Vec<char> {
    let mut letters: Vec<Letter> = parts
        .iter()
        .filter(|(other, _)| *other == role)
        .map(|(_, letter)| *letter)
        .collect();
    letters.sort_unstable();
    letters.dedup();
    letters.into_iter().map(Letter::sign).collect()
}

fn without_role(stage: &Stage<'_>, from: &Route) -> Vec<StepGroup> {
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
    groups(stage, from, &found)
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
