//! A version is not a number, numbers with dots, or a letter.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        let Some(version) = &document.sop.meta.version else {
            continue;
        };
        if !is_version(&version.value) {
            let message = format!("`{}` is not a version", version.value);
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::VersionMalformed, path, version.span, message);
            found.push(finding.help("write it as `1.0`, `3`, `v1.2.0` or `B`"));
        }
    }
}

fn is_version(text: &str) -> bool {
    let text = text.trim();
    let is_letter = text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut numbers = text.trim_start_matches(['v', 'V']).split('.');
    is_letter
        || numbers.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_version_that_is_none_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001
version: final
---
-- b.md --
---
id: SOP-002
version: v1.2.0
---
-- c.md --
---
id: SOP-003
version: B
---
"#,
        )
        .finds(
            Code::VersionMalformed,
            expect![[r#"
                a.md:3:10 final
                    `final` is not a version
                    = write it as `1.0`, `3`, `v1.2.0` or `B`
            "#]],
        );
    }
}
