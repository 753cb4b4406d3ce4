//! A controlled document in force does not name an approver.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Document;
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.library.controlled() {
        if document.is_in_force()
            && document.meta.approvers.is_empty()
            && !is_change_approved(document)
        {
            let message = format!("{} does not name an approver", called(document));
            let finding = Diagnostic::new(
                Code::ApproverMissing,
                &document.sop.path,
                Span::START,
                message,
            );
            found.push(finding.help("add `approvers: [name]`"));
        }
    }
}

fn is_change_approved(document: &Document) -> bool {
    let mut changes = document.meta.changes.iter();
    changes.any(|change| change.approved_by.is_some())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_document_in_force_that_nobody_approved_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001
status: effective
---
-- b.md --
---
id: SOP-002
status: effective
approvers: [Maria]
---
-- c.md --
---
id: SOP-003
status: approved
---
"#,
        )
        .finds(
            Code::ApproverMissing,
            expect![[r#"
                a.md:1:1 
                    `SOP-001` does not name an approver
                    = add `approvers: [name]`
            "#]],
        );
    }
}
