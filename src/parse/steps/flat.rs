//! A stretch of tokens as one plain text, with the way back to the file.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::dialect::Token;
use crate::language::{Vocabulary, Word};
use crate::parse::capture::From;
use crate::text::Span;

/// Stands for a word of code: no vocabulary has it.
const OPAQUE: &str = "\u{fffc}";

/// The plain text of some tokens.
#[derive(Clone, Debug, Default)]
pub struct Flat {
    /// Line breaks are `\n`.
    pub text: String,
    /// Without those for line breaks; each has a style.
    pub words: Vec<Word>,
    pub styles: Vec<Style>,
    stretches: Vec<Stretch>,
}

/// How a word is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    pub is_bold: bool,
    pub is_italic: bool,
    pub is_code: bool,
    pub is_quoted: bool,
    /// The token that opens the link around it.
    pub link: Option<usize>,
}

#[derive(Clone, Debug)]
struct Stretch {
    range: Range<usize>,
    token: usize,
    span: Span,
    style: Style,
}

impl Flat {
    /// Reads `range` of `tokens`; blocks among them are left out.
    pub fn read(tokens: &[Token<'_>], range: Range<usize>, vocabulary: &Vocabulary) -> Flat {
        let mut flat = Flat::default();
        let mut style = Style::default();
        let mut image = 0usize;
        for at in range {
            let token = &tokens[at];
            match &token.event {
                Event::Start(Tag::Image { .. }) => image += 1,
                Event::End(TagEnd::Image) => image = image.saturating_sub(1),
                _ if image > 0 => {}
                Event::Start(Tag::Strong) => style.is_bold = true,
                Event::End(TagEnd::Strong) => style.is_bold = false,
                Event::Start(Tag::Emphasis) => style.is_italic = true,
                Event::End(TagEnd::Emphasis) => style.is_italic = false,
                Event::Start(Tag::Link { .. }) => style.link = Some(at),
                Event::End(TagEnd::Link) => style.link = None,
                Event::Text(text) => flat.push(text, at, token.span, style),
                Event::Code(text) => {
                    let style = Style {
                        is_code: true,
                        ..style
                    };
                    flat.push(text, at, token.span, style);
                }
                Event::SoftBreak | Event::HardBreak => flat.push("\n", at, token.span, style),
                Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => {
                    flat.push("\n", at, token.span, style);
                }
                _ => {}
            }
        }
        flat.words = vocabulary.words(&flat.text);
        flat.words.retain(|word| word.text != "\n");
        flat.set_styles();
        flat
    }

    fn push(&mut self, text: &str, token: usize, span: Span, style: Style) {
        let start = self.text.len();
        self.text.push_str(text);
        self.stretches.push(Stretch {
            range: start..self.text.len(),
            token,
            span,
            style,
        });
    }

    fn set_styles(&mut self) {
        let mut is_quoted = false;
        let mut stretch = 0;
        for word in &mut self.words {
            while self
                .stretches
                .get(stretch + 1)
                .is_some_and(|next| next.range.start <= word.range.start)
            {
                stretch += 1;
            }
            let mut style = self
                .stretches
                .get(stretch)
                .map_or_else(Style::default, |one| one.style);
            match word.text.as_str() {
                "\"" => is_quoted = !is_quoted,
                "“" if is_quoted => is_quoted = false,
                "“" | "„" | "«" => is_quoted = true,
                "”" | "»" => is_quoted = false,
                _ => style.is_quoted = is_quoted,
            }
            if style.is_code {
                OPAQUE.clone_into(&mut word.text);
            }
            self.styles.push(style);
        }
    }

    /// Where a stretch of the text stands in the file.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let start = self.byte(range.start, false);
        Span::new(start, self.byte(range.end, true).max(start))
    }

    fn byte(&self, at: usize, is_end: bool) -> usize {
        let holds = |one: &&Stretch| match is_end {
            true => at <= one.range.end,
            false => at < one.range.end,
        };
        let Some(one) = self.stretches.iter().find(holds).or(self.stretches.last()) else {
            return 0;
        };
        let is_verbatim = one.span.end - one.span.start == one.range.len();
        match (is_verbatim, is_end) {
            (true, _) => one.span.start + at.saturating_sub(one.range.start).min(one.range.len()),
            (false, false) => one.span.start,
            (false, true) => one.span.end,
        }
    }

    /// The place in the tokens at which a place of the text stands; `end` where it is at the end.
    pub fn place(&self, at: usize, end: usize) -> From {
        for one in &self.stretches {
            if at < one.range.end {
                return From {
                    token: one.token,
                    cut: at.saturating_sub(one.range.start),
                };
            }
        }
        From { token: end, cut: 0 }
    }

    /// Whether a word stands for itself: neither code nor quoted.
    pub fn is_plain(&self, at: usize) -> bool {
        self.styles
            .get(at)
            .is_some_and(|style| !style.is_code && !style.is_quoted)
    }

    /// The bytes of some words.
    pub fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        let Some(first) = self.words.get(words.start) else {
            return self.text.len()..self.text.len();
        };
        let last = &self.words[words.end.max(words.start + 1).min(self.words.len()) - 1];
        first.range.start..last.range.end
    }

    /// The text of some words as written, in one line.
    pub fn said(&self, words: &Range<usize>) -> String {
        match words.is_empty() {
            true => String::new(),
            false => crate::text::folded(&self.text[self.bytes(words)]),
        }
    }

    /// Where some words stand in the file.
    pub fn span_of(&self, words: &Range<usize>) -> Span {
        self.span(&self.bytes(words))
    }

    /// The first word that begins at a byte or behind it.
    pub fn word_at(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.range.start < byte)
    }
}
