//! Repositories of every kind, and the completeness of their history.

use super::*;
use crate::history::{Completeness, OnDisk, Reason};

#[test]
fn a_folder_without_a_repository_has_no_history_and_says_why() {
    let repo = Repo::without_git();
    repo.write("a.md", "x\n");
    let history = repo.read(&["a.md"]);
    assert_eq!(
        history.completeness_of(&at("a.md")),
        Some(&Completeness::None(Reason::NoRepository))
    );
    assert_eq!(history.documents[&at("a.md")].on_disk, OnDisk::Unknown);
}

#[test]
fn a_machine_without_git_has_no_history_and_says_why() {
    let repo = Repo::new();
    let paths = [at("a.md")];
    let query = Query {
        paths: &paths,
        ignore_revs: None,
        digest: DIGEST_OPTIONS,
        program: "/nowhere/git",
    };
    let history = scan_after(History::default(), &repo.folder, &query);
    assert_eq!(
        history.completeness_of(&at("a.md")),
        Some(&Completeness::None(Reason::NoGit))
    );
}

#[test]
fn a_repository_without_a_commit_says_so() {
    let repo = Repo::new();
    repo.write("a.md", "x\n");
    let history = repo.read(&["a.md"]);
    assert_eq!(
        history.completeness_of(&at("a.md")),
        Some(&Completeness::None(Reason::NoCommits))
    );
    assert_eq!(
        history.documents[&at("a.md")].on_disk,
        OnDisk::NeverCommitted
    );
}

#[test]
fn a_shallow_clone_claims_no_date_for_what_it_cut_off() {
    let repo = Repo::new();
    repo.write("old.md", "old\n");
    repo.put("a.md", "one\n", "begin");
    repo.put("a.md", "two\n", "edit");
    repo.put("a.md", "three\n", "edit again");
    let clone = repo.folder.with_file_name("clone");
    let from = format!("file://{}", repo.folder);
    repo.git(&["clone", "--quiet", "--depth", "2", &from, clone.as_str()]);
    let history = read_in(&clone, &["a.md", "old.md"]);
    let reasons = [Reason::ShallowClone];
    assert_eq!(history.repositories[0].completeness.reasons(), reasons);
    assert_eq!(subjects(&history, "a.md"), ["edit again"]);
    assert!(history.documents[&at("old.md")].changes.is_empty());
    assert!(history.documents[&at("old.md")].cut_off_at.is_some());
    assert_eq!(history.documents[&at("old.md")].on_disk, OnDisk::Committed);
}

#[test]
fn a_clone_without_texts_still_has_dates_and_says_what_lacks() {
    let repo = Repo::new();
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    repo.put("a.md", "---\nversion: 1\n---\none\n", "begin");
    repo.put("a.md", "---\nversion: 2\n---\ntwo\n", "edit");
    let clone = repo.folder.with_file_name("clone");
    let from = format!("file://{}", repo.folder);
    repo.git(&[
        "clone",
        "--quiet",
        "--filter=blob:none",
        &from,
        clone.as_str(),
    ]);
    let history = read_in(&clone, &["a.md"]);
    assert_eq!(subjects(&history, "a.md"), ["edit", "begin"]);
    assert_eq!(
        history.repositories[0].completeness.reasons(),
        [Reason::TextsMissing]
    );
}

#[test]
fn a_clone_without_folders_has_no_history_and_says_why() {
    let repo = Repo::new();
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    repo.put("a.md", "one\n", "begin");
    repo.put("a.md", "two\n", "edit");
    let clone = repo.folder.with_file_name("clone");
    let from = format!("file://{}", repo.folder);
    repo.git(&["clone", "--quiet", "--filter=tree:0", &from, clone.as_str()]);
    let history = read_in(&clone, &["a.md"]);
    assert_eq!(
        history.completeness_of(&at("a.md")),
        Some(&Completeness::None(Reason::PartialClone))
    );
}

#[test]
fn a_library_in_a_folder_of_a_repository_is_read_and_moves_into_it_are_followed() {
    let repo = Repo::new();
    repo.put("docs/a.md", "one\ntwo\nthree\nfour\n", "begin");
    repo.write("library/sops/.keep", "");
    repo.git(&["mv", "docs/a.md", "library/sops/a.md"]);
    repo.commit("move in");
    repo.write("library/sops/a.md", "one\ntwo\nthree\nfour\nfive\n");
    let history = read_in(&repo.folder.join("library"), &["sops/a.md"]);
    assert_eq!(subjects(&history, "sops/a.md"), ["move in", "begin"]);
    assert_eq!(history.documents[&at("sops/a.md")].on_disk, OnDisk::Edited);
}

#[test]
fn a_worktree_is_read_as_its_own_branch() {
    let repo = Repo::new();
    repo.put("a.md", "one\n", "begin");
    let worktree = repo.folder.with_file_name("worktree");
    repo.git(&[
        "worktree",
        "add",
        "--quiet",
        "-b",
        "side",
        worktree.as_str(),
    ]);
    std::fs::write(worktree.join("a.md"), "two\n").expect("a file");
    git(
        &worktree,
        &["commit", "--quiet", "--all", "-m", "in the worktree"],
        &[],
    );
    assert_eq!(
        subjects(&read_in(&worktree, &["a.md"]), "a.md"),
        ["in the worktree", "begin"]
    );
    assert_eq!(subjects(&repo.read(&["a.md"]), "a.md"), ["begin"]);
}

#[test]
fn documents_in_a_submodule_have_the_history_of_their_own_repository() {
    let inner = Repo::new();
    inner.put("b.md", "one\n", "inner begin");
    let outer = Repo::new();
    outer.put("a.md", "x\n", "outer begin");
    outer.git(&[
        "submodule",
        "--quiet",
        "add",
        inner.folder.as_str(),
        "shared/sops",
    ]);
    outer.commit("add the submodule");
    outer.write("shared/sops/b.md", "edited\n");
    let history = outer.read(&["a.md", "shared/sops/b.md"]);
    assert_eq!(subjects(&history, "a.md"), ["outer begin"]);
    assert_eq!(subjects(&history, "shared/sops/b.md"), ["inner begin"]);
    assert_eq!(
        history.documents[&at("shared/sops/b.md")].on_disk,
        OnDisk::Edited
    );
    assert_eq!(history.documents[&at("a.md")].on_disk, OnDisk::Committed);
    assert_eq!(history.repositories.len(), 2);
}

#[test]
fn a_list_of_sweeping_commits_that_was_asked_for_and_lacks_is_said() {
    let repo = Repo::new();
    repo.put("a.md", "x\n", "begin");
    let paths = [at("a.md")];
    let query = Query {
        paths: &paths,
        ignore_revs: Some("no-such-file"),
        digest: DIGEST_OPTIONS,
        program: "git",
    };
    let history = scan_after(History::default(), &repo.folder, &query);
    let file = "no-such-file".to_owned();
    let reasons = [Reason::IgnoreRevsUnreadable { file }];
    assert_eq!(history.repositories[0].completeness.reasons(), reasons);
}

#[test]
fn reading_again_gives_what_reading_afresh_gives() {
    let repo = Repo::new();
    repo.put("a.md", "---\nversion: 1\n---\none\n", "begin");
    repo.put("a.md", "---\nversion: 2\n---\ntwo\n", "edit");
    let paths = [at("a.md")];
    let query = Query {
        paths: &paths,
        ignore_revs: None,
        digest: DIGEST_OPTIONS,
        program: "git",
    };
    let first = scan_after(History::default(), &repo.folder, &query);
    assert_eq!(scan_after(first.clone(), &repo.folder, &query), first);
    repo.write("a.md", "edited\n");
    let edited = scan_after(first, &repo.folder, &query);
    assert_eq!(edited.documents[&at("a.md")].on_disk, OnDisk::Edited);
    repo.commit("committed");
    let committed = scan_after(edited, &repo.folder, &query);
    assert_eq!(
        committed,
        scan_after(History::default(), &repo.folder, &query)
    );
    assert_eq!(subjects(&committed, "a.md")[0], "committed");
}

#[test]
fn dubious_ownership_is_told_by_gits_words() {
    let said = b"fatal: detected dubious ownership in repository at '/srv/x'\n";
    assert_eq!(crate::history::git::failure(said), Reason::DubiousOwnership);
}

#[test]
fn every_reason_has_words() {
    for reason in [
        Reason::NoGit,
        Reason::NoRepository,
        Reason::ShallowClone,
        Reason::Failed {
            said: "x".to_owned(),
        },
    ] {
        assert!(!reason.words().is_empty());
    }
}
