//! Hugo: shortcodes, alerts, attribute lists and definition lists (Goldmark).

use super::{Dialect, Syntax};

pub(super) const HUGO: Dialect = Dialect {
    name: "hugo",
    tool: "Hugo",
    syntaxes: &[
        Syntax::Alert,
        Syntax::AttributeList,
        Syntax::Definition,
        Syntax::Template,
    ],
};
