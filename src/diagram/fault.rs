//! The author's mistakes in a flowchart text, as values.

use std::ops::Range;

/// A mistake in the text and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// In bytes of the text that was parsed.
    pub span: Range<usize>,
    pub kind: FaultKind,
    pub message: String,
    /// An order or a question.
    pub help: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The text cannot be read as a flowchart: no chart comes of it.
    Syntax,
    /// More nodes, edges or levels than a reader could follow: no chart comes of it.
    TooLarge,
    /// A link that could run a script or leads to an unknown scheme; it was dropped.
    UnsafeLink,
    /// A call of a script, which pages do not have; it was ignored.
    Callback,
    /// A colour or style in the text; mapped to one of the site's tones or ignored.
    RawStyle,
}

impl FaultKind {
    pub fn rejects(self) -> bool {
        matches!(self, Self::Syntax | Self::TooLarge)
    }
}
