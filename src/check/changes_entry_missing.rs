//! An earlier version has no entry in the revision history.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::history::revisions::{Observation, same_version};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.in_use() {
        let present = document.meta.version.as_ref();
        for observation in &document.past.observations {
            let Observation::VersionWithoutEntry { version, .. } = observation else {
                continue;
            };
            if present.is_some_and(|present| same_version(&present.value, version)) {
                continue;
            }
            let message = format!("version `{version}` is in git but has no entry in `changes`");
            let span = document.meta.changes.first().map(|change| change.span);
            let span = span.expect("an entry is only missing from a list that exists");
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::ChangesEntryMissing, path, span, message);
            found.push(finding.help("add an entry that says what changed"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::{committed, library};
    use crate::diagnostic::Code;

    #[test]
    fn a_version_that_git_holds_and_the_list_lacks_is_found() {
        let text = |version: &str| {
            format!(
                "---\nid: SOP-001\nversion: \"{version}\"\nchanges:\n  - version: \"1.0\"\n    date: 2026-01-01\n---\n"
            )
        };
        let (first, second, third) = (text("1.0"), text("1.1"), text("1.2"));
        let archive = committed(
            "a.md",
            &[
                ("2026-01-01", &first),
                ("2026-02-01", &second),
                ("2026-03-01", &third),
            ],
        );
        library(&format!("-- a.md --\n{third}"))
            .with_archive(archive)
            .finds(
                Code::ChangesEntryMissing,
                expect![[r#"
                    a.md:5:5 version: "1.0"
                        date: 2026-01-01
                        version `1.1` is in git but has no entry in `changes`
                        = add an entry that says what changed
                "#]],
            );
    }
}
