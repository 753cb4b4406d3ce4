//! MkDocs: the extensions of Python-Markdown.

use super::{Dialect, Syntax};

pub(super) const MKDOCS: Dialect = Dialect {
    name: "mkdocs",
    tool: "MkDocs",
    syntaxes: &[
        Syntax::Admonition,
        Syntax::AttributeList,
        Syntax::Definition,
        Syntax::Tab,
    ],
};
