//! Parses CSV text into cells with their positions.

use crate::blocks::{Fault, Origin};
use crate::diagnostic::Code;
use crate::text::Span;
use crate::wording::Count;

/// Rows below a header, all of the header's length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The first line.
    pub header: Vec<Cell>,
    /// The others; empty lines are left out.
    pub rows: Vec<Vec<Cell>>,
}

/// One value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Without quotes and surrounding space.
    pub text: String,
    /// Its position in the file.
    pub span: Span,
}

impl Grid {
    /// Parses RFC 4180 text; the separator is whichever of `,` `;` tab `|` is most frequent in the
    /// first line. `None` where there is no header. Rows of another length are faults; they are
    /// padded or cut.
    pub(crate) fn parse(text: &str, origin: &Origin, faults: &mut Vec<Fault>) -> Option<Grid> {
        let start = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let separator = separator(&text[start..]);
        let mut rows = records(text, start, separator, origin, faults);
        if rows.is_empty() {
            return None;
        }
        let header = rows.remove(0);
        for row in &mut rows {
            if row.len() == header.len() {
                continue;
            }
            let whole = Span::new(row[0].span.start, row[row.len() - 1].span.end);
            let message = format!(
                "a row has {}, the header has {}",
                Count(row.len(), "cell"),
                header.len()
            );
            let help =
                "put cells that contain the separator in double quotes; leave empty cells empty";
            faults.push(Fault::new(Code::TableRowRagged, whole, message).help(help));
            let filler = Cell {
                text: String::new(),
                span: Span::new(whole.end, whole.end),
            };
            row.resize(header.len(), filler);
        }
        Some(Grid { header, rows })
    }

    /// The column of that name; case does not matter.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        let wanted = name.trim().to_lowercase();
        self.header
            .iter()
            .position(|cell| cell.text.to_lowercase() == wanted)
    }
}

fn separator(text: &str) -> u8 {
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    let mut is_quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in line.bytes() {
        is_quoted ^= byte == b'"';
        for (separator, count) in &mut counts {
            *count += usize::from(byte == *separator && !is_quoted);
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts
        .iter()
        .find(|(_, count)| *count == most)
        .map_or(b',', |(separator, _)| *separator)
}

fn records(
    text: &str,
    start: usize,
    separator: u8,
    origin: &Origin,
    faults: &mut Vec<Fault>,
) -> Vec<Vec<Cell>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(&text.as_bytes()[start..]);
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let from = start + usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let place = origin.to_file(Span::new(from.min(text.len()), from.min(text.len())));
                faults.push(Fault::new(
                    Code::TableCsvInvalid,
                    place,
                    format!("invalid CSV: {error}"),
                ));
                break;
            }
        }
        let to = start + usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let places = places(text, from, to.min(text.len()), separator);
        if let Some(open) = places.open_quote {
            let message = "a quoted cell is never closed";
            let place = origin.to_file(Span::new(open, open + 1));
            faults.push(
                Fault::new(Code::TableCsvInvalid, place, message)
                    .help("close it with `\"`; double a quote inside a cell"),
            );
        }
        let end = places
            .cells
            .last()
            .copied()
            .unwrap_or(Span::new(from, from));
        let cells: Vec<Cell> = record
            .iter()
            .enumerate()
            .map(|(at, value)| Cell {
                text: value.trim().to_owned(),
                span: origin.to_file(places.cells.get(at).copied().unwrap_or(end)),
            })
            .collect();
        if cells.iter().any(|cell| !cell.text.is_empty()) {
            rows.push(cells);
        }
    }
    rows
}

struct Places {
    cells: Vec<Span>,
    open_quote: Option<usize>,
}

/// The positions of the cells of one record; their values come from the CSV reader.
fn places(text: &str, from: usize, to: usize, separator: u8) -> Places {
    let bytes = text.as_bytes();
    let mut from = from;
    while from < to && matches!(bytes[from], b'\n' | b'\r') {
        from += 1;
    }
    let mut to = to;
    while to > from && matches!(bytes[to - 1], b'\n' | b'\r') {
        to -= 1;
    }
    let mut cells = Vec::new();
    let (mut start, mut open) = (from, None);
    for at in from..to {
        match bytes[at] {
            b'"' if open.is_some() => open = None,
            b'"' if at == start || bytes[at - 1] == b'"' => open = Some(at),
            byte if byte == separator && open.is_none() => {
                cells.push(trimmed(text, start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    cells.push(trimmed(text, start, to));
    Places {
        cells,
        open_quote: open,
    }
}

fn trimmed(text: &str, from: usize, to: usize) -> Span {
    let cell = &text[from..to];
    let start = from + (cell.len() - cell.trim_start().len());
    Span::new(start, start + cell.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Grid, Vec<Fault>) {
        let mut faults = Vec::new();
        let grid = Grid::parse(text, &Origin::contiguous(0), &mut faults).unwrap_or_default();
        (grid, faults)
    }

    fn texts(row: &[Cell]) -> Vec<&str> {
        row.iter().map(|cell| cell.text.as_str()).collect()
    }

    #[test]
    fn cells_keep_their_places() {
        let text = "\u{feff}Name;Fee\r\n\"Doe; Jane\" ; 12\r\n\r\nRoe;\"a \"\"b\"\"\"\r\n";
        let (grid, faults) = read(text);
        assert_eq!(faults, []);
        assert_eq!(texts(&grid.header), ["Name", "Fee"]);
        assert_eq!(texts(&grid.rows[1]), ["Roe", "a \"b\""]);
        assert_eq!(&text[grid.rows[0][1].span.range()], "12");
        assert_eq!(&text[grid.rows[1][1].span.range()], "\"a \"\"b\"\"\"");
    }

    #[test]
    fn a_row_of_another_length_is_found_and_kept() {
        let (grid, faults) = read("a,b,c\n1,2\n1,2,3,4\n");
        assert_eq!(grid.rows.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3]);
        let said: Vec<_> = faults
            .iter()
            .map(|fault| (fault.span.range(), fault.message.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                (6..9, "a row has 2 cells, the header has 3"),
                (10..17, "a row has 4 cells, the header has 3")
            ]
        );
    }

    #[test]
    fn an_open_quote_is_found_where_it_opens() {
        let (_, faults) = read("a,b\n1,\"two\n3,4\n");
        assert_eq!(faults[0].code, Code::TableCsvInvalid);
        assert_eq!(faults[0].span.range(), 6..7);
    }
}
