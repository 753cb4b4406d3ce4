//! A second build of the same library.

use crate::folder::files;
use crate::library::{Library, Ran, library, sopress};

const SAID: &str = "nothing has changed since the last build";

fn a_library() -> Library {
    library(
        "-- sops/a.md --\n---\nid: SOP-001\ntitle: Intake\nstatus: effective\n---\n\n\
         ![form](form.png)\n\n-- sops/b.md --\n# B\n\n[nowhere](c.md)\n\n\
         -- sopress.toml --\n[checks]\nlink-unknown = \"warning\"\n\
         -- sops/form.png --\nno picture\n",
    )
    .on("2026-11-22")
}

fn build(library: &Library) -> Ran {
    library.run("build", &["--keep-going", "--format", "json"])
}

#[test]
fn a_second_build_of_the_same_library_reports_the_same_and_writes_nothing() {
    let library = a_library();
    let first = build(&library);
    assert!(!first.err.contains(SAID), "{}", first.err);
    let pages = files(&library.site());
    let second = build(&library);
    assert!(second.err.contains(SAID), "{}", second.err);
    assert!(first.out.contains("link-unknown"), "{}", first.out);
    assert_eq!((first.code, &first.out), (second.code, &second.out));
    assert_eq!(pages, files(&library.site()));
}

#[test]
fn a_build_that_has_nothing_to_do_clears_up_after_a_killed_one() {
    let library = a_library();
    build(&library);
    library.folder.put(".site.sopress-killed/lock", "");
    library
        .folder
        .put(".site.sopress-killed/site/a.html", "half");
    let second = build(&library);
    assert!(second.err.contains(SAID), "{}", second.err);
    assert!(!library.folder.at(".site.sopress-killed").exists());
}

#[test]
fn whatever_a_site_depends_on_is_seen_by_the_next_build() {
    let library = a_library();
    build(&library);
    let changes: [(&str, &str); 7] = [
        ("sops/a.md", "# Other\n"),
        ("sops/new.md", "# New\n"),
        ("sopress.toml", "[site]\ntitle = \"Ours\"\n"),
        ("roles.toml", "[[role]]\nname = \"Buyer\"\n"),
        ("theme/assets/own.css", "p{}"),
        ("sops/form.png", "another"),
        ("site/a.html", "changed by hand"),
    ];
    for (file, text) in changes {
        library.folder.put(file, text);
        let next = build(&library);
        assert!(!next.err.contains(SAID), "{file}: {}", next.err);
        let last = build(&library);
        assert!(last.err.contains(SAID), "{file}: {}", last.err);
    }
    assert_ne!(library.folder.text("site/a.html"), "changed by hand");

    std::fs::remove_file(library.site().join("a.html")).unwrap();
    let mended = build(&library);
    assert!(!mended.err.contains(SAID), "{}", mended.err);
    let tomorrow = library.on("2026-11-23");
    let next = build(&tomorrow);
    assert!(!next.err.contains(SAID), "{}", next.err);
    let drafts = tomorrow.run("build", &["--keep-going", "--drafts"]);
    assert!(!drafts.err.contains(SAID), "{}", drafts.err);
}

#[test]
fn a_commit_is_seen_by_the_next_build() {
    let library = a_library();
    let git = |arguments: &[&str]| {
        let ran = std::process::Command::new("git")
            .args(["-C", library.folder.root.as_str()])
            .args(["-c", "user.name=Ann", "-c", "user.email=ann@example.org"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{ran:?}");
    };
    git(&["init", "--quiet"]);
    build(&library);
    git(&["add", "sops"]);
    git(&["commit", "--quiet", "--message", "Intake"]);
    let next = build(&library);
    assert!(!next.err.contains(SAID), "{}", next.err);
    let last = build(&library);
    assert!(last.err.contains(SAID), "{}", last.err);
    library.folder.put(".mailmap", "Anna <ann@example.org>\n");
    let next = build(&library);
    assert!(!next.err.contains(SAID), "{}", next.err);
}

#[test]
fn a_site_that_was_not_written_is_not_taken_for_done() {
    let broken = library("-- sops/a.md --\n---\ntitle: [broken\n---\n\ntext\n");
    for _ in 0..2 {
        let ran = broken.run("build", &[]);
        assert_eq!(ran.code, Some(1));
        assert!(ran.err.contains("nothing was written"), "{}", ran.err);
    }
    let kept = broken.run("build", &["--keep-going"]);
    assert_eq!(kept.code, Some(1));
    let again = broken.run("build", &["--keep-going"]);
    assert!(again.err.contains(SAID), "{}", again.err);
    assert_eq!(again.code, Some(1));
    let nowhere = sopress(&["build", broken.folder.at("none").as_str()]);
    assert_eq!(nowhere.code, Some(2));
}
