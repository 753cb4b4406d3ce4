//! The RACI matrix of a department, with a row for each procedure.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::blocks::{Block, Letter, RaciRow};
use crate::library::{DocumentIndex, Group, RoleNumber, Route};
use crate::parse::steps::raci;
use crate::plan;
use crate::render::Stage;
use crate::render::views::frame::{Frame, frame};
use crate::render::views::listing::{ListEntry, entry};
use crate::render::views::parts::{Anchor, to_role};

/// A matrix with more roles than this does not fit on paper, so each row lists its roles instead.
const MOST_COLUMNS: usize = 24;

/// The whole input of `matrix.html`.
#[derive(Serialize)]
pub(in crate::render) struct MatrixPage {
    pub page: Frame,
    /// The columns; empty if each row lists its roles.
    pub roles: Vec<Anchor>,
    pub rows: Vec<MatrixRow>,
}

/// One procedure.
#[derive(Serialize)]
pub(in crate::render) struct MatrixRow {
    pub entry: ListEntry,
    /// The letters of each column's role, most responsible first, without repetition.
    pub cells: Vec<Vec<char>>,
    /// If there are no columns: the roles for each of R, A, C and I.
    pub listed: Vec<Vec<Anchor>>,
    /// Whether a step or task gives a role conflicting responsibilities.
    pub is_contradictory: bool,
}

/// The page of a department.
pub(in crate::render) fn matrix(
    stage: &Stage<'_>,
    route: &Route,
    department: &Group,
) -> MatrixPage {
    let title = stage
        .catalogue
        .filled("roles.matrix", &[("department", &department.name)]);
    let mut page = frame(stage, route, "matrix", &title);
    let roles_title = stage.catalogue.text("page.roles");
    page.crumbs
        .push(Anchor::to(route, &Route::new(plan::ROLES), roles_title));
    page.crumbs
        .push(Anchor::to(route, &department.route, &department.name));
    let found = department.documents.iter();
    let rows: Vec<(DocumentIndex, Parts)> = found
        .filter_map(|index| Some((*index, parts(stage, *index)?)))
        .collect();
    let mut roles: Vec<RoleNumber> = rows
        .iter()
        .flat_map(|(_, parts)| &parts.letters)
        .map(|(role, _)| *role)
        .collect();
    roles.sort_unstable();
    roles.dedup();
    if roles.len() > MOST_COLUMNS {
        roles.clear();
    }
    let mut rows = rows;
    rows.sort_by_key(|(index, _)| stage.place(*index));
    let rows = rows.into_iter().map(|(index, parts)| MatrixRow {
        entry: entry(stage, route, index),
        cells: roles.iter().map(|role| letters_of(&parts, *role)).collect(),
        listed: if roles.is_empty() {
            listed(stage, route, &parts)
        } else {
            Vec::new()
        },
        is_contradictory: parts.is_contradictory,
    });
    MatrixPage {
        page,
        rows: rows.collect(),
        roles: roles
            .iter()
            .map(|role| to_role(stage, route, *role))
            .collect(),
    }
}

struct Parts {
    /// In the order of roles and letters, each once.
    letters: Vec<(RoleNumber, Letter)>,
    is_contradictory: bool,
}

fn parts(stage: &Stage<'_>, index: DocumentIndex) -> Option<Parts> {
    let document = stage.library.document(index);
    if document.is_withdrawn() {
        return None;
    }
    let mut rows = raci(&document.sop.procedures, &document.sop.role_mentions);
    for placed in &document.sop.blocks {
        if let Some(Block::Raci(block)) = &placed.block {
            rows.extend(block.rows.iter().flatten().cloned());
        }
    }
    let of_row = |row: &RaciRow| -> Vec<(RoleNumber, Letter)> {
        let named = row.roles.iter();
        named
            .filter_map(|(role, letter)| Some((stage.library.roles.find(&role.value)?, *letter)))
            .collect()
    };
    let rows: Vec<_> = rows.iter().map(of_row).collect();
    let is_contradictory = rows.iter().any(|row| contradicts_itself(row));
    let mut letters: Vec<_> = rows.concat();
    letters.sort_unstable();
    letters.dedup();
    (!letters.is_empty()).then_some(Parts {
        letters,
        is_contradictory,
    })
}

/// More than one role is accountable for the task, or a role that is responsible or accountable is
/// also consulted or informed.
fn contradicts_itself(row: &[(RoleNumber, Letter)]) -> bool {
    let with = |wanted: Letter| {
        let roles = row.iter().filter(move |(_, letter)| *letter == wanted);
        roles.map(|(role, _)| *role).collect::<BTreeSet<_>>()
    };
    let accountable = with(Letter::Accountable);
    let doing = &with(Letter::Responsible) | &accountable;
    let hearing = &with(Letter::Consulted) | &with(Letter::Informed);
    accountable.len() > 1 || !doing.is_disjoint(&hearing)
}

fn letters_of(parts: &Parts, role: RoleNumber) -> Vec<char> {
    let own = parts.letters.iter().filter(|(other, _)| *other == role);
    own.map(|(_, letter)| letter.sign()).collect()
}

fn listed(stage: &Stage<'_>, from: &Route, parts: &Parts) -> Vec<Vec<Anchor>> {
    let with = |letter: Letter| {
        let roles = parts.letters.iter().filter(|(_, given)| *given == letter);
        roles.map(|(role, _)| to_role(stage, from, *role)).collect()
    };
    [
        Letter::Responsible,
        Letter::Accountable,
        Letter::Consulted,
        Letter::Informed,
    ]
    .map(with)
    .into()
}
