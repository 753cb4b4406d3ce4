//! Notes between tags: `{% hint style="info" %}` of GitBook, `{{% alert title="…" %}}` and its like
//! of Hugo; and notes by a class: `{: .note }` and `{: .note-title }` of just-the-docs.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, Tag as Element, TagEnd};

use super::Token;
use super::note::{Opener, is_kind};
use super::tag::{Tag, whole};

/// Tags that hold a note of which the kind is an argument.
const BOXES: [&str; 7] = [
    "hint",
    "alert",
    "notice",
    "callout",
    "admonition",
    "pageinfo",
    "callouts",
];

/// What a line opens that is a tag.
pub fn opener(line: &str) -> Option<Opener> {
    note_tag(&whole(line)?)
}

/// The note that a tag opens.
pub fn note_tag(tag: &Tag<'_>) -> Option<Opener> {
    let is_box = BOXES.contains(&tag.name);
    let is_note = is_box || is_kind(tag.name) && tag.written.starts_with("{{");
    if tag.is_end || !is_note {
        return None;
    }
    let given = tag.named(&["style", "color", "type", "kind", "level"]);
    let first = tag.value(0).filter(|_| is_box);
    let kind = match given.or(first) {
        Some(kind) if is_kind(kind) => kind,
        _ if is_box => "note",
        _ => tag.name,
    };
    let is_first_kind = first.is_some_and(|first| given.is_none() && is_kind(first));
    let is_word = |title: &&str| is_first_kind || title.contains(' ') || !is_box;
    let title = tag
        .named(&["title", "header", "heading"])
        .or_else(|| tag.value(usize::from(is_first_kind)).filter(is_word));
    Some(Opener {
        kind: kind.to_owned(),
        title: title
            .filter(|title| !title.trim().is_empty())
            .map(str::to_owned),
        words: String::new(),
        colons: 0,
        tag: Some(tag.name.to_owned()),
    })
}

/// Whether a line is the end of a tag of that name.
pub fn is_end(line: &str, name: &str) -> bool {
    whole(line.trim()).is_some_and(|tag| tag.is_end && tag.name == name)
}

/// The pieces of a line: a tag that opens or ends a note has a piece of its own. `ends` in the line
/// only count where they end something.
pub fn pieces(line: &str) -> Vec<&str> {
    let tags = super::tag::tags(line);
    let is_pair = tags.iter().enumerate().any(|(at, tag)| {
        note_tag(tag).is_some()
            && line[..tag.range.start].trim_matches([' ', '\t']).is_empty()
            && tags[at + 1..]
                .iter()
                .any(|end| end.is_end && end.name == tag.name)
    });
    if !is_pair {
        return vec![line];
    }
    let name = tags[0].name;
    let Some(end) = tags.iter().find(|tag| tag.is_end && tag.name == name) else {
        return vec![line];
    };
    let (open, rest) = line.split_at(tags[0].range.end);
    let (body, rest) = rest.split_at(end.range.start - open.len());
    let (end, rest) = rest.split_at(end.written.len());
    let mut pieces = vec![open, body, end];
    pieces.extend(Some(rest).filter(|rest| !rest.trim().is_empty()));
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Makes block quotes of the paragraphs that a class makes notes: the kind and the title of each by
/// the index of its start. Lines that a class of a block quote makes its title are taken out.
pub fn by_class(tokens: &mut Vec<Token<'_>>) -> BTreeMap<usize, (String, Option<String>)> {
    let mut notes = BTreeMap::new();
    let mut at = 0;
    while at < tokens.len() {
        let is_quote = match tokens[at].event {
            Event::Start(Element::Paragraph) => false,
            Event::Start(Element::BlockQuote(_)) => true,
            _ => {
                at += 1;
                continue;
            }
        };
        let Some((kind, is_titled)) = class(&tokens[at]) else {
            at += 1;
            continue;
        };
        let title = is_titled
            .then(|| take_title(tokens, at, is_quote))
            .flatten();
        if !is_quote {
            wrap(tokens, at);
        }
        notes.insert(at, (kind, title));
        at += 1 + usize::from(!is_quote);
    }
    notes
}

fn class(token: &Token<'_>) -> Option<(String, bool)> {
    let attributes = token.attributes.as_ref()?;
    attributes.classes.iter().find_map(|class| {
        let (kind, is_titled) = match class.strip_suffix("-title") {
            Some(kind) => (kind, true),
            None => (class.as_str(), false),
        };
        is_kind(kind).then(|| (kind.to_owned(), is_titled))
    })
}

/// The first line of a paragraph, or the first paragraph of a quote, taken out; nothing where it is
/// all that there is.
fn take_title(tokens: &mut [Token<'_>], at: usize, is_quote: bool) -> Option<String> {
    let (from, is_end): (usize, fn(&Event<'_>) -> bool) = if is_quote {
        (at + 2, |event| {
            matches!(event, Event::End(TagEnd::Paragraph) | Event::SoftBreak)
        })
    } else {
        (at + 1, |event| {
            matches!(event, Event::SoftBreak | Event::HardBreak)
        })
    };
    let is_empty = |token: &&Token<'_>| match &token.event {
        Event::Text(text) => text.is_empty(),
        event => matches!(event, Event::SoftBreak),
    };
    let from = from + tokens.get(from..)?.iter().take_while(is_empty).count();
    let rest = tokens.get(from..)?;
    let length = rest.iter().position(|token| {
        is_end(&token.event) || matches!(token.event, Event::End(TagEnd::Paragraph))
    })?;
    let is_all = matches!(rest[length].event, Event::End(TagEnd::Paragraph)) && !is_quote;
    let is_text = rest[..length]
        .iter()
        .all(|token| matches!(token.event, Event::Text(_) | Event::Code(_)));
    if is_all || !is_text {
        return None;
    }
    let title = super::plain(&rest[..length]);
    for token in &mut tokens[from..from + length] {
        token.event = Event::Text(CowStr::Borrowed(""));
    }
    if matches!(
        tokens[from + length].event,
        Event::SoftBreak | Event::HardBreak
    ) {
        tokens[from + length].event = Event::Text(CowStr::Borrowed(""));
    }
    Some(title)
}

fn wrap(tokens: &mut Vec<Token<'_>>, at: usize) {
    let Some(length) = tokens[at..]
        .iter()
        .position(|token| matches!(token.event, Event::End(TagEnd::Paragraph)))
    else {
        return;
    };
    let token = |event, span| Token {
        event,
        span,
        attributes: None,
    };
    let span = tokens[at].span;
    tokens.insert(
        at + length + 1,
        token(Event::End(TagEnd::BlockQuote(None)), span),
    );
    tokens.insert(at, token(Event::Start(Element::BlockQuote(None)), span));
}

#[cfg(test)]
mod tests {
    use super::super::{Syntaxes, jekyll::JEKYLL, lines, plain, read};
    use crate::source::FilePath;

    #[test]
    fn a_class_makes_a_paragraph_or_a_quote_a_note() {
        let text = "{: .note }\nLock it.\n\n{: .warning-title }\n> Two keys\n>\n> Both are needed.\n\n{: .tip-title }\nShort\nBring a lamp.\n\n{: .wide }\nNo note.\n";
        let syntaxes = Syntaxes::of(&JEKYLL);
        let lines = lines(text, &[(0, 0)], None, syntaxes);
        let path = FilePath::new("a.md").unwrap();
        let read = read(&lines, syntaxes, text, &path, &mut Vec::new());
        let notes = read.notes.iter().map(|(at, note)| {
            let body = plain(&read.tokens[*at..read.ends[*at]]);
            (note.kind, note.title.as_deref(), body)
        });
        let notes: Vec<_> = notes.collect();
        assert_eq!(
            notes,
            [
                ("note", None, "Lock it.".to_owned()),
                ("warning", Some("Two keys"), "Both are needed.".to_owned()),
                ("tip", Some("Short"), "Bring a lamp.".to_owned()),
            ]
        );
    }
}
