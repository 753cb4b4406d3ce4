//! The current version has no entry in the revision history.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        let meta = &document.meta;
        let Some(version) = &meta.version else {
            continue;
        };
        let mut listed = meta
            .changes
            .iter()
            .filter_map(|change| change.version.as_ref());
        let is_listed =
            listed.any(|other| without_prefix(&other.value) == without_prefix(&version.value));
        if meta.changes.is_empty() || is_listed {
            continue;
        }
        let message = format!("version `{}` has no entry in `changes`", version.value);
        let path = &document.sop.path;
        let finding = Diagnostic::new(Code::ChangesVersionMissing, path, version.span, message);
        found.push(finding.help("add an entry that says what changed"));
    }
}

/// `v1.2` and `1.2` are the same version.
fn without_prefix(version: &str) -> &str {
    version.trim().trim_start_matches(['v', 'V'])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_version_without_an_entry_is_found() {
        library(
            r#"
-- a.md --
---
title: A
version: 2.0
changes:
  - {version: "1.0", date: 2026-03-01}
---
-- b.md --
---
title: B
version: v1.0
changes:
  - {version: "1.0", date: 2026-03-01}
---
"#,
        )
        .finds(
            Code::ChangesVersionMissing,
            expect![[r#"
                a.md:3:10 2.0
                    version `2.0` has no entry in `changes`
                    = add an entry that says what changed
            "#]],
        );
    }
}
