//! A block in words, as search finds and quotes it.

use crate::blocks::{Block, Grid, Origin, RaciRow};

/// The words of a block without the signs of its format; the body itself where it holds prose or
/// cannot be read. The header of rows is left out: it names no matter of its own.
pub fn said(block: Option<&Block>, body: &str) -> String {
    match block {
        Some(Block::Raci(raci)) => {
            let rows = raci.rows.iter().flatten();
            joined(rows.map(raci_words))
        }
        Some(Block::Table(_) | Block::Kpi(_) | Block::Scores(_) | Block::Contacts(_)) => {
            let grid = Grid::read(body, &Origin::contiguous(0), &mut Vec::new());
            let rows = grid.unwrap_or_default().rows;
            joined(rows.into_iter().map(|row| {
                let cells = row.into_iter().map(|cell| cell.text);
                let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
                cells.join(", ")
            }))
        }
        _ => body.to_owned(),
    }
}

/// The task and its roles, each once.
fn raci_words(row: &RaciRow) -> String {
    let mut words = vec![row.task.value.as_str()];
    for (role, _) in &row.roles {
        if !words.contains(&role.value.as_str()) {
            words.push(&role.value);
        }
    }
    words.join(", ")
}

fn joined(rows: impl Iterator<Item = String>) -> String {
    let rows: Vec<String> = rows.filter(|row| !row.is_empty()).collect();
    rows.join(", ")
}
