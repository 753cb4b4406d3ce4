//! Parts of a body written apart, to be put into a template later.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::dialect::plain;
use crate::parse::Body;
use crate::parse::writer::Writer;
use crate::text::{At, Span, folded};

/// A place between tokens, or within a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct From {
    pub token: usize,
    /// Bytes of the token's text that are left out.
    pub cut: usize,
}

/// The words that open a phrase, in bold or before a colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// Without the colon.
    pub label: At<String>,
    pub has_colon: bool,
    /// What follows.
    pub rest: From,
}

impl Writer<'_> {
    /// What `write` writes: HTML with slots, and plain text.
    pub fn capture(&mut self, write: impl FnOnce(&mut Self)) -> (Body, String) {
        let outer = std::mem::take(&mut self.out);
        let start = self.prose.mark();
        write(self);
        self.close_link();
        self.out.close_raw_within(0);
        let text = folded(self.prose.since(start));
        self.prose.push(' ');
        let inner = std::mem::replace(&mut self.out, outer);
        (self.setting.finish(inner), text)
    }

    /// The phrase from a place to a token.
    pub fn capture_phrase(&mut self, from: From, end: usize) -> (Body, String) {
        self.capture(|writer| {
            let tokens = writer.tokens;
            match tokens
                .get(from.token)
                .map(|token| (&token.event, token.span))
            {
                Some((Event::Text(text), span)) if from.cut > 0 && from.token < end => {
                    let is_verbatim = span.end - span.start == text.len();
                    let start = if is_verbatim {
                        span.start + from.cut
                    } else {
                        span.start
                    };
                    writer.text(&text[from.cut..], Span::new(start, span.end));
                    writer.write(from.token + 1..end);
                }
                _ => writer.write(from.token..end.max(from.token)),
            }
        })
    }

    /// Whole blocks; texts between them become paragraphs, as in a list without blank lines.
    pub fn capture_blocks(&mut self, range: Range<usize>) -> Body {
        let (body, _) = self.capture(|writer| {
            let mut at = range.start;
            while at < range.end {
                if is_block(&writer.tokens[at].event) {
                    let next = writer.ends[at] + 1;
                    writer.write(at..next);
                    at = next;
                    continue;
                }
                let end = writer.phrase_end(at..range.end);
                writer.out.html("<p>");
                writer.write(at..end);
                writer.close_link();
                writer.out.html("</p>\n");
                at = end;
            }
        });
        body
    }

    /// The first phrase of an item and the blocks that follow it.
    pub fn first_phrase(&self, range: Range<usize>) -> (Range<usize>, Range<usize>) {
        match self.tokens.get(range.start).map(|token| &token.event) {
            Some(Event::Start(Tag::Paragraph)) if !range.is_empty() => {
                let end = self.ends[range.start];
                (range.start + 1..end, end + 1..range.end)
            }
            _ => {
                let end = self.phrase_end(range.clone());
                (range.start..end, end..range.end)
            }
        }
    }

    fn phrase_end(&self, range: Range<usize>) -> usize {
        let mut at = range.start;
        while at < range.end && !is_block(&self.tokens[at].event) {
            at = self.ends[at] + 1;
        }
        at
    }

    /// Where the text of some tokens stands.
    pub fn span_of(&self, range: Range<usize>, otherwise: Span) -> Span {
        let mut spans = self.tokens[range].iter().map(|token| token.span);
        match spans.next() {
            Some(first) => {
                let end = spans.map(|span| span.end).max().unwrap_or(0);
                Span::new(first.start, first.end.max(end))
            }
            None => otherwise,
        }
    }

    /// The bold words that open a phrase.
    pub fn bold_lead(&self, range: &Range<usize>) -> Option<Lead> {
        let open = range.start;
        if range.is_empty() || !matches!(self.tokens[open].event, Event::Start(Tag::Strong)) {
            return None;
        }
        let close = self.ends[open];
        let words = plain(&self.tokens[open + 1..close]);
        let label = words.trim().trim_end_matches(':').trim_end();
        let mut has_colon = label.len() < words.trim().len();
        let label = label.trim_end_matches(['→', '–', '—', ' ']);
        let mut rest = From {
            token: close + 1,
            cut: 0,
        };
        if let Some(Event::Text(text)) = self.tokens[..range.end]
            .get(close + 1)
            .map(|token| &token.event)
        {
            let mut after = text.trim_start();
            if let Some(behind) = after.strip_prefix(':').filter(|_| !has_colon) {
                has_colon = true;
                after = behind.trim_start();
            } else if !has_colon {
                after = after.trim_start_matches(['→', '–', '—', ' ']);
            }
            rest = self.from(close + 1, text.len() - after.len());
        }
        let span = self.span_of(open + 1..close, self.tokens[open].span);
        let end = (span.start + label.len()).clamp(span.start, span.end);
        let is_verbatim = self.setting.file.get(span.start..end) == Some(label);
        let span = if is_verbatim {
            Span::new(span.start, end)
        } else {
            span
        };
        (!label.is_empty()).then(|| Lead {
            label: At::new(label.to_owned(), span),
            has_colon,
            rest,
        })
    }

    /// The words before the first colon of a phrase, where they stand in one text.
    pub fn plain_lead(&self, range: &Range<usize>) -> Option<Lead> {
        self.lead_before(range, &[":"])
    }

    fn lead_before(&self, range: &Range<usize>, marks: &[&str]) -> Option<Lead> {
        let token = self.tokens[range.clone()].first()?;
        let Event::Text(text) = &token.event else {
            return None;
        };
        let found = marks
            .iter()
            .filter_map(|mark| Some((text.find(mark)?, mark.len())));
        let (at, length) = found.min()?;
        let (label, after) = (&text[..at], &text[at + length..]);
        let rest = self.from(range.start, text.len() - after.trim_start().len());
        let span = Span::new(
            token.span.start,
            (token.span.start + label.len()).min(token.span.end),
        );
        let label = At::new(label.trim().to_owned(), span);
        Some(Lead {
            label,
            has_colon: true,
            rest,
        })
    }

    /// The place `cut` bytes into a text; the next token where nothing of it is left.
    pub fn from(&self, token: usize, cut: usize) -> From {
        match &self.tokens[token].event {
            Event::Text(text) if cut >= text.len() => From {
                token: token + 1,
                cut: 0,
            },
            _ => From { token, cut },
        }
    }
}

/// Whether an event opens a block, or is one.
pub fn is_block(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::Rule => true,
        _ => false,
    }
}
