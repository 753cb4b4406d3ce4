//! What is wrong with a diagram although it can be drawn.

use std::ops::Range;

#[derive(Debug, Clone, PartialEq)]
pub struct Lint {
    pub kind: LintKind,
    /// The label of the node it is about.
    pub node: String,
    /// In bytes of the text, when the chart came from one.
    pub span: Option<Range<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LintKind {
    /// Nothing leads on from here, and it has not the shape of an end.
    DeadEnd,
    /// Nothing leads here from where the flow begins.
    Unreachable,
    /// A decision with no more than one exit.
    LoneExit,
    /// An exit of a decision without a label.
    UnlabelledExit,
}
