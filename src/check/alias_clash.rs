//! Two documents give the same alias.

use std::collections::HashMap;

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FilePath;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let mut given: HashMap<String, &FilePath> = HashMap::new();
    for document in &facts.library.documents {
        let path = &document.sop.path;
        for alias in &document.meta.aliases {
            let first = *given.entry(alias.value.to_lowercase()).or_insert(path);
            if first == path {
                continue;
            }
            let message = format!("the alias `{}` is also given by `{first}`", alias.value);
            let finding = Diagnostic::new(Code::AliasClash, path, alias.span, message);
            found.push(finding.help("keep it where staff expect it"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn an_alias_given_twice_is_found() {
        library(
            r#"
-- a.md --
---
title: A
aliases: [lead form, cold call]
---
-- b.md --
---
title: B
aliases: [Lead form]
---
"#,
        )
        .finds(
            Code::AliasClash,
            expect![[r#"
                b.md:3:11 Lead form
                    the alias `Lead form` is also given by `a.md`
                    = keep it where staff expect it
            "#]],
        );
    }
}
