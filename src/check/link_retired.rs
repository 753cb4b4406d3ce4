//! A document refers to one that is no longer in force.

use crate::blocks::Block;
use crate::check::{Facts, called};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Document, Target};
use crate::parse::{Link, LinkForm};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        if document.is_withdrawn() {
            continue;
        }
        for (link, target) in document.sop.links.iter().zip(&document.links) {
            let Target::Document { document: to, .. } = target else {
                continue;
            };
            let to = facts.library.document(*to);
            if to.is_withdrawn() && !names_as_predecessor(document, to) {
                let message = format!("{} is {}", called(to), to.status.name());
                let path = &document.sop.path;
                let code = code(document, link);
                let finding = Diagnostic::new(code, path, link.span, message);
                found.push(finding.help(successor(to)));
            }
        }
    }
}

/// A node of a chart leads there by a link of its own, or by the id in its label.
fn code(document: &Document, link: &Link) -> Code {
    let mut charts = document.sop.blocks.iter();
    let is_in_chart = link.form == LinkForm::Chart
        || charts.any(|placed| {
            matches!(placed.block, Some(Block::Chart(_)))
                && placed.span.range().contains(&link.span.start)
        });
    if is_in_chart {
        Code::FlowRetired
    } else {
        Code::LinkRetired
    }
}

/// A successor may well speak of what it replaces.
fn names_as_predecessor(document: &Document, old: &Document) -> bool {
    let mut replaced = document.meta.supersedes.iter();
    replaced.any(|id| Some(id.value.as_str()) == old.id())
}

fn successor(old: &Document) -> String {
    match old.meta.superseded_by.first() {
        Some(new) => format!("link to `{}`, which replaces it", new.value),
        None => "link to what is in force, or remove the link".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_link_to_a_withdrawn_document_is_found() {
        library(
            r#"
-- a.md --
---
title: A
---
[x](b.md)
-- b.md --
---
id: SOP-002
status: superseded
superseded_by: [SOP-003]
---
-- c.md --
---
id: SOP-003
supersedes: [SOP-002]
---
It replaces SOP-002.
"#,
        )
        .finds(
            Code::LinkRetired,
            expect![[r#"
                a.md:4:1 [x](b.md)
                    `SOP-002` is superseded
                    = link to `SOP-003`, which replaces it
            "#]],
        );
    }
}
