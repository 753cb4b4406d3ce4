//! What changed between two texts of a document, for people: by section and step, then by word.
//!
//! In: two Markdown texts. Out: a [`Difference`], a plain value without HTML, in the order of the
//! newer text. Words carry their formatting, so that no mark-up is ever cut in two. Same texts,
//! same difference: texts that are too long to compare are shown as a whole; no limit depends on
//! time.

mod align;
mod blocks;
mod sections;
mod tables;
mod twins;
mod words;

use crate::edit::front;

pub use words::Style;

/// What changed between two texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// The fields of the front matter whose value differs, in the order of the newer text, then
    /// those that were removed.
    pub metadata: Vec<FieldChange>,
    /// All sections, in the order of the newer text; each removed one follows the one it used to
    /// follow.
    pub sections: Vec<SectionChange>,
}

/// A field of the front matter, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Its id.
    pub name: String,
    /// `None` if it is new.
    pub before: Option<String>,
    /// `None` if it was removed.
    pub after: Option<String>,
}

/// Whether a part is in both texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// In both, the same.
    Kept,
    /// Only in the newer one.
    Added,
    /// Only in the older one.
    Removed,
    /// In both, different.
    Changed,
}

/// A heading with its content, up to the next heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionChange {
    /// Heading and blocks together.
    pub state: State,
    /// Whether it has moved among the sections.
    pub is_moved: bool,
    /// 1 to 6; 0 for the text before the first heading.
    pub level: u8,
    /// The heading; empty before the first one.
    pub heading: Vec<Piece>,
    /// For a section that is a step (`### Step 2: Schedule`) or is under one.
    pub step: Option<StepChange>,
    /// The content under the heading; left out if heading and blocks are unchanged.
    pub blocks: Vec<BlockChange>,
}

/// The number of a step in each text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct StepChange {
    /// `None` if it is new or was not a step.
    pub before: Option<u64>,
    /// `None` if it was removed or is no longer a step.
    pub after: Option<u64>,
}

/// A paragraph, list item, table, code block …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockChange {
    /// Whether it changed. A step whose number alone changed is kept.
    pub state: State,
    /// The current score.
    pub form: Form,
    /// Nesting depth in lists and quotes; 0 outside.
    pub depth: u8,
    /// The step it is or belongs to.
    pub step: Option<StepChange>,
    /// Its content.
    pub content: Content,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Form {
    /// Running text.
    Paragraph,
    /// The first text of a list item.
    Item,
    /// A table.
    Table,
    /// A fenced or indented block, with its word (`flow`, `kpi`; may be empty).
    Code {
        /// The first word after the fence.
        word: String,
    },
    /// HTML.
    Html,
    /// A thematic break.
    Rule,
}

/// The content of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Compared by word.
    Words(Vec<Piece>),
    /// Compared by line.
    Lines(Vec<Line>),
    /// Compared by cell.
    Table(TableChange),
}

/// Consecutive words in the same state, never [`State::Changed`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Kept, added or removed.
    pub state: State,
    /// The words, with the spaces between them.
    pub runs: Vec<Run>,
}

/// Text in one formatting. It is plain text: nothing in it is mark-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Its formatting.
    pub style: Style,
}

/// A line of a code block. Never [`State::Changed`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Kept, added or removed.
    pub state: State,
    /// Without its line end.
    pub text: String,
}

/// A table, with the columns and rows of both texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableChange {
    /// The columns.
    pub columns: Vec<ColumnChange>,
    /// The rows below the header, each with a cell for every column.
    pub rows: Vec<RowChange>,
}

/// The heading of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnChange {
    /// Whether the column is in both texts; changed if its heading is.
    pub state: State,
    /// Its heading.
    pub head: Vec<Piece>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// Changed if a cell is.
    pub state: State,
    /// One for every column; empty if the row has no such column.
    pub cells: Vec<Vec<Piece>>,
}

/// Compares two texts of a document.
///
/// `is_procedure` decides by its heading whether the ordered list of a section is a procedure, so
/// that its items are steps; sections headed `Step N` are always steps.
pub fn compare(before: &str, after: &str, is_procedure: &dyn Fn(&str) -> bool) -> Difference {
    let (old, new) = twins::sections(front::body(before), front::body(after), is_procedure);
    Difference {
        metadata: metadata(before, after),
        sections: sections::compare(&old, &new),
    }
}

fn metadata(before: &str, after: &str) -> Vec<FieldChange> {
    let (old, new) = (front::raw_fields(before), front::raw_fields(after));
    let value = |fields: &[(String, String)], name: &str| {
        fields
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.clone())
    };
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in new.iter().chain(&old) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
        .into_iter()
        .map(|name| FieldChange {
            name: name.to_owned(),
            before: value(&old, name),
            after: value(&new, name),
        })
        .filter(|field| field.before != field.after)
        .collect()
}
