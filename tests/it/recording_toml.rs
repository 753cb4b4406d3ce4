//! The commands that record, on TOML, on Windows line endings and after a byte order mark: what they
//! change and what they leave alone.

use expect_test::expect;

use crate::library::{Library, Ran, library, sopress};

const FIRM: &str = "\
-- roles.toml --
[[roles]]
id = \"quality\"
name = \"Quality\"

[[roles]]
name = \"Operations\"

[[people]]
name = \"Bo Li\"
-- sops/a.md --
+++
# ours
id = \"SOP-001\" # never again
title = 'Cleaning'
version = \"1.0\"
status = 'effective'
owner = 'Quality'   # three blanks
approvers = [ \"Ann Lee\", # first
  'quality', ]
supersedes = []

[training]
required_for = [\"Quality\"]
+++

Wipe.
-- sops/b.md --
+++
id = \"SOP-002\"
title = \"Ordering\"
status = \"effective\"
+++
";

fn run(library: &Library, arguments: &[&str]) -> Ran {
    let root = library.folder.root.as_str();
    sopress(&[arguments, &["--library", root]].concat())
}

#[test]
fn documents_in_toml_change_hands() {
    let library = library(FIRM);
    let before = library.folder.text("sops/a.md");
    let give = |to: &str| run(&library, &["transfer", "--from", "Quality", "--to", to]);
    for nobody in ["Nobody", "Operatoins", ""] {
        let ran = give(nobody);
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert_eq!(library.folder.text("sops/a.md"), before);
    }
    let ran = give("Bo Li");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(ran.err, "sops/a.md: owner, approver\n1 file changed\n");
    let after = before
        .replace("'Quality'   # three", "\"Bo Li\"   # three")
        .replace("'quality', ]", "\"Bo Li\", ]");
    assert_eq!(
        library.folder.text("sops/a.md").replace('\'', "\""),
        after.replace('\'', "\"")
    );
    assert!(
        library
            .folder
            .text("sops/a.md")
            .contains("title = 'Cleaning'\n")
    );
}

#[test]
fn a_document_in_toml_is_withdrawn_and_its_successor_says_so() {
    let library = library(FIRM);
    let arguments = [
        "retire",
        "SOP-001",
        "--superseded-by",
        "SOP-002",
        "--reason",
        "Merged: \"all\"",
        "--date",
        "2026-07-01",
    ];
    let ran = run(&library, &arguments);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    expect![[r#"
        +++
        # ours
        id = "SOP-001" # never again
        title = 'Cleaning'
        version = "1.0"
        status = "superseded"
        owner = 'Quality'   # three blanks
        approvers = [ "Ann Lee", # first
          'quality', ]
        supersedes = []
        retired = 2026-07-01
        retired_reason = "Merged: \"all\""
        superseded_by = "SOP-002"

        [training]
        required_for = ["Quality"]
        +++

        Wipe.
    "#]]
    .assert_eq(&library.folder.text("sops/a.md"));
    assert!(
        library
            .folder
            .text("sops/b.md")
            .contains("supersedes = \"SOP-001\"\n")
    );
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_stay() {
    let text = "\u{feff}---\r\nid: SOP-001 # c\r\nversion: 1.10\r\nowner: \"Quality\"\r\nstatus: effective\r\n---\r\n\r\nWipe.\r\n";
    let commands: [&[&str]; 4] = [
        &[
            "review",
            "SOP-001",
            "--outcome",
            "current",
            "--by",
            "Bo Li",
            "--date",
            "2026-07-01",
        ],
        &[
            "revise",
            "SOP-001",
            "--kind",
            "minor",
            "--summary",
            "x",
            "--date",
            "2026-07-01",
        ],
        &["retire", "SOP-001", "--reason", "x", "--date", "2026-07-01"],
        &["transfer", "--from", "Quality", "--to", "Operations"],
    ];
    for command in commands {
        let library = library(FIRM).with("sops/a.md", text);
        let ran = run(&library, command);
        assert_eq!(ran.code, Some(0), "{command:?}: {}", ran.err);
        let after = library.folder.text("sops/a.md");
        assert_ne!(after, text, "{command:?}");
        assert!(
            after.starts_with("\u{feff}---\r\nid: SOP-001 # c\r\n"),
            "{after:?}"
        );
        assert!(after.ends_with("---\r\n\r\nWipe.\r\n"), "{after:?}");
        assert!(
            !after.replace("\r\n", "").contains(['\r', '\n']),
            "{command:?}: {after:?}"
        );
    }
}

#[test]
fn what_would_be_damaged_is_refused() {
    let cases = [
        (
            "---\nid: SOP-001\nversion: &v 1\nold: *v\n---\n",
            "uses an anchor",
        ),
        (
            "---\nid: SOP-001\nversion: 1\nversion: 2\n---\n",
            "duplicate mapping key: version\n",
        ),
        (
            "---\nid: SOP-001\nversion: 1\nchanges: many\n---\n",
            "is not a list of records",
        ),
        (
            "---\nid: SOP-001\nversion: |\n  1.0\n---\n",
            "is not a single value on one line",
        ),
        (
            "+++\nid = \"SOP-001\"\nversion = \"1\"\nchanges = \"many\"\n+++\n",
            "is not a list of records",
        ),
    ];
    for (text, reason) in cases {
        let library = library(FIRM).with("sops/a.md", text);
        let ran = run(
            &library,
            &["revise", "SOP-001", "--kind", "minor", "--summary", "x"],
        );
        assert_eq!(ran.code, Some(2), "{text}");
        assert!(ran.err.contains(reason), "{text}: {}", ran.err);
        assert_eq!(library.folder.text("sops/a.md"), text);
    }
}
