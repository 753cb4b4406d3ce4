//! The tasks of a role in the RACI tables of documents.

use serde::Serialize;

use crate::blocks::{Block, Letter};
use crate::library::{DocumentIndex, RoleFacts, Route, TaskRef};
use crate::render::Stage;
use crate::render::blocks::block_id;
use crate::render::body::fragment;
use crate::render::views::listing::{ListEntry, entry};

/// The tasks of one document.
#[derive(Serialize)]
pub(in crate::render) struct TaskGroup {
    pub entry: ListEntry,
    pub tasks: Vec<Task>,
}

/// A row of a RACI table.
#[derive(Serialize)]
pub(in crate::render) struct Task {
    pub text: String,
    /// The address of the table in its document.
    pub href: String,
    /// Without repetition.
    pub parts: Vec<Responsibility>,
}

/// A responsibility for a task.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::render) enum Responsibility {
    Responsible,
    Accountable,
    Consulted,
    Informed,
}

/// By document, in the order of lists.
pub(super) fn tasks(stage: &Stage<'_>, from: &Route, role: &RoleFacts) -> Vec<TaskGroup> {
    let mut documents: Vec<DocumentIndex> = role.tasks.iter().map(|task| task.document).collect();
    documents.dedup();
    documents.sort_unstable_by_key(|index| stage.place(*index));
    let group = |document: DocumentIndex| {
        let first = role.tasks.partition_point(|task| task.document < document);
        let own = role.tasks[first..].iter();
        let own = own.take_while(|task| task.document == document);
        TaskGroup {
            entry: entry(stage, from, document),
            tasks: rows(stage, from, own),
        }
    };
    documents.into_iter().map(group).collect()
}

fn rows<'a>(
    stage: &Stage<'_>,
    from: &Route,
    parts: impl Iterator<Item = &'a TaskRef>,
) -> Vec<Task> {
    let mut rows: Vec<Task> = Vec::new();
    let mut last = None;
    for task in parts {
        let place = (task.block, task.row);
        if last.replace(place) != Some(place) {
            rows.extend(row(stage, from, task));
        }
        if let Some(row) = rows.last_mut() {
            let part = part(task.letter);
            if !row.parts.contains(&part) {
                row.parts.push(part);
                row.parts.sort();
            }
        }
    }
    rows
}

fn row(stage: &Stage<'_>, from: &Route, task: &TaskRef) -> Option<Task> {
    let document = stage.library.document(task.document);
    let Some(Block::Raci(block)) = &document.sop.blocks[task.block].block else {
        return None;
    };
    let anchor = fragment(&block_id(task.block));
    Some(Task {
        text: block.rows.as_ref()?[task.row].task.value.clone(),
        href: format!("{}#{anchor}", from.to(&document.route)),
        parts: Vec::new(),
    })
}

fn part(letter: Letter) -> Responsibility {
    match letter {
        Letter::Responsible => Responsibility::Responsible,
        Letter::Accountable => Responsibility::Accountable,
        Letter::Consulted => Responsibility::Consulted,
        Letter::Informed => Responsibility::Informed,
    }
}
