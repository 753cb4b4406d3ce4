//! Mistakes in the text of a diagram, as values.

use std::ops::Range;

/// A mistake in the text, and its position.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// In bytes of the text that was parsed.
    pub span: Range<usize>,
    pub kind: FaultKind,
    pub message: String,
    /// An instruction or a question.
    pub help: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The text is not a valid diagram; nothing is drawn.
    Syntax,
    /// More nodes, edges or levels than a reader could follow; nothing is drawn.
    TooLarge,
    /// A link that could run a script or leads to an unknown scheme; it is left out.
    UnsafeLink,
    /// A script callback; pages have no scripts of their own, so it is ignored.
    Callback,
    /// A colour or style in the text; replaced by one of the site's tones or ignored.
    RawStyle,
}

impl FaultKind {
    pub(crate) fn rejects(self) -> bool {
        matches!(self, Self::Syntax | Self::TooLarge)
    }
}
