//! Obsidian: callouts, comments, and links by the name of a note.

use super::{Dialect, Syntax};

pub(super) const OBSIDIAN: Dialect = Dialect {
    name: "obsidian",
    tool: "Obsidian",
    syntaxes: &[Syntax::Alert, Syntax::WikiLink, Syntax::PercentComment],
};
