//! What git holds is not the whole history.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::history::Reason;
use crate::source::FilePath;
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let repositories = &facts.library.archive.history.repositories;
    let mut reasons: Vec<&Reason> = Vec::new();
    for reason in repositories
        .iter()
        .flat_map(|repository| repository.completeness.reasons())
    {
        if !reasons.contains(&reason) {
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
    let mut finding = Diagnostic::new(Code::HistoryIncomplete, &path, Span::START, message);
    // Whoever uses no git has nothing to mend.
    let is_bare = |reason: &&Reason| matches!(reason, Reason::NoRepository | Reason::NoCommits);
    if reasons.iter().all(is_bare) {
        finding = finding.at(Severity::Hint);
    }
    let help = reasons.iter().find_map(|reason| reason.help());
    let help = help.unwrap_or("commit the library to git to have revisions, dates and diffs");
    found.push(finding.help(help));
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
    fn a_shallow_clone_is_told_once_with_its_mend() {
        let archive = lacking(Completeness::Partial(vec![Reason::ShallowClone]));
        library("-- a.md --\n# A\n-- b.md --\n# B\n")
            .with_archive(archive)
            .finds(
                Code::HistoryIncomplete,
                expect![[r#"
                    sopress.toml:1:1 
                        the history is incomplete: shallow clone
                        = fetch the whole history: `fetch-depth: 0` in actions/checkout, `GIT_DEPTH: 0` in GitLab, or `git fetch --unshallow`
                "#]],
            );
    }

    #[test]
    fn a_whole_history_and_one_nobody_asked_for_are_no_finding() {
        let text = "-- a.md --\n# A\n";
        let archive = lacking(Completeness::Whole);
        library(text)
            .with_archive(archive)
            .finds(Code::HistoryIncomplete, expect![]);
        library(text).finds(Code::HistoryIncomplete, expect![]);
    }
}
