//! An id contains the version.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        let Some(id) = &document.sop.meta.id else {
            continue;
        };
        if let Some(bare) = without_version(&id.value) {
            let message = format!("the id `{}` contains the version", id.value);
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::IdVersion, path, id.span, message);
            found.push(finding.help(format!("use `{bare}`, and put the version in `version`")));
        }
    }
}

/// `SOP-001` of `SOP-001-v2`, `SOP-001 rev. B`, `SOP-001_V1.2`.
fn without_version(id: &str) -> Option<&str> {
    let (bare, last) = id.rsplit_once(['-', '_', ' '])?;
    let last = last.to_lowercase();
    let is_number = |text: &str| {
        let mut parts = text.split('.');
        parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if last.strip_prefix('v').is_some_and(is_number)
        || last.strip_prefix("rev").is_some_and(is_number)
    {
        return Some(bare);
    }
    let (bare, word) = bare.rsplit_once(['-', '_', ' '])?;
    let is_word = matches!(word.to_lowercase().as_str(), "rev" | "rev." | "version");
    is_word.then_some(bare)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_version_in_an_id_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001-v2
---
-- b.md --
---
id: SOP-001 Rev B
---
-- c.md --
---
id: SOP-001
---
"#,
        )
        .finds(
            Code::IdVersion,
            expect![[r#"
                a.md:2:5 SOP-001-v2
                    the id `SOP-001-v2` contains the version
                    = use `SOP-001`, and put the version in `version`
                b.md:2:5 SOP-001 Rev B
                    the id `SOP-001 Rev B` contains the version
                    = use `SOP-001`, and put the version in `version`
            "#]],
        );
    }
}
