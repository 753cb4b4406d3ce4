//! Jekyll: the tags of Liquid, the attribute lists and definition lists of kramdown, the
//! notes of Just the Docs.

use super::{Dialect, Syntax};

pub(super) const JEKYLL: Dialect = Dialect {
    name: "jekyll",
    tool: "Jekyll",
    syntaxes: &[
        Syntax::AttributeList,
        Syntax::Definition,
        Syntax::Template,
        Syntax::ClassNote,
    ],
};
