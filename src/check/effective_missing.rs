//! A document in force has no effective date.

use crate::check::Facts;
use crate::check::called;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.library.controlled() {
        if document.is_in_force()
            && document.meta.effective.is_none()
            && document.meta.issued.is_none()
        {
            let message = format!("{} is in force but has no effective date", called(document));
            let finding = Diagnostic::new(
                Code::EffectiveMissing,
                &document.sop.path,
                Span::START,
                message,
            );
            found.push(finding.help("add `effective: YYYY-MM-DD`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_document_in_force_since_nobody_knows_when_is_found() {
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
effective: 2026-01-01
---
"#,
        )
        .finds(
            Code::EffectiveMissing,
            expect![[r#"
                a.md:1:1 
                    `SOP-001` is in force but has no effective date
                    = add `effective: YYYY-MM-DD`
            "#]],
        );
    }
}
