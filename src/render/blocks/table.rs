//! Tables from CSV.

use serde::Serialize;

use super::Drawing;
use crate::blocks::{Column, ColumnType, Number, Rows, Table, TableBlock, parse_day, table_of};
use crate::parse::PlacedBlock;

/// What `templates/blocks/table.html` may see.
#[derive(Serialize)]
pub(super) struct TableView {
    id: String,
    /// Names the scroll region where there is no caption.
    label: String,
    caption: Option<String>,
    is_sortable: bool,
    is_filterable: bool,
    columns: Vec<ColumnView>,
    rows: Vec<Vec<CellView>>,
}

#[derive(Serialize)]
struct ColumnView {
    name: String,
    /// `text`, `number`, `date`.
    kind: &'static str,
}

#[derive(Serialize)]
struct CellView {
    text: String,
    kind: &'static str,
    /// The sort key, if that is not the text.
    value: Option<String>,
    href: Option<String>,
}

pub(super) fn view(
    drawing: &Drawing<'_>,
    placed: &PlacedBlock,
    block: &TableBlock,
) -> Option<TableView> {
    let read;
    let table = match &block.rows {
        Rows::Inline(table) => table,
        Rows::File(path) => {
            let text = drawing.data(&path.value)?;
            read = table_of(text, &block.columns)?;
            &read
        }
    };
    Some(TableView {
        id: drawing.id.clone(),
        label: drawing.label(block.caption.as_deref(), "blocks.table.label", placed),
        caption: block.caption.clone(),
        is_sortable: block.is_sortable,
        is_filterable: block.is_filterable,
        columns: table.columns.iter().map(column).collect(),
        rows: rows(drawing, table),
    })
}

fn column(column: &Column) -> ColumnView {
    ColumnView {
        name: column.name.clone(),
        kind: kind(column.kind),
    }
}

fn kind(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Text => "text",
        ColumnType::Number => "number",
        ColumnType::Date => "date",
    }
}

fn rows(drawing: &Drawing<'_>, table: &Table) -> Vec<Vec<CellView>> {
    let cell = |(text, column): (&String, &Column)| CellView {
        text: match (column.kind, parse_day(text)) {
            (ColumnType::Date, Some(date)) => drawing.stage.catalogue.date(date),
            _ => text.clone(),
        },
        kind: kind(column.kind),
        value: match column.kind {
            ColumnType::Text => None,
            ColumnType::Date => parse_day(text).map(|day| day.to_string()),
            ColumnType::Number => Number::parse(text).map(|number| number.value.to_string()),
        },
        href: drawing.address(text),
    };
    table
        .rows
        .iter()
        .map(|row| row.iter().zip(&table.columns).map(cell).collect())
        .collect()
}
