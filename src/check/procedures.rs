//! All procedures of a library with the paths between their steps, for the rules on steps.

use crate::check::Facts;
use crate::library::Document;
use crate::parse::steps::{Procedure, Way, ways};

/// Calls `rule` for each procedure of each document.
pub(super) fn each(facts: &Facts<'_>, mut rule: impl FnMut(&Document, &Procedure, &[Vec<Way>])) {
    for document in &facts.library.documents {
        for procedure in &document.sop.procedures {
            rule(document, procedure, &ways(procedure));
        }
    }
}
