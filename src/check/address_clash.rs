//! Two files claim the same address.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Clash, Holder};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for clash in &facts.library.clashes {
        if clash.wanted.differs_in_case_only(&clash.held) {
            continue;
        }
        let Clash {
            wanted,
            given,
            held,
            ..
        } = clash;
        let owner = match &clash.holder {
            Holder::File(path) | Holder::Formerly(path) => format!("used by `{path}`"),
            Holder::Own => "used by a page or file that sopress generates".to_owned(),
        };
        let message = if wanted == held {
            format!("the address `{wanted}` is already {owner}")
        } else if held.as_str().starts_with(wanted.as_str()) {
            format!("the address `{wanted}` is a folder: `{held}` is {owner}")
        } else {
            format!("`{wanted}` would be below the address `{held}`, which is {owner}")
        };
        let help = format!("rename the file or its folder; until then its address is `{given}`");
        let finding = Diagnostic::new(Code::AddressClash, &clash.path, Span::START, message);
        found.push(finding.help(help));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn two_sources_for_one_address_are_found() {
        library(
            r#"
-- lead.markdown --
---
title: A
---
-- lead.md --
---
title: B
---
-- register.md --
---
title: C
---
"#,
        )
        .finds(
            Code::AddressClash,
            expect![[r#"
                lead.md:1:1 
                    the address `lead.html` is already used by `lead.markdown`
                    = rename the file or its folder; until then its address is `lead-2.html`
                register.md:1:1 
                    the address `register.html` is already used by a page or file that sopress generates
                    = rename the file or its folder; until then its address is `register-2.html`
            "#]],
        );
    }
}
