//! A fenced block as it is written, and positions inside it.

use crate::diagnostic::Code;
use crate::text::Span;

/// A fence: ```` ```word attributes ```` and the body.
#[derive(Clone, Debug)]
pub struct Fence<'a> {
    /// The first word of the info string.
    pub word: &'a str,
    /// The info string after the first word.
    pub info: &'a str,
    /// Where `info` begins in the file.
    pub info_offset: usize,
    /// The body, without the indentation of a list or quote around it.
    pub body: &'a str,
    /// Where the body's lines are in the file.
    pub origin: Origin,
}

/// Maps positions in a text to positions in the file that it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Starts of contiguous stretches: byte in the text, byte in the file; ascending.
    pub stretches: Vec<(usize, usize)>,
}

impl Origin {
    /// A text that is contiguous in the file, from byte `offset`.
    pub(crate) fn contiguous(offset: usize) -> Origin {
        Origin {
            stretches: vec![(0, offset)],
        }
    }

    /// The position in the file of a position in the text.
    pub(crate) fn to_file(&self, span: Span) -> Span {
        let start = self.byte(span.start);
        let end = match span.end.checked_sub(1) {
            Some(last) if span.end > span.start => self.byte(last) + 1,
            _ => start,
        };
        Span::new(start, end.max(start))
    }

    fn byte(&self, byte: usize) -> usize {
        let after = self.stretches.partition_point(|(text, _)| *text <= byte);
        match after.checked_sub(1).map(|at| self.stretches[at]) {
            Some((text, file)) => file + (byte - text),
            None => byte,
        }
    }
}

/// Something wrong in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which rule.
    pub code: Code,
    /// In bytes of the file.
    pub span: Span,
    /// The fact.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Fault {
    /// A fault without help.
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>) -> Fault {
        Fault {
            code,
            span,
            message: message.into(),
            help: None,
        }
    }

    /// The same with help.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = Some(help.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_an_indented_body_is_found_in_the_file() {
        let origin = Origin {
            stretches: vec![(0, 100), (5, 109)],
        };
        assert_eq!(origin.to_file(Span::new(1, 3)), Span::new(101, 103));
        assert_eq!(origin.to_file(Span::new(6, 8)), Span::new(110, 112));
        assert_eq!(origin.to_file(Span::new(2, 7)), Span::new(102, 111));
        assert_eq!(origin.to_file(Span::new(5, 5)), Span::new(109, 109));
    }
}
