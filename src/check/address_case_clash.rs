//! Two addresses differ only in the case of their letters.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for clash in &facts.library.clashes {
        if !clash.wanted.differs_in_case_only(&clash.held) {
            continue;
        }
        let (wanted, held, given) = (&clash.wanted, &clash.held, &clash.given);
        let message = format!("the address `{wanted}` differs from `{held}` only in case");
        let help = format!("rename the file; until then its page is `{given}`");
        let finding = Diagnostic::new(Code::AddressCaseClash, &clash.path, Span::START, message);
        found.push(finding.help(help));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn two_addresses_that_differ_only_in_case_are_found() {
        library(
            r#"
-- Lead.md --
---
title: A
---
-- lead.md --
---
title: B
---
"#,
        )
        .finds(
            Code::AddressCaseClash,
            expect![[r#"
                lead.md:1:1 
                    the address `lead.html` differs from `Lead.html` only in case
                    = rename the file; until then its page is `lead-2.html`
            "#]],
        );
    }
}
