//! VitePress: alerts, containers and ids of headings.

use super::{Dialect, Syntax};

pub(super) const VITEPRESS: Dialect = Dialect {
    name: "vitepress",
    tool: "VitePress",
    syntaxes: &[Syntax::Alert, Syntax::Container, Syntax::AttributeList],
};
