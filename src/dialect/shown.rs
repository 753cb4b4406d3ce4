//! Markup that did not take: a reader sees its characters. One hint for each kind and document, at
//! the first place, with the fix.
//!
//! A hint has to be right: where the same characters are often meant as they stand (`5 * 3 * 2`,
//! `#channel`, `$5 and $6`), nothing is said.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Tag, TagEnd};
use regex::Regex;

use super::wide_table::{columns, is_delimiter};
use super::{Lines, Token};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FilePath;
use crate::text::Span;

/// Stands for what is no text: code, pictures, the ends of phrases.
const OTHER: char = '\u{FFFC}';

/// A kind of markup that did not take: finds it in the text of a block.
type Kind = fn(&str) -> Option<Found>;

/// What was found in a text.
struct Found {
    range: Range<usize>,
    message: String,
    help: String,
}

const KINDS: [Kind; 10] = [
    bold, link, heading, item, table, contents, template, math, highlight, emoji,
];

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

fn found(
    range: Range<usize>,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Option<Found> {
    Some(Found {
        range,
        message: message.into(),
        help: help.into(),
    })
}

macro_rules! pattern {
    ($pattern:literal) => {{
        static PATTERN: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($pattern).expect("a valid pattern"));
        &*PATTERN
    }};
}

/// `**Note: **text`, `**「重要」**で`.
fn bold(text: &str) -> Option<Found> {
    if !text.contains("**") && !text.contains("__") {
        return None;
    }
    for marks in pattern!(r"\*\*([^*\n]+)\*\*|(?:^|\s)__([^_\n]+)__").captures_iter(text) {
        let whole = marks.get(0).expect("group 0 is the match").range();
        let is_stars = marks.get(1).is_some();
        let inner = marks
            .get(1)
            .or(marks.get(2))
            .map_or("", |inner| inner.as_str());
        let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
        let has_blank = inner.trim() != inner;
        if letters < 2 || (!has_blank && !is_stars) {
            continue;
        }
        let mark = if is_stars { "**" } else { "__" };
        let help = if has_blank {
            format!("remove the blanks inside: `{mark}{}{mark}`", inner.trim())
        } else {
            format!("put a blank before or after `{mark}`, or the punctuation outside of it")
        };
        let start =
            whole.start + (text[whole.clone()].len() - text[whole.clone()].trim_start().len());
        return found(
            start..whole.end,
            format!("`{mark}` is shown: this is not bold"),
            help,
        );
    }
    None
}

/// `[the plan](site plan.md)`, `[form] (form.md)`, `(form.md)[form]`.
fn link(text: &str) -> Option<Found> {
    if !text.contains('[') {
        return None;
    }
    for link in pattern!(r"\[([^\[\]\n]+)\]( ?)\(([^()\n]+)\)|\(([^()\s]+)\)\[([^\[\]\n]+)\]")
        .captures_iter(text)
    {
        let whole = link.get(0).expect("group 0 is the match").range();
        let part = |group: usize| link.get(group).map_or("", |part| part.as_str());
        let (label, target) = match part(1) {
            "" => (part(5), part(4)),
            label => (label, part(3)),
        };
        let is_turned = part(1).is_empty();
        let has_gap = !part(2).is_empty();
        let has_blank = target.contains(char::is_whitespace);
        if !is_target(target) || (has_gap && has_blank) {
            continue;
        }
        let target = if has_blank {
            format!("<{target}>")
        } else {
            target.to_owned()
        };
        let reason = if is_turned || has_gap || has_blank {
            format!("write `[{label}]({target})`")
        } else {
            "check the brackets and quotes of the link".to_owned()
        };
        return found(whole, "this is not a link", reason);
    }
    None
}

/// Whether a text in brackets looks like the target of a link.
fn is_target(text: &str) -> bool {
    pattern!(
        r"(?i)^(?:https?://\S+|#[\w-]+|\.{0,2}/[\w./%-]+|[^:]*\.(?:md|html?|pdf|docx?|xlsx?|pptx?|csv|txt|png|jpe?g|gif|svg)(?:#\S*)?)$"
    )
    .is_match(text)
}

/// `#NoSpace`, `##Nor here`.
fn heading(text: &str) -> Option<Found> {
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    let rest = &text[hashes..];
    let is_heading = (1..=6).contains(&hashes)
        && !text.contains('\n')
        && !rest.contains('#')
        && rest.starts_with(|c: char| {
            if hashes == 1 {
                c.is_uppercase()
            } else {
                c.is_alphabetic()
            }
        });
    let marks = "#".repeat(hashes);
    let help = format!("put a blank after it: `{marks} {}`", rest.trim());
    if !is_heading {
        return None;
    }
    found(
        0..text.len(),
        format!("`{marks}` is shown: this is not a heading"),
        help,
    )
}

/// `1.No space`.
fn item(text: &str) -> Option<Found> {
    let number = |line: &str| -> Option<u32> {
        let found = pattern!(r"^(\d{1,2})[.)]\p{Alphabetic}").captures(line)?;
        found[1].parse().ok()
    };
    let mut lines = text.lines();
    let first = lines.next()?;
    let own = number(first)?;
    let is_list = match lines.next() {
        Some(second) => number(second) == Some(own + 1),
        None => {
            let after = first.trim_start_matches(|c: char| c.is_ascii_digit());
            own == 1 && after.chars().nth(1).is_some_and(char::is_uppercase)
        }
    };
    if !is_list {
        return None;
    }
    let end = first.find(['.', ')'])? + 1;
    let help = format!(
        "put a blank after it: `{} {}`",
        &first[..end],
        &first[end..]
    );
    let message = format!("`{}` is shown: this is not a list", &first[..end]);
    found(0..first.len(), message, help)
}

/// A table of which the delimiter row does not fit.
fn table(text: &str) -> Option<Found> {
    if !text.contains('|') {
        return None;
    }
    let mut at = 0;
    let mut before: Option<(usize, &str)> = None;
    for line in text.split('\n') {
        if let Some((start, header)) = before.filter(|(_, header)| header.contains('|'))
            && is_delimiter(line)
        {
            let (cells, dashes) = (columns(header), columns(line));
            let help = if cells == dashes {
                "leave a blank line above the table".to_owned()
            } else {
                format!(
                    "give the line of dashes as many cells as the header: {cells}, not {dashes}"
                )
            };
            return found(start..at + line.len(), "this is not a table", help);
        }
        before = Some((at, line));
        at += line.len() + 1;
    }
    None
}

/// `[TOC]`, `[[toc]]`.
fn contents(text: &str) -> Option<Found> {
    let mark = pattern!(r"\[\[?(?:TOC|_TOC_)\]\]?|^\[\[?(?i:_?toc_?)\]\]?$").find(text)?;
    let message = format!(
        "`{}` is shown: it makes no table of contents",
        mark.as_str()
    );
    found(
        mark.range(),
        message,
        "remove it: each page has a table of contents",
    )
}

/// `{{< x >}}`, `{% x %}`, `<%= x %>`.
fn template(text: &str) -> Option<Found> {
    if !text.contains('{') && !text.contains("<%") {
        return None;
    }
    let mark = pattern!(r"\{\{[<%].*?[>%]\}\}|\{\{#\w+[^{}]*\}\}|\{%-?\s*\w+.*?%\}|<%=?\s.*?%>")
        .find(text)?;
    found(
        mark.range(),
        format!("`{}` is shown: templates are not run", mark.as_str()),
        "write what it stands for, or put it in backticks",
    )
}

/// `$E=mc^2$`.
fn math(text: &str) -> Option<Found> {
    if !text.contains('$') {
        return None;
    }
    let formulas = pattern!(r"(?:^|[^\w$])(\$\$?[^\s$][^$\n]*\$\$?)(?:[^\w$]|$)");
    for formula in formulas.captures_iter(text) {
        let formula = formula.get(1).expect("the group is in every match");
        let inner = formula.as_str().trim_matches('$');
        let is_formula = inner.contains(['\\', '^'])
            || inner.contains(['=', '_']) && !inner.starts_with(|c: char| c.is_ascii_digit());
        if is_formula && inner.trim_end() == inner && !inner.starts_with('{') {
            return found(
                formula.range(),
                "`$` is shown: formulas are not typeset",
                "write the formula in words and characters, or show it as a picture",
            );
        }
    }
    None
}

/// `==marked==`.
fn highlight(text: &str) -> Option<Found> {
    if !text.contains("==") {
        return None;
    }
    let mark = pattern!(r"(?:^|[\s(])(==[^\s=](?:[^=\n]*[^\s=])?==)(?:[\s).,;:!?]|$)");
    let mark = mark.captures(text)?.get(1)?;
    let help = format!("write `**{}**`", mark.as_str().trim_matches('='));
    found(mark.range(), "`==` is shown: this is not highlighted", help)
}

/// `:warning:`.
fn emoji(text: &str) -> Option<Found> {
    if !text.contains(':') {
        return None;
    }
    let mark = pattern!(r"(?:^|[\s(])(:[a-z][a-z_]+[a-z]:)(?:[\s).,;!?]|$)");
    let mark = mark.captures(text)?.get(1)?;
    found(
        mark.range(),
        format!("`{}` is shown: it is not an emoji here", mark.as_str()),
        "write the character itself, or the word",
    )
}
