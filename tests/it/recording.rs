//! Commands that record something in the front matter, and the list of what is due.

use expect_test::expect;

use crate::library::{Library, Ran, library, sopress};

const YAML: &str = "\
-- sops/a.md --
---
# Kept by the quality team.
id: SOP-001
title: 'Cleaning'
version: \"1.2\"   # two parts
status: effective
owner: Quality
effective: 2026-01-05
last_reviewed: 2026-01-05
review_cycle: 6 months
---

Wipe the desk.
";

const TOML: &str = "\
-- sops/a.md --
+++
id = \"SOP-001\"
title = 'Cleaning' # ours
version = \"v3\"
status = \"effective\"
owner = \"Quality\"
effective = 2026-01-05
last_reviewed = 2026-01-05
review_cycle = \"6 months\"
+++

Wipe the desk.
";

fn run(library: &Library, arguments: &[&str]) -> Ran {
    let mut all = arguments.to_vec();
    all.extend(["--library", library.folder.root.as_str()]);
    sopress(&all)
}

const RETIRED: &str = "-- sops/a.md --\n---\nid: SOP-001\nstatus: retired\nversion: \"1.0\"\n---\n";

const NOT_YET_IN_FORCE: &str =
    "-- sops/a.md --\n---\nid: SOP-001\nstatus: approved\neffective: 2999-01-01\n---\n";

const DRAFT: &str = "-- sops/a.md --\n---\nid: SOP-001\nstatus: draft\n---\nSecret.\n";

const WITH_CHANGES: &str = "-- sops/a.md --\n---\nid: SOP-001\nversion: \"1.1\"\nchanges:\n  \
    - {version: \"1.0\", date: 2026-01-01, summary: x}\n  \
    - {version: \"1.1\", date: 2026-02-01, summary: y}\n---\n";

const WITH_OTHERS: &str = "\
-- sops/a.md --
---
id: SOP-001
status: effective
version: \"1.0\"
---
-- sops/next.md --
---
id: SOP-001
status: approved
version: \"2.0\"
effective: 2999-01-01
---
-- sops/draft.md --
---
id: SOP-002
status: draft
---
";

fn revise<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let mut all = vec!["revise", "SOP-001", "--kind", "minor", "--summary", "x"];
    all.extend(more);
    all
}

fn review<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let mut all = vec![
        "review",
        "SOP-001",
        "--by",
        "Ann Lee",
        "--date",
        "2026-07-01",
    ];
    all.extend(more);
    all
}

#[test]
fn a_review_is_recorded_and_nothing_else_changes() {
    let library = library(YAML);
    let note = ["--outcome", "current", "--note", "no: \"change\""];
    let ran = run(&library, &review(&note));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    expect![[r#"
        ---
        # Kept by the quality team.
        id: SOP-001
        title: 'Cleaning'
        version: "1.2"   # two parts
        status: effective
        owner: Quality
        effective: 2026-01-05
        last_reviewed: 2026-07-01
        review_cycle: 6 months
        reviews:
          - date: 2026-07-01
            by: Ann Lee
            outcome: current
            note: "no: \"change\""
            fingerprint: "0266fc4d87a152e9"
        ---

        Wipe the desk.
    "#]]
    .assert_eq(&library.folder.text("sops/a.md"));
    expect![[r#"
        SOP-001: reviewed on 2026-07-01 with outcome `current`, next review due 2027-01-01
    "#]]
    .assert_eq(&ran.err);
}

#[test]
fn a_text_changed_after_its_review_is_no_longer_reviewed() {
    let library = library(YAML);
    run(&library, &review(&["--outcome", "current"]));
    let state = |library: &Library| {
        let root = library.folder.root.as_str();
        let ran = sopress(&["check", root, "--date", "2026-07-02"]);
        ran.err.contains("review-text-changed")
    };
    assert!(!state(&library));
    let text = library.folder.text("sops/a.md");
    library
        .folder
        .put("sops/a.md", text.replace("Wipe", "Rinse"));
    assert!(state(&library));
}

#[test]
fn toml_is_edited_in_its_own_way() {
    let library = library(TOML);
    let ran = run(&library, &review(&["--outcome", "minor"]));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let kind = [
        "revise",
        "SOP-001",
        "--kind",
        "minor",
        "--date",
        "2026-07-02",
    ];
    let ran = run(&library, &[&kind[..], &["--summary", "New agent"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    expect![[r#"
        +++
        id = "SOP-001"
        title = 'Cleaning' # ours
        version = "v4"
        status = "effective"
        owner = "Quality"
        effective = 2026-01-05
        last_reviewed = 2026-07-01
        review_cycle = "6 months"

        [[reviews]]
        date = 2026-07-01
        by = "Ann Lee"
        outcome = "minor"
        fingerprint = "0266fc4d87a152e9"

        [[changes]]
        version = "v4"
        date = 2026-07-02
        kind = "minor"
        summary = "New agent"
        +++

        Wipe the desk.
    "#]]
    .assert_eq(&library.folder.text("sops/a.md"));
}

#[test]
fn a_revision_raises_the_version_and_says_what_changed() {
    let library = library(YAML);
    let arguments = [
        "revise",
        "SOP-001",
        "--kind",
        "major",
        "--summary",
        "Two people sign off",
        "--reason",
        "Audit",
        "--approved-by",
        "Head of Quality",
        "--effective",
        "2026-08-01",
        "--date",
        "2026-07-02",
    ];
    let ran = run(&library, &arguments);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let text = library.folder.text("sops/a.md");
    assert!(text.contains("version: \"2.0\"   # two parts\n"), "{text}");
    assert!(text.contains("effective: 2026-08-01\n"), "{text}");
    expect![[r#"
        changes:
          - version: "2.0"
            date: 2026-07-02
            kind: major
            summary: Two people sign off
            reason: Audit
            approved_by: Head of Quality
        ---

        Wipe the desk.
    "#]]
    .assert_eq(&text[text.find("changes:").unwrap()..]);
}

#[test]
fn what_cannot_be_recorded_is_refused_with_a_reason_and_the_file_stays() {
    let future = ["--outcome", "current", "--date", "2999-01-01"];
    let mut in_the_future = vec!["review", "SOP-001", "--by", "Ann"];
    in_the_future.extend(future);
    let cases: [(&str, Vec<&str>, &str); 16] = [
        (YAML, in_the_future, "is in the future"),
        (
            YAML,
            vec!["review", "SOP-01", "--by", "Ann", "--outcome", "current"],
            "did you mean `SOP-001`?",
        ),
        (
            "-- sops/a.md --\n---\nid: SOP-001\nreviews: in spring\n---\n",
            review(&["--outcome", "current"]),
            "was not changed",
        ),
        (
            "-- sops/a.md --\n---\nid: SOP-001\nversion: spring\n---\n",
            vec!["revise", "SOP-001", "--kind", "minor", "--summary", "x"],
            "give it with `--to`",
        ),
        (
            YAML,
            vec!["revise", "SOP-001", "--kind", "minor", "--summary", " "],
            "`--summary` is empty",
        ),
        (
            YAML,
            vec!["retire", "SOP-001", "--reason", "x", "--date", "2999-01-01"],
            "is in the future",
        ),
        (
            YAML,
            vec!["retire", "SOP-001", "--reason", "x", "--date", "2026-01-04"],
            "SOP-001 took effect on 2026-01-05; it cannot be withdrawn from 2026-01-04",
        ),
        (
            DRAFT,
            vec!["retire", "SOP-001", "--reason", "x"],
            "SOP-001 is draft and was never in force; to discard it, delete its file",
        ),
        (
            WITH_CHANGES,
            revise(&["--date", "2026-01-31"]),
            "the change to `1.1` is dated 2026-02-01; a later change cannot be dated 2026-01-31",
        ),
        (
            NOT_YET_IN_FORCE,
            vec!["retire", "SOP-001", "--reason", "x"],
            "SOP-001 takes effect on 2999-01-01 and was never in force; to call it off",
        ),
        (
            YAML,
            revise(&["--date", "2999-01-01"]),
            "give the date from which the version is in force with `--effective`",
        ),
        (
            RETIRED,
            review(&["--outcome", "current"]),
            "SOP-001 is retired; a withdrawn document cannot be reviewed",
        ),
        (
            RETIRED,
            revise(&[]),
            "a withdrawn document cannot be revised",
        ),
        (
            YAML,
            revise(&["--to", "1.1"]),
            "`1.1` comes before `1.2`; give a later version with `--to`",
        ),
        (
            WITH_OTHERS,
            revise(&["--to", "2.0"]),
            "`sops/next.md` is already version `2.0`",
        ),
        (
            WITH_OTHERS,
            vec![
                "retire",
                "SOP-001",
                "--reason",
                "x",
                "--superseded-by",
                "SOP-002",
            ],
            "`sops/draft.md` is not approved yet: nothing would be in force in place of SOP-001",
        ),
    ];
    for (text, arguments, reason) in cases {
        let library = library(text);
        let before = library.folder.text("sops/a.md");
        let ran = run(&library, &arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}");
        assert!(ran.err.contains(reason), "{arguments:?}: {}", ran.err);
        assert_eq!(library.folder.text("sops/a.md"), before);
    }
}

#[test]
fn a_document_and_its_successor_name_each_other() {
    let library = library(YAML).with(
        "sops/b.md",
        "---\nid: SOP-002\ntitle: Ordering\nstatus: effective\n---\n\nSee SOP-001.\n",
    );
    let ran = run(
        &library,
        &[
            "retire",
            "SOP-001",
            "--superseded-by",
            "SOP-002",
            "--reason",
            "Merged",
            "--date",
            "2026-07-01",
        ],
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let text = library.folder.text("sops/a.md");
    for line in [
        "status: superseded\n",
        "retired: 2026-07-01\n",
        "retired_reason: Merged\n",
        "superseded_by: SOP-002\n",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(
        library
            .folder
            .text("sops/b.md")
            .contains("supersedes: SOP-001\n")
    );
    assert!(
        ran.err.contains("still referenced by 1 document"),
        "{}",
        ran.err
    );
    let again = run(&library, &["retire", "SOP-001", "--reason", "again"]);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("is already superseded"), "{}", again.err);
}

#[test]
fn what_could_not_be_read_is_never_told_as_nothing_due() {
    let renamed =
        "-- sops/a.md --\n---\nid: SOP-001\nagain_by: 2020-01-01\nreview: \"exempt: x\"\n---\n";
    let library = library(renamed).with("sopress.toml", "[fields\nagain_by = \"review_due\"\n");
    let root = library.folder.root.as_str();
    let due = sopress(&["due", root]);
    assert_eq!(due.code, Some(2), "{}", due.err);
    assert!(
        due.err
            .contains("`sopress.toml` could not be read, so the list"),
        "{}",
        due.err
    );
    let before = library.folder.text("sops/a.md");
    let reviewed = run(&library, &review(&["--outcome", "current"]));
    assert_eq!(reviewed.code, Some(2), "{}", reviewed.err);
    assert!(reviewed.err.contains("fix it first"), "{}", reviewed.err);
    assert_eq!(library.folder.text("sops/a.md"), before);

    let nothing = crate::library::library("-- sopress.toml --\n[site]\n");
    let due = sopress(&["due", nothing.folder.root.as_str()]);
    assert_eq!(due.code, Some(2), "{}", due.err);
    assert!(due.err.contains("is this the right folder?"), "{}", due.err);
}

#[test]
fn what_is_late_makes_the_list_of_reviews_fail() {
    let library = library(YAML);
    let root = library.folder.root.as_str();
    let due = |date: &str, more: &[&str]| sopress(&[&["due", root, "--date", date], more].concat());
    assert_eq!(due("2026-05-01", &[]).code, Some(0));
    assert_eq!(due("2026-05-01", &[]).out, "");
    let soon = due("2026-07-01", &[]);
    assert_eq!(soon.code, Some(0));
    expect![[r#"
        2026-07-05  due in 4 days  SOP-001  Cleaning  Quality
    "#]]
    .assert_eq(&soon.out);
    let late = due("2026-07-06", &["--format", "github"]);
    assert_eq!(late.code, Some(1));
    expect![[r#"
        ::error file=sops/a.md,line=1,title=Review::SOP-001 Cleaning: review overdue by 1 day; owner: Quality
    "#]]
    .assert_eq(&late.out);
    expect![[r#"
        | Due | State | Document | Owner |
        | --- | --- | --- | --- |
        | 2026-07-05 | overdue by 1 day | SOP-001 Cleaning | Quality |
    "#]]
    .assert_eq(&due("2026-07-06", &["--format", "markdown"]).out);
    let json: serde_json::Value =
        serde_json::from_str(&due("2026-07-06", &["--format", "json"]).out).unwrap();
    assert_eq!(json[0]["days"], -1);
    assert!(
        due("2026-07-06", &["--format", "ics"])
            .out
            .contains("DTSTART;VALUE=DATE:20260705\r\n")
    );
    assert_eq!(due("2026-07-06", &["--owner", "quality"]).code, Some(1));
    assert_eq!(due("2026-07-06", &["--owner", "Nobody"]).code, Some(2));
    let far = due("2026-05-01", &["--within", "1 year"]);
    assert_eq!(far.code, Some(0));
    assert!(far.out.contains("due in 65 days"), "{}", far.out);
}

#[test]
fn a_document_whose_front_matter_cannot_be_read_is_never_left_out_of_the_list() {
    let library = library("-- sops/a.md --\n---\nid: SOP-001\ntitle: [A\n---\n");
    let ran = sopress(&["due", library.folder.root.as_str(), "--date", "2026-07-06"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.out.contains("no review date"), "{}", ran.out);
}

#[test]
fn documents_change_hands_and_what_was_approved_stays() {
    let library = library(YAML)
        .with("roles.toml", "[[roles]]\nid = \"quality\"\nname = \"Quality\"\n\n[[roles]]\nname = \"Operations\"\n")
        .with("sops/x/_defaults.toml", "owner = \"quality\" # inherited\n")
        .with(
            "sops/x/b.md",
            "---\nid: SOP-002\napprovers:\n  - name: Quality\n  - {name: Quality, date: 2026-01-01}\n---\n",
        );
    let give = |to: &str, more: &[&str]| {
        run(
            &library,
            &[&["transfer", "--from", "Quality", "--to", to], more].concat(),
        )
    };
    let refused = give("Operatoins", &[]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused
            .err
            .contains("is not a role or person in `roles.toml`"),
        "{}",
        refused.err
    );
    let dry = give("Operations", &["--dry-run"]);
    assert!(dry.err.ends_with("3 files would change\n"), "{}", dry.err);
    assert!(
        library
            .folder
            .text("sops/a.md")
            .contains("owner: Quality\n")
    );
    let ran = give("Operations", &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        library
            .folder
            .text("sops/a.md")
            .contains("owner: Operations\n")
    );
    assert_eq!(
        library.folder.text("sops/x/_defaults.toml"),
        "owner = \"Operations\" # inherited\n"
    );
    assert!(
        library
            .folder
            .text("sops/x/b.md")
            .contains("  - name: Operations\n  - {name: Quality, date: 2026-01-01}\n")
    );
}

#[test]
fn a_version_to_come_of_a_document_in_force_is_told_apart() {
    let library = library(YAML);
    let revised = run(&library, &revise(&["--effective", "2999-01-01"]));
    assert_eq!(revised.code, Some(0), "{}", revised.err);
    let told = "no version is in force until 2999-01-01";
    assert!(revised.err.contains(told), "{}", revised.err);
}

#[test]
fn what_a_review_says_of_the_next_one_is_what_the_site_will_say() {
    let library = library(YAML);
    let older = [
        "--outcome",
        "current",
        "--by",
        "Ann",
        "--date",
        "2025-12-01",
    ];
    let ran = run(&library, &[&["review", "SOP-001"], &older[..]].concat());
    let newer =
        "next review due 2026-07-05; the review on 2026-01-05 is newer and decides the due date";
    assert!(ran.err.contains(newer), "{}", ran.err);
    let of = "the text dates from 2026-01-05, so it is not recorded as the reviewed text";
    assert!(ran.err.contains(of), "{}", ran.err);
    assert!(!library.folder.text("sops/a.md").contains("fingerprint"));
    let exempt = YAML.replace("review_cycle: 6 months", "review: \"exempt: law\"");
    let library = crate::library::library(&exempt);
    let ran = run(&library, &review(&["--outcome", "current"]));
    assert!(!ran.err.contains("due"), "{}", ran.err);
    assert!(
        ran.err
            .contains("it is exempt from review and stays exempt")
    );
}

#[test]
fn who_withdraws_a_document_is_told_of_the_version_to_come() {
    let library = library(WITH_OTHERS);
    let ran = run(&library, &["retire", "SOP-001", "--reason", "x"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.err
            .contains("`sops/next.md` still takes effect on 2999-01-01"),
        "{}",
        ran.err
    );
}
