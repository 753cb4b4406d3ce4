//! What a library needs to be published, and that the same sources give the same site again.

use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};

use crate::folder::{Folder, files};
use crate::library::{Ran, library, program, ran, sopress};

fn here(path: &str) -> Utf8PathBuf {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_guide_is_a_library_without_a_fault() {
    let out = Folder::new();
    let site = out.at("site");
    let guide = here("docs/guide");
    let built = sopress(&["build", guide.as_str(), "--out", site.as_str()]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(
        !built.err.contains("error") && !built.err.contains("warning"),
        "{}",
        built.err
    );
    assert!(files(&site).contains(&"moving/word.html".to_owned()));
}

#[test]
fn one_commit_gives_the_same_bytes_in_another_folder_and_from_another_place() {
    let folder = Folder::new();
    let git = |arguments: &[&str]| {
        let ran = Command::new("git")
            .current_dir(&folder.root)
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(
            ran.status.success(),
            "{}",
            String::from_utf8_lossy(&ran.stderr)
        );
    };
    copy(&here("example-library"), &folder.at("one"));
    git(&["init", "--quiet", "one"]);
    git(&["-C", "one", "add", "."]);
    git(&["-C", "one", "commit", "--quiet", "-m", "first"]);
    git(&["clone", "--quiet", "one", "deeper/other"]);
    let build = |from: &str, library: &str, out: &str| {
        let built = program()
            .current_dir(folder.at(from))
            .args([
                "build",
                library,
                "--out",
                out,
                "--date",
                "2026-11-22",
                "--keep-going",
            ])
            .output();
        let built = ran(built.unwrap());
        assert_ne!(built.code, Some(2), "{}", built.err);
    };
    build("one", ".", "../site-one");
    build("", folder.at("deeper/other").as_str(), "site-other");
    let names = files(&folder.at("site-one"));
    assert_eq!(names, files(&folder.at("site-other")));
    assert!(names.len() > 50, "{names:?}");
    for name in names {
        let read = |site: &str| std::fs::read(folder.at(site).join(&name)).unwrap();
        assert!(read("site-one") == read("site-other"), "{name} differs");
    }
}

fn copy(from: &Utf8Path, to: &Utf8Path) {
    for name in files(from) {
        if name.starts_with("site/") {
            continue;
        }
        let at = to.join(&name);
        std::fs::create_dir_all(at.parent().unwrap()).unwrap();
        std::fs::copy(from.join(&name), at).unwrap();
    }
}

const RELEASE: &str = "https://releases.example.org/v1.2.3";

/// `init --github`, with a release that is not looked up.
fn with_workflow(library: &Utf8Path) -> Ran {
    let hash = "0123456789abcdef".repeat(4);
    let library = library.as_str();
    sopress(&[
        "init",
        library,
        "--github",
        "--releases",
        RELEASE,
        "--sha256",
        &hash,
    ])
}

#[test]
fn the_workflow_goes_to_the_root_of_the_repository_and_names_the_library() {
    let folder = Folder::new().with(".git/HEAD", "");
    let init = |library: &str| with_workflow(&folder.at(library));
    let said = init("docs/handbook");
    assert_eq!(said.code, Some(0), "{}", said.err);
    let text = folder.text(".github/workflows/sops.yml");
    assert!(text.contains("LIBRARY: \"docs/handbook\""), "{text}");
    let release = format!("SOPRESS_RELEASE: \"{RELEASE}\"\n");
    assert!(text.contains(&release), "{text}");
    assert!(folder.text("docs/handbook/sopress.toml").contains("[site]"));
    assert_eq!(
        init("docs/handbook").code,
        Some(2),
        "nothing is overwritten"
    );
    assert_eq!(text, folder.text(".github/workflows/sops.yml"));
}

#[test]
fn a_clone_knows_its_branch_and_the_address_of_its_site() {
    let folder = Folder::new();
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        let ran = git.current_dir(&folder.root).args(arguments).status();
        assert!(ran.unwrap().success());
    };
    git(&["init", "--quiet", "--initial-branch=master"]);
    git(&[
        "remote",
        "add",
        "origin",
        "git@github.com:Ours/handbook.git",
    ]);
    let said = with_workflow(&folder.at("sops"));
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(!said.err.contains("base_url"), "{}", said.err);
    let settings = folder.text("sops/sopress.toml");
    for line in [
        "base_url = \"https://ours.github.io/handbook/\"",
        "repository = \"https://github.com/Ours/handbook\"",
        "edit_branch = \"master\"",
    ] {
        assert!(settings.lines().any(|one| one == line), "{settings}");
    }
    let workflow = folder.text(".github/workflows/sops.yml");
    assert!(workflow.contains("branches: [\"master\"]"), "{workflow}");
    assert!(workflow.contains("'refs/heads/master'"), "{workflow}");
    let checked = sopress(&["check", folder.at("sops").as_str()]);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
}

#[test]
fn a_library_that_is_there_gets_the_workflow_alone() {
    let folder = Folder::new()
        .with("sopress.toml", "")
        .with("sops/a.md", "# A\n");
    let said = with_workflow(&folder.root);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let expected = [".github/workflows/sops.yml", "sopress.toml", "sops/a.md"];
    assert_eq!(files(&folder.root), expected);
    assert!(folder.text(expected[0]).contains("LIBRARY: \".\""));
}

#[test]
fn a_library_begins_in_a_repository_that_ignores_files_already() {
    let folder = Folder::new()
        .with(".git/HEAD", "")
        .with("README.md", "# Ours\n")
        .with(".gitignore", "node_modules");
    let said = with_workflow(&folder.root);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(folder.text(".gitignore"), "node_modules\n/site/\n");
    assert_eq!(folder.text("README.md"), "# Ours\n");
    assert!(folder.text("sopress.toml").contains("[site]"));
    let listed = Folder::new().with(".gitignore", "site\n*.log\n");
    sopress(&["init", listed.root.as_str()]);
    assert_eq!(listed.text(".gitignore"), "site\n*.log\n");
}

#[test]
fn the_manual_describes_every_command_and_option() {
    let Ran { code, out, .. } = sopress(&["man"]);
    assert_eq!(code, Some(0));
    for part in [
        ".TH sopress",
        "SERVE",
        "no\\-watch",
        "CHECK",
        "\\-\\-format",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
}

#[test]
fn a_new_repository_is_published_from_the_only_branch_it_has() {
    let folder = Folder::new();
    let mut git = Command::new("git");
    let begun = ["init", "--quiet", "--initial-branch=trunk"];
    assert!(
        git.current_dir(&folder.root)
            .args(begun)
            .status()
            .unwrap()
            .success()
    );
    let said = with_workflow(&folder.root);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let workflow = folder.text(".github/workflows/sops.yml");
    assert!(workflow.contains("branches: [\"trunk\"]"), "{workflow}");
}

#[test]
fn an_id_that_a_document_had_leads_to_it_from_text_and_from_records() {
    let library = library("")
        .with(
            "sops/a.md",
            "---\nid: SOP-002\ntitle: Wiping\naliases: [SOP-001]\n---\n",
        )
        .with(
            "sops/b.md",
            "---\nid: SOP-003\nrelated: [SOP-001]\n---\n\nSee SOP-001.\n",
        );
    library.run("build", &["--keep-going"]);
    let page = library.folder.text("site/b.html");
    assert!(
        page.contains("See <a href=\"a.html\">SOP-001</a>."),
        "{page}"
    );
    let (_, related) = page.split_once("<h3>See also</h3>").expect("a list");
    assert!(
        related.starts_with("<ul><li><a href=\"a.html\">"),
        "{related}"
    );
}

#[test]
fn names_too_long_for_a_file_stop_no_build() {
    let long = "z".repeat(300);
    let document = format!(
        "---\nid: SOP-001\ntitle: {long}\ndepartment: {long}\nowner: {long}\nversion: \"{long}\"\n\
         tags: [{long}]\nredirect_from: /{long}\nreview_cycle: 1 year\nlast_reviewed: 2026-01-01\n---\n"
    );
    let name = "é".repeat(125);
    let library = library("")
        .with("sops/a.md", document)
        .with(&format!("sops/{name}.md"), "# Long\n");
    let built = library.run("build", &["--keep-going"]);
    assert!(built.err.contains("[file-name-long]"), "{}", built.err);
    let page = format!("{}.html", "é".repeat(117));
    assert!(library.site().join(page).exists(), "{}", built.err);
}
