//! Commands given in the wrong folder, or with words that are nearly right.

use crate::folder::{Folder, files};
use crate::library::{Ran, library, program, ran, sopress};

const ROLES: &str = "[[roles]]\nname = \"Store Keeper\"\nid = \"store-keeper\"\n\n[[people]]\n\
                     name = \"Ines Vogt\"\nroles = [\"store-keeper\"]\n";

const STORE: &str = "\
-- sopress.toml --
[site]
title = \"Store\"
-- sops/stock.md --
---
id: SOP-001
title: Counting stock
version: \"1.0\"
status: effective
owner: Store Keeper
effective: 2026-01-05
review_cycle: 1 year
---

Count each shelf.
";

fn in_folder(folder: &Folder, below: &str, arguments: &[&str]) -> Ran {
    let mut program = program();
    program.current_dir(folder.at(below)).args(arguments);
    ran(program.output().unwrap())
}

#[test]
fn a_folder_without_documents_is_an_error_and_the_last_site_stays() {
    let library = library(STORE);
    assert_eq!(library.run("build", &[]).code, Some(0));
    let before = library.folder.text("site/stock.html");
    std::fs::remove_file(library.folder.at("sops/stock.md")).unwrap();
    for command in ["check", "build", "due"] {
        let ran = library.run(command, &[]);
        assert_eq!(ran.code, Some(2), "{command}: {}", ran.err);
        assert!(ran.err.contains("no documents found in `"), "{}", ran.err);
    }
    assert_eq!(library.run("build", &["--keep-going"]).code, Some(2));
    assert_eq!(library.folder.text("site/stock.html"), before);

    let empty = Folder::new();
    for command in ["check", "build", "serve"] {
        let ran = sopress(&[command, empty.root.as_str()]);
        assert_eq!(ran.code, Some(2), "{command}: {}", ran.err);
        assert!(ran.err.contains("`sopress init`"), "{}", ran.err);
    }
    assert!(files(&empty.root).is_empty());
}

#[test]
fn a_command_finds_its_library_in_a_folder_above() {
    let library = library(STORE).with("sops/yard/gate.md", "# The gate\n\nLock it.\n");
    let here = |arguments: &[&str]| in_folder(&library.folder, "sops/yard", arguments);
    let checked = here(&["check", "--date", "2026-06-01"]);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    assert!(checked.err.contains("2 documents, "), "{}", checked.err);
    let named = sopress(&["check", library.folder.at("sops").as_str()]);
    assert!(named.err.contains("2 documents, "), "{}", named.err);
    assert_eq!(here(&["build"]).code, Some(0));
    assert!(files(&library.site()).contains(&"yard/gate.html".to_owned()));
    let made = here(&["new", "Closing the yard"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    assert!(
        library
            .folder
            .text("sops/closing-the-yard.md")
            .contains("id: SOP-002")
    );
    let review = ["review", "SOP-001", "--by", "Ann", "--outcome", "current"];
    assert_eq!(here(&review).code, Some(0));
    assert!(library.folder.text("sops/stock.md").contains("by: Ann"));
}

#[test]
fn the_search_for_a_library_ends_at_the_root_of_the_repository() {
    let library = library(STORE)
        .with("tools/.git/HEAD", "")
        .with("tools/notes.txt", "none");
    let ran = in_folder(&library.folder, "tools", &["check"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
}

#[test]
fn a_document_is_started_in_a_library_only() {
    let folder = Folder::new().with("letter.md", "# Dear all\n");
    let ran = in_folder(&folder, ".", &["new", "Stock"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("`sopress init`"), "{}", ran.err);
    assert_eq!(files(&folder.root), ["letter.md"]);
}

#[test]
fn a_folder_of_very_many_files_is_not_read_without_asking() {
    let folder = Folder::new();
    for number in 0..20_001 {
        folder.put(&format!("{}/{number}", number % 20), "");
    }
    for command in ["check", "build", "serve", "init"] {
        let ran = sopress(&[command, folder.root.as_str()]);
        assert_eq!(ran.code, Some(2), "{command}");
        assert!(ran.err.contains("is this the right folder?"), "{}", ran.err);
    }
    folder.put("a.md", "# A\n");
    folder.put("sopress.toml", "");
    assert_eq!(sopress(&["check", folder.root.as_str()]).code, Some(0));
}

#[test]
fn a_name_is_checked_against_the_roles_and_people_of_the_library() {
    let library = library(STORE).with("roles.toml", ROLES);
    let run = |arguments: &[&str]| {
        let root = library.folder.root.as_str();
        sopress(&[arguments, &["--library", root]].concat())
    };
    let before = library.folder.text("sops/stock.md");
    let review = ["review", "SOP-001", "--outcome", "current", "--by"];
    let revise = [
        "revise",
        "SOP-001",
        "--kind",
        "minor",
        "--summary",
        "x",
        "--approved-by",
    ];
    let commands: [&[&str]; 4] = [
        &review,
        &revise,
        &["new", "Gate", "--owner"],
        &["transfer", "--from", "Store Keeper", "--to"],
    ];
    for command in commands {
        for (typed, help) in [
            ("Ines Vgot", "did you mean `Ines Vogt`?"),
            ("store-kepper", "did you mean `store-keeper`?"),
            ("Nobody", "`--force`"),
        ] {
            let ran = run(&[command, &[typed]].concat());
            assert_eq!(ran.code, Some(2), "{command:?} {typed}");
            assert!(ran.err.contains(help), "{command:?}: {}", ran.err);
        }
    }
    assert_eq!(library.folder.text("sops/stock.md"), before);
    assert_eq!(files(&library.folder.at("sops")), ["stock.md"]);
    for command in commands {
        let ran = run(&[command, &["Nobody", "--force"]].concat());
        assert_eq!(ran.code, Some(0), "{command:?}: {}", ran.err);
    }
    let text = library.folder.text("sops/stock.md");
    assert!(text.contains("owner: Nobody\n"), "{text}");
}

#[test]
fn a_transfer_of_nothing_says_so() {
    let library = library(STORE).with("roles.toml", ROLES);
    let transfer = |from: &str| {
        let root = library.folder.root.as_str();
        let to = ["--to", "Store Keeper", "--library", root];
        sopress(&[&["transfer", "--from", from][..], &to].concat())
    };
    let nothing = transfer("Ines Vogt");
    assert_eq!(nothing.code, Some(1), "{}", nothing.err);
    assert!(
        nothing.err.contains("nothing was changed"),
        "{}",
        nothing.err
    );
    let unknown = transfer("Ines Vgot");
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.err.contains("did you mean"), "{}", unknown.err);
}

#[test]
fn wrong_words_are_answered_with_the_right_ones() {
    let library = library(STORE);
    let here = |arguments: &[&str]| in_folder(&library.folder, ".", arguments);
    let unquoted = here(&["new", "Cleaning", "the", "floor"]);
    assert_eq!(unquoted.code, Some(2));
    let quoted = "`sopress new \"Cleaning the floor\"`";
    assert!(unquoted.err.contains(quoted), "{}", unquoted.err);
    for (typed, told) in [
        ("14/03/2027", "did you mean `2027-03-14`?"),
        ("3.4.2027", "did you mean `2027-04-03` or `2027-03-04`?"),
    ] {
        let ran = here(&["check", "--date", typed]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    let effective = here(&[
        "revise",
        "SOP-001",
        "--kind",
        "minor",
        "--summary",
        "x",
        "--effective",
        "14/03/2027",
    ]);
    let told = "`--effective 14/03/2027` is not a date";
    assert!(effective.err.contains(told), "{}", effective.err);
    for (typed, command) in [
        ("open", "`sopress serve --open`"),
        ("preview", "`sopress serve --open`"),
        ("publish", "`sopress build`"),
    ] {
        let ran = here(&[typed, "."]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains(command), "{}", ran.err);
    }
    let similar = here(&["chekc"]);
    assert_eq!(similar.code, Some(2));
    assert!(similar.err.contains("check"), "{}", similar.err);
}
