//! The git history is incomplete.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::history::Reason;
use crate::source::FilePath;
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let repositories = &facts.library.archive.history.repositories;
    let mut reasons: Vec<&Reason> = Vec::new();
    let all = repositories
        .iter()
        .flat_map(|repository| repository.completeness.reasons());
    for reason in all {
        // A library without git has nothing to fix; its pages say what they cannot show.
        let is_without_git = matches!(reason, Reason::NoRepository | Reason::NoCommits);
        if !is_without_git && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if reasons.is_empty() {
        return;
    }
    let words: Vec<String> = reasons.iter().map(|reason| reason.words()).collect();
    let message = format!("the history is incomplete: {}", words.join("; "));
    let settings = facts.sources.settings.as_ref();
    let path = settings.map(|source| source.path.clone());
    let path = path.or_else(|| FilePath::new("sopress.toml"));
    let path = path.expect("a plain name is a path");
    let finding = Diagnostic::new(Code::HistoryIncomplete, &path, Span::START, message);
    let help = reasons.iter().find_map(|reason| reason.help());
    found.push(match help {
        Some(help) => finding.help(help),
        None => finding,
    });
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;
    use crate::history::{Archive, Completeness, Reason, Repository};

    fn lacking(completeness: Completeness) -> Archive {
        let mut archive = Archive::default();
        archive.history.repositories.push(Repository {
            folder: "library".into(),
            head: None,
            completeness,
        });
        archive
    }

    #[test]
    fn a_shallow_clone_is_reported_once_with_its_fix() {
        let archive = lacking(Completeness::Partial(vec![Reason::ShallowClone]));
        library("-- a.md --\n# A\n-- b.md --\n# B\n")
            .with_archive(archive)
            .finds(
                Code::HistoryIncomplete,
                expect![[r#"
                    sopress.toml:1:1 
                        the history is incomplete: shallow clone
                        = fetch the complete history: `fetch-depth: 0` in actions/checkout, `GIT_DEPTH: 0` in GitLab, or `git fetch --unshallow`
                "#]],
            );
    }

    #[test]
    fn a_whole_history_and_a_library_without_git_are_no_finding() {
        let text = "-- a.md --\n# A\n";
        for completeness in [
            Completeness::Whole,
            Completeness::None(Reason::NoRepository),
        ] {
            library(text)
                .with_archive(lacking(completeness))
                .finds(Code::HistoryIncomplete, expect![]);
        }
        library(text).finds(Code::HistoryIncomplete, expect![]);
    }
}
