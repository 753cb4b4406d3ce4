//! An id does not match the pattern of the settings.

use regex::Regex;

use crate::check::Facts;
use crate::config::Reading;
use crate::diagnostic::{Code, Diagnostic};

/// Only a pattern that the settings give binds: the built-in one merely finds ids in text.
pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let pattern = &facts.config.settings.reading.id_pattern;
    if *pattern == Reading::default().id_pattern {
        return;
    }
    let Ok(whole) = Regex::new(&format!("^(?:{pattern})$")) else {
        return;
    };
    for document in &facts.library.documents {
        let Some(id) = &document.sop.meta.id else {
            continue;
        };
        if !whole.is_match(&id.value) {
            let message = format!("the id `{}` does not match `{pattern}`", id.value);
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::IdPattern, path, id.span, message);
            found.push(finding.help("fix the id, or change `library.id_pattern`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn an_id_of_another_pattern_is_found() {
        library(
            r#"
-- sopress.toml --
[library]
id_pattern = "SOP-[A-Z]{3}-[0-9]{3}"
-- a.md --
---
id: SOP-SAL-001
---
-- b.md --
---
id: SOP-SAL-0011
---
"#,
        )
        .finds(
            Code::IdPattern,
            expect![[r#"
                b.md:2:5 SOP-SAL-0011
                    the id `SOP-SAL-0011` does not match `SOP-[A-Z]{3}-[0-9]{3}`
                    = fix the id, or change `library.id_pattern`
            "#]],
        );
    }
}
