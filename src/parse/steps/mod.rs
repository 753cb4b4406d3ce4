//! The procedure of a document: who does what, in which order, and where each decision leads.
//!
//! Both forms give the same model: the ordered list below a procedure heading, and headings such
//! as `### Step 2: Schedule meetings`. Targets are resolved as far as the document itself goes.

mod details;
mod exits;
mod grammar;
mod labels;
mod paths;
mod raci;
mod read;

pub(in crate::parse) use exits::settle;
pub use grammar::{
    DetailKind, detail_label, exit_target, is_conditional, is_end, role_names, step_heading,
};
pub use paths::{Next, Way, has_end, reached, ways};
pub use raci::raci;

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
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// As readers see it, from 1 (or from where the author's list starts).
    pub number: u32,
    /// Its permalink in the page.
    pub id: String,
    /// The acting role as written, in bold before a colon; index into `Sop::role_mentions`.
    pub role: Option<usize>,
    /// Bold words that open the step without a colon (`**Sales Rep** logs …`), or that name what it
    /// is about: the acting role where `roles.toml` knows them, else emphasis. They are part of the
    /// text too.
    pub opening: Option<At<String>>,
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
    /// Where a decision leads; empty for a plain step.
    pub exits: Vec<Exit>,
    /// What stands between the text of a decision and its exits, such as the question.
    pub before: Body,
    /// What else stands below the step: paragraphs, pictures, further lists.
    pub more: Body,
    /// Whether the step's own text ends the path (`…; stop.`).
    pub is_end: bool,
    /// Where the own text of a step without exits sends its reader (`…; return to step 4.`).
    pub leads: Option<Leading>,
    /// Where the step's text stands.
    pub span: Span,
}

impl Step {
    /// What the step tells its reader to do: its text, and the paragraph below its heading.
    pub fn said(&self) -> impl Iterator<Item = &str> {
        let both = [self.text.as_str(), self.lead.as_str()];
        both.into_iter().filter(|text| !text.is_empty())
    }

    /// Whether it ends in a question, so that the list below it decides.
    pub(in crate::parse) fn asks(&self) -> bool {
        self.said().any(|text| text.trim_end().ends_with('?'))
    }

    /// Who acts. `mentions` are the document's `Sop::role_mentions`; `is_role` says whether bold
    /// words without a colon name a role.
    pub fn actor<'a>(
        &'a self,
        mentions: &'a [At<String>],
        is_role: impl Fn(&str) -> bool,
    ) -> Option<&'a At<String>> {
        let named = self.role.and_then(|at| mentions.get(at));
        let opening = || {
            self.opening
                .as_ref()
                .filter(|opening| is_role(&opening.value))
        };
        named.or_else(opening)
    }
}

/// Another step than the next, named by the last words of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leading {
    /// Which.
    pub target: ExitTarget,
    /// In some cases only (`if …`), so that the next step follows too.
    pub is_conditional: bool,
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

/// One way out of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    /// `Yes`; empty where the author left it out.
    pub label: At<String>,
    /// What to do on that way, without markup.
    pub text: String,
    /// As HTML.
    pub body: Body,
    /// Where it leads.
    pub target: ExitTarget,
    /// Where.
    pub span: Span,
}

/// Where an exit leads, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExitTarget {
    /// The next step.
    Continue,
    /// The end.
    Stop,
    /// `go to step 4`.
    Number(u32),
    /// `go to [text](#id)`, or a text that is a step's own.
    Anchor(String),
    /// Another document, or a place outside; index into `Sop::links`.
    Link(usize),
}
