//! Flowchart text to a picture, an outline and lints; knows nothing of SOPs.
//!
//! ```text
//! parse    text            → Chart, faults        Mermaid's flowchart syntax
//! lint     Chart           → lints                dead ends, decisions with one exit …
//! layout   Chart           → Drawing              sizes, ranks, orders, places, routes
//! sheets   Drawing         → windows of pages     how a large one is printed
//! draw     Chart, Picture  → SVG                  classes only, colours by the stylesheet
//! outline  Chart           → ordered text         the same flow for those who cannot see it
//! view     Chart           → what `--format json` prints
//! ```
//!
//! A caller may also build a `Chart` by hand. Everything here is a pure function: the same
//! chart gives the same bytes on every machine.

pub mod chart;
pub mod fault;
pub mod layout;
pub mod links;
pub mod lint;
mod measure;
pub mod outline;
pub mod parse;
pub mod sheets;
pub mod svg;
#[cfg(test)]
mod tests;
pub mod view;

pub use chart::{Chart, Direction, Label, Shape};
pub use fault::{Fault, FaultKind};
pub use lint::{Lint, LintKind, lint};
pub use outline::{Outline, OutlineWords, outline, outline_html, outline_text};
pub use parse::{DiagramKind, Parsed, kind_of, parse};
pub use svg::{Drawn, Picture, draw, draw_for_print};
pub use view::{View, view};
