//! Attribute lists: `{: .class #id caption="…"}` after a block or a phrase, `{#id .class}` at the
//! end of a heading, a list item or a paragraph. Nothing else in braces is one: `Fill in {customer}`
//! stays as it is.
//!
//! In: tokens. Out: the same without the lists, each on the element it belongs to.

use std::sync::LazyLock;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use regex::Regex;

use super::{Attributes, Token};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FilePath;
use crate::text::Span;

/// A list that follows more bytes than this is not at the start of its text.
const MANY: usize = 200;

static WITH_COLON: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{:([^{}\n]*)\}").expect("a valid pattern"));
static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?:^|\s)caption\s*=\s*["“”]([^"“”]*)["“”]"#).expect("a valid pattern")
});
static AT_THE_END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[ \t]*\{[ \t]*([#.][\w.:-]+(?:[ \t]+[#.][\w.:-]+)*)[ \t]*\}[ \t]*$")
        .expect("a valid pattern")
});

/// Takes the lists out of the texts and puts them on their elements.
pub fn apply(
    tokens: &mut Vec<Token<'_>>,
    file: &str,
    path: &FilePath,
    found: &mut Vec<Diagnostic>,
) {
    let has_list = tokens
        .iter()
        .any(|token| matches!(&token.event, Event::Text(text) if text.contains('{')));
    if !has_list {
        return;
    }
    let mut reader = Reader {
        file,
        open: Vec::new(),
        ended: None,
        in_code: false,
        dead: vec![false; tokens.len()],
        stray: Vec::new(),
    };
    for at in 0..tokens.len() {
        reader.token(at, tokens);
    }
    for (span, fault) in &reader.stray {
        let (message, help) = match fault {
            Fault::NoTarget => (
                "the attribute list applies to nothing",
                "put it directly after a paragraph, a heading or a phrase",
            ),
            Fault::NoList => (
                "`{:` begins an attribute list, and this is none",
                "leave out the colon, or write `{: .class #id key=\"value\"}`",
            ),
        };
        found.push(Diagnostic::new(Code::AttributeListStray, path, *span, message).help(help));
    }
    let mut index = 0;
    tokens.retain(|_| {
        index += 1;
        !reader.dead[index - 1]
    });
}

/// What is wrong with a list.
enum Fault {
    /// It stands beside nothing that it could apply to.
    NoTarget,
    /// Something else than attributes stands in it.
    NoList,
}

struct Reader<'a> {
    /// The text of the whole file.
    file: &'a str,
    /// Starts of the open elements.
    open: Vec<usize>,
    /// Start of the element that ended last, with the depth at which it stood.
    ended: Option<(usize, usize)>,
    in_code: bool,
    dead: Vec<bool>,
    stray: Vec<(Span, Fault)>,
}

impl Reader<'_> {
    fn token(&mut self, at: usize, tokens: &mut [Token<'_>]) {
        match &tokens[at].event {
            Event::Start(tag) => {
                self.in_code |= matches!(tag, Tag::CodeBlock(_));
                self.open.push(at);
            }
            Event::End(end) => {
                if *end == TagEnd::CodeBlock {
                    self.in_code = false;
                }
                if let Some(start) = self.open.pop()
                    && !self.dead[start]
                {
                    self.ended = Some((start, self.open.len()));
                }
            }
            Event::Code(_) => self.ended = Some((at, self.open.len())),
            Event::Text(text) if !self.in_code && text.contains('{') => self.text(at, tokens),
            _ => {}
        }
    }

    fn text(&mut self, at: usize, tokens: &mut [Token<'_>]) {
        let Event::Text(text) = &tokens[at].event else {
            return;
        };
        let written = text.clone();
        let span = tokens[at].span;
        let is_last = tokens
            .get(at + 1)
            .is_none_or(|next| ends_block(&next.event));
        let mut text = String::new();
        let mut from = 0;
        for list in WITH_COLON.captures_iter(&written) {
            let whole = list.get(0).expect("group 0 is the match").range();
            if self.is_escaped(span, whole.start) {
                continue;
            }
            let place = Span::new(
                (span.start + whole.start).min(span.end),
                (span.start + whole.end).min(span.end),
            );
            if !is_list(&list[1]) {
                self.stray.push((place, Fault::NoList));
                continue;
            }
            text.push_str(&written[from..whole.start]);
            from = whole.end;
            let is_end = is_last && written[whole.end..].trim_start().is_empty();
            let is_start = whole.start < MANY && text.trim().is_empty();
            let target = self.target(at, tokens, is_start, is_end, whole.start == 0);
            match (target, parse(&list[1])) {
                (Some(target), Some(attributes)) => put(&mut tokens[target], attributes),
                _ => self.stray.push((place, Fault::NoTarget)),
            }
            if is_end {
                text.truncate(text.trim_end().len());
            }
        }
        let rest = &written[from..];
        let opens_line =
            from > 0 && text.is_empty() && self.open.last() == at.checked_sub(1).as_ref();
        text.push_str(if opens_line { rest.trim_start() } else { rest });
        let block = self.block(tokens);
        if is_last
            && let Some(list) = AT_THE_END.captures(&text)
            && let Some(target) = block
        {
            let start = list.get(0).expect("group 0 is the match").start();
            if !self.is_escaped(span, start)
                && let Some(attributes) = parse(&list[1])
            {
                put(&mut tokens[target], attributes);
                text.truncate(start);
            }
        }
        if text.is_empty() {
            self.drop_text(at, tokens);
        }
        tokens[at].event = Event::Text(CowStr::from(text));
    }

    /// Whether an element begins in the line after the one in which another ends.
    fn is_next_line(&self, before: Span, after: Span) -> bool {
        let ended = self.file[..before.end].trim_end().len();
        let between = self.file.get(ended..after.start).unwrap_or("");
        between.bytes().filter(|byte| *byte == b'\n').count() <= 1
    }

    /// Whether a backslash stands before a place of a text: it always begins a text of its own.
    fn is_escaped(&self, text: Span, place: usize) -> bool {
        place == 0 && self.file[..text.start].ends_with('\\')
    }

    /// The element that a list in the text at `at` belongs to.
    fn target(
        &mut self,
        at: usize,
        tokens: &[Token<'_>],
        is_start: bool,
        is_end: bool,
        is_adjacent: bool,
    ) -> Option<usize> {
        let before = at.checked_sub(1).map(|before| &tokens[before].event);
        let follows_phrase = matches!(
            before,
            Some(
                Event::Code(_)
                    | Event::End(
                        TagEnd::Link
                            | TagEnd::Image
                            | TagEnd::Strong
                            | TagEnd::Emphasis
                            | TagEnd::Strikethrough
                    )
            )
        );
        if is_adjacent && follows_phrase {
            return self.ended.map(|(start, _)| start);
        }
        let block = *self.open.last()?;
        let opens_block = at.checked_sub(1) == Some(block);
        let is_cell = matches!(tokens[block].event, Event::Start(Tag::TableCell));
        if is_cell && is_start && is_end {
            return self.row_of_list(tokens);
        }
        if opens_block && is_start && is_end {
            if !matches!(tokens[block].event, Event::Start(Tag::Paragraph)) {
                return Some(block);
            }
            self.dead[block] = true;
            if let Some(end) = self.dead.get_mut(at + 1) {
                *end = true;
            }
            let depth = self.open.len() - 1;
            if let Some((before, stood)) = self.ended
                && stood == depth
                && self.is_next_line(tokens[before].span, tokens[block].span)
            {
                return Some(before);
            }
            let next = at + 2;
            let is_above = tokens.get(next).is_some_and(|token| {
                matches!(token.event, Event::Start(_))
                    && self.is_next_line(tokens[at].span, token.span)
            });
            return is_above.then_some(next);
        }
        if is_end || (opens_block && is_start) {
            return self.block(tokens);
        }
        None
    }

    /// A list in the line after a table reads as its last row: the row goes, the table gets it.
    fn row_of_list(&mut self, tokens: &[Token<'_>]) -> Option<usize> {
        let is_open = |tag: &dyn Fn(&Event<'_>) -> bool| {
            self.open
                .iter()
                .rev()
                .copied()
                .find(|at| tag(&tokens[*at].event))
        };
        let row = is_open(&|event| matches!(event, Event::Start(Tag::TableRow)))?;
        let table = is_open(&|event| matches!(event, Event::Start(Tag::Table(_))))?;
        let length = tokens[row..]
            .iter()
            .position(|token| token.event == Event::End(TagEnd::TableRow))?;
        let texts = tokens[row..=row + length]
            .iter()
            .filter(|token| matches!(token.event, Event::Text(_) | Event::Code(_)))
            .count();
        if texts > 1 {
            return None;
        }
        self.dead[row..=row + length].fill(true);
        Some(table)
    }

    /// The innermost open block; for the first paragraph of an item, the item.
    fn block(&self, tokens: &[Token<'_>]) -> Option<usize> {
        let at = self.open.iter().rposition(|at| {
            matches!(
                tokens[*at].event,
                Event::Start(
                    Tag::Paragraph
                        | Tag::Item
                        | Tag::Heading { .. }
                        | Tag::TableCell
                        | Tag::DefinitionListTitle
                        | Tag::DefinitionListDefinition
                )
            )
        })?;
        let block = self.open[at];
        let is_paragraph = matches!(tokens[block].event, Event::Start(Tag::Paragraph));
        let item = at.checked_sub(1).map(|outer| self.open[outer]);
        match item {
            Some(item)
                if is_paragraph
                    && item + 1 == block
                    && matches!(tokens[item].event, Event::Start(Tag::Item)) =>
            {
                Some(item)
            }
            _ => Some(block),
        }
    }

    /// A text that was nothing but a list goes, with the line break before it.
    fn drop_text(&mut self, at: usize, tokens: &[Token<'_>]) {
        self.dead[at] = true;
        let breaks = at
            .checked_sub(1)
            .filter(|before| tokens[*before].event == Event::SoftBreak);
        let is_last = tokens
            .get(at + 1)
            .is_none_or(|next| ends_block(&next.event));
        if let (Some(before), true) = (breaks, is_last) {
            self.dead[before] = true;
        }
    }
}

fn ends_block(event: &Event<'_>) -> bool {
    match event {
        Event::End(end) => !matches!(
            end,
            TagEnd::Link
                | TagEnd::Image
                | TagEnd::Strong
                | TagEnd::Emphasis
                | TagEnd::Strikethrough
        ),
        Event::Start(tag) => matches!(
            tag,
            Tag::List(_) | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Paragraph | Tag::Table(_)
        ),
        _ => false,
    }
}

fn put(token: &mut Token<'_>, attributes: Attributes) {
    let held = token.attributes.get_or_insert_default();
    if held.id.is_none() {
        held.id = attributes.id;
    }
    if held.caption.is_none() {
        held.caption = attributes.caption;
    }
    held.classes.extend(attributes.classes);
}

/// Whether a list holds nothing but attributes: ids, classes, `key=value`; or one word, by which
/// kramdown means a list or a table of contents that stands elsewhere.
fn is_list(list: &str) -> bool {
    static ATTRIBUTES: LazyLock<Regex> = LazyLock::new(|| {
        let attribute = r#"(?:[#.][\w.:-]+|[\w:-]+\s*=\s*(?:["“”][^"“”]*["“”]|'[^']*'|[^\s"']+))"#;
        let pattern = format!(r"^\s*(?:{attribute}(?:\s+{attribute})*|[\w-]+|::\w+.*/)?\s*$");
        Regex::new(&pattern).expect("a valid pattern")
    });
    ATTRIBUTES.is_match(list)
}

fn is_name(name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    !name.is_empty() && name.chars().all(is_part)
}

/// `None` where the list holds nothing that can be kept.
fn parse(list: &str) -> Option<Attributes> {
    let mut attributes = Attributes::default();
    let caption = CAPTION.captures(list);
    let words = match &caption {
        Some(caption) => list.replace(&caption[0], " "),
        None => list.to_owned(),
    };
    attributes.caption = caption.map(|caption| caption[1].trim().to_owned());
    for word in words.split_whitespace() {
        match (word.strip_prefix('#'), word.strip_prefix('.')) {
            (Some(id), _) if is_name(id) => attributes.id = Some(id.to_owned()),
            (_, Some(class)) if is_name(class) => attributes.classes.push(class.to_owned()),
            _ => {}
        }
    }
    (attributes != Attributes::default()).then_some(attributes)
}
