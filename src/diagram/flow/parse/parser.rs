//! The state of the parser, and how it reports faults.

use std::ops::Range;

use crate::diagram::fault::{Fault, FaultKind};
use crate::diagram::flow::parse::draft::Draft;
use crate::diagram::mermaid::cursor::Cursor;

/// Parsing stops after this many faults.
pub const MOST_FAULTS: usize = 20;

/// The position in the text, and the results so far.
pub struct Parser<'t> {
    pub cursor: Cursor<'t>,
    pub draft: Draft,
    pub faults: Vec<Fault>,
}

/// A statement that cannot be parsed. The fault has been reported; parsing continues after this
/// offset.
pub struct Broken {
    pub resume: usize,
}

pub type ParseResult<T> = Result<T, Broken>;

impl<'t> Parser<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            cursor: Cursor::new(text, 0),
            draft: Draft::default(),
            faults: Vec::new(),
        }
    }

    pub fn fault(&mut self, span: Range<usize>, message: String, help: Option<&str>) {
        self.note(FaultKind::Syntax, span, message, help);
    }

    pub fn note(
        &mut self,
        kind: FaultKind,
        span: Range<usize>,
        message: String,
        help: Option<&str>,
    ) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault {
                span,
                kind,
                message,
                help: help.map(str::to_owned),
            });
        }
    }

    /// Reports a fault and abandons the statement; parsing continues in the line after `span`.
    pub fn broken<T>(
        &mut self,
        span: Range<usize>,
        message: impl Into<String>,
        help: Option<&str>,
    ) -> ParseResult<T> {
        let resume = span.start;
        self.fault(span, message.into(), help);
        Err(Broken { resume })
    }
}
