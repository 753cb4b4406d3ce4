//! Exits that name a place or a document get their steps and links, once all of them are known.

use super::{ExitTarget, Procedure};
use crate::parse::{Heading, Link};

/// A link to a place of the document is an exit to a step where it means one; one to another heading
/// leads out of the procedure; one to nothing stays an anchor, so that it is found.
pub fn settle(
    procedures: &mut [Procedure],
    links: &[Link],
    headings: &[Heading],
    anchors: &[String],
) {
    for procedure in procedures {
        let ids: Vec<String> = procedure.steps.iter().map(|step| step.id.clone()).collect();
        let exits = procedure.steps.iter_mut().flat_map(|step| &mut step.exits);
        for exit in exits {
            if let Some(document) = exit.document {
                let is_named =
                    |link: &Link| link.span.start < document.end && document.start < link.span.end;
                let found = links.iter().rposition(is_named);
                exit.target = found.map_or(ExitTarget::Unclear, ExitTarget::Link);
            }
            let ExitTarget::Anchor(id) = &exit.target else {
                continue;
            };
            if let Some(step) = ids.iter().position(|step| step == id) {
                exit.target = ExitTarget::Step(step);
                continue;
            }
            let is_elsewhere = headings.iter().any(|heading| heading.id == *id)
                || anchors.iter().any(|anchor| anchor == id);
            let words = exit.words;
            let is_named = |link: &Link| {
                link.target.strip_prefix('#') == Some(id)
                    && link.span.start < words.end
                    && words.start < link.span.end
            };
            let found = links.iter().rposition(is_named).filter(|_| is_elsewhere);
            if let Some(link) = found {
                exit.target = ExitTarget::Link(link);
            }
        }
    }
}
