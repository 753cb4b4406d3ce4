//! Syntaxes of whole lines that CommonMark does not have, rewritten as what it has: notes as block
//! quotes. Every byte keeps its place in the file.
//!
//! In: the text after the front matter. Out: the same text, or a rewritten one with a map back.

use std::borrow::Cow;

use super::note::OpenedNote;
use super::rewrite::{self, Line, rewrite};
use super::template::{self, Edit};
use super::wide_table::wide_tables;
use super::{Syntax, Syntaxes, definition};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FilePath;
use crate::text::Span;

/// A text to parse and where its bytes stand in the file.
pub struct Lines<'a> {
    pub text: Cow<'a, str>,
    /// Offsets (in `text`, in the file) from which both run alike, ascending.
    map: Vec<(usize, usize)>,
    /// The notes that lines open, in the order of the file.
    notes: Vec<OpenedNote>,
    /// Where lines would open a note if it had a text; they stay as they are.
    pub empty_notes: Vec<Span>,
    /// The first row of each table that has more cells than its header: where it stands, its cells,
    /// those of the header.
    pub wide_rows: Vec<(Span, usize, usize)>,
    /// Whether [`GUARD`] stands in the text.
    pub has_guards: bool,
    /// The tags that are shown as source: as first written, how often, and the first place.
    templates: Vec<(String, usize, Span)>,
}

/// Stands before a colon that begins a line but no definition; the tokens are read without it. A
/// code point that Unicode keeps for such use: no text holds it.
pub const GUARD: char = '\u{FDD0}';

impl Lines<'_> {
    /// The place in the file of bytes of the text.
    pub fn place(&self, range: std::ops::Range<usize>) -> Span {
        let start = self.byte(range.start);
        Span::new(start, self.byte(range.end).max(start))
    }

    fn byte(&self, at: usize) -> usize {
        let next = self.map.partition_point(|(here, _)| *here <= at);
        let Some((here, file)) = next.checked_sub(1).map(|index| self.map[index]) else {
            return at;
        };
        let end = self.map.get(next).map_or(usize::MAX, |(_, next)| *next);
        (file + (at - here)).min(end.max(file))
    }

    /// The note whose block quote opens at a place of the file.
    pub fn note(&self, span: Span) -> Option<&OpenedNote> {
        let found = self
            .notes
            .binary_search_by(|note| {
                if note.span.end <= span.start {
                    std::cmp::Ordering::Less
                } else if note.span.start > span.start {
                    std::cmp::Ordering::Greater
                } else {
                    std::cmp::Ordering::Equal
                }
            })
            .ok()?;
        Some(&self.notes[found])
    }
}

/// Rewrites a text. `stretches`: where it stands in the file, as pairs of a byte in the text and in
/// the file, ascending, the first of byte 0. `left_out`: bytes of the text that belong to a front
/// matter in the middle of it.
pub fn lines<'a>(
    text: &'a str,
    stretches: &[(usize, usize)],
    left_out: Option<Span>,
    syntaxes: Syntaxes,
) -> Lines<'a> {
    let colons = if syntaxes.contains(Syntax::Definition) {
        definition::false_colons(text)
    } else {
        Vec::new()
    };
    let mut lines = Lines {
        text: Cow::Borrowed(text),
        map: stretches.to_vec(),
        notes: Vec::new(),
        empty_notes: Vec::new(),
        wide_rows: Vec::new(),
        has_guards: false,
        templates: Vec::new(),
    };
    if left_out.is_some() || !colons.is_empty() || rewrite::has_opener(text, syntaxes) {
        lines.rewrite(text, &colons, left_out, syntaxes);
    }
    lines.read_templates(syntaxes);
    lines.widen_tables();
    lines
}

impl Lines<'_> {
    fn rewrite(
        &mut self,
        text: &str,
        colons: &[usize],
        left_out: Option<Span>,
        syntaxes: Syntaxes,
    ) {
        let mut source: Vec<Line<'_>> = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let is_left_out = left_out.is_some_and(|span| span.range().contains(&at));
            for piece in rewrite::pieces(line, syntaxes) {
                if !is_left_out {
                    let file = self.byte(at);
                    source.push(Line {
                        text: piece,
                        at,
                        file,
                    });
                }
                at += piece.len();
            }
        }
        self.has_guards = !colons.is_empty();
        let rewritten = rewrite(&source, colons, syntaxes);
        self.text = Cow::Owned(rewritten.text);
        self.map = rewritten.map;
        self.notes = rewritten.notes;
        self.empty_notes = rewritten.empty_notes;
    }

    /// Gives tables as many columns as their widest row has.
    fn widen_tables(&mut self) {
        let tables = wide_tables(&self.text);
        if tables.is_empty() {
            return;
        }
        let mut edits: Vec<Edit> = Vec::new();
        for table in &tables {
            let row = self.place(table.row.clone());
            self.wide_rows.push((row, table.cells, table.header));
            let insertions = table.insertions.iter();
            edits.extend(insertions.map(|(at, inserted)| (*at..*at, inserted.to_string())));
        }
        self.edit(&edits);
    }

    /// Puts what tags stand for in their place.
    fn read_templates(&mut self, syntaxes: Syntaxes) {
        let changes = template::changes(&self.text, syntaxes);
        for (count, range) in changes.unknown.into_values() {
            let written = self.text[range.clone()].to_owned();
            self.templates.push((written, count, self.place(range)));
        }
        self.templates.sort_by_key(|(_, _, span)| *span);
        self.edit(&changes.edits);
    }

    /// Reports the tags that are shown as source, once for each name.
    pub fn report_templates(&self, path: &FilePath, found: &mut Vec<Diagnostic>) {
        for (written, count, span) in &self.templates {
            let message = match count {
                1 => format!("`{written}` is shown: templates are not run"),
                _ => format!(
                    "`{written}` and {} more of its name are shown: templates are not run",
                    count - 1
                ),
            };
            let help = "write what it stands for, or put it in backticks";
            found.push(Diagnostic::new(Code::MarkupShown, path, *span, message).help(help));
        }
    }

    /// Changes the text; `edits` are ascending and none overlaps another.
    fn edit(&mut self, edits: &[Edit]) {
        if edits.is_empty() {
            return;
        }
        let mut text = String::with_capacity(self.text.len() + 16 * edits.len());
        let mut map = Vec::with_capacity(self.map.len() + 2 * edits.len());
        let mut entries = self.map.iter().copied().peekable();
        let mut from = 0;
        for (range, with) in edits {
            while let Some((here, file)) = entries.next_if(|(here, _)| *here <= range.start) {
                map.push((here - from + text.len(), file));
            }
            while entries.next_if(|(here, _)| *here <= range.end).is_some() {}
            text.push_str(&self.text[from..range.start]);
            map.push((text.len(), self.byte(range.start)));
            text.push_str(with);
            map.push((text.len(), self.byte(range.end)));
            from = range.end;
        }
        map.extend(entries.map(|(here, file)| (here - from + text.len(), file)));
        text.push_str(&self.text[from..]);
        self.text = Cow::Owned(text);
        self.map = map;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, offset: usize) -> Lines<'_> {
        lines(text, &[(0, offset)], None, Syntaxes::of_any_dialect())
    }

    #[test]
    fn an_admonition_becomes_a_quote_and_every_byte_keeps_its_place() {
        let text = "a\n\n!!! note \"Mind\"\n    first\n\n    second\nafter\n";
        let lines = read(text, 10);
        assert_eq!(lines.text, "a\n\n>\n> first\n>\n> second\nafter\n");
        for word in ["first", "second", "after"] {
            let here = lines.text.find(word).unwrap();
            let there = text.find(word).unwrap() + 10;
            assert_eq!(lines.place(here..here + word.len()).start, there, "{word}");
        }
        assert_eq!(lines.notes[0].opener.title.as_deref(), Some("Mind"));
    }

    #[test]
    fn an_admonition_between_colons_becomes_a_quote_and_every_byte_keeps_its_place() {
        let text = "a\n\n:::note[Mind]\nfirst\n\n::::tip\nsecond\n::::\n\n```\n:::\n```\nthird\n:::\nafter\n";
        let lines = read(text, 10);
        assert_eq!(
            lines.text,
            "a\n\n>\n> first\n>\n> >\n> > second\n>\n>\n> ```\n> :::\n> ```\n> third\n\nafter\n"
        );
        for word in ["first", "second", "third", "after"] {
            let here = lines.text.find(word).unwrap();
            let there = text.find(word).unwrap() + 10;
            assert_eq!(lines.place(here..here + word.len()).start, there, "{word}");
        }
        assert_eq!(lines.notes[0].opener.title.as_deref(), Some("Mind"));
    }

    #[test]
    fn an_opener_inside_of_a_code_fence_is_code() {
        let text = "```\n!!! note\n    x\n```\n";
        assert_eq!(read(text, 0).text, text);
    }
}
