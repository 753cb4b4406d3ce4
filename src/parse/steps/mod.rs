//! The procedure of a document: who does what, in which order, and where each decision leads.
//!
//! Both forms give the same model: the ordered list below a procedure heading, and headings such
//! as `### Step 2: Schedule meetings`. Targets are resolved as far as the document itself goes.

mod actions;
mod answers;
mod cast;
mod clauses;
mod details;
mod exits;
mod find;
mod flat;
mod goals;
mod grammar;
mod headed;
mod leads;
mod lists;
mod names;
mod nested;
mod paragraphs;
mod paths;
mod raci;
mod raw;
mod recognise;
mod references;
mod resolve;
mod sentence;
mod settle;
mod shown;
mod subject;
mod tables;
mod who;
mod write;

pub use grammar::{DetailKind, role_names};
pub(in crate::parse) use names::StepNames;
pub use paths::{Next, Way, has_end, reached, ways};
pub use raci::raci;
pub use raw::{LeftAlone, WhyLeft};
pub(in crate::parse) use recognise::{Recognised, Understood, recognise};
pub(in crate::parse) use settle::settle;

use crate::parse::Body;
use crate::text::{At, Span};

/// One procedure; a document may have several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Procedure {
    /// The heading it stands under.
    pub heading: String,
    /// That heading's id.
    pub anchor: Option<String>,
    /// In order.
    pub steps: Vec<Step>,
    /// From the first step to the last.
    pub span: Span,
    /// Whether it stands in the page as its author wrote it: a table, paragraphs, boxes to tick.
    pub is_written: bool,
    /// Whether its steps are headings.
    pub is_headed: bool,
    /// What of it was left as it is.
    pub left: Vec<LeftAlone>,
}

impl Procedure {
    /// The steps that are no part of another step.
    pub fn whole_steps(&self) -> impl Iterator<Item = (usize, &Step)> {
        let steps = self.steps.iter().enumerate();
        steps.filter(|(_, step)| step.parent.is_none())
    }
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// In its own list, as readers see it, from 1 (or from where the author's list starts).
    pub number: u32,
    /// As readers call it: `3`, `2b`, `6.2.4`.
    pub name: String,
    /// Index of the step that it is part of.
    pub parent: Option<usize>,
    /// Its permalink in the page.
    pub id: String,
    /// Who acts, with the words by which it is known; index into `Sop::role_mentions`.
    pub role: Option<usize>,
    /// What to do, without markup and without the role.
    pub text: String,
    /// The paragraph right below a step's heading, without markup and without the role; empty for
    /// a step in a list. It is part of `before` or `more` too.
    pub lead: String,
    /// `text` as HTML.
    pub body: Body,
    /// The alerts below it that warn, which must be read before acting.
    pub warnings: Body,
    /// The facts below it, in the order written.
    pub details: Vec<Detail>,
    /// Where it leads, as its own words and the answers below it say; empty for a plain step.
    pub exits: Vec<Exit>,
    /// What stands between the text of a decision and its exits, such as the question.
    pub before: Body,
    /// What else stands below the step: paragraphs, pictures, further lists.
    pub more: Body,
    /// Where the step's text stands.
    pub span: Span,
}

impl Step {
    /// What the step tells its reader to do: its text, and the paragraph below its heading.
    pub fn said(&self) -> impl Iterator<Item = &str> {
        let both = [self.text.as_str(), self.lead.as_str()];
        both.into_iter().filter(|text| !text.is_empty())
    }

    /// Whether what it says ends the path in every case.
    pub fn is_end(&self) -> bool {
        let mut exits = self.exits.iter();
        exits.any(|exit| exit.is_always() && exit.target == ExitTarget::Stop)
    }

    /// Whether it has answers of which each leads somewhere.
    pub fn decides(&self) -> bool {
        self.exits.iter().any(|exit| !exit.is_always())
    }

    /// Who acts. `mentions` are the document's `Sop::role_mentions`.
    pub fn actor<'a>(&self, mentions: &'a [At<String>]) -> Option<&'a At<String>> {
        self.role.and_then(|at| mentions.get(at))
    }
}

/// A fact below a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Which.
    pub kind: DetailKind,
    /// Without markup.
    pub text: String,
    /// As HTML.
    pub body: Body,
    /// For `Escalate to`, `Approves`, `Consulted`, `Informs`: indices into `Sop::role_mentions`.
    pub roles: Vec<usize>,
    /// Where.
    pub span: Span,
}

/// One way out of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exit {
    /// The case: `Yes`, `the value is above 2`. Empty where the text names none.
    pub label: At<String>,
    /// Whether the case is whatever is left: `otherwise`.
    pub is_rest: bool,
    /// What to do in that case, without markup.
    pub text: String,
    /// As HTML, where it is shown as an exit.
    pub body: Body,
    /// Where it leads.
    pub target: ExitTarget,
    /// The words by which that is known.
    pub words: Span,
    /// The words that name a document to which it leads.
    pub(in crate::parse) document: Option<Span>,
    /// Whether it stands by itself, as an item or a cell, and not in a sentence.
    pub is_listed: bool,
    /// Whether the page shows it as an exit, and not where its author wrote it.
    pub is_shown: bool,
    /// Where.
    pub span: Span,
}

impl Exit {
    /// Whether it is taken in every case.
    pub fn is_always(&self) -> bool {
        self.label.value.is_empty() && !self.is_listed
    }
}

/// Where an exit leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ExitTarget {
    /// The next step.
    Continue,
    /// The end.
    Stop,
    /// A step of the procedure, by its index.
    Step(usize),
    /// A number that no step has, or several.
    Number(String),
    /// A link to a place that is not there.
    Anchor(String),
    /// Another document, or a place outside; index into `Sop::links`.
    Link(usize),
    /// Another procedure of the document, by its heading.
    Elsewhere(String),
    /// The words do not say where.
    #[default]
    Unclear,
}
