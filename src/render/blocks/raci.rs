//! The RACI matrix of a document.

use serde::Serialize;

use super::{Drawing, RoleView};
use crate::blocks::{Letter, RaciBlock, RaciRow};
use crate::parse::{PlacedBlock, steps};

/// What `templates/blocks/raci.html` may see.
#[derive(Serialize)]
pub(super) struct RaciView {
    id: String,
    /// Names the scroll region.
    label: String,
    caption: Option<String>,
    roles: Vec<RoleView>,
    /// Whether the names of the roles are rotated, because side by side they would be too wide.
    is_upright: bool,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    task: String,
    /// The step that the task is taken from.
    href: Option<String>,
    /// One for each role.
    cells: Vec<Vec<PartView>>,
}

#[derive(Clone, Serialize)]
struct PartView {
    sign: char,
    name: &'static str,
    words: String,
}

pub(super) fn view(drawing: &Drawing<'_>, placed: &PlacedBlock, block: &RaciBlock) -> RaciView {
    let sop = &drawing.document.sop;
    let (rows, ids): (Vec<RaciRow>, Vec<Option<String>>) = match &block.rows {
        Some(rows) => (rows.clone(), vec![None; rows.len()]),
        None => {
            let rows = steps::raci(&sop.procedures, &sop.role_mentions);
            let all = || sop.procedures.iter().flat_map(|procedure| &procedure.steps);
            let id = |row: &RaciRow| {
                all()
                    .find(|step| step.span == row.task.span)
                    .map(|step| format!("#{}", step.id))
            };
            let ids = rows.iter().map(id).collect();
            (rows, ids)
        }
    };
    let mut roles: Vec<RoleView> = Vec::new();
    let named = rows.iter().flat_map(|row| &row.roles).map(|(role, _)| role);
    for role in block.names.iter().chain(named) {
        let role = drawing.role(&role.value);
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    let rows = rows.iter().zip(ids).map(|(row, href)| RowView {
        task: row.task.value.clone(),
        href,
        cells: roles.iter().map(|role| parts(drawing, row, role)).collect(),
    });
    RaciView {
        id: drawing.id.clone(),
        label: drawing.label(block.caption.as_deref(), "blocks.raci.label", placed),
        caption: block.caption.clone(),
        rows: rows.collect(),
        is_upright: is_upright(&roles),
        roles,
    }
}

/// Whether the longest words of the roles leave less than two fifths of the text's width for the
/// tasks. A letter of a heading is about 0.45rem wide, and the gap between columns is 0.5rem.
fn is_upright(roles: &[RoleView]) -> bool {
    let longest = |role: &RoleView| {
        let words = role.name.split([' ', '-']);
        words.map(|word| word.chars().count()).max().unwrap_or(0)
    };
    let width: f32 = roles
        .iter()
        .map(|role| (longest(role) as f32 * 0.45 + 0.5).max(4.2))
        .sum();
    roles.len() > 5 && width > 26.0
}

fn parts(drawing: &Drawing<'_>, row: &RaciRow, role: &RoleView) -> Vec<PartView> {
    let mut letters: Vec<Letter> = row
        .roles
        .iter()
        .filter(|(name, _)| drawing.role(&name.value) == *role)
        .map(|(_, letter)| *letter)
        .collect();
    letters.sort_unstable();
    letters.dedup();
    let part = |letter: Letter| {
        let name = match letter {
            Letter::Responsible => "responsible",
            Letter::Accountable => "accountable",
            Letter::Consulted => "consulted",
            Letter::Informed => "informed",
        };
        PartView {
            sign: letter.sign(),
            name,
            words: drawing.words(&format!("blocks.raci.{name}")),
        }
    };
    letters.into_iter().map(part).collect()
}
