//! Fenced blocks that are more than code: tables, figures, scores, contacts, charts.
//!
//! In: a fence's info string and body. Out: a [`Block`], typed values, and faults with their
//! positions. Knows no other file, no role list and no page: a block only names what it needs from
//! elsewhere (`src="…"`, the steps of its document).

mod attributes;
mod chart;
mod contacts;
mod faq;
mod fence;
mod grid;
mod kpi;
mod number;
mod raci;
mod search_text;
mod scores;
mod table;
mod template;
#[cfg(test)]
mod tests;

pub(crate) use attributes::Attributes;
pub(crate) use chart::is_word as is_chart;
pub use chart::{ChartBlock, ChartSource};
pub use contacts::{Contact, ContactsBlock};
pub use faq::{FaqBlock, Question};
pub use fence::{Fault, Fence, Origin};
pub use grid::{Cell, Grid};
pub use kpi::{Direction, Kpi, KpiBlock, KpiStatus};
pub use number::Number;
pub(crate) use number::format_number;
pub use raci::{Letter, RaciBlock, RaciRow};
pub use scores::{Score, ScoresBlock};
pub(crate) use search_text::{caption, search_text, search_text_of_data};
pub use table::{Column, ColumnType, Table, TableBlock};
pub(crate) use table::{column_type, parse_day};
pub use template::{TemplateBlock, TemplatePiece};

/// A block as its author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A diagram, possibly of the document's own steps.
    Chart(ChartBlock),
    /// CSV rows.
    Table(TableBlock),
    /// Figures with targets.
    Kpi(KpiBlock),
    /// Rated statements.
    Scores(ScoresBlock),
    /// Who does what.
    Raci(RaciBlock),
    /// Questions and answers.
    Faq(FaqBlock),
    /// Contacts, in order of escalation.
    Contacts(ContactsBlock),
    /// Text to copy.
    Template(TemplateBlock),
}

/// Where the rows of a block come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Rows<T> {
    /// The fence's body.
    Inline(T),
    /// A data file of the library: its path from the library's root, as written.
    File(crate::text::At<String>),
}

/// The result of parsing a fence.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedBlock {
    /// The block, or `None` if it is invalid: then its source is shown.
    pub block: Option<Block>,
    /// What is wrong, with positions in the file.
    pub faults: Vec<Fault>,
    /// The kind of a diagram that is not drawn: `sequenceDiagram`.
    pub other_diagram: Option<String>,
}

type Parse = fn(&Fence<'_>, &mut Vec<Fault>) -> Option<Block>;

/// The words that make a fence a block. A new kind of block is a file, a variant of [`Block`] and
/// a line here.
const KINDS: &[(&str, Parse)] = &[
    ("flow", |fence, faults| {
        chart::parse(fence, faults).map(Block::Chart)
    }),
    ("mermaid", |fence, faults| {
        chart::parse(fence, faults).map(Block::Chart)
    }),
    ("table", |fence, faults| {
        table::parse(fence, faults).map(Block::Table)
    }),
    ("raci", |fence, faults| {
        raci::parse(fence, faults).map(Block::Raci)
    }),
    ("kpi", |fence, faults| {
        kpi::parse(fence, faults).map(Block::Kpi)
    }),
    ("scores", |fence, faults| {
        scores::parse(fence, faults).map(Block::Scores)
    }),
    ("faq", |fence, faults| {
        faq::parse(fence, faults).map(Block::Faq)
    }),
    ("contacts", |fence, faults| {
        contacts::parse(fence, faults).map(Block::Contacts)
    }),
    ("template", |fence, faults| {
        template::parse(fence, faults).map(Block::Template)
    }),
];

/// The words that make a fence a block.
pub fn words() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(word, _)| *word)
}

/// Parses a fence. `None`: its first word is not one of [`words`], so it is code.
pub(crate) fn parse(fence: &Fence<'_>) -> Option<ParsedBlock> {
    let (_, parse) = KINDS.iter().find(|(word, _)| *word == fence.word)?;
    let mut faults = Vec::new();
    let block = parse(fence, &mut faults);
    Some(ParsedBlock {
        other_diagram: chart::other_kind(fence).filter(|_| block.is_none()),
        block,
        faults,
    })
}

/// The table in a data file, without its faults, which the checks report.
pub(crate) fn table_of(text: &str, columns: &[crate::text::At<String>]) -> Option<Table> {
    table::table(text, &Origin::contiguous(0), columns, &mut Vec::new())
}

/// The figures in a data file, without its faults.
pub(crate) fn kpis_of(text: &str) -> Option<Vec<Kpi>> {
    kpi::kpis(text, &Origin::contiguous(0), &mut Vec::new())
}

/// The statements in a data file, without its faults.
pub(crate) fn scores_of(text: &str, scale: (f64, f64)) -> Option<Vec<Score>> {
    scores::scores(text, &Origin::contiguous(0), scale, &mut Vec::new())
}

/// The data file that a block reads: its path as written.
pub(crate) fn data_file(block: &Block) -> Option<&crate::text::At<String>> {
    match block {
        Block::Table(TableBlock {
            rows: Rows::File(path),
            ..
        })
        | Block::Kpi(KpiBlock {
            rows: Rows::File(path),
            ..
        })
        | Block::Scores(ScoresBlock {
            rows: Rows::File(path),
            ..
        }) => Some(path),
        _ => None,
    }
}

/// What is wrong with the data file of a block, with positions in that file.
pub(crate) fn data_faults(block: &Block, text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let origin = Origin::contiguous(0);
    match block {
        Block::Table(_) => drop(table::table(text, &origin, &[], &mut faults)),
        Block::Kpi(_) => drop(kpi::kpis(text, &origin, &mut faults)),
        Block::Scores(block) => drop(scores::scores(text, &origin, block.scale, &mut faults)),
        _ => {}
    }
    faults
}
