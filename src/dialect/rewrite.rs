//! The pass that rewrites lines: notes as block quotes, guards before colons that begin no
//! definition.

use super::lines::GUARD;
use super::note::{OpenedNote, Opener};
use super::{Syntax, Syntaxes, admonition, callout, container, tabs, tag};
use crate::text::Span;

/// Whether some line may open a note.
pub fn has_opener(text: &str, syntaxes: Syntaxes) -> bool {
    let mut lines = text.lines();
    lines.any(|line| {
        let mut pieces = pieces(line, syntaxes).into_iter();
        pieces.any(|piece| opener(piece.trim(), syntaxes).is_some())
    })
}

/// Rewrites lines; `colons` are the bytes of colons that need a guard, ascending.
pub fn rewrite(lines: &[Line<'_>], colons: &[usize], syntaxes: Syntaxes) -> Rewritten {
    let mut rewriter = Rewriter {
        syntaxes,
        colons,
        ..Rewriter::default()
    };
    for (index, line) in lines.iter().enumerate() {
        rewriter.line(line, &lines[index + 1..]);
        if index + 1 < lines.len()
            && !rewriter.out.text.is_empty()
            && !rewriter.out.text.ends_with('\n')
        {
            rewriter.out.text.push('\n');
        }
    }
    rewriter.out
}

/// A rewritten text.
#[derive(Default)]
pub struct Rewritten {
    pub text: String,
    /// Offsets in the text and in the file from which both run alike.
    pub map: Vec<(usize, usize)>,
    pub notes: Vec<OpenedNote>,
    pub empty_notes: Vec<Span>,
}

/// The pieces of a line that are read as lines of their own.
pub fn pieces(line: &str, syntaxes: Syntaxes) -> Vec<&str> {
    if syntaxes.contains(Syntax::Template) && tag::has_tags(line) {
        callout::pieces(line)
    } else {
        vec![line]
    }
}

fn opener(line: &str, syntaxes: Syntaxes) -> Option<Opener> {
    let reads = |syntax| syntaxes.contains(syntax);
    let admonition = || admonition::opener(line).filter(|_| reads(Syntax::Admonition));
    let container = || container::opener(line).filter(|_| reads(Syntax::Container));
    let callout = || callout::opener(line).filter(|_| reads(Syntax::Template));
    let tab = || tabs::opener(line).filter(|_| reads(Syntax::Tab));
    admonition()
        .or_else(container)
        .or_else(callout)
        .or_else(tab)
}

/// Notes open at one time; deeper ones are text.
const DEEPEST: usize = 8;

/// A line with its end, and where it begins in the text and in the file.
pub struct Line<'a> {
    pub text: &'a str,
    pub at: usize,
    pub file: usize,
}

#[derive(Default)]
struct Rewriter<'a> {
    syntaxes: Syntaxes,
    /// Colons of the text that need a guard, ascending.
    colons: &'a [usize],
    out: Rewritten,
    open: Vec<Open>,
    /// Blank lines that belong to a note only if more of its body follows.
    blank: Vec<usize>,
    fence: Option<(char, usize)>,
    is_in_list: bool,
}

/// A note whose body goes on.
struct Open {
    /// Of its opening line.
    column: usize,
    /// How many colons close it; 0 for one that the indent closes.
    colons: usize,
    /// The tag that closes it.
    tag: Option<String>,
    /// Index into [`Rewritten::notes`].
    index: usize,
}

impl Open {
    /// Whether a line closes it.
    fn is_closed_by(&self, line: &str) -> bool {
        match &self.tag {
            Some(tag) => callout::is_end(line, tag),
            None => self.colons > 0 && is_closer(line, self.colons),
        }
    }

    /// The column at which its body begins.
    fn body(&self) -> usize {
        match self.colons {
            0 if self.tag.is_none() => self.column + 4,
            _ => self.column,
        }
    }
}

impl Rewriter<'_> {
    fn line(&mut self, line: &Line<'_>, following: &[Line<'_>]) {
        if line.text.trim().is_empty() {
            if self.open.is_empty() {
                self.copy(line.text, line);
            } else {
                self.blank.push(line.file);
            }
            return;
        }
        let indent = column(line.text);
        let has_line = |open: &&Open| indent >= open.body();
        let depth = self.open.iter().take_while(has_line).count();
        if depth < self.open.len() {
            self.fence = None;
        }
        let blank = std::mem::take(&mut self.blank);
        for blank in blank {
            let prefix = self.prefix(depth.min(self.open.len()));
            self.out.text.push_str(prefix.trim_end());
            self.out.map.push((self.out.text.len(), blank));
            self.out.text.push('\n');
        }
        self.open.truncate(depth);
        if self.closes(line.text) {
            return;
        }
        let prefix = self.prefix(depth);
        let body = match self.open.last() {
            Some(open) => unindented(line.text, open.body()),
            None => line.text,
        };
        self.out.text.push_str(&prefix);
        let inner = body.trim_start_matches([' ', '\t']);
        let inner_indent = body.len() - inner.len();
        let may_open = self.fence.is_none()
            && self.open.len() < DEEPEST
            && (inner_indent < 4 || self.is_in_list);
        let opener = opener(inner.trim_end(), self.syntaxes).filter(|_| may_open);
        match opener {
            Some(opener) if self.opens(&opener, indent, line, following) => {
                self.out.text.push_str(&body[..inner_indent]);
                let start = line.file + (line.text.len() - line.text.trim_start().len());
                self.out.map.push((self.out.text.len(), start));
                self.out.text.push_str(">\n");
            }
            _ => {
                self.note_context(inner, inner_indent);
                self.copy(body, line);
            }
        }
    }

    /// Opens a note, unless nothing of it would be seen: a line `!!! words` without a body stays the
    /// text that it is.
    fn opens(
        &mut self,
        opener: &Opener,
        column: usize,
        line: &Line<'_>,
        following: &[Line<'_>],
    ) -> bool {
        let lead = line.text.len() - line.text.trim_start().len();
        let span = Span::new(line.file + lead, line.file + line.text.trim_end().len());
        let open = Open {
            column,
            colons: opener.colons,
            tag: opener.tag.clone(),
            index: self.out.notes.len(),
        };
        let next = following.iter().find(|line| !line.text.trim().is_empty());
        let is_ended = |tag: &str| following.iter().any(|line| callout::is_end(line.text, tag));
        if opener.tag.as_deref().is_some_and(|tag| !is_ended(tag)) {
            return false;
        }
        let is_empty = match next {
            None => true,
            Some(next) if opener.is_indented() => self::column(next.text) < open.body(),
            Some(next) => open.is_closed_by(next.text),
        };
        if is_empty && opener.is_indented() && opener.title.is_none() {
            self.out.empty_notes.push(span);
            return false;
        }
        self.open.push(open);
        self.out.notes.push(OpenedNote {
            opener: opener.clone(),
            span,
            is_closed: opener.is_indented(),
            is_empty,
        });
        true
    }

    /// Whether a line of colons closes the innermost note: a blank line stands in its place, so
    /// that what follows is outside of the quote.
    fn closes(&mut self, line: &str) -> bool {
        let closed = self
            .open
            .last()
            .filter(|open| self.fence.is_none() && open.is_closed_by(line));
        let Some(index) = closed.map(|open| open.index) else {
            return false;
        };
        self.out.notes[index].is_closed = true;
        self.open.pop();
        let prefix = self.prefix(self.open.len());
        self.out.text.push_str(prefix.trim_end());
        self.out.text.push('\n');
        true
    }

    /// Copies the end of a line, with a guard where it begins with a colon that needs one.
    fn copy(&mut self, body: &str, line: &Line<'_>) {
        let skipped = line.text.len() - body.len();
        let (at, file) = (line.at + skipped, line.file + skipped);
        let colon = at + (body.len() - body.trim_start_matches([' ', '\t', '>']).len());
        self.out.map.push((self.out.text.len(), file));
        if self.colons.binary_search(&colon).is_ok() {
            let (before, after) = body.split_at(colon - at);
            self.out.text.push_str(before);
            self.out.text.push(GUARD);
            self.out
                .map
                .push((self.out.text.len(), file + before.len()));
            self.out.text.push_str(after);
        } else {
            self.out.text.push_str(body);
        }
    }

    /// What stands before a line inside of the open notes.
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
fn unindented(line: &str, columns: usize) -> &str {
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
    &line[at..]
}

/// Whether a line closes a note that so many colons open.
fn is_closer(line: &str, colons: usize) -> bool {
    let line = line.trim();
    line.len() >= colons && line.bytes().all(|byte| byte == b':')
}
