//! An old address is claimed twice, or is in use by a page.

use std::collections::HashMap;

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Route, old_address, own_pages};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let mut taken: HashMap<Route, String> = HashMap::new();
    for page in own_pages(facts.config) {
        taken.insert(page, "used by a page that sopress generates".to_owned());
    }
    for document in &facts.library.documents {
        let page = format!("used by `{}`", document.sop.path);
        taken.insert(document.route.clone(), page);
    }
    for (path, route) in &facts.library.assets {
        taken.insert(route.clone(), format!("used by `{path}`"));
    }
    for document in &facts.library.documents {
        for old in &document.meta.redirects {
            let path = &document.sop.path;
            let Some(route) = old_address(&old.value, facts.config) else {
                continue;
            };
            let Some(holder) = taken.get(&route) else {
                taken.insert(route, format!("an old address of `{path}`"));
                continue;
            };
            let message = format!("the old address `{}` is already {holder}", old.value);
            let finding = Diagnostic::new(Code::RedirectClash, path, old.span, message);
            found.push(finding.help("remove it from the document it does not belong to"));
        }
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
