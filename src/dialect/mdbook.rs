//! mdBook: alerts, ids of headings and definition lists.

use super::{Dialect, Syntax};

pub(super) const MDBOOK: Dialect = Dialect {
    name: "mdbook",
    tool: "mdBook",
    syntaxes: &[Syntax::Alert, Syntax::AttributeList, Syntax::Definition],
};
