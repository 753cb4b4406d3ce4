//! Documents supersede each other in a circle.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Document;
use crate::text::Span;

/// Repeatedly removes every document that replaces none of those left. Each document that stays
/// leads into a circle, and one that can reach itself is part of it.
pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let documents = facts.library.documents.iter();
    let mut replaces: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for document in documents.clone() {
        let Some(own) = document.id() else { continue };
        for old in &document.meta.supersedes {
            replaces.entry(own).or_default().insert(&old.value);
        }
        for new in &document.meta.superseded_by {
            replaces.entry(&new.value).or_default().insert(own);
        }
    }
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for document in documents {
        // Another document may have the same id and not name a successor.
        let says_so =
            !document.meta.supersedes.is_empty() || !document.meta.superseded_by.is_empty();
        let Some(own) = document.id().filter(|id| says_so && !told.contains(id)) else {
            continue;
        };
        if let Some(circle) = circle(own, &replaces) {
            let names: Vec<_> = circle.iter().map(|id| format!("`{id}`")).collect();
            let (message, help) = match names.as_slice() {
                [name] => (
                    format!("{name} supersedes itself"),
                    "name the document that it replaces, or that replaces it",
                ),
                _ => (
                    format!("{} supersede each other in a circle", names.join(", ")),
                    "which of them is in force?",
                ),
            };
            let (path, span) = (&document.sop.path, place(document));
            let finding = Diagnostic::new(Code::SupersedesCircle, path, span, message);
            found.push(finding.help(help));
            told.extend(circle);
        }
    }
}

/// The shortest path from a document back to itself.
fn circle<'a>(
    start: &'a str,
    replaces: &BTreeMap<&str, BTreeSet<&'a str>>,
) -> Option<Vec<&'a str>> {
    let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut ways = std::collections::VecDeque::from([start]);
    while let Some(here) = ways.pop_front() {
        for next in replaces.get(here).into_iter().flatten() {
            if *next == start {
                let mut circle = vec![here];
                let mut at = here;
                while let Some(before) = came_from.get(at) {
                    circle.push(before);
                    at = before;
                }
                circle.reverse();
                return Some(circle);
            }
            if !came_from.contains_key(next) {
                came_from.insert(next, here);
                ways.push_back(next);
            }
        }
    }
    None
}

fn place(document: &Document) -> Span {
    let meta = &document.meta;
    let first = meta.supersedes.first().or(meta.superseded_by.first());
    first.map_or(Span::START, |id| id.span)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_circle_of_successors_is_found_once() {
        library(
            r#"
-- a.md --
---
id: SOP-001
supersedes: [SOP-002]
---
-- b.md --
---
id: SOP-002
supersedes: [SOP-003]
---
-- c.md --
---
id: SOP-003
supersedes: [SOP-001]
---
-- d.md --
---
id: SOP-004
supersedes: [SOP-001]
---
"#,
        )
        .finds(
            Code::SupersedesCircle,
            expect![[r#"
                a.md:3:14 SOP-002
                    `SOP-001`, `SOP-002`, `SOP-003` supersede each other in a circle
                    = which of them is in force?
            "#]],
        );
    }

    #[test]
    fn a_document_that_supersedes_itself_is_found_where_it_says_so() {
        library(
            r#"
-- a.md --
---
id: SOP-001
---
-- b.md --
---
id: SOP-001
superseded_by: SOP-001
---
"#,
        )
        .finds(
            Code::SupersedesCircle,
            expect![[r#"
            b.md:3:16 SOP-001
                `SOP-001` supersedes itself
                = name the document that it replaces, or that replaces it
        "#]],
        );
    }
}
