//! A document is exempt from review without a reason.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for (path, meta) in facts.metas() {
        let Some(exempt) = &meta.exempt else { continue };
        if exempt.value.reason.trim().is_empty() {
            let message = "the document is exempt from review, but gives no reason";
            let finding = Diagnostic::new(Code::ExemptReasonMissing, path, exempt.span, message);
            found.push(finding.help("write `review: \"exempt: reason\"`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn an_exemption_without_a_reason_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001
review: exempt
---
-- b.md --
---
id: SOP-002
review: "exempt: kept for the archive"
---
"#,
        )
        .finds(
            Code::ExemptReasonMissing,
            expect![[r#"
                a.md:3:9 exempt
                    the document is exempt from review, but gives no reason
                    = write `review: "exempt: reason"`
            "#]],
        );
    }
}
