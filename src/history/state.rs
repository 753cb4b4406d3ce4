//! Whether the git history has changed.

use std::fmt::Write as _;

use camino::Utf8Path;

use crate::source::FilePath;

use super::git::Git;
use super::repository::{self, Facts};

/// Everything that the history of these documents depends on, as a text to compare: if it is the
/// same, so is the history. Runs a few short git commands and does not walk the log.
pub(crate) fn state(folder: &Utf8Path, paths: &[FilePath], program: &str) -> String {
    let mut said = String::new();
    for (nested, paths) in repository::by_repository(folder, paths) {
        let within = match nested.is_empty() {
            true => folder.to_owned(),
            false => folder.join(&nested),
        };
        let git = Git {
            program,
            folder: &within,
        };
        let _ = writeln!(said, "{nested:?} {}", paths.len());
        let _ = match repository::facts(git, None) {
            Ok(facts) => writeln!(said, "{}", told(&facts, git)),
            Err(reason) => writeln!(said, "{reason:?}"),
        };
    }
    said
}

fn told(facts: &Facts, git: Git<'_>) -> String {
    let mut cut_off: Vec<&String> = facts.cut_off.iter().collect();
    let mut sweeping: Vec<&String> = facts.sweeping.iter().collect();
    cut_off.sort();
    sweeping.sort();
    let edited = repository::edited(git).map(|paths| {
        let mut paths: Vec<String> = paths.into_iter().collect();
        paths.sort();
        paths
    });
    let up = "../".repeat(facts.prefix.matches('/').count());
    let names = std::fs::read(git.folder.join(up).join(".mailmap")).unwrap_or_default();
    let settings = git.output(&["config", "--get-regexp", r"^(mailmap|log|core|i18n)\."]);
    format!(
        "{:?}",
        (
            &facts.head,
            &facts.prefix,
            facts.is_partial,
            &facts.ignore_revs,
            cut_off,
            sweeping,
            edited,
            names,
            settings,
        )
    )
}
