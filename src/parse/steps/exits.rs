//! What the words of a step may say about where to go on, and what they may refer to.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// Where some words lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A step by its number as written.
    Step(String),
    /// A place of the document, by its id.
    Anchor(String),
    This,
    Next,
    Previous,
    First,
    End,
    /// Past a step.
    Past(String),
    /// A document: the words that name it.
    Document(Range<usize>),
    /// Another procedure of the document, by its heading.
    Elsewhere(String),
    Unclear,
}

/// A case and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The words that name the case; `None`: always.
    pub answer: Option<Range<usize>>,
    /// Whether it is whatever case is left.
    pub is_rest: bool,
    pub goal: Goal,
    /// The words by which it is known.
    pub words: Range<usize>,
}

/// What the words of a step may refer to.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The numbers of the steps.
    pub numbers: HashSet<String>,
    /// The tokens that open them.
    pub steps: HashSet<usize>,
    /// The other procedures of the document: their headings, and the words by which they are named.
    pub others: Vec<(String, Vec<Vec<String>>)>,
    pub id_pattern: String,
    pub own_id: Option<String>,
    /// The target of each link, by the token that opens it.
    pub links: BTreeMap<usize, String>,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The text of a step.
    Step,
    /// What follows an answer.
    Answer,
    /// A cell that only says where to go on.
    Target,
}
