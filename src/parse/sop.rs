//! A parsed document.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use crate::blocks::Block;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::steps::{LeftAlone, Procedure};
use crate::parse::{Body, Meta};
use crate::source::FilePath;
use crate::text::{At, Section, Span};

/// What one file gave. Parsing never fails: what could not be read is a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The document; shared, since it outlives many builds of a preview.
    pub sop: Arc<Sop>,
    /// What is wrong with the file by itself.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Whether the front matter could be read in full; where not, what seems to be missing there may
    /// be written.
    pub fn is_front_matter_whole(&self) -> bool {
        let is_broken = |code| matches!(code, Code::FrontMatterInvalid | Code::FrontMatterUnclosed);
        !self.diagnostics.iter().any(|found| is_broken(found.code))
    }
}

/// A document as its own file tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sop {
    /// Where it was read.
    pub path: FilePath,
    /// The front matter, as far as it could be read.
    pub meta: Meta,
    /// The title: from the front matter, else the first H1, else made of the file name.
    pub title: At<String>,
    /// What the body holds.
    pub content: Content,
    /// The text by section, for search and reading time; the first has no heading. Shared with the
    /// index of the search.
    pub sections: Arc<[Section]>,
    /// In all sections.
    pub words: usize,
    /// The HTML.
    pub body: Body,
    /// The bytes of the file after the front matter.
    pub body_span: Span,
}

/// A document's lists are read as its own: `sop.links`.
impl Deref for Sop {
    type Target = Content;

    fn deref(&self) -> &Content {
        &self.content
    }
}

/// What a body holds, collected while it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// The id that the H1 of the title has on GitHub: links to it lead to the page's top.
    pub title_id: Option<String>,
    /// In reading order; the H1 that gave the title is not among them.
    pub headings: Vec<Heading>,
    /// Ids that links may point at besides the headings': explicit ids, steps, footnotes.
    pub anchors: Vec<String>,
    /// Every link to somewhere, in reading order.
    pub links: Vec<Link>,
    /// Every image, in reading order.
    pub images: Vec<Image>,
    /// Text of the roles that steps name, in reading order.
    pub role_mentions: Vec<At<String>>,
    /// The procedures, in reading order.
    pub procedures: Vec<Procedure>,
    /// What looks like a procedure and was left as it is.
    pub left_alone: Vec<LeftAlone>,
    /// The blocks, in reading order; those in answers come before the block that holds them.
    pub blocks: Vec<PlacedBlock>,
    /// The fences and indented code, but for questions and answers: what of the text is no prose.
    pub fences: Vec<Span>,
    /// The items of lists and the rows of tables below an Objectives heading, without markup.
    pub objectives: Vec<At<String>>,
    /// Where the `table` blocks below such a heading stand; those that read a data file hold
    /// objectives too.
    pub objective_tables: Vec<Span>,
}

/// A block where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedBlock {
    /// The first word of its fence.
    pub word: String,
    /// The fence's body as written.
    pub source: String,
    /// `None` where it cannot be read; then its source is shown.
    pub block: Option<Block>,
    /// The kind of a diagram that is not drawn: no fault, but its source is shown.
    pub other_diagram: Option<String>,
    /// Names it where it has no caption: the heading above it, numbered.
    pub name: String,
    /// The questions of a `faq` block, or of a section of questions, in order.
    pub answers: Vec<Answer>,
    /// Where the nodes of a chart lead: the target or label as the chart has it, to an index into
    /// `Sop::links`.
    pub chart_links: BTreeMap<String, usize>,
    /// Where.
    pub span: Span,
}

/// A question and its answer, as HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its id in the page.
    pub id: String,
    /// In one line.
    pub question: Body,
    /// Blocks.
    pub answer: Body,
}

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// As written, 1 to 6.
    pub level: u8,
    /// Its id in the page.
    pub id: String,
    /// Its text without markup.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A link as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The target as written, percent-decoded; with its `#anchor`.
    pub target: String,
    /// The text readers see, without markup.
    pub text: String,
    /// How it was written.
    pub form: LinkForm,
    /// Where.
    pub span: Span,
}

/// How a link was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkForm {
    /// `[text](target)`, `[text][ref]`, an `<a href>`.
    Markdown,
    /// `<https://…>` or a bare address.
    Auto,
    /// `[[target|text]]`.
    Wiki,
    /// A document id in running text; no finding when there is no such document.
    Mention,
    /// A node of a chart.
    Chart,
}

/// An image as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The source as written, percent-decoded.
    pub target: String,
    /// The alternative text.
    pub alt: String,
    /// The title, if any.
    pub title: Option<String>,
    /// Where.
    pub span: Span,
}
