//! Docusaurus: containers for notes.

use super::{Dialect, Syntax};

pub(super) const DOCUSAURUS: Dialect = Dialect {
    name: "docusaurus",
    tool: "Docusaurus",
    syntaxes: &[Syntax::Container],
};
