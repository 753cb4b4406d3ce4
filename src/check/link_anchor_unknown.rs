//! A link names a heading that its target does not have.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Document;
use crate::library::{Broken, Target};
use crate::parse::steps::ExitTarget;
use crate::parse::{Link, LinkForm};
use crate::suggest::nearest;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for (link, target) in document.sop.links.iter().zip(&document.links) {
            let Target::Broken(Broken::Anchor { document: to }) = target else {
                continue;
            };
            if link.form == LinkForm::Mention || is_exit(document, link) {
                continue;
            }
            let message = {
                let to = facts.library.document(*to);
                format!(
                    "{} has no heading or step `#{}`",
                    called(to),
                    anchor(&link.target)
                )
            };
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::LinkAnchorUnknown, path, link.span, message);
            found.push(finding.help(nearest_anchor(
                anchor(&link.target),
                facts.library.document(*to),
            )));
        }
    }
}

/// The exit of a step that leads to no step is found as such, once.
fn is_exit(document: &Document, link: &Link) -> bool {
    let steps = document.sop.procedures.iter().flat_map(|one| &one.steps);
    steps.flat_map(|step| &step.exits).any(|exit| {
        let span = exit.span.range();
        matches!(&exit.target, ExitTarget::Anchor(id) if link.target.strip_prefix('#') == Some(id))
            && span.contains(&link.span.start)
    })
}

fn anchor(target: &str) -> &str {
    target.split_once('#').map_or("", |(_, anchor)| anchor)
}

fn nearest_anchor(anchor: &str, document: &Document) -> String {
    let headings = document
        .sop
        .headings
        .iter()
        .map(|heading| heading.id.as_str());
    let others = document.sop.anchors.iter().map(String::as_str);
    match nearest(anchor, headings.chain(others)) {
        Some(near) => format!("did you mean `#{near}`?"),
        None => "link to one of its headings, or to the document as a whole".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn an_anchor_that_is_not_there_is_found() {
        library(
            r#"
-- a.md --
---
title: A
---
## Notice period

[x](#notice-perod) [y](#notice-period) [z](b.md#scope) [t](#top)
-- b.md --
---
title: B
---
"#,
        )
        .finds(
            Code::LinkAnchorUnknown,
            expect![[r#"
                a.md:6:1 [x](#notice-perod)
                    `A` has no heading or step `#notice-perod`
                    = did you mean `#notice-period`?
                a.md:6:40 [z](b.md#scope)
                    `B` has no heading or step `#scope`
                    = link to one of its headings, or to the document as a whole
            "#]],
        );
    }
}
