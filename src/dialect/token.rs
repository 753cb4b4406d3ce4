//! The events of a CommonMark parser, each with its bytes in the file.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::text::Span;

/// One event.
#[derive(Clone, Debug)]
pub struct Token<'a> {
    pub event: Event<'a>,
    pub span: Span,
    /// What an attribute list says of the element that opens here.
    pub attributes: Option<Box<Attributes>>,
}

/// An id and classes, of letters, digits, `-` and `_`; a caption of any text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    pub id: Option<String>,
    pub classes: Vec<String>,
    /// Of a table.
    pub caption: Option<String>,
}

/// For every start its end, for every other token itself.
pub fn ends(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut ends: Vec<usize> = (0..tokens.len()).collect();
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.event {
            Event::Start(_) => open.push(at),
            Event::End(_) => {
                if let Some(start) = open.pop() {
                    ends[start] = at;
                }
            }
            _ => {}
        }
    }
    ends
}

/// The starts of the outermost elements of a range.
pub fn top_level(range: Range<usize>, ends: &[usize]) -> Vec<usize> {
    let mut top = Vec::new();
    let mut at = range.start;
    while at < range.end {
        top.push(at);
        at = ends[at] + 1;
    }
    top
}

/// The text of tokens without their markup.
pub fn plain(tokens: &[Token<'_>]) -> String {
    let mut out = String::new();
    for token in tokens {
        match &token.event {
            Event::Text(text) | Event::Code(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}
