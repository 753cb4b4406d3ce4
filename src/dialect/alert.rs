//! `> [!WARNING]`, as GitHub has it; with a title and a fold mark, as Obsidian has it.

use pulldown_cmark::{CowStr, Event, Tag};

use super::Token;
use crate::text::Span;

/// The first line of an alert.
pub struct Alert {
    pub kind: String,
    pub title: Option<String>,
    /// The mark in the file.
    pub span: Span,
}

/// The alert that the block quote at `at` is, if it is one; its mark is taken out of the tokens.
pub fn take(tokens: &mut [Token<'_>], at: usize) -> Option<Alert> {
    let is_quote = matches!(tokens[at].event, Event::Start(Tag::BlockQuote(_)));
    let is_paragraph = matches!(tokens.get(at + 1)?.event, Event::Start(Tag::Paragraph));
    if !is_quote || !is_paragraph {
        return None;
    }
    let token = tokens.get(at + 2)?;
    let Event::Text(text) = &token.event else {
        return None;
    };
    let inner = text.strip_prefix("[!")?;
    let (word, rest) = inner.split_once(']')?;
    let is_word = word.starts_with(char::is_alphabetic)
        && word.chars().all(|c| c.is_alphanumeric() || c == '-');
    let next = tokens.get(at + 3).map(|token| &token.event);
    let is_line = matches!(
        next,
        None | Some(Event::SoftBreak | Event::HardBreak | Event::End(_))
    );
    if !is_word || !is_line {
        return None;
    }
    let breaks_after = matches!(next, Some(Event::SoftBreak | Event::HardBreak));
    let title = rest.strip_prefix(['+', '-']).unwrap_or(rest).trim();
    let start = token.span.start;
    let alert = Alert {
        kind: word.to_owned(),
        title: (!title.is_empty()).then(|| title.to_owned()),
        span: Span::new(start, (start + word.len() + 3).min(token.span.end)),
    };
    let nothing = || Event::Text(CowStr::Borrowed(""));
    tokens[at + 2].event = nothing();
    if breaks_after {
        tokens[at + 3].event = nothing();
    }
    Some(alert)
}
