//! Diagrams: text to a picture, the same in words, and lints; knows nothing of SOPs.
//!
//! ```text
//! parse     text            → a model, faults
//! model     what every kind of diagram can do: items, lints, SVG, outline, JSON
//! flow      flowcharts
//!
//! mermaid   what all Mermaid texts have in common
//! label, measure            the text in a shape, and how wide it is
//! markup                    escaped text and numbers for SVG and HTML
//! ```
//!
//! A new kind of diagram is a folder beside `flow`, whose model implements [`Model`], and a
//! line in `KINDS`.

mod fault;
pub(crate) mod flow;
mod label;
pub(crate) mod links;
mod lint;
pub(crate) mod markup;
mod measure;
mod mermaid;
mod model;
mod picture;

pub use fault::{Fault, FaultKind};
pub use label::{Label, Run};
pub use lint::{Lint, LintKind};
pub use model::{Diagram, Item, Model, Parsed, Size};
pub use picture::{Drawn, OutlineWords, Picture};

use mermaid::blanking::{Blanked, blank};
use mermaid::cursor::Cursor;
use model::Kind;

/// All kinds that are drawn. A text that begins with no keyword is parsed as the first one,
/// which tells the author what to begin with.
const KINDS: &[Kind] = &[flow::KIND];

/// Parses a diagram of any kind; never fails and reports several mistakes at once.
///
/// # Errors
/// The keyword of the text's kind, such as `sequenceDiagram`, when sopress does not draw that
/// kind.
pub fn parse(text: &str) -> Result<Parsed, &'static str> {
    let blanked = blank(text);
    let kind = kind(&blanked)?;
    Ok((kind.parse)(blanked))
}

/// The keyword of the text's kind, when sopress does not draw that kind.
pub(crate) fn undrawn_kind(text: &str) -> Option<&'static str> {
    kind(&blank(text)).err()
}

fn kind(blanked: &Blanked) -> Result<&'static Kind, &'static str> {
    let start = blanked.text.trim_start();
    let cursor = Cursor::new(start, 0);
    let begins = |kind: &&Kind| kind.keywords.iter().any(|word| cursor.is_at_word(word));
    if let Some(kind) = KINDS.iter().find(begins) {
        return Ok(kind);
    }
    let is_other = |word: &&str| {
        start
            .strip_prefix(word)
            .is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric()))
    };
    match mermaid::OTHER_KEYWORDS.into_iter().find(is_other) {
        Some(word) => Err(word),
        None => Ok(&KINDS[0]),
    }
}
