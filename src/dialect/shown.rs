//! Markup that did not take: a reader sees its characters. One hint for each kind and document, at
//! the first place, with the fix.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::untaken::{Found, KINDS, Kind};
use super::{Lines, Token};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FilePath;
use crate::text::Span;

/// Stands for what is no text: code, pictures, the ends of phrases.
const OTHER: char = '\u{FFFC}';

/// A document of which the markup is looked at.
pub struct Shown<'a> {
    pub lines: &'a Lines<'a>,
    /// The token of the heading that gives the title, or repeats it.
    pub title: Option<usize>,
    /// The text of the whole file.
    pub file: &'a str,
    pub path: &'a FilePath,
}

/// Reports what of the markup of a document is shown as it was written.
pub fn markup_shown(tokens: &[Token<'_>], shown: &Shown<'_>, found: &mut Vec<Diagnostic>) {
    let mut kinds: Vec<Kind> = KINDS.to_vec();
    let mut report = |span, message: String, help: String| {
        found.push(Diagnostic::new(Code::MarkupShown, shown.path, span, message).help(help));
    };
    if let Some((span, cells, header)) = shown.lines.wide_rows.first() {
        let message = format!("a row of the table has {cells} cells, and its header {header}");
        let help = "write `\\|` for a `|` that is part of a text, or add the cells to the header";
        report(*span, message, help.to_owned());
    }
    let mut block = Block::default();
    let mut is_skipped = false;
    for (at, token) in tokens.iter().enumerate() {
        match &token.event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => is_skipped = true,
            Event::Start(Tag::Heading { .. }) if shown.title == Some(at) => is_skipped = true,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Heading(_)) => {
                is_skipped = false;
            }
            _ if is_skipped => continue,
            Event::Text(text) => block.text(text, token.span, shown.file),
            Event::SoftBreak | Event::HardBreak => block.push('\n', token.span),
            event if is_phrase(event) => block.push(OTHER, token.span),
            _ => {}
        }
        let goes_on = matches!(
            token.event,
            Event::Text(_) | Event::SoftBreak | Event::HardBreak
        ) || is_phrase(&token.event);
        if !goes_on {
            kinds.retain(|kind| match block.find(*kind) {
                Some((span, found)) => {
                    report(span, found.message, found.help);
                    false
                }
                None => true,
            });
            block = Block::default();
        }
    }
}

/// Whether an event is part of a line of text.
fn is_phrase(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::End(end) => matches!(
            end,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
        ),
        Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => true,
        _ => false,
    }
}

/// The text of a block as readers see it, and where each part of it stands.
#[derive(Default)]
struct Block {
    text: String,
    /// Bytes of the text and of the file.
    places: Vec<(usize, usize)>,
}

impl Block {
    /// Adds a text; an escaped character is meant as it stands and is none of it.
    fn text(&mut self, text: &str, span: Span, file: &str) {
        let is_escaped = span.start > 0 && file[..span.start].ends_with('\\');
        let mut start = 0;
        if is_escaped && let Some(first) = text.chars().next() {
            self.push(OTHER, span);
            start = first.len_utf8();
        }
        self.places.push((self.text.len(), span.start + start));
        self.text.push_str(&text[start..]);
    }

    fn push(&mut self, c: char, span: Span) {
        self.places.push((self.text.len(), span.start));
        self.text.push(c);
    }

    fn find(&self, kind: Kind) -> Option<(Span, Found)> {
        if self.text.is_empty() {
            return None;
        }
        let found = kind(&self.text)?;
        let place = |at: usize| {
            let next = self.places.partition_point(|(here, _)| *here <= at);
            let (here, file) = self.places[next.saturating_sub(1)];
            file + (at - here)
        };
        let start = place(found.range.start);
        let end = place(found.range.end.max(found.range.start + 1) - 1) + 1;
        Some((Span::new(start, end.max(start)), found))
    }
}
