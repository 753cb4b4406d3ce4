//! Blocks and procedures to HTML, each through a template of the theme.
//!
//! In: a block or procedure of a document and the [`Stage`]. Out: HTML. Adds what a document's own
//! file does not contain: data files, roles, addresses, interface texts.

mod chart;
mod contacts;
mod faq;
mod kpi;
mod procedure_chart;
mod raci;
mod scores;
mod steps;
mod table;
mod template;

use serde::Serialize;

use crate::blocks::Block;
use crate::library::{Document, DocumentIndex, Route};
use crate::parse::{Body, Piece, PlacedBlock, Sop};
use crate::render::views::{self, Html};
use crate::render::{Stage, body};

/// The context of a block.
pub(super) struct Drawing<'a> {
    pub stage: &'a Stage<'a>,
    /// The page that it is on.
    pub from: &'a Route,
    pub index: DocumentIndex,
    pub document: &'a Document,
    pub before: Numbers,
    /// Unique in the page: authors' ids never begin with `page:`.
    pub id: String,
}

/// How many blocks and procedures of the page come before a body that is a part of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    pub blocks: usize,
    pub procedures: usize,
}

impl Numbers {
    pub fn and(self, more: Numbers) -> Numbers {
        Numbers {
            blocks: self.blocks + more.blocks,
            procedures: self.procedures + more.procedures,
        }
    }
}

/// A role as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct RoleView {
    /// The name in `roles.toml`, otherwise as written.
    pub name: String,
    /// The role's page, relative; `None` where there is none.
    pub href: Option<String>,
    /// Whether it is a role; otherwise it is shown as plain text.
    pub is_known: bool,
}

/// The HTML of one of `sop.blocks`.
///
/// # Errors
/// The template uses something that its view does not contain.
pub(super) fn block(
    stage: &Stage<'_>,
    from: &Route,
    (index, document): (DocumentIndex, &Document),
    before: Numbers,
    at: usize,
) -> tera::TeraResult<String> {
    let placed = &document.sop.blocks[at];
    let drawing = Drawing {
        stage,
        from,
        index,
        document,
        before,
        id: block_id(before.blocks + at),
    };
    let drawn = match &placed.block {
        Some(Block::Chart(block)) => {
            chart::view(&drawing, placed, block).map(|view| drawing.fill("chart", &view))
        }
        Some(Block::Table(block)) => {
            table::view(&drawing, placed, block).map(|view| drawing.fill("table", &view))
        }
        Some(Block::Kpi(block)) => {
            kpi::view(&drawing, placed, block).map(|view| drawing.fill("kpi", &view))
        }
        Some(Block::Scores(block)) => {
            scores::view(&drawing, placed, block).map(|view| drawing.fill("scores", &view))
        }
        Some(Block::Raci(block)) => {
            Some(drawing.fill("raci", &raci::view(&drawing, placed, block)))
        }
        Some(Block::Faq(_)) => Some(drawing.fill("faq", &faq::view(&drawing, placed)?)),
        Some(Block::Contacts(block)) => {
            Some(drawing.fill("contacts", &contacts::view(&drawing, block)))
        }
        Some(Block::Template(block)) => Some(drawing.fill("template", &template::view(block))),
        None => None,
    };
    drawn.unwrap_or_else(|| drawing.fill("source", &source(&drawing, placed)))
}

/// Whether the document contains something that needs a script.
pub(super) fn has_tools(sop: &Sop) -> bool {
    let is_tools = |piece: &Piece| matches!(piece, Piece::TableTools { .. });
    !sop.blocks.is_empty() || !sop.procedures.is_empty() || sop.body.pieces.iter().any(is_tools)
}

/// The id of the block at that index of `sop.blocks` in its document's page.
pub(super) fn block_id(at: usize) -> String {
    format!("page:block-{}", at + 1)
}

/// The HTML of one of `sop.procedures`.
///
/// # Errors
/// The template uses something that its view does not contain.
pub(super) fn procedure(
    stage: &Stage<'_>,
    from: &Route,
    (index, document): (DocumentIndex, &Document),
    before: Numbers,
    at: usize,
) -> tera::TeraResult<String> {
    let number = before.procedures + at + 1;
    let drawing = Drawing {
        stage,
        from,
        index,
        document,
        before,
        id: format!("page:procedure-{number}"),
    };
    let view = steps::view(&drawing, &document.sop.procedures[at], number)?;
    drawing.fill("steps", &view)
}

/// The tools of a table that the author wrote in Markdown.
///
/// # Errors
/// The template uses something that its view does not contain.
pub(super) fn table_tools(stage: &Stage<'_>, is_filterable: bool) -> tera::TeraResult<String> {
    let mut context = tera::Context::new();
    context.insert("is_filterable", &is_filterable);
    stage.tera.render("blocks/table-tools.html", &context)
}

/// What `templates/blocks/source.html` may see.
#[derive(Serialize)]
struct SourceView<'a> {
    /// What it is, and why it is not drawn.
    title: String,
    source: &'a str,
    /// Whether something is wrong with it.
    is_fault: bool,
}

fn source<'a>(drawing: &Drawing<'_>, placed: &'a PlacedBlock) -> SourceView<'a> {
    let (key, kind) = match &placed.other_diagram {
        Some(kind) => ("blocks.source.other", kind),
        None => ("blocks.source.fault", &placed.word),
    };
    SourceView {
        title: drawing.filled(key, &[("block", kind)]),
        source: &placed.source,
        is_fault: placed.other_diagram.is_none(),
    }
}

impl Drawing<'_> {
    /// The accessible name of a region: its caption, otherwise its kind and section.
    fn label(&self, caption: Option<&str>, kind: &str, placed: &PlacedBlock) -> String {
        match caption {
            Some(caption) => caption.to_owned(),
            None if placed.name.is_empty() => self.words(kind),
            None => format!("{}: {}", self.words(kind), placed.name),
        }
    }

    fn fill<T: Serialize>(&self, name: &str, view: &T) -> tera::TeraResult<String> {
        let context = tera::Context::from_serialize(view)?;
        self.stage
            .tera
            .render(&format!("blocks/{name}.html"), &context)
    }

    /// Whether this is the document's current text.
    fn is_present(&self) -> bool {
        std::ptr::eq(self.document, self.stage.library.document(self.index))
    }

    /// A message of the catalogue.
    fn words(&self, key: &str) -> String {
        self.stage.catalogue.text(key).to_owned()
    }

    fn filled(&self, key: &str, blanks: &[(&str, &str)]) -> String {
        self.stage.catalogue.filled(key, blanks)
    }

    /// The text of a data file, given from the library's root or beside the document.
    fn data(&self, path: &str) -> Option<&str> {
        self.stage.data(path, &self.document.sop.path)
    }

    /// A role by the name that the author wrote.
    fn role(&self, text: &str) -> RoleView {
        let roles = &self.stage.config.roles;
        let index = &self.stage.library.roles;
        let href = index
            .find(text)
            .map(|number| self.from.to(&index.role(number).route));
        RoleView {
            name: views::role_name(roles, text),
            href,
            is_known: self.is_role(text),
        }
    }

    /// Whether the role is in `roles.toml`; without that file, every name is taken as a role.
    fn is_role(&self, text: &str) -> bool {
        let roles = &self.stage.config.roles;
        roles.roles.is_empty() || roles.find(text).is_some() || roles.person(text).is_some()
    }

    /// A body of the document as HTML for this page.
    fn html(&self, body: &Body) -> tera::TeraResult<Html> {
        let whose = (self.index, self.document);
        body::fill_of(self.stage, self.from, whose, self.before, body).map(|html| Html::new(&html))
    }

    /// The link target of a cell that is an address or the id of a document.
    fn address(&self, text: &str) -> Option<String> {
        let text = text.trim();
        if text.starts_with("https://") || text.starts_with("http://") {
            return Some(text.to_owned());
        }
        if text.contains(char::is_whitespace) {
            return None;
        }
        if text.contains('@') {
            return views::contact(text).href;
        }
        self.stage
            .library
            .by_id(text)
            .map(|index| self.from.to(&self.stage.library.document(index).route))
    }
}
