//! An old address is claimed twice, or is in use by a page.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Holder;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for clash in &facts.library.redirect_clashes {
        let holder = match &clash.holder {
            Holder::Own => "used by a page or file that sopress generates".to_owned(),
            Holder::File(path) => format!("used by `{path}`"),
            Holder::Formerly(path) => format!("an old address of `{path}`"),
        };
        let written = &clash.written;
        let message = format!("the old address `{}` is already {holder}", written.value);
        let path = &facts.library.document(clash.document).sop.path;
        let finding = Diagnostic::new(Code::RedirectClash, path, written.span, message);
        found.push(finding.help("remove it from the document it does not belong to"));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn an_old_address_claimed_twice_is_found() {
        library(
            r#"
-- a.md --
---
title: A
redirect_from: [/old/, /b.html]
---
-- b.md --
---
title: B
redirect_from: [old/index.html, /older]
---
"#,
        )
        .finds(
            Code::RedirectClash,
            expect![[r#"
                a.md:3:24 /b.html
                    the old address `/b.html` is already used by `b.md`
                    = remove it from the document it does not belong to
                b.md:3:17 old/index.html
                    the old address `old/index.html` is already an old address of `a.md`
                    = remove it from the document it does not belong to
            "#]],
        );
    }
}
