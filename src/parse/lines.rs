//! Admonitions written as `!!! note "Title"` with an indented body, or between `:::note[Title]` and
//! `:::`, put into a form that a CommonMark parser reads: a block quote. Every byte keeps its place
//! in the file.
//!
//! In: the text after the front matter. Out: the same text, or a rewritten one with a map back.

use std::borrow::Cow;

use crate::text::Span;

/// A text to parse and where its bytes stand in the file.
pub struct Lines<'a> {
    pub text: Cow<'a, str>,
    /// Offsets (in `text`, in the file) from which both run alike; empty when they differ by
    /// `offset` throughout.
    map: Vec<(usize, usize)>,
    offset: usize,
    /// In the order of the file.
    pub admonitions: Vec<Admonition>,
}

/// An opening line `!!! kind "Title"` or `:::kind[Title]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admonition {
    pub kind: String,
    pub title: Option<String>,
    /// The opening line in the file.
    pub span: Span,
    /// Whether it ends where its author ended it.
    pub is_closed: bool,
}

impl Lines<'_> {
    /// The place in the file of bytes of the text.
    pub fn place(&self, range: std::ops::Range<usize>) -> Span {
        let start = self.byte(range.start);
        Span::new(start, self.byte(range.end).max(start))
    }

    fn byte(&self, at: usize) -> usize {
        let index = self.map.partition_point(|(here, _)| *here <= at);
        match index.checked_sub(1).map(|index| self.map[index]) {
            None => at + self.offset,
            Some((here, file)) => {
                let end = self.map.get(index).map_or(usize::MAX, |(_, next)| *next);
                (file + (at - here)).min(end.max(file))
            }
        }
    }

    /// The admonition whose quote opens at a place of the file.
    pub fn admonition(&self, span: Span) -> Option<&Admonition> {
        let found = self
            .admonitions
            .binary_search_by(|admonition| {
                if admonition.span.end <= span.start {
                    std::cmp::Ordering::Less
                } else if admonition.span.start > span.start {
                    std::cmp::Ordering::Greater
                } else {
                    std::cmp::Ordering::Equal
                }
            })
            .ok()?;
        Some(&self.admonitions[found])
    }
}

impl<'a> Lines<'a> {
    /// A text taken out of the file in stretches: byte in the text, byte in the file; ascending.
    pub fn taken(text: &'a str, stretches: &[(usize, usize)]) -> Lines<'a> {
        Lines {
            text: Cow::Borrowed(text),
            map: stretches.to_vec(),
            offset: 0,
            admonitions: Vec::new(),
        }
    }
}

/// Rewrites `text`, which begins `offset` bytes into the file, without the bytes of `left_out`
/// (a front matter that stands in the middle; offsets in `text`).
pub fn read(text: &str, offset: usize, left_out: Option<Span>) -> Lines<'_> {
    let has_opener = text.lines().any(|line| {
        let line = line.trim();
        opener(line).is_some() || container(line).is_some()
    });
    if !has_opener && left_out.is_none() {
        return Lines {
            text: Cow::Borrowed(text),
            map: Vec::new(),
            offset,
            admonitions: Vec::new(),
        };
    }
    let mut rewriter = Rewriter::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_left_out = left_out.is_some_and(|span| span.range().contains(&at));
        if !is_left_out {
            rewriter.line(line, at + offset);
        }
        at += line.len();
    }
    Lines {
        text: Cow::Owned(rewriter.text),
        map: rewriter.map,
        offset,
        admonitions: rewriter.admonitions,
    }
}

/// Admonitions open at one time; deeper ones are text.
const DEEPEST: usize = 8;

#[derive(Default)]
struct Rewriter {
    text: String,
    map: Vec<(usize, usize)>,
    admonitions: Vec<Admonition>,
    open: Vec<Open>,
    /// Blank lines that belong to the admonition only if more of its body follows.
    blank: Vec<usize>,
    fence: Option<(char, usize)>,
    is_in_list: bool,
}

/// An admonition whose body goes on.
struct Open {
    /// Of its opening line.
    column: usize,
    /// How many colons close it; 0 for one that the indent closes.
    colons: usize,
    /// Index into [`Rewriter::admonitions`].
    index: usize,
}

impl Open {
    /// The column at which its body begins.
    fn body(&self) -> usize {
        match self.colons {
            0 => self.column + 4,
            _ => self.column,
        }
    }
}

impl Rewriter {
    fn line(&mut self, line: &str, file: usize) {
        if line.trim().is_empty() {
            if self.open.is_empty() {
                self.copy(line, file);
            } else {
                self.blank.push(file);
            }
            return;
        }
        let indent = column(line);
        let has_line = |open: &&Open| indent >= open.body();
        let depth = self.open.iter().take_while(has_line).count();
        if depth < self.open.len() {
            self.fence = None;
        }
        let blank = std::mem::take(&mut self.blank);
        for blank in blank {
            let prefix = self.prefix(depth.min(self.open.len()));
            self.text.push_str(prefix.trim_end());
            self.map.push((self.text.len(), blank));
            self.text.push('\n');
        }
        self.open.truncate(depth);
        if self.closes(line) {
            return;
        }
        let prefix = self.prefix(depth);
        let (body, body_at) = match self.open.last() {
            Some(open) => unindent(line, file, open.body()),
            None => (line, file),
        };
        self.text.push_str(&prefix);
        let inner = body.trim_start_matches([' ', '\t']);
        let inner_indent = body.len() - inner.len();
        let may_open = self.fence.is_none()
            && self.open.len() < DEEPEST
            && (inner_indent < 4 || self.is_in_list);
        let indented = opener(inner.trim_end()).map(|(kind, title)| (kind, title, 0));
        match indented.or_else(|| container(inner.trim_end())) {
            Some((kind, title, colons)) if may_open => {
                let lead = line.len() - line.trim_start().len();
                let span = Span::new(file + lead, file + line.trim_end().len());
                self.open.push(Open {
                    column: indent,
                    colons,
                    index: self.admonitions.len(),
                });
                self.admonitions.push(Admonition {
                    kind,
                    title,
                    span,
                    is_closed: colons == 0,
                });
                self.text.push_str(&body[..inner_indent]);
                self.map.push((self.text.len(), span.start));
                self.text.push_str(">\n");
            }
            _ => {
                self.note_context(inner, inner_indent);
                self.copy(body, body_at);
            }
        }
    }

    /// Whether a line of colons closes the innermost admonition: a blank line stands in its place, so
    /// that what follows is none of the quote.
    fn closes(&mut self, line: &str) -> bool {
        let line = line.trim();
        let is_colons = line.bytes().all(|byte| byte == b':');
        let closed = self.open.last().filter(|open| {
            self.fence.is_none() && is_colons && open.colons > 0 && line.len() >= open.colons
        });
        let Some(index) = closed.map(|open| open.index) else {
            return false;
        };
        self.admonitions[index].is_closed = true;
        self.open.pop();
        let prefix = self.prefix(self.open.len());
        self.text.push_str(prefix.trim_end());
        self.text.push('\n');
        true
    }

    fn copy(&mut self, body: &str, file: usize) {
        self.map.push((self.text.len(), file));
        self.text.push_str(body);
    }

    /// What stands before a line inside of the open admonitions.
    fn prefix(&self, depth: usize) -> String {
        let mut prefix = String::new();
        let mut at = 0;
        for open in &self.open[..depth] {
            prefix.push_str(&" ".repeat(open.column.saturating_sub(at)));
            prefix.push_str("> ");
            at = open.body();
        }
        prefix
    }

    fn note_context(&mut self, inner: &str, indent: usize) {
        let mark = inner.chars().next().unwrap_or(' ');
        let run = inner.chars().take_while(|c| *c == mark).count();
        match self.fence {
            Some((open, length)) => {
                let is_close = mark == open && run >= length && inner.trim_end().len() == run;
                if is_close {
                    self.fence = None;
                }
                return;
            }
            None if matches!(mark, '`' | '~') && run >= 3 => {
                self.fence = Some((mark, run));
                return;
            }
            None => {}
        }
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let after = &inner[digits..];
        let is_item = if digits == 0 {
            after.starts_with("- ") || after.starts_with("* ") || after.starts_with("+ ")
        } else {
            after.starts_with(". ") || after.starts_with(") ")
        };
        self.is_in_list = is_item || (self.is_in_list && indent > 0);
    }
}

/// The column at which a line's text begins; a tab goes to the next multiple of four.
fn column(line: &str) -> usize {
    let mut column = 0;
    for c in line.chars() {
        match c {
            ' ' => column += 1,
            '\t' => column = column / 4 * 4 + 4,
            _ => break,
        }
    }
    column
}

/// The line without its first `columns` columns of white space.
fn unindent(line: &str, file: usize, columns: usize) -> (&str, usize) {
    let mut column = 0;
    let mut at = 0;
    for c in line.chars() {
        if column >= columns {
            break;
        }
        match c {
            ' ' => column += 1,
            '\t' => column = column / 4 * 4 + 4,
            _ => break,
        }
        at += 1;
    }
    (&line[at..], file + at)
}

/// `!!! kind "Title"`, or `??? kind` and `???+ kind`, which can be folded elsewhere.
fn opener(line: &str) -> Option<(String, Option<String>)> {
    let rest = line
        .strip_prefix("!!!")
        .or_else(|| line.strip_prefix("???+"))
        .or_else(|| line.strip_prefix("???"))?;
    let rest = rest.strip_prefix([' ', '\t'])?.trim();
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
        .unwrap_or(rest.len());
    let (kind, rest) = rest.split_at(end);
    let title = match rest.find('"') {
        Some(open) => {
            let inner = &rest[open + 1..];
            let close = inner.rfind('"')?;
            Some(inner[..close].to_owned())
        }
        None if rest
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b" -_".contains(&b)) =>
        {
            None
        }
        None => return None,
    };
    (!kind.is_empty()).then(|| (kind.to_lowercase(), title))
}

/// `:::kind`, `:::kind[Title]`, `::: kind Title`, and how many colons open it.
fn container(line: &str) -> Option<(String, Option<String>, usize)> {
    let rest = line.trim_start_matches(':');
    let colons = line.len() - rest.len();
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
        .unwrap_or(rest.len());
    let (kind, rest) = rest.split_at(end);
    let is_kind = kind.starts_with(char::is_alphabetic);
    if colons < 3 || !is_kind || !rest.is_empty() && !rest.starts_with(['[', '{', ' ']) {
        return None;
    }
    // Attributes in braces are for a stylesheet.
    let rest = rest.split_once('{').map_or(rest, |(title, _)| title).trim();
    let title = match rest.strip_prefix('[') {
        Some(inner) => inner.strip_suffix(']')?,
        None => rest,
    };
    let title = (!title.is_empty()).then(|| title.to_owned());
    Some((kind.to_lowercase(), title, colons))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_admonition_becomes_a_quote_and_every_byte_keeps_its_place() {
        let text = "a\n\n!!! note \"Mind\"\n    first\n\n    second\nafter\n";
        let lines = read(text, 10, None);
        assert_eq!(lines.text, "a\n\n>\n> first\n>\n> second\nafter\n");
        for word in ["first", "second", "after"] {
            let here = lines.text.find(word).unwrap();
            let there = text.find(word).unwrap() + 10;
            assert_eq!(lines.place(here..here + word.len()).start, there, "{word}");
        }
        assert_eq!(lines.admonitions[0].title.as_deref(), Some("Mind"));
    }

    #[test]
    fn an_admonition_between_colons_becomes_a_quote_and_every_byte_keeps_its_place() {
        let text = "a\n\n:::note[Mind]\nfirst\n\n::::tip\nsecond\n::::\n\n```\n:::\n```\nthird\n:::\nafter\n";
        let lines = read(text, 10, None);
        assert_eq!(
            lines.text,
            "a\n\n>\n> first\n>\n> >\n> > second\n>\n>\n> ```\n> :::\n> ```\n> third\n\nafter\n"
        );
        for word in ["first", "second", "third", "after"] {
            let here = lines.text.find(word).unwrap();
            let there = text.find(word).unwrap() + 10;
            assert_eq!(lines.place(here..here + word.len()).start, there, "{word}");
        }
        assert_eq!(lines.admonitions[0].title.as_deref(), Some("Mind"));
    }

    #[test]
    fn an_opener_inside_of_a_code_fence_is_code() {
        let text = "```\n!!! note\n    x\n```\n";
        assert_eq!(read(text, 0, None).text, text);
    }
}
