//! Steps as they are found, before anything is understood of them.

use std::ops::Range;
use std::rc::Rc;

use super::flat::Flat;
use crate::text::Span;

/// A procedure as found.
#[derive(Debug)]
pub struct RawProcedure {
    /// The heading above it: its token.
    pub heading: Option<usize>,
    pub form: Form,
    pub steps: Vec<RawStep>,
    /// One past its last token.
    pub end: usize,
}

/// How a procedure reaches the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// As steps, from lists that number on.
    Lists(Vec<usize>),
    /// As steps, from `### Step 2: …` headings.
    Headings(Vec<usize>),
    /// As its author wrote it.
    Written,
}

/// A step as found.
#[derive(Clone, Debug)]
pub struct RawStep {
    /// As readers count it: `3`, `2b`, `6.2.4`.
    pub name: String,
    /// The number in its own list.
    pub number: u32,
    /// As typed, where that differs from what is shown.
    pub typed: Option<String>,
    /// Index of the step that it is part of.
    pub parent: Option<usize>,
    /// The token that opens it.
    pub at: usize,
    pub flat: Rc<Flat>,
    /// What it says, without its number.
    pub words: Range<usize>,
    /// The text below a heading that is a step.
    pub below_text: Vec<Rc<Flat>>,
    /// Blocks below it: their first tokens.
    pub blocks: Vec<usize>,
    /// Who acts in all steps of its group.
    pub group: Option<(String, Span)>,
    /// The cell that says who acts.
    pub who: Option<Rc<Flat>>,
    /// Cells that say where to go on, each with the answer at the head of its column.
    pub answers: Vec<(String, Rc<Flat>)>,
    pub is_heading: bool,
    /// Whether it is a line of a longer text, without an element of its own.
    pub is_line: bool,
}

impl RawStep {
    /// Where it begins, in bytes of its text.
    pub fn line_start(&self) -> usize {
        self.flat
            .words
            .get(self.words.start)
            .map_or(self.flat.text.len(), |word| word.range.start)
    }

    /// Where it ends.
    pub fn line_end(&self) -> usize {
        match self
            .words
            .end
            .checked_sub(1)
            .and_then(|last| self.flat.words.get(last))
        {
            Some(last) => last.range.end.max(self.line_start()),
            None => self.line_start(),
        }
    }
}

/// What was left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftAlone {
    pub span: Span,
    /// The words.
    pub what: String,
    pub why: WhyLeft,
}

/// Why words were left as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyLeft {
    /// A list under a heading or a line that says that it is none.
    NoProcedure,
    /// A list of which most items are nothing to be done.
    NoActions,
    /// A label that names no declared role.
    Label,
    /// An answer whose words do not say where it leads.
    Unclear,
    /// A number that several steps have.
    Ambiguous,
    /// A step that does not exist.
    Missing,
}
