//! The words of a block for search.

use crate::blocks::{Block, Grid, Origin, RaciRow, Rows, Table, table};

/// The words of a block without its syntax; the body itself if it is prose or invalid. Column
/// headings are left out.
pub(crate) fn search_text(block: Option<&Block>, body: &str) -> String {
    match block {
        Some(Block::Raci(raci)) => {
            let rows = raci.rows.iter().flatten();
            joined(rows.map(raci_words))
        }
        Some(Block::Table(block)) => match &block.rows {
            Rows::Inline(table) => table_words(table),
            Rows::File(_) => String::new(),
        },
        Some(Block::Kpi(_) | Block::Scores(_) | Block::Contacts(_)) => grid_words(body),
        _ => body.to_owned(),
    }
}

/// The words of a block whose rows are in a data file with this text; columns that are not shown
/// are left out.
pub(crate) fn search_text_of_data(block: &Block, text: &str) -> String {
    match block {
        Block::Table(block) => {
            let read = table::table(
                text,
                &Origin::contiguous(0),
                &block.columns,
                &mut Vec::new(),
            );
            read.as_ref().map_or_else(String::new, table_words)
        }
        _ => grid_words(text),
    }
}

/// The caption of a block.
pub(crate) fn caption(block: &Block) -> Option<&str> {
    let caption = match block {
        Block::Chart(block) => &block.caption,
        Block::Table(block) => &block.caption,
        Block::Kpi(block) => &block.caption,
        Block::Scores(block) => &block.caption,
        Block::Raci(block) => &block.caption,
        Block::Contacts(block) => &block.caption,
        Block::Template(block) => &block.title,
        Block::Faq(_) => return None,
    };
    caption.as_deref()
}

fn table_words(table: &Table) -> String {
    joined(table.rows.iter().map(|row| filled(row.iter().cloned())))
}

fn grid_words(text: &str) -> String {
    let grid = Grid::parse(text, &Origin::contiguous(0), &mut Vec::new());
    let rows = grid.unwrap_or_default().rows.into_iter();
    joined(rows.map(|row| filled(row.into_iter().map(|cell| cell.text))))
}

fn filled(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
    cells.join(", ")
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
