//! Two tables, cell by cell.

use super::align::{Pair, common_share, pair};
use super::words::{self, Word};
use super::{ColumnChange, Piece, RowChange, State, TableChange};

type Row = Vec<Vec<Word>>;

/// Compares two tables; the first row is the header.
pub(super) fn compare(before: &[Row], after: &[Row]) -> TableChange {
    let (no_heads, no_rows) = (Row::new(), &[][..]);
    let (old_heads, old_rows) = before.split_first().unwrap_or((&no_heads, no_rows));
    let (new_heads, new_rows) = after.split_first().unwrap_or((&no_heads, no_rows));
    // A column with a changed heading is paired by its position between the same neighbours.
    let columns = pair(old_heads, new_heads, |_, _| 0.5);
    let columns_of = |place: Pair| side(place, old_heads, new_heads);
    let shared: Vec<(usize, usize)> = columns
        .iter()
        .filter_map(|(old, new)| Some(((*old)?, (*new)?)))
        .collect();
    let old_keys: Vec<Row> = old_rows
        .iter()
        .map(|row| shared.iter().map(|(old, _)| cell(row, *old)).collect())
        .collect();
    let new_keys: Vec<Row> = new_rows
        .iter()
        .map(|row| shared.iter().map(|(_, new)| cell(row, *new)).collect())
        .collect();
    let likeness = |one: usize, other: usize| {
        let (one, other) = (&old_keys[one], &new_keys[other]);
        let share = common_share(row_words(one), row_words(other));
        // The first cell names the row.
        let is_named_alike =
            one.first().is_some_and(|name| !name.is_empty()) && one.first() == other.first();
        if is_named_alike {
            share.max(0.6)
        } else {
            share
        }
    };
    let rows = pair(&old_keys, &new_keys, likeness)
        .into_iter()
        .map(|(old, new)| {
            row(
                old.map(|at| &old_rows[at]),
                new.map(|at| &new_rows[at]),
                &columns,
            )
        })
        .collect();
    TableChange {
        columns: columns.iter().map(|place| columns_of(*place)).collect(),
        rows,
    }
}

/// A table that is added, removed or kept as a whole.
pub(super) fn whole(rows: &[Row], state: State) -> TableChange {
    if state == State::Removed {
        compare(rows, &[])
    } else {
        compare(&[], rows)
    }
}

fn cell(row: &Row, at: usize) -> Vec<Word> {
    row.get(at).cloned().unwrap_or_default()
}

fn row_words(row: &Row) -> impl Iterator<Item = &str> {
    row.iter()
        .flatten()
        .map(|word| word.text.as_str())
        .filter(|word| *word != " ")
}

fn side((old, new): Pair, old_heads: &Row, new_heads: &Row) -> ColumnChange {
    let old = old.map(|at| cell(old_heads, at));
    let new = new.map(|at| cell(new_heads, at));
    let state = match (&old, &new) {
        (Some(old), Some(new)) if old == new => State::Kept,
        (Some(_), Some(_)) => State::Changed,
        (Some(_), None) => State::Removed,
        _ => State::Added,
    };
    ColumnChange {
        state,
        head: pieces(old, new),
    }
}

fn row(old: Option<&Row>, new: Option<&Row>, columns: &[Pair]) -> RowChange {
    let cells: Vec<Vec<Piece>> = columns
        .iter()
        .map(|(in_old, in_new)| {
            let of = |row: Option<&Row>, at: &Option<usize>| Some(cell(row?, (*at)?));
            pieces(of(old, in_old), of(new, in_new))
        })
        .collect();
    let state = match (old, new) {
        (Some(_), None) => State::Removed,
        (None, _) => State::Added,
        _ if cells.iter().all(|cell| words::state(cell) == State::Kept) => State::Kept,
        _ => State::Changed,
    };
    RowChange { state, cells }
}

fn pieces(old: Option<Vec<Word>>, new: Option<Vec<Word>>) -> Vec<Piece> {
    match (old, new) {
        (Some(old), Some(new)) => words::compare(&old, &new),
        (Some(old), None) => words::whole(&old, State::Removed),
        (None, Some(new)) => words::whole(&new, State::Added),
        (None, None) => Vec::new(),
    }
}
