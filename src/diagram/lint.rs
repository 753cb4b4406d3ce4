//! What is wrong with a diagram although it can be drawn.

use std::ops::Range;

#[derive(Debug, Clone, PartialEq)]
pub struct Lint {
    pub kind: LintKind,
    /// The label of the node that it concerns.
    pub node: String,
    /// In bytes of the text, when the chart came from one.
    pub span: Option<Range<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LintKind {
    /// Nothing leads on from here, and its shape is not that of an end.
    DeadEnd,
    /// It cannot be reached from the start of the flow.
    Unreachable,
    /// A decision with fewer than two exits.
    LoneExit,
    /// An exit of a decision without a label.
    UnlabelledExit,
}
