//! Byte spans, values with the place they were written at, and line numbers.

use std::ops::Range;

/// A range of bytes in one source file; always on character boundaries of that file's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte; never less than `start`.
    pub end: usize,
}

impl Span {
    /// An empty span, for a fault that concerns a file as a whole or a thing that is not there.
    pub const START: Span = Span { start: 0, end: 0 };

    /// The bytes `start..end`.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "a span ends before it starts");
        Span { start, end }
    }

    /// The same bytes of a text that begins `offset` bytes into the file.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Span {
        Span::new(self.start + offset, self.end + offset)
    }

    /// The same, widened to whole characters and cut at the end of the text: what a dialect rewrote
    /// can give a place within a character.
    #[must_use]
    pub(crate) fn on_characters(self, text: &str) -> Span {
        let mut start = self.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = self.end.min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Span::new(start, end)
    }

    /// As a range, to slice the text with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// A value and where its author wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct At<T> {
    /// What was meant.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> At<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: impl Into<Span>) -> At<T> {
        At {
            value,
            span: span.into(),
        }
    }
}

/// A line and a column as an editor shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters (Unicode scalar values).
    pub column: usize,
}

/// Where the lines of a text begin.
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Reads the text once. Lines end at LF; the CR of a CRLF belongs to its line.
    pub fn new(text: &'a str) -> LineIndex<'a> {
        let after_breaks = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| at + 1);
        LineIndex {
            text,
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    /// The whole lines that a span touches: the number of the first, the byte it begins at, and the
    /// text without the last line end.
    pub fn lines_of(&self, span: Span) -> (usize, usize, &'a str) {
        let number = self.position(span.start).line;
        let start = self.starts[number - 1];
        let last = self.position(span.end.max(span.start)).line;
        let end = match self.starts.get(last) {
            Some(next) => next - 1,
            None => self.text.len(),
        };
        let text = &self.text[start..end];
        (number, start, text.strip_suffix('\r').unwrap_or(text))
    }

    /// The line and column of a byte; past the end, those of the end.
    pub fn position(&self, byte: usize) -> Position {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self.starts[line - 1];
        Position {
            line,
            column: self.text[start..byte].chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_counts_lines_and_characters_from_one() {
        let index = LineIndex::new("añb\r\nc\n");
        let at = |byte| {
            let Position { line, column } = index.position(byte);
            (line, column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(3), (1, 3));
        assert_eq!(at(2), (1, 2), "inside a character: the character itself");
        assert_eq!(at(6), (2, 1));
        assert_eq!(at(99), (3, 1));
    }

    #[test]
    fn the_lines_of_a_span_are_whole() {
        let index = LineIndex::new("one\r\ntwo\nthree");
        assert_eq!(index.lines_of(Span::new(1, 2)), (1, 0, "one"));
        assert_eq!(index.lines_of(Span::new(6, 12)), (2, 5, "two\nthree"));
        assert_eq!(index.lines_of(Span::new(99, 99)), (3, 9, "three"));
    }
}
