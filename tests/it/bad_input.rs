//! What real libraries hold: a finding or a clear error, no panic, and nothing lost.

use crate::folder::files;
use crate::library::{Library, library, program, ran};

/// The library is built all the same, with a finding of this code; the page exists.
fn found(library: &Library, code: &str, page: &str) -> String {
    let ran = library.run("build", &["--keep-going", "--format", "json"]);
    assert!(
        matches!(ran.code, Some(0 | 1)),
        "{:?} {}",
        ran.code,
        ran.err
    );
    assert!(
        ran.out.contains(&format!("\"{code}\"")),
        "no {code} in {}",
        ran.out
    );
    library.folder.text(&format!("site/{page}"))
}

#[test]
fn front_matter_that_cannot_be_read_never_drops_a_document() {
    for (text, code) in [
        (
            "---\nid: [SOP\ntitle: T\n---\n\nThe body.\n",
            "front-matter-invalid",
        ),
        (
            "+++\nid = \"SOP\ntitle = 3 3\n+++\n\nThe body.\n",
            "front-matter-invalid",
        ),
        (
            "\n\nHello.\n\n---\nid: SOP-1\n---\n\nThe body.\n",
            "front-matter-not-first",
        ),
        (
            "---\ntitle: A\ntitle: B\n---\n\nThe body.\n",
            "front-matter-key-duplicate",
        ),
    ] {
        let library = library(&format!("-- sops/a.md --\n{text}"));
        assert!(
            found(&library, code, "a.html").contains("The body."),
            "{text}"
        );
    }
}

#[test]
fn settings_that_cannot_be_read_are_told_and_the_site_is_built_with_the_defaults() {
    let library =
        library("-- sopress.toml --\n[site\ntitle = 3\n-- sops/a.md --\n# A\n\nThe body.\n");
    assert!(found(&library, "config-invalid", "a.html").contains("The body."));
}

#[test]
fn a_byte_order_mark_and_mixed_line_ends_are_read() {
    let library = library("-- x.md --\n# X\n").with(
        "bom.md",
        b"\xEF\xBB\xBF---\r\ntitle: Marked\r\n---\r\n\r\nThe\nbody.\r\n",
    );
    let page = found(&library, "file-line-ends-mixed", "bom.html");
    assert!(
        page.contains("Marked") && !page.contains("title: "),
        "{page}"
    );
}

#[test]
fn bytes_that_are_no_text_are_told_and_shown_as_replaced() {
    let library = library("-- x.md --\n# X\n")
        .with("nul.md", b"# N\n\nbefore\0after\n")
        .with("latin.md", b"# L\n\ncaf\xE9 noir\n")
        .with("empty.md", "");
    assert!(found(&library, "file-nul-byte", "nul.html").contains("before\u{FFFD}after"));
    assert!(found(&library, "file-not-utf8", "latin.html").contains("caf\u{FFFD} noir"));
    found(&library, "file-empty", "empty.html");
}

#[test]
fn a_page_of_four_megabytes_and_a_row_of_17000_characters_are_built() {
    let paragraph = "A sentence with *some* weight. ".repeat(40) + "\n\n";
    let large = format!(
        "# Large\n\n{}",
        paragraph.repeat(4 * 1024 * 1024 / paragraph.len())
    );
    let row = format!(
        "# Row\n\n| a | b |\n| --- | --- |\n| {} | end |\n",
        "x ".repeat(8500)
    );
    let library = library("-- x.md --\n# X\n")
        .with("large.md", large)
        .with("row.md", row);
    assert!(found(&library, "table-row-long", "row.html").contains("end"));
    assert!(library.folder.text("site/large.html").len() > 4 * 1024 * 1024);
}

#[test]
fn lists_ten_thousand_deep_do_not_overflow_the_stack() {
    let nested: String = (0..10_000)
        .map(|depth| format!("{}- x\n", "  ".repeat(depth.min(900))))
        .collect();
    let quotes = ">".repeat(10_000) + " deep\n";
    let markers = "- ".repeat(10_000) + "deep\n";
    let library = library("-- x.md --\n# X\n")
        .with("nested.md", format!("# N\n\n{nested}"))
        .with("quotes.md", format!("# Q\n\n{quotes}"))
        .with("markers.md", format!("# M\n\n{markers}"));
    let page = found(&library, "nesting-deep", "markers.html");
    assert!(page.contains("deep"));
    assert!(library.folder.text("site/quotes.html").contains("deep"));
}

#[test]
fn names_with_any_character_have_pages_and_links_that_reach_them() {
    let names = [
        "a b", "c+d", "e&f", "g%20h", "i%j", "ünï", "日本", "k'l", "m#n", "o?p",
    ];
    let mut library = library("-- index.md --\n# Home\n");
    for name in names {
        library = library.with(&format!("{name}.md"), format!("# {name}\n\nText.\n"));
    }
    let ran = library.run("build", &["--keep-going"]);
    assert!(matches!(ran.code, Some(0 | 1)), "{}", ran.err);
    let there = files(&library.site());
    for name in names {
        assert!(
            there.contains(&format!("{name}.html")),
            "{name} among {there:?}"
        );
    }
}

#[test]
fn two_sources_for_one_address_are_told() {
    let library = library("-- a.md --\n# One\n-- a.markdown --\n# Other\n");
    found(&library, "address-clash", "a.html");
}

#[test]
fn names_that_differ_only_in_case_are_told() {
    let library = library("-- Leave.md --\n# One\n-- leave.md --\n# Other\n");
    assert!(found(&library, "address-case-clash", "Leave.html").contains("One"));
    let pages = files(&library.site());
    let clashing = pages
        .iter()
        .filter(|name| name.to_lowercase() == "leave.html");
    assert_eq!(clashing.count(), 1, "{pages:?}");
    assert!(
        pages.iter().any(|name| name.starts_with("leave-")),
        "nothing is lost: {pages:?}"
    );
}

#[cfg(unix)]
#[test]
fn links_out_of_the_library_and_in_circles_are_told_and_not_followed() {
    let outside = crate::folder::Folder::new().with("secret.md", "# Secret\n");
    let library = library("-- a/x.md --\n# X\n");
    library.folder.link("out", &outside.root);
    library.folder.link("a/up", "..");
    found(&library, "symlink-outside", "a/x.html");
    found(&library, "symlink-circle", "a/x.html");
    assert!(
        !files(&library.site())
            .iter()
            .any(|name| name.contains("secret"))
    );
}

/// Root may read everything, so the program runs as another user.
#[cfg(unix)]
fn as_nobody() -> Option<std::process::Command> {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    let mut command = program();
    if std::fs::metadata("/proc/self").ok()?.uid() == 0 {
        command.uid(65534).gid(65534);
    }
    Some(command)
}

#[cfg(target_os = "linux")]
#[test]
fn an_unreadable_file_is_told_and_the_rest_is_built() {
    use std::os::unix::fs::PermissionsExt;
    let library = library("-- a.md --\n# A\n-- secret.md --\n# S\n");
    let allow = |path: &str, mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(library.folder.at(path), mode).unwrap();
    };
    allow("", 0o777);
    allow("secret.md", 0o000);
    let mut command = as_nobody().unwrap();
    let ran = ran(command
        .args(["build", library.folder.root.as_str(), "--keep-going"])
        .output()
        .unwrap());
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("file-unreadable"), "{}", ran.err);
    assert!(library.folder.text("site/a.html").contains("<h1"));
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_an_error_with_its_path() {
    use std::os::unix::fs::PermissionsExt;
    let library = library("-- a.md --\n# A\n");
    assert_eq!(library.run("build", &[]).code, Some(0));
    let before = files(&library.folder.root);
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(&library.folder.root, mode).unwrap();
    library.folder.put("a.md", "# B\n");
    let mut command = as_nobody().unwrap();
    let ran = ran(command
        .args(["build", library.folder.root.as_str()])
        .output()
        .unwrap());
    // Where the tests are not run by root, they own the folder.
    if ran.code != Some(0) {
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(
            ran.err.contains(library.folder.root.as_str()),
            "{}",
            ran.err
        );
        assert_eq!(files(&library.folder.root), before);
        assert!(library.folder.text("site/a.html").contains(">A<"));
    }
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_is_an_error_and_leaves_the_old_site() {
    let settings = "-- sopress.toml --\n[search]\nexcerpts = \"none\"\n";
    let library = library(&format!("{settings}-- a.md --\n# Old\n"));
    assert_eq!(library.run("build", &[]).code, Some(0));
    let before = files(&library.folder.root);
    library
        .folder
        .put("a.md", format!("# New\n\n{}", "word ".repeat(40_000)));
    // A limit on the size of files simulates a full disk: writing stops in the middle.
    let script = format!(
        "trap '' XFSZ; ulimit -f 64; exec '{}' build '{}'",
        env!("CARGO_BIN_EXE_sopress"),
        library.folder.root
    );
    let mut shell = std::process::Command::new("bash");
    let ran = ran(shell.args(["-c", &script]).output().unwrap());
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(
        ran.err.contains("cannot write `") && ran.err.contains("a.html"),
        "{}",
        ran.err
    );
    assert_eq!(files(&library.folder.root), before);
    assert!(library.folder.text("site/a.html").contains("Old"));
}

#[cfg(unix)]
#[test]
fn a_record_that_the_disk_does_not_take_leaves_the_document_as_it_was() {
    let text = format!(
        "---\nid: SOP-001\ntitle: A\ntype: sop\nversion: \"1\"\nstatus: effective\nowner: O\n\
         last_reviewed: 2026-01-01\nreview_cycle: 1 year\n---\n\n{}",
        "word ".repeat(40_000)
    );
    let library = library("-- x.md --\n# X\n").with("a.md", &text);
    let before = files(&library.folder.root);
    let bounded = |command: &str| {
        let script = format!(
            "trap '' XFSZ; ulimit -f 64; exec '{}' {command} --library '{}'",
            env!("CARGO_BIN_EXE_sopress"),
            library.folder.root
        );
        let mut shell = std::process::Command::new("bash");
        ran(shell.args(["-c", &script]).output().unwrap())
    };
    let review = bounded("review SOP-001 --outcome current --by Me");
    assert_eq!(review.code, Some(2), "{}", review.err);
    assert!(review.err.contains("cannot write `"), "{}", review.err);
    assert_eq!(library.folder.text("a.md"), text);
    assert_eq!(files(&library.folder.root), before);
}

#[test]
fn an_output_folder_of_somebody_else_is_refused() {
    let library = library("-- sops/a.md --\n# A\n").with("site/mine.txt", "mine");
    let ran = library.run("build", &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("`mine.txt`"), "{}", ran.err);
    let root = library.folder.root.to_string();
    let ran = library.run("build", &["--out", &root]);
    assert_eq!(ran.code, Some(2), "the library itself: {}", ran.err);
    assert_eq!(files(&library.folder.root), ["site/mine.txt", "sops/a.md"]);
}

#[test]
fn a_template_that_fails_is_an_error_with_its_name_and_leaves_the_old_site() {
    let library = library("-- sops/a.md --\n# Old\n");
    assert_eq!(library.run("build", &[]).code, Some(0));
    library.folder.put("sops/a.md", "# New\n");
    for broken in [
        "{{ nothing.like.this }}",
        "{% if %}",
        "{% extends \"nowhere.html\" %}",
    ] {
        library.folder.put("theme/templates/document.html", broken);
        let ran = library.run("build", &[]);
        assert_eq!(ran.code, Some(2), "{broken}: {}", ran.err);
        assert!(ran.err.contains("document.html"), "{}", ran.err);
        assert!(library.folder.text("site/a.html").contains("Old"));
    }
}

#[test]
fn a_library_without_a_single_document_is_no_site_and_the_last_one_stays() {
    let library = library("-- sopress.toml --\n[site]\ntitle = \"T\"\n-- sops/a.md --\n# Old\n");
    library.run("build", &[]);
    std::fs::remove_file(library.folder.at("sops/a.md")).unwrap();
    let ran = library.run("build", &[]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("no documents found"), "{}", ran.err);
    assert!(library.folder.text("site/a.html").contains("Old"));
}

#[test]
fn what_may_stand_in_the_part_that_cannot_be_read_is_not_said_to_be_missing() {
    for (front, help) in [
        ("tags:\n\t- a\nowner: Q\n---", "indent with spaces"),
        ("tags: [a, b\nowner: Q\n---", "close it with `]`"),
        (
            "title: 'It's'\nowner: Q\n---",
            "or put the value in double quotes",
        ),
        (
            "title: T\nowner: Q\n",
            "add a line `---` after its last field",
        ),
    ] {
        let text =
            format!("-- a.md --\n---\nid: SOP-1\nreview_cycle: 1 year\n{front}\n\nThe body.\n");
        let said = library(&text).run("check", &[]).err;
        assert!(said.contains(help), "{said}");
        for code in ["owner-missing", "status-missing", "version-missing"] {
            assert!(!said.contains(code), "{said}");
        }
        assert!(
            said.contains("the review date of `SOP-1` is not known"),
            "{said}"
        );
    }
}
