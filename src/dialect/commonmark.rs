//! Lines to the events of a CommonMark parser. Neighbouring texts are joined, so that no word is cut
//! in two.

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};

use super::lines::{GUARD, Lines};
use super::{Syntax, Syntaxes, Token};
use crate::text::At;

/// Reads the events of `lines`, and the references of `[text][reference]` without a definition.
pub fn read<'a>(lines: &'a Lines<'_>, syntaxes: Syntaxes) -> (Vec<Token<'a>>, Vec<At<String>>) {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    options.set(
        Options::ENABLE_DEFINITION_LIST,
        syntaxes.contains(Syntax::Definition),
    );
    options.set(
        Options::ENABLE_WIKILINKS,
        syntaxes.contains(Syntax::WikiLink),
    );
    let mut undefined: Vec<At<String>> = Vec::new();
    let mut tokens: Vec<Token<'a>> = Vec::new();
    let note = |broken: BrokenLink<'a>| {
        let is_meant = matches!(broken.link_type, LinkType::Reference | LinkType::Collapsed);
        if is_meant {
            let span = lines.place(broken.span);
            undefined.push(At::new(broken.reference.replace(GUARD, ""), span));
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
    if lines.has_guards {
        for token in &mut tokens {
            remove_guards(&mut token.event);
        }
    }
    (tokens, undefined)
}

fn remove_guards(event: &mut Event<'_>) {
    let remove = |text: &mut CowStr<'_>| {
        if text.contains(GUARD) {
            *text = CowStr::from(text.replace(GUARD, ""));
        }
    };
    match event {
        Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
            remove(text);
        }
        Event::Start(
            Tag::Link {
                dest_url, title, ..
            }
            | Tag::Image {
                dest_url, title, ..
            },
        ) => {
            remove(dest_url);
            remove(title);
        }
        _ => {}
    }
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
