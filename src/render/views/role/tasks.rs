//! The part of a role in the RACI matrices that documents hold themselves.

use serde::Serialize;

use crate::blocks::{Block, Letter};
use crate::library::{DocumentIndex, RoleFacts, Route, TaskRef};
use crate::render::Stage;
use crate::render::body::fragment;
use crate::render::views::listing::{Entry, entry, sorting_key};

/// The tasks of one document.
#[derive(Serialize)]
pub(in crate::render) struct TaskGroup {
    pub entry: Entry,
    pub tasks: Vec<Task>,
}

/// A row of a matrix.
#[derive(Serialize)]
pub(in crate::render) struct Task {
    pub text: String,
    /// The matrix in its document.
    pub href: String,
    /// Each once.
    pub parts: Vec<Part>,
}

/// A part in a task.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::render) enum Part {
    Responsible,
    Accountable,
    Consulted,
    Informed,
}

/// By document, in the order of lists.
pub(super) fn tasks(stage: &Stage<'_>, from: &Route, role: &RoleFacts) -> Vec<TaskGroup> {
    let mut groups: Vec<(DocumentIndex, Vec<((usize, usize), Task)>)> = Vec::new();
    for task in &role.tasks {
        if groups.last().is_none_or(|(last, _)| *last != task.document) {
            groups.push((task.document, Vec::new()));
        }
        let Some((_, rows)) = groups.last_mut() else {
            continue;
        };
        let place = (task.block, task.row);
        if rows.last().is_none_or(|(last, _)| *last != place) {
            rows.extend(row(stage, from, task).map(|row| (place, row)));
        }
        if let Some((_, row)) = rows.last_mut() {
            let part = part(task.letter);
            if !row.parts.contains(&part) {
                row.parts.push(part);
                row.parts.sort();
            }
        }
    }
    groups.sort_by_cached_key(|(document, _)| sorting_key(stage.library.document(*document)));
    let groups = groups.into_iter();
    groups
        .map(|(document, rows)| TaskGroup {
            entry: entry(stage, from, document),
            tasks: rows.into_iter().map(|(_, row)| row).collect(),
        })
        .collect()
}

fn row(stage: &Stage<'_>, from: &Route, task: &TaskRef) -> Option<Task> {
    let document = stage.library.document(task.document);
    let Some(Block::Raci(block)) = &document.sop.blocks[task.block].block else {
        return None;
    };
    let anchor = fragment(&format!("block-{}", task.block + 1));
    Some(Task {
        text: block.rows.as_ref()?[task.row].task.value.clone(),
        href: format!("{}#{anchor}", from.to(&document.route)),
        parts: Vec::new(),
    })
}

fn part(letter: Letter) -> Part {
    match letter {
        Letter::Responsible => Part::Responsible,
        Letter::Accountable => Part::Accountable,
        Letter::Consulted => Part::Consulted,
        Letter::Informed => Part::Informed,
    }
}
