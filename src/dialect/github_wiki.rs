//! GitHub wiki: alerts, and links by the name of a page.

use super::{Dialect, Syntax};

pub(super) const GITHUB_WIKI: Dialect = Dialect {
    name: "github-wiki",
    tool: "GitHub wiki",
    syntaxes: &[Syntax::Alert, Syntax::WikiLink],
};
