//! GitBook: blocks between tags, alerts as GitHub has them.

use super::{Dialect, Syntax};

pub(super) const GITBOOK: Dialect = Dialect {
    name: "gitbook",
    tool: "GitBook",
    syntaxes: &[Syntax::Alert, Syntax::Template],
};
