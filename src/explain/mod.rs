//! How a document's procedures are read, for its author: each fact with the words by which it is
//! known, and what was left as written, with the reason.
//!
//! In: a file's text and what was read of it. Out: text for people, JSON for programs.

mod json;
mod text;

pub use json::explain as json;
pub use text::explain as text;

use crate::parse::Sop;

/// Whether there is anything to explain: a procedure, or words that could have been part of one.
pub fn is_anything_read(sop: &Sop) -> bool {
    !sop.procedures.is_empty() || !json::left_alone(sop).is_empty()
}
