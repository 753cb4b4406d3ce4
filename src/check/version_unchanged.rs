//! The text changed but the version did not.

use crate::check::{Facts, span_of};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::history::revisions::{Observation, same_version};
use crate::library::Document;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let history = &facts.library.archive.history;
    for document in facts.in_use().filter(|document| document.is_controlled) {
        let given = declared(document);
        let mut seen = document.past.observations.iter();
        let message = seen.find_map(|observation| match observation {
            Observation::BodyWithoutVersion {
                commit,
                version,
                is_present_version: true,
            } => match commit {
                None => Some(format!(
                    "the text differs from the last commit, but the version is still `{version}`"
                )),
                Some(commit) => {
                    let commit = &history.commits[*commit];
                    let date = commit.author.when?.date;
                    let is_later = given.is_none_or(|given| date > given);
                    let id = commit.id.short();
                    is_later.then(|| {
                        format!(
                            "the text changed on {date} in `{id}`, but the version is still \
                             `{version}`"
                        )
                    })
                }
            },
            _ => None,
        });
        if let Some(message) = message {
            let path = &document.sop.path;
            let span = span_of(&document.sop.meta.version);
            let finding = Diagnostic::new(Code::VersionUnchanged, path, span, message);
            found.push(finding.help("raise the version, for example with `sopress revise`"));
        }
    }
}

/// The date that the document gives for its version: changes up to that date belong to it.
fn declared(document: &Document) -> Option<Date> {
    let meta = &document.meta;
    let version = meta.version.as_ref()?;
    let mut changes = meta.changes.iter().rev();
    let entry = changes.find(|change| {
        let named = change.version.as_ref();
        named.is_some_and(|named| same_version(&named.value, &version.value))
    });
    let date = entry.and_then(|change| change.date.as_ref());
    let date = date.or(meta.effective.as_ref()).or(meta.issued.as_ref());
    date.map(|date| date.value)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::{committed, library};
    use crate::diagnostic::Code;

    const FRONT: &str = "---\nid: SOP-001\ntitle: A\nstatus: effective\nversion: \"1.2\"\neffective: 2026-03-01\n---\n";

    #[test]
    fn a_text_that_changed_after_its_version_took_effect_is_found() {
        let (old, new) = (format!("{FRONT}Wipe.\n"), format!("{FRONT}Rinse.\n"));
        let archive = committed("a.md", &[("2026-03-01", &old), ("2026-04-02", &new)]);
        library(&format!("-- a.md --\n{new}"))
            .with_archive(archive)
            .finds(
                Code::VersionUnchanged,
                expect![[r#"
                    a.md:5:10 "1.2"
                        the text changed on 2026-04-02 in `0000000001`, but the version is still `1.2`
                        = raise the version, for example with `sopress revise`
                "#]],
            );
    }

    #[test]
    fn what_changed_before_the_version_took_effect_belongs_to_it() {
        let (old, new) = (format!("{FRONT}Wipe.\n"), format!("{FRONT}Rinse.\n"));
        let archive = committed("a.md", &[("2026-02-01", &old), ("2026-02-20", &new)]);
        library(&format!("-- a.md --\n{new}"))
            .with_archive(archive)
            .finds(Code::VersionUnchanged, expect![]);
    }
}
