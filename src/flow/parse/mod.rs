//! Flowchart text to a chart: Mermaid's flowchart syntax as authors really use it.
//!
//! ```text
//! text → blanking (front matter, directives, comments become blanks: offsets stay true)
//!      → header   (which kind of diagram, which direction)
//!      → statements, one after the other; after a fault reading goes on in the next line
//!      → draft    (ids, memberships, classes) → Chart
//! ```
//!
//! A fault stands at the opener of what was never closed. Deviations from Mermaid, on purpose:
//! a link that leads nowhere is a fault, scripts and unsafe links are dropped, colours become
//! tones of the site.

mod arrows;
mod blanking;
mod clicks;
mod cursor;
mod data;
mod draft;
mod groups;
mod header;
mod labels;
mod nodes;
mod shapes;
mod statements;
mod styles;

use crate::flow::chart::Chart;
use crate::flow::fault::Fault;

/// A label as it would be read between brackets.
#[cfg(test)]
pub fn plain_label(raw: &str) -> crate::flow::chart::Label {
    labels::read(raw, labels::Writing::Plain)
}

pub use header::{DiagramKind, kind_of};

/// What became of a text. Without a chart there is at least one fault that rejects it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    pub chart: Option<Chart>,
    /// In the order of the text.
    pub faults: Vec<Fault>,
}

/// Reads a flowchart; never fails, finds several mistakes at once.
pub fn parse(text: &str) -> Parsed {
    let blanked = blanking::blank(text);
    let mut reader = statements::Reader::new(&blanked.text);
    reader.faults.extend(blanked.faults);
    if let Some(header) = reader.header() {
        reader.document();
        reader.draft.direction = header.direction;
        reader.draft.lanes = header.lanes || blanked.lanes;
    }
    let mut faults = reader.faults;
    let chart = reader.draft.finish(blanked.title);
    faults.sort_by_key(|fault| (fault.span.start, fault.span.end));
    faults.dedup();
    let is_rejected = faults.iter().any(|fault| fault.kind.rejects());
    Parsed {
        chart: (!is_rejected).then_some(chart),
        faults,
    }
}
