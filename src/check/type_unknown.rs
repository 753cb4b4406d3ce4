//! A document type is neither built in nor defined in the settings.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::suggest::nearest;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let types = &facts.config.settings.types;
    for (path, meta) in facts.metas() {
        let Some(kind) = &meta.kind else { continue };
        if types.contains_key(&kind.value) {
            continue;
        }
        let message = format!("there is no document type `{}`", kind.value);
        let help = match nearest(&kind.value, types.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("define it in the settings: `[types.{}]`", kind.value),
        };
        found.push(Diagnostic::new(Code::TypeUnknown, path, kind.span, message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_type_that_nobody_defined_is_found() {
        library(
            r#"
-- a.md --
---
title: A
type: polcy
---
-- b.md --
---
title: B
type: policy
---
"#,
        )
        .finds(
            Code::TypeUnknown,
            expect![[r#"
                a.md:3:7 polcy
                    there is no document type `polcy`
                    = did you mean `policy`?
            "#]],
        );
    }
}
