//! A retired document does not say why.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::DocumentStatus;
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        if document.status == DocumentStatus::Retired && document.meta.retired_reason.is_none() {
            let message = format!("{} is retired but gives no reason", called(document));
            let finding = Diagnostic::new(
                Code::RetiredReasonMissing,
                &document.sop.path,
                Span::START,
                message,
            );
            found.push(finding.help("add `retired_reason`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_retirement_without_a_reason_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001
status: retired
---
-- b.md --
---
id: SOP-002
status: retired
retired_reason: merged
---
"#,
        )
        .finds(
            Code::RetiredReasonMissing,
            expect![[r#"
                a.md:1:1 
                    `SOP-001` is retired but gives no reason
                    = add `retired_reason`
            "#]],
        );
    }
}
