//! The common face of all kinds of diagram.

use std::any::Any;
use std::fmt::Debug;
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::diagram::fault::Fault;
use crate::diagram::lint::Lint;
use crate::diagram::mermaid::blanking::Blanked;
use crate::diagram::picture::{Drawn, OutlineWords, Picture};

/// A kind of diagram that is drawn.
#[derive(Debug)]
pub(crate) struct Kind {
    /// What a text of this kind begins with.
    pub keywords: &'static [&'static str],
    /// Never fails: mistakes are faults.
    pub parse: fn(Blanked) -> Parsed,
}

/// The result of parsing a text. Without a diagram, at least one fault rejects it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    pub diagram: Option<Diagram>,
    /// In the order of the text.
    pub faults: Vec<Fault>,
}

/// What every kind of diagram can do once it has been parsed. All of it is pure: the same model
/// gives the same bytes on every machine.
pub trait Model: Any + Debug + Send + Sync {
    /// As its text says.
    fn title(&self) -> Option<&str>;

    /// What its text says for those who cannot see the picture.
    fn description(&self) -> Option<&str>;

    fn size(&self) -> Size;

    /// What bears a label and may lead somewhere, in the order of the text.
    fn items(&self) -> Vec<Item<'_>>;

    /// What is wrong although it can be drawn, in the order of the items.
    fn lint(&self) -> Vec<Lint>;

    /// An SVG.
    fn draw(&self, picture: &Picture<'_>) -> String;

    /// An SVG, and its parts where it is too large for a page.
    fn draw_for_print(&self, picture: &Picture<'_>) -> Drawn;

    /// The same in words, as a list; `id` begins the ids of its items.
    fn outline_html(
        &self,
        id: &str,
        words: &OutlineWords<'_>,
        link: &dyn Fn(&str) -> Option<String>,
    ) -> String;

    /// The same in words, as plain text.
    fn outline_text(&self, words: &OutlineWords<'_>) -> String;

    /// The model for other programs.
    fn to_json(&self) -> serde_json::Result<String>;

    /// Whether the other one is of the same kind and equal.
    fn is_same(&self, other: &dyn Model) -> bool;
}

/// How much a diagram shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub boxes: usize,
    /// From box to box.
    pub arrows: usize,
}

/// Something in a diagram that bears a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<'d> {
    pub label: String,
    /// A link as the author wrote it.
    pub target: Option<&'d str>,
    /// In bytes of the text, when the diagram came from one.
    pub span: Option<Range<usize>>,
}

/// A diagram of any kind; a copy costs nothing.
#[derive(Debug, Clone)]
pub struct Diagram(Arc<dyn Model>);

impl Diagram {
    pub(crate) fn new(model: impl Model) -> Self {
        Self(Arc::new(model))
    }
}

impl Deref for Diagram {
    type Target = dyn Model;

    fn deref(&self) -> &(dyn Model + 'static) {
        &*self.0
    }
}

impl PartialEq for Diagram {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.is_same(&**other)
    }
}
