//! Admonitions written as `!!! note "Title"` with an indented body, put into a form that a
//! CommonMark parser reads: a block quote. Every byte keeps its place in the file.
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

/// An opening line `!!! kind "Title"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admonition {
    pub kind: String,
    pub title: Option<String>,
    /// The opening line in the file.
    pub span: Span,
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
    let has_opener = text.lines().any(|line| opener(line.trim_start()).is_some());
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
    /// Columns of the `!!!` of the open admonitions.
    open: Vec<usize>,
    /// Blank lines that belong to the admonition only if more of its body follows.
    blank: Vec<usize>,
    fence: Option<(char, usize)>,
    is_in_list: bool,
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
        let depth = self.open.iter().take_while(|at| indent >= **at + 4).count();
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
        let prefix = self.prefix(depth);
        let (body, body_at) = match self.open.last() {
            Some(at) => unindent(line, file, at + 4),
            None => (line, file),
        };
        self.text.push_str(&prefix);
        let inner = body.trim_start_matches([' ', '\t']);
        let inner_indent = body.len() - inner.len();
        let may_open = self.fence.is_none()
            && self.open.len() < DEEPEST
            && (inner_indent < 4 || self.is_in_list);
        match opener(inner.trim_end()) {
            Some((kind, title)) if may_open => {
                let lead = line.len() - line.trim_start().len();
                let span = Span::new(file + lead, file + line.trim_end().len());
                self.admonitions.push(Admonition { kind, title, span });
                self.text.push_str(&body[..inner_indent]);
                self.map.push((self.text.len(), span.start));
                self.text.push_str(">\n");
                self.open.push(indent);
            }
            _ => {
                self.note_context(inner, inner_indent);
                self.copy(body, body_at);
            }
        }
    }

    fn copy(&mut self, body: &str, file: usize) {
        self.map.push((self.text.len(), file));
        self.text.push_str(body);
    }

    /// What stands before a line inside of the open admonitions.
    fn prefix(&self, depth: usize) -> String {
        let mut prefix = String::new();
        let mut at = 0;
        for column in &self.open[..depth] {
            prefix.push_str(&" ".repeat(column - at));
            prefix.push_str("> ");
            at = column + 4;
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
    fn an_opener_inside_of_a_code_fence_is_code() {
        let text = "```\n!!! note\n    x\n```\n";
        assert_eq!(read(text, 0, None).text, text);
    }
}
