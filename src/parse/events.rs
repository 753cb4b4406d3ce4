//! The events of a CommonMark parser, each with its bytes in the file.
//!
//! In: the lines of a body. Out: tokens in reading order, neighbouring texts joined, so that a
//! word is never cut in two, and the reference links without a definition.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};

use crate::parse::lines::Lines;
use crate::text::{At, Span};

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

/// A body as tokens.
pub struct Tokens<'a> {
    pub tokens: Vec<Token<'a>>,
    /// `[text][reference]` of which the reference is not defined: the reference.
    pub undefined: Vec<At<String>>,
}

/// Reads the events of `lines`.
pub fn read<'a>(lines: &'a Lines<'_>, wiki_links: bool) -> Tokens<'a> {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    if wiki_links {
        options |= Options::ENABLE_WIKILINKS;
    }
    let mut undefined: Vec<At<String>> = Vec::new();
    let mut tokens: Vec<Token<'a>> = Vec::new();
    let note = |broken: BrokenLink<'a>| {
        let is_meant = matches!(broken.link_type, LinkType::Reference | LinkType::Collapsed);
        if is_meant {
            let span = lines.place(broken.span);
            undefined.push(At::new(broken.reference.to_string(), span));
        }
        None::<(CowStr<'a>, CowStr<'a>)>
    };
    let parser = Parser::new_with_broken_link_callback(&lines.text, options, Some(note));
    let mut in_code = false;
    let mut last_end = usize::MAX;
    for (event, range) in parser.into_offset_iter() {
        match &event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(_) => in_code = false,
            _ => {}
        }
        let span = lines.place(range.clone());
        let continues = !in_code && range.start == last_end;
        let is_verbatim = matches!(&event, Event::Text(text) if text.len() == range.len());
        if let (Event::Text(text), true, true, Some(last)) =
            (&event, continues, is_verbatim, tokens.last_mut())
            && let Event::Text(before) = &mut last.event
        {
            let whole = last_start(before, &lines.text, range.end, text);
            *before = whole;
            last.span.end = span.end;
        } else {
            tokens.push(Token {
                event,
                span,
                attributes: None,
            });
        }
        last_end = if is_verbatim { range.end } else { usize::MAX };
    }
    undefined.sort_by_key(|reference| reference.span);
    undefined.dedup();
    Tokens { tokens, undefined }
}

/// Two neighbouring texts as one, borrowed from the source where they stand there as they are.
fn last_start<'a>(before: &str, source: &'a str, end: usize, text: &str) -> CowStr<'a> {
    let length = before.len() + text.len();
    let joined = end
        .checked_sub(length)
        .and_then(|start| source.get(start..end))
        .filter(|joined| joined.starts_with(before) && joined.ends_with(text));
    match joined {
        Some(joined) => CowStr::Borrowed(joined),
        None => CowStr::from(format!("{before}{text}")),
    }
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
