//! A superseded document does not name its successor.

use std::collections::HashSet;

use crate::check::{Facts, called, span_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::DocumentStatus;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let documents = &facts.library.documents;
    let replaced = documents
        .iter()
        .flat_map(|document| &document.meta.supersedes);
    let replaced: HashSet<&str> = replaced.map(|id| id.value.as_str()).collect();
    for document in documents {
        let is_superseded = document.status == DocumentStatus::Superseded;
        // The next version replaces it without an edit, on the day it takes effect.
        let has_next = document
            .sop
            .meta
            .status
            .as_ref()
            .is_none_or(|written| written.value != DocumentStatus::Superseded);
        let has_successor = has_next
            || !document.meta.superseded_by.is_empty()
            || document.id().is_some_and(|id| replaced.contains(id));
        if !is_superseded || has_successor {
            continue;
        }
        let message = format!(
            "{} is superseded but does not name its successor",
            called(document)
        );
        let span = span_of(&document.sop.meta.status);
        let path = &document.sop.path;
        let finding = Diagnostic::new(Code::SupersededSuccessorMissing, path, span, message);
        found.push(finding.help("add `superseded_by`, or set its status to `retired`"));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_superseded_document_without_successor_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001
status: superseded
---
-- b.md --
---
id: SOP-002
status: superseded
---
-- c.md --
---
id: SOP-003
supersedes: [SOP-002]
---
"#,
        )
        .finds(
            Code::SupersededSuccessorMissing,
            expect![[r#"
                a.md:3:9 superseded
                    `SOP-001` is superseded but does not name its successor
                    = add `superseded_by`, or set its status to `retired`
            "#]],
        );
    }
}
