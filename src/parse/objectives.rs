//! Objectives below their heading: the items of a list, the rows of a table or of a `table` block.
//!
//! In: tokens. Out: each objective as plain text; a row reads `column: cell. column: cell.`

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use crate::blocks::{Grid, Origin};
use crate::dialect::{Token, plain, top_level};
use crate::text::{At, Span, folded};

/// The objectives that the element at `at` holds.
pub fn objectives(tokens: &[Token<'_>], ends: &[usize], at: usize) -> Vec<At<String>> {
    match &tokens[at].event {
        Event::Start(Tag::List(_)) => items(tokens, ends, at),
        Event::Start(Tag::Table(_)) => rows(tokens, ends, at),
        event if is_table_block(event) => block(&tokens[at + 1..ends[at]]),
        _ => Vec::new(),
    }
}

/// Whether a `table` block opens here.
pub fn is_table_block(event: &Event<'_>) -> bool {
    match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            info.split_whitespace().next() == Some("table")
        }
        _ => false,
    }
}

fn items(tokens: &[Token<'_>], ends: &[usize], list: usize) -> Vec<At<String>> {
    let items = top_level(list + 1..ends[list], ends);
    let items = items.into_iter().map(|item| {
        let mut text = String::new();
        let mut span: Option<Span> = None;
        for token in &tokens[item + 1..ends[item]] {
            match &token.event {
                Event::Text(part) | Event::Code(part) => {
                    text.push_str(part);
                    let start = span.map_or(token.span.start, |span| span.start);
                    span = Some(Span::new(start, token.span.end.max(start)));
                }
                Event::SoftBreak | Event::HardBreak | Event::Start(Tag::Paragraph | Tag::Item) => {
                    text.push(' ');
                }
                _ => {}
            }
        }
        At::new(folded(&text), span.unwrap_or(tokens[item].span))
    });
    items.collect()
}

fn rows(tokens: &[Token<'_>], ends: &[usize], table: usize) -> Vec<At<String>> {
    let cells = |row: usize| -> Vec<String> {
        let cells = top_level(row + 1..ends[row], ends).into_iter();
        cells
            .map(|cell| plain(&tokens[cell + 1..ends[cell].max(cell + 1)]))
            .collect()
    };
    let mut rows = top_level(table + 1..ends[table], ends).into_iter();
    let header = rows.next().map(cells).unwrap_or_default();
    rows.map(|row| At::new(said(&header, &cells(row)), tokens[row].span))
        .collect()
}

fn block(inner: &[Token<'_>]) -> Vec<At<String>> {
    let mut body = String::new();
    let mut origin = Origin::default();
    for token in inner {
        if let Event::Text(text) = &token.event {
            origin.stretches.push((body.len(), token.span.start));
            body.push_str(text);
        }
    }
    stated(&body, &origin)
}

/// What the rows of CSV text say as objectives.
pub fn stated(text: &str, origin: &Origin) -> Vec<At<String>> {
    let Some(grid) = Grid::parse(text, origin, &mut Vec::new()) else {
        return Vec::new();
    };
    let texts = |row: &[crate::blocks::Cell]| -> Vec<String> {
        row.iter().map(|cell| cell.text.clone()).collect()
    };
    let header = texts(&grid.header);
    let rows = grid.rows.iter();
    rows.map(|row| At::new(said(&header, &texts(row)), row[0].span))
        .collect()
}

fn said(header: &[String], row: &[String]) -> String {
    let cells = header.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
    let cells = cells.map(|(head, cell)| format!("{}: {cell}.", head.trim_end_matches(':')));
    cells.collect::<Vec<_>>().join(" ")
}
