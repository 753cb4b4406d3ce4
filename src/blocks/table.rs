//! Tables from CSV, with types of columns.

use crate::blocks::{Attributes, Cell, Fault, Fence, Grid, Number, Origin, Rows};
use crate::date::{Date, DateError, parse_date};
use crate::diagnostic::Code;
use crate::suggest::nearest;

/// A `table` block.
#[derive(Clone, Debug, PartialEq)]
pub struct TableBlock {
    /// The rows, or the file that holds them.
    pub rows: Rows<Table>,
    /// Shown above; names the scroll region.
    pub caption: Option<String>,
    /// Whether readers may sort.
    pub is_sortable: bool,
    /// Whether readers may filter.
    pub is_filterable: bool,
    /// Names of the columns to show, in this order; empty for all.
    pub columns: Vec<crate::text::At<String>>,
}

/// Rows with typed columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// One for each cell of a row.
    pub columns: Vec<Column>,
    /// The cells' texts.
    pub rows: Vec<Vec<String>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// As in the header.
    pub name: String,
    /// What its cells hold.
    pub kind: ColumnType,
}

/// The type of a column's cells; empty cells fit any type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Words.
    Text,
    /// Numbers, with or without a unit; aligned at the end.
    Number,
    /// Days.
    Date,
}

pub(super) fn parse(fence: &Fence<'_>, faults: &mut Vec<Fault>) -> Option<TableBlock> {
    let known = ["src", "caption", "sort", "filter", "columns"];
    let attributes = Attributes::parse(fence, &known, faults);
    let columns = attributes.get("columns").map(listed).unwrap_or_default();
    let rows = match attributes.get("src") {
        Some(path) => Rows::File(path.clone()),
        None => Rows::Inline(rows(fence, faults, |faults| {
            table(fence.body, &fence.origin, &columns, faults)
        })?),
    };
    Some(TableBlock {
        rows,
        caption: attributes.text("caption"),
        is_sortable: attributes.has("sort"),
        is_filterable: attributes.has("filter"),
        columns,
    })
}

/// Parses a table with the chosen columns from CSV text. `None` if there is no header.
pub(crate) fn table(
    text: &str,
    origin: &Origin,
    wanted: &[crate::text::At<String>],
    faults: &mut Vec<Fault>,
) -> Option<Table> {
    let grid = Grid::parse(text, origin, faults)?;
    let chosen = chosen(&grid, wanted, faults);
    let columns = chosen
        .iter()
        .map(|at| Column {
            name: grid.header[*at].text.clone(),
            kind: typed(&grid, *at, faults),
        })
        .collect();
    let rows = grid
        .rows
        .iter()
        .map(|row| chosen.iter().map(|at| row[*at].text.clone()).collect())
        .collect();
    Some(Table { columns, rows })
}

/// Parses the body of a block with `read`; if that gives nothing and no fault, the block is empty.
pub(super) fn rows<T>(
    fence: &Fence<'_>,
    faults: &mut Vec<Fault>,
    read: impl FnOnce(&mut Vec<Fault>) -> Option<T>,
) -> Option<T> {
    let known = faults.len();
    let rows = read(faults);
    if rows.is_none() && faults.len() == known {
        faults.push(empty(fence));
    }
    rows
}

/// The fault of a block without rows.
pub(super) fn empty(fence: &Fence<'_>) -> Fault {
    let place = fence.origin.to_file(crate::text::Span::START);
    Fault::new(
        Code::BlockEmpty,
        place,
        format!("a `{}` block has no rows", fence.word),
    )
    .help("write a header line and a line for each row, or set `src=\"data/….csv\"`")
}

fn listed(value: &crate::text::At<String>) -> Vec<crate::text::At<String>> {
    let names = value
        .value
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    names
        .map(|name| crate::text::At::new(name.to_owned(), value.span))
        .collect()
}

fn chosen(grid: &Grid, wanted: &[crate::text::At<String>], faults: &mut Vec<Fault>) -> Vec<usize> {
    let mut chosen = Vec::new();
    for name in wanted {
        if let Some(at) = grid.column(&name.value) {
            chosen.push(at);
            continue;
        }
        let known = grid.header.iter().map(|cell| cell.text.as_str());
        let help = match nearest(&name.value, known.clone()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the columns are {}", known.collect::<Vec<_>>().join(", ")),
        };
        let message = format!("the table has no column `{}`", name.value);
        faults.push(Fault::new(Code::TableColumnUnknown, name.span, message).help(help));
    }
    if chosen.is_empty() {
        (0..grid.header.len()).collect()
    } else {
        chosen
    }
}

/// The type of a column's cells; text if there are none or they differ.
pub(crate) fn column_type<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> ColumnType {
    let cells = cells.filter(|cell| !is_blank(cell));
    let all = |fits: fn(&str) -> bool| cells.clone().next().is_some() && cells.clone().all(fits);
    match () {
        () if all(is_date) => ColumnType::Date,
        () if all(is_number) => ColumnType::Number,
        () => ColumnType::Text,
    }
}

/// The type of a column: that of all its cells, or of nearly all, in which case the exceptions are
/// faults.
fn typed(grid: &Grid, at: usize, faults: &mut Vec<Fault>) -> ColumnType {
    let cells: Vec<_> = grid
        .rows
        .iter()
        .map(|row| &row[at])
        .filter(|cell| !is_blank(&cell.text))
        .collect();
    for (kind, word, fits) in [
        (ColumnType::Date, "date", is_date as fn(&str) -> bool),
        (ColumnType::Number, "number", is_number),
    ] {
        let (fitting, others): (Vec<&Cell>, Vec<&Cell>) =
            cells.iter().copied().partition(|cell| fits(&cell.text));
        if fitting.is_empty() || fitting.len() < 9 * others.len() {
            continue;
        }
        for cell in others {
            let message = format!(
                "`{}` is not a {word}, unlike the rest of column `{}`",
                cell.text, grid.header[at].text
            );
            let help = format!("write a {word}, or leave the cell empty");
            faults.push(Fault::new(Code::TableCellType, cell.span, message).help(help));
        }
        return kind;
    }
    ColumnType::Text
}

/// Signs for an empty cell.
fn is_blank(text: &str) -> bool {
    matches!(
        text.trim(),
        "" | "-" | "–" | "—" | "n/a" | "N/A" | "none" | "tbc"
    )
}

fn is_date(text: &str) -> bool {
    parse_day(text).is_some()
}

/// Parses a date in any form in which day and month cannot be confused: `2026-03-01`, `1 March
/// 2026`, `01.03.2026` (with dots, the day comes first).
pub(crate) fn parse_day(text: &str) -> Option<Date> {
    match parse_date(text) {
        Ok(date) => Some(date),
        Err(DateError::NotIso { meant: Some(date) }) => Some(date),
        Err(_) => Date::strptime("%d.%m.%Y", text.trim()).ok(),
    }
}

/// A number with at most a short unit: `6 weeks` sorts as a number, `Room 4 on the left` does not.
fn is_number(text: &str) -> bool {
    Number::parse(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_table(text: &str) -> (Table, Vec<String>) {
        let mut faults = Vec::new();
        let table = table(text, &Origin::contiguous(0), &[], &mut faults).unwrap();
        let said = faults
            .iter()
            .map(|fault| format!("{} {}", fault.span.start, fault.message))
            .collect();
        (table, said)
    }

    #[test]
    fn columns_are_typed_by_what_they_hold() {
        let (table, said) =
            read_table("name,fee,since\nA,£1200,2026-01-01\nB,,2026-02-01\nC,£900,\n");
        let kinds: Vec<_> = table.columns.iter().map(|column| column.kind).collect();
        assert_eq!(
            kinds,
            [ColumnType::Text, ColumnType::Number, ColumnType::Date]
        );
        assert_eq!(said, Vec::<String>::new());
    }

    #[test]
    fn days_are_known_where_day_and_month_cannot_be_confused() {
        let all = ["2026-03-01", "1 March 2026", "01.03.2026", "1.3.2026"];
        for text in all {
            assert_eq!(
                parse_day(text).map(|day| day.to_string()).as_deref(),
                Some("2026-03-01"),
                "{text}"
            );
        }
        assert_eq!(
            ["03/01/2026", "31.02.2026", "3.50", "1.2"].map(parse_day),
            [None; 4]
        );
    }

    #[test]
    fn a_cell_of_another_type_is_found_at_its_place() {
        let rows: String = (1..=9).map(|n| format!("{n}\n")).collect();
        let (_, said) = read_table(&format!("n\n{rows}ten\n"));
        assert_eq!(
            said,
            ["20 `ten` is not a number, unlike the rest of column `n`"]
        );
    }
}
