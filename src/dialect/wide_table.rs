//! Tables in which a row has more cells than the header. CommonMark parsers drop the cells that are
//! too many; here the header gets empty ones, so that no cell is lost.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// The most cells that are added to a header.
const MOST: usize = 40;

/// A table to be widened.
pub struct WideTable {
    /// Text to insert: at a byte of the text, ascending.
    pub insertions: Vec<(usize, String)>,
    /// The first row that is too wide.
    pub row: Range<usize>,
    pub cells: usize,
    pub header: usize,
}

/// Finds the tables of a text that need more columns than their header has.
pub fn wide_tables(text: &str) -> Vec<WideTable> {
    if !may_have_one(text) {
        return Vec::new();
    }
    let mut tables: Vec<WideTable> = Vec::new();
    let mut header = 0;
    let mut head: Range<usize> = 0..0;
    let mut widest: Option<WideTable> = None;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Table(alignments)) => header = alignments.len(),
            Event::Start(Tag::TableHead) => head = range,
            Event::Start(Tag::TableRow) => {
                let cells = cells(&text[range.clone()]);
                if cells > header && cells - header <= MOST {
                    let table = widest.get_or_insert_with(|| WideTable {
                        insertions: Vec::new(),
                        row: range,
                        cells,
                        header,
                    });
                    if table.insertions.is_empty() || cells > table.cells {
                        table.insertions = widened(text, &head, cells - header);
                    }
                }
            }
            Event::End(pulldown_cmark::TagEnd::Table) => tables.extend(widest.take()),
            _ => {}
        }
    }
    tables
}

/// What has to be inserted so that a table has `more` columns.
fn widened(text: &str, head: &Range<usize>, more: usize) -> Vec<(usize, String)> {
    let end_of_line = |from: usize| {
        let line = text[from..].split('\n').next().unwrap_or("");
        from + line.len()
    };
    let first = end_of_line(head.start);
    let second = end_of_line((first + 1).min(text.len()));
    [(head.start, first, " "), (first, second, "-")]
        .into_iter()
        .map(|(start, end, filling)| {
            let line = text[start..end].trim_end();
            let is_closed = line.ends_with('|') && !line.ends_with("\\|");
            let cell = if is_closed {
                format!("{filling}|")
            } else {
                format!("|{filling}")
            };
            let before = if is_closed || filling == "-" {
                ""
            } else {
                " |"
            };
            (start + line.len(), format!("{before}{}", cell.repeat(more)))
        })
        .collect()
}

/// How many cells of a row are needed: the empty ones at its end are not.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = 0;
    let mut last = 0;
    let mut has_text = false;
    let mut is_escaped = false;
    for c in row.chars() {
        match c {
            '|' if !is_escaped => {
                cells += 1;
                has_text = false;
            }
            c if !c.is_whitespace() && !has_text => {
                has_text = true;
                last = cells + 1;
            }
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    last
}

/// Whether some line below a delimiter row has more pipes than that row has room for.
fn may_have_one(text: &str) -> bool {
    let mut room: Option<usize> = None;
    for line in text.lines() {
        let inner = line.trim_start_matches([' ', '\t', '>']);
        if inner.trim().is_empty() {
            room = None;
        } else if is_delimiter(inner) {
            room = Some(cells(inner));
        } else if room.is_some_and(|room| inner.contains('|') && cells(inner) > room) {
            return true;
        }
    }
    false
}

/// Whether a line is the delimiter row of a table: `|---|:-:|`.
pub fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    line.contains('|')
        && line
            .trim_matches('|')
            .split('|')
            .map(str::trim)
            .all(|cell| {
                let dashes = cell.strip_prefix(':').unwrap_or(cell);
                let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
                !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
            })
}

/// How many cells a header or delimiter row has, the empty ones included.
pub fn columns(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.replace("\\|", "").matches('|').count() + 1
}
