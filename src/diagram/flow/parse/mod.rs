//! Parses Mermaid's flowchart syntax as authors use it.
//!
//! ```text
//! text without front matter and comments
//!      → header   (keyword and direction)
//!      → statements, one after the other; after a fault, parsing continues in the next line
//!      → draft    (ids, memberships, classes) → Chart
//! ```
//!
//! The fault of an unclosed bracket is placed at its opener. Deliberate deviations from Mermaid: a
//! link that leads nowhere is a fault, scripts and unsafe links are left out, colours become tones
//! of the site.

mod arrows;
mod clicks;
mod data;
mod draft;
mod groups;
pub mod header;
mod nodes;
mod parser;
mod shapes;
mod statements;
mod styles;

use crate::diagram::fault::Fault;
use crate::diagram::flow::chart::Chart;
use crate::diagram::mermaid::blanking::Blanked;

/// The result of parsing a text. Without a chart, at least one fault rejects it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParsedChart {
    pub chart: Option<Chart>,
    /// In the order of the text.
    pub faults: Vec<Fault>,
}

/// Parses a flowchart; never fails and reports several mistakes at once.
pub fn parse(blanked: Blanked) -> ParsedChart {
    let mut parser = parser::Parser::new(&blanked.text);
    parser.faults.extend(blanked.faults);
    if let Some(header) = parser.header() {
        parser.document();
        parser.draft.direction = header.direction;
        parser.draft.lanes = header.lanes || blanked.lanes;
    }
    let mut faults = parser.faults;
    let chart = parser.draft.finish(blanked.title);
    faults.sort_by_key(|fault| (fault.span.start, fault.span.end));
    faults.dedup();
    let is_rejected = faults.iter().any(|fault| fault.kind.rejects());
    ParsedChart {
        chart: (!is_rejected).then_some(chart),
        faults,
    }
}
