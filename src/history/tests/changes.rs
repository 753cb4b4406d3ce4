//! Which commits concern a document, and what they record.

use super::*;
use crate::history::{ChangeKind, OnDisk, texts};

const LONG: &str = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n";

#[test]
fn a_document_is_followed_through_moves_with_edits() {
    let repo = Repo::new();
    repo.put("a.md", LONG, "begin");
    repo.git(&["mv", "a.md", "b.md"]);
    repo.put("b.md", &LONG.replace("eight", "ate"), "move and edit");
    std::fs::create_dir(repo.folder.join("sub")).expect("a folder");
    repo.git(&["mv", "b.md", "sub/c.md"]);
    repo.commit("move only");
    let history = repo.read(&["sub/c.md"]);
    assert_eq!(
        subjects(&history, "sub/c.md"),
        ["move only", "move and edit", "begin"]
    );
    assert_eq!(authored(&history, "sub/c.md"), ["move and edit", "begin"]);
    let changes = &history.documents[&at("sub/c.md")].changes;
    assert_eq!(
        changes[1].kind,
        ChangeKind::Moved {
            from: "a.md".to_owned()
        }
    );
    assert_eq!(changes[2].path, "a.md");
}

#[test]
fn documents_that_change_places_are_edits_of_both_paths() {
    let repo = Repo::new();
    repo.put("a.md", LONG, "begin a");
    repo.put("b.md", "other\ntext\nthat\nis\nnot\nlike\nit\n", "begin b");
    repo.git(&["mv", "a.md", "x.md"]);
    repo.git(&["mv", "b.md", "a.md"]);
    repo.git(&["mv", "x.md", "b.md"]);
    repo.commit("swap");
    let history = repo.read(&["a.md", "b.md"]);
    // Git does not see a swap as two moves unless told to break pairs: both texts changed.
    assert_eq!(subjects(&history, "a.md")[0], "swap");
    assert_eq!(subjects(&history, "b.md")[0], "swap");
}

#[test]
fn a_change_that_came_by_a_merge_counts_once_and_the_merge_does_not() {
    let repo = Repo::new();
    repo.put("a.md", LONG, "begin");
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.put("a.md", &LONG.replace("one", "ONE"), "on the branch");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.put("other.md", "x\n", "meanwhile");
    repo.git(&["merge", "--quiet", "--no-ff", "side", "-m", "merge"]);
    let history = repo.read(&["a.md"]);
    assert_eq!(subjects(&history, "a.md"), ["on the branch", "begin"]);
}

#[test]
fn a_merge_that_puts_both_sides_together_is_nobodys_change() {
    let repo = Repo::new();
    repo.put("a.md", LONG, "begin");
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.put("a.md", &LONG.replace("one", "ONE"), "on the branch");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.put("a.md", &LONG.replace("eight", "EIGHT"), "meanwhile");
    repo.git(&["merge", "--quiet", "side", "-m", "merge"]);
    let history = repo.read(&["a.md"]);
    assert_eq!(subjects(&history, "a.md").len(), 4);
    let mut counted = authored(&history, "a.md");
    counted.sort_unstable();
    assert_eq!(counted, ["begin", "meanwhile", "on the branch"]);
}

#[test]
fn what_a_merge_threw_away_is_no_part_of_the_history() {
    let repo = Repo::new();
    repo.put("a.md", LONG, "begin");
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.put("a.md", &LONG.replace("one", "1"), "thrown away");
    repo.put("a.md", &LONG.replace("one", "uno"), "thrown away too");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.put("a.md", &LONG.replace("eight", "EIGHT"), "kept");
    repo.git(&["merge", "--quiet", "--strategy=ours", "side", "-m", "merge"]);
    assert_eq!(subjects(&repo.read(&["a.md"]), "a.md"), ["kept", "begin"]);
}

#[test]
fn an_evil_merge_counts() {
    let repo = Repo::new();
    repo.put("a.md", LONG, "begin");
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.put("a.md", &LONG.replace("one", "ONE"), "on the branch");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.put("a.md", &LONG.replace("eight", "EIGHT"), "meanwhile");
    repo.git(&["merge", "--quiet", "--no-commit", "side"]);
    repo.put("a.md", &LONG.replace("four", "smuggled in"), "evil merge");
    let history = repo.read(&["a.md"]);
    assert_eq!(authored(&history, "a.md")[0], "evil merge");
}

#[test]
fn edits_on_a_branch_that_kept_the_former_path_are_followed() {
    let repo = Repo::new();
    repo.put("a.md", LONG, "begin");
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.put(
        "a.md",
        &LONG.replace("one", "ONE"),
        "on the branch, old path",
    );
    repo.git(&["checkout", "--quiet", "main"]);
    repo.git(&["mv", "a.md", "b.md"]);
    repo.commit("move");
    repo.git(&["merge", "--quiet", "side", "-m", "merge"]);
    let history = repo.read(&["b.md"]);
    let mut counted = authored(&history, "b.md");
    counted.sort_unstable();
    assert_eq!(counted, ["begin", "on the branch, old path"]);
}

#[test]
fn a_new_file_at_an_old_path_does_not_inherit_its_history() {
    let repo = Repo::new();
    repo.put("a.md", LONG, "the former one");
    std::fs::remove_file(repo.folder.join("a.md")).expect("it is there");
    repo.commit("delete");
    repo.put("a.md", "something else\n", "the new one");
    let history = repo.read(&["a.md"]);
    assert_eq!(subjects(&history, "a.md"), ["the new one"]);
}

#[test]
fn a_file_restored_as_it_was_keeps_its_history() {
    let repo = Repo::new();
    repo.put("a.md", LONG, "begin");
    std::fs::remove_file(repo.folder.join("a.md")).expect("it is there");
    repo.commit("delete");
    repo.put("a.md", LONG, "restore");
    let history = repo.read(&["a.md"]);
    assert_eq!(subjects(&history, "a.md"), ["restore", "begin"]);
    assert_eq!(
        history.documents[&at("a.md")].changes[0].kind,
        ChangeKind::Restored
    );
}

#[test]
fn the_author_date_is_that_of_the_authors_own_clock_and_the_commit_date_is_kept() {
    let repo = Repo::new();
    repo.write("a.md", LONG);
    repo.commit_with(
        "back-dated",
        &[
            ("GIT_AUTHOR_DATE", "2019-05-13T23:30:00-0800"),
            ("GIT_COMMITTER_NAME", "Bo"),
            ("GIT_COMMITTER_DATE", "2026-01-02T08:00:00+0000"),
        ],
    );
    let history = repo.read(&["a.md"]);
    let commit = &history.commits[0];
    assert_eq!(
        commit.author.when.expect("a date").date.to_string(),
        "2019-05-13"
    );
    assert_eq!(
        commit.committer.when.expect("a date").date.to_string(),
        "2026-01-02"
    );
    assert!(commit.evidence.author_differs_from_committer);
}

#[test]
fn a_back_dated_commit_keeps_its_place_in_the_ancestry() {
    let repo = Repo::new();
    repo.put("a.md", LONG, "first");
    repo.write("a.md", "two\n");
    repo.commit_with(
        "second, dated earlier",
        &[
            ("GIT_AUTHOR_DATE", "2001-01-01T00:00:00+0000"),
            ("GIT_COMMITTER_DATE", "2001-01-01T00:00:00+0000"),
        ],
    );
    assert_eq!(
        subjects(&repo.read(&["a.md"]), "a.md"),
        ["second, dated earlier", "first"]
    );
}

#[test]
fn the_mailmap_names_people() {
    let repo = Repo::new();
    repo.put("a.md", LONG, "begin");
    repo.put(
        ".mailmap",
        "Ann Lee-Meyer <a.lee@example.org> <ann@example.org>\n",
        "mailmap",
    );
    let author = &repo.read(&["a.md"]).commits[0].author;
    assert_eq!(
        (author.name.as_str(), author.email.as_str()),
        ("Ann Lee-Meyer", "a.lee@example.org")
    );
}

#[test]
fn sweeping_commits_are_nobodys_change() {
    let repo = Repo::new();
    repo.put("a.md", LONG, "begin");
    let sweep = repo.put("a.md", &LONG.to_uppercase(), "reformat everything");
    repo.put(
        ".git-blame-ignore-revs",
        &format!("# formatting\n{sweep}  # all\n"),
        "list it",
    );
    let history = repo.read(&["a.md"]);
    assert_eq!(subjects(&history, "a.md"), ["reformat everything", "begin"]);
    assert_eq!(authored(&history, "a.md"), ["begin"]);
    assert!(history.repositories[0].completeness.reasons().is_empty());
}

#[test]
fn trailers_the_summary_and_the_presence_of_a_signature_are_read() {
    let repo = Repo::new();
    repo.put(
        "a.md",
        LONG,
        "Clean twice\n\nThe audit of March\nasked for it.\n\nMore.\n\nApproved-by: Bo Yu <bo@example.org>\nReviewed-by: Cy\nRefs: CAPA-12",
    );
    // What `git commit -S` writes, but for the proof.
    let raw = repo.git(&["cat-file", "commit", "HEAD"]);
    let signed = raw.replacen(
        "\n\n",
        "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\n",
        1,
    );
    repo.write("../commit.txt", &signed);
    let id = repo.git(&["hash-object", "-t", "commit", "-w", "../commit.txt"]);
    repo.git(&["reset", "--quiet", "--hard", id.trim()]);
    let history = repo.read(&["a.md"]);
    let commit = &history.commits[0];
    assert_eq!(commit.subject, "Clean twice");
    assert_eq!(commit.summary, "The audit of March asked for it.");
    assert!(commit.evidence.carries_signature);
    assert!(!commit.evidence.author_differs_from_committer);
    let approvals: Vec<&str> = commit
        .evidence
        .approvals()
        .map(|trailer| trailer.value.as_str())
        .collect();
    assert_eq!(approvals, ["Bo Yu <bo@example.org>", "Cy"]);
    assert_eq!(commit.evidence.trailers.len(), 3);
}

#[test]
fn empty_messages_odd_names_and_mode_changes_do_not_disturb_the_walk() {
    let repo = Repo::new();
    let path = "Äpfel \"und\" \t Birnen.md";
    repo.put(path, LONG, "begin");
    repo.git(&[
        "commit",
        "--quiet",
        "--allow-empty",
        "--allow-empty-message",
        "-m",
        "",
    ]);
    repo.git(&["update-index", "--chmod=+x", path]);
    repo.git(&["commit", "--quiet", "-m", "mode"]);
    repo.put(
        path,
        "commit me\n:100644 is no entry\n",
        ":100644 100644 looks like an entry",
    );
    assert_eq!(
        subjects(&repo.read(&[path]), path),
        [":100644 100644 looks like an entry", "begin"]
    );
}

#[test]
fn configuration_of_the_user_does_not_change_what_is_read() {
    let repo = Repo::new();
    for (name, value) in [
        ("diff.renames", "false"),
        ("log.showSignature", "true"),
        ("log.showRoot", "false"),
        ("log.diffMerges", "off"),
        ("color.ui", "always"),
        ("core.abbrev", "5"),
        ("diff.relative", "true"),
        ("format.pretty", "oneline"),
        ("log.decorate", "full"),
        ("i18n.logOutputEncoding", "latin1"),
    ] {
        repo.git(&["config", name, value]);
    }
    repo.put("sub/a.md", LONG, "begin ü");
    repo.git(&["mv", "sub/a.md", "b.md"]);
    repo.commit("move");
    assert_eq!(subjects(&repo.read(&["b.md"]), "b.md"), ["move", "begin ü"]);
}

#[test]
fn an_edited_file_and_a_file_never_committed_are_told_apart() {
    let repo = Repo::new();
    repo.write("same.md", "a\n");
    repo.put("edited.md", "a\n", "begin");
    repo.write("edited.md", "b\n");
    repo.write("new.md", "c\n");
    repo.write("staged.md", "d\n");
    repo.git(&["add", "staged.md"]);
    let history = repo.read(&["same.md", "edited.md", "new.md", "staged.md"]);
    let on_disk = |path: &str| history.documents[&at(path)].on_disk;
    assert_eq!(on_disk("same.md"), OnDisk::Committed);
    assert_eq!(on_disk("edited.md"), OnDisk::Edited);
    assert_eq!(on_disk("new.md"), OnDisk::NeverCommitted);
    assert_eq!(on_disk("staged.md"), OnDisk::NeverCommitted);
}

#[test]
fn former_texts_can_be_read() {
    let repo = Repo::new();
    repo.put("a.md", "first\n", "begin");
    repo.put("a.md", "second\n", "edit");
    let history = repo.read(&["a.md"]);
    let asked = history.documents[&at("a.md")]
        .changes
        .iter()
        .map(|change| (0, &change.after));
    let mut found = Vec::new();
    texts(&history, "git", asked, |_, text| {
        found.push(text.to_owned())
    });
    assert_eq!(found, ["second\n", "first\n"]);
}
