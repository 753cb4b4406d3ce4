//! The commands as a person or a CI job runs them.

use std::process::Stdio;

use crate::folder::{Folder, files};
use crate::library::{library, program, ran, sopress};

const GOOD: &str =
    "-- sops/a.md --\n# One\n\nSee [two](b.md).\n-- sops/b.md --\n# Two\n\nSee [one](a.md).\n";
const BROKEN: &str = "-- sops/a.md --\n# One\n\nSee [two](nowhere.md).\n";

#[test]
fn a_build_says_how_many_pages_and_findings() {
    let library = library(GOOD);
    let ran = library.run("build", &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(ran.out, "");
    assert!(
        ran.err.contains("pages in `") && ran.err.contains(" s\n"),
        "{}",
        ran.err
    );
    assert!(
        !ran.err.contains('\x1b'),
        "no colours and no progress in a pipe: {}",
        ran.err
    );
    assert!(files(&library.site()).contains(&"a.html".to_owned()));
}

#[test]
fn many_hints_are_counted_when_a_person_builds_and_told_in_full_by_check_and_to_programs() {
    let headings = "## Same\n\nx\n\n".repeat(40);
    let library = library(GOOD).with("sops/c.md", format!("# C\n\n[n](no.md)\n\n{headings}"));
    let told = |out: &str| out.matches("hint[heading-duplicate]").count();
    let built = library.run("build", &["--keep-going"]);
    assert_eq!(told(&built.err), 0, "{}", built.err);
    assert!(built.err.contains("error[link-unknown]"), "{}", built.err);
    let root = &library.folder.root;
    let line = format!(
        "40 hints, all of them heading-duplicate (39), document-orphan (1): \
         `sopress check {root} --date 2026-11-22` lists them"
    );
    assert!(built.err.contains(&line), "{}", built.err);
    assert!(built.err.contains("1 error, 40 hints, "), "{}", built.err);
    assert_eq!(told(&library.run("check", &[]).err), 39);
    let json = library.run("build", &["--keep-going", "--format", "json"]);
    assert_eq!(json.out.matches("\"heading-duplicate\"").count(), 39);
}

#[test]
fn of_many_warnings_of_one_kind_a_person_who_builds_sees_the_first() {
    let overdue = |name: &str| {
        format!(
            "-- sops/{name}.md --\n---\nid: {name}\ntitle: {name}\ntype: form\nstatus: effective\n\
             owner: QA\neffective: 2025-01-02\nversion: 1\nreview_due: 2026-01-02\n---\nText.\n"
        )
    };
    let texts: String = (1..=25)
        .map(|number| overdue(&format!("SOP-{number}")))
        .collect();
    let library = library(&texts);
    let told = |out: &str| out.matches("warning[review-overdue]").count();
    let built = library.run("build", &[]);
    assert_eq!(told(&built.err), 20, "{}", built.err);
    let root = &library.folder.root;
    let line = format!(
        "5 more warnings, all of them review-overdue (5): \
         `sopress check {root} --date 2026-11-22` lists them"
    );
    assert!(built.err.contains(&line), "{}", built.err);
    assert_eq!(told(&library.run("check", &[]).err), 25);
    let json = library.run("build", &["--format", "json"]);
    assert_eq!(json.out.matches("\"review-overdue\"").count(), 25);
}

#[test]
fn an_error_leaves_the_previous_site_untouched_unless_told_to_go_on() {
    let library = library(GOOD);
    assert_eq!(library.run("build", &[]).code, Some(0));
    let before = library.folder.text("site/a.html");
    library
        .folder
        .put("sops/a.md", "# Changed\n\n[two](nowhere.md)\n");
    let ran = library.run("build", &[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("error[link-unknown]"), "{}", ran.err);
    assert!(ran.err.contains("nothing was written"), "{}", ran.err);
    assert_eq!(library.folder.text("site/a.html"), before);
    let ran = library.run("build", &["--keep-going"]);
    assert_eq!(ran.code, Some(1));
    assert!(library.folder.text("site/a.html").contains("Changed"));
}

#[test]
fn the_same_input_on_the_same_day_gives_the_same_bytes_in_any_folder() {
    let (one, other) = (library(GOOD), library(GOOD));
    assert_eq!(one.run("build", &[]).code, Some(0));
    assert_eq!(other.run("build", &[]).code, Some(0));
    let names = files(&one.site());
    assert_eq!(names, files(&other.site()));
    for name in names {
        let path = format!("site/{name}");
        let read = |folder: &Folder| std::fs::read(folder.at(&path)).unwrap();
        assert_eq!(read(&one.folder), read(&other.folder), "{name}");
    }
}

#[test]
fn findings_for_programs_go_to_standard_output_alone() {
    let library = library(BROKEN);
    let json = library.run("check", &["--format", "json"]);
    assert_eq!(json.code, Some(1));
    let rows: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let row = rows
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["code"] == "link-unknown")
        .unwrap();
    assert_eq!(
        (row["path"].as_str(), row["line"].as_u64()),
        (Some("sops/a.md"), Some(3))
    );
    assert!(!json.err.contains("link-unknown"), "{}", json.err);

    let github = library.run("check", &["--format", "github"]);
    assert!(
        github.out.starts_with("::error file=sops/a.md,line=3"),
        "{}",
        github.out
    );

    let sarif = library.run("check", &["--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&sarif.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
}

#[test]
fn the_summary_of_a_job_is_written_where_github_asks_for_it() {
    let library = library(BROKEN);
    let summary = library.folder.at("summary.md");
    let status = program()
        .args(["check", library.folder.root.as_str(), "--format", "github"])
        .env("GITHUB_STEP_SUMMARY", &summary)
        .output();
    assert_eq!(status.unwrap().status.code(), Some(1));
    assert!(library.folder.text("summary.md").contains("sops/a.md:3"));
}

#[test]
fn a_path_on_github_begins_at_the_repository() {
    let library = library("-- handbook/sops/a.md --\n[x](nowhere.md)\n").with(".git/HEAD", "");
    let ran = sopress(&[
        "check",
        library.folder.at("handbook").as_str(),
        "--format",
        "github",
    ]);
    assert!(ran.out.contains("file=handbook/sops/a.md,"), "{}", ran.out);
}

#[test]
fn today_is_the_date_given_else_the_epoch_else_the_clock() {
    let library = library(GOOD).with(
        "sops/due.md",
        "---\nid: SOP-001\ntype: sop\ntitle: Due\nowner: A\nversion: \"1\"\nstatus: effective\n\
         effective: 2026-01-01\nlast_reviewed: 2026-01-01\nreview_cycle: 1 year\n---\n\nText.\n",
    );
    let state = |ran: crate::library::Ran| {
        assert_ne!(ran.code, Some(2), "{}", ran.err);
        ran.err.contains("review-overdue")
    };
    let root = library.folder.root.as_str();
    assert!(!state(sopress(&["check", root, "--date", "2027-01-01"])));
    assert!(state(sopress(&["check", root, "--date", "2027-01-02"])));
    let at = |epoch: &str| {
        ran(program()
            .args(["check", root])
            .env("SOURCE_DATE_EPOCH", epoch)
            .output()
            .unwrap())
    };
    assert!(
        !state(at("1798761599")),
        "one second before 2027-01-01 in UTC"
    );
    assert!(state(at("1798848000")), "2027-01-02 in UTC");
    for wrong in ["soon", "99999999999999999"] {
        let ran = at(wrong);
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains("SOURCE_DATE_EPOCH"), "{}", ran.err);
    }
    let ran = sopress(&["check", root, "--date", "2026-2-3"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.contains("did you mean `2026-02-03`?"),
        "{}",
        ran.err
    );
}

#[test]
fn a_library_started_by_init_is_clean_and_is_never_overwritten() {
    let folder = Folder::new();
    let root = folder.at("handbook");
    let ran = sopress(&["init", root.as_str()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let check = sopress(&["build", root.as_str()]);
    assert_eq!(check.code, Some(0), "{}", check.err);
    assert!(check.err.contains("no findings"), "{}", check.err);
    folder.put("handbook/sops/index.md", "mine");
    let again = sopress(&["init", root.as_str()]);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("nothing was written"), "{}", again.err);
    assert_eq!(folder.text("handbook/sops/index.md"), "mine");
}

#[test]
fn a_new_document_has_the_next_id_and_every_section() {
    let folder = Folder::new();
    let root = folder.at("handbook");
    sopress(&["init", root.as_str()]);
    let add = |title: &str, more: &[&str]| {
        let mut arguments = vec!["new", title, "--library", root.as_str()];
        arguments.extend(more);
        sopress(&arguments)
    };
    let ran = add("Handling complaints", &["--department", "Operations"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let text = folder.text("handbook/sops/operations/handling-complaints.md");
    for part in [
        "id: SOP-OPS-003",
        "## Purpose",
        "## Scope",
        "## Procedure",
        "status: draft",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(
        add("Handling complaints", &["--department", "Operations"]).code,
        Some(2)
    );
    let taken = add("Other", &["--id", "SOP-OPS-001"]);
    assert_eq!(taken.code, Some(2));
    assert!(taken.err.contains("is already used by"), "{}", taken.err);
    let typo = add("Other", &["--type", "polcy"]);
    assert!(typo.err.contains("did you mean `policy`?"), "{}", typo.err);
}

#[test]
fn every_command_explains_itself_with_an_example() {
    for command in ["init", "new", "build", "check", "serve", "completions"] {
        let ran = sopress(&[command, "--help"]);
        assert_eq!(ran.code, Some(0));
        assert!(
            ran.out.contains("Examples:") && ran.out.len() > 400,
            "{}",
            ran.out
        );
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(
            sopress(&["completions", shell]).out.contains("keep-going"),
            "{shell}"
        );
    }
    assert_eq!(sopress(&["biuld"]).code, Some(2));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let mut child = program()
        .args(["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

const CHART: &str = "flowchart LR\n  A[Ask] -->|yes| B[File]\n";

/// `sopress flow` with that text on standard input.
fn flow(arguments: &[&str], text: &str) -> crate::library::Ran {
    use std::io::Write;
    let mut child = program()
        .arg("flow")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // A program that refuses its arguments stops reading its input.
    let _ = input.write_all(text.as_bytes());
    drop(input);
    ran(child.wait_with_output().unwrap())
}

#[test]
fn a_chart_is_drawn_from_a_file_as_from_standard_input() {
    let folder = Folder::new();
    folder.put("chart.mmd", CHART);
    let file = folder.at("chart.mmd");
    for format in ["svg", "json", "text"] {
        let of_file = sopress(&["flow", file.as_str(), "--format", format]);
        let piped = flow(&["--format", format], CHART);
        let named = flow(&["-", "--format", format], CHART);
        assert_eq!(of_file.code, Some(0), "{format}: {}", of_file.err);
        assert_eq!(of_file.err, "", "{format}");
        assert_eq!(
            (piped.code, &piped.out),
            (Some(0), &of_file.out),
            "{format}"
        );
        assert_eq!(
            (named.code, &named.out),
            (Some(0), &of_file.out),
            "{format}"
        );
    }
    assert_eq!(
        flow(&[], CHART).out,
        flow(&["--format", "svg"], CHART).out,
        "a picture unless told otherwise"
    );
}

#[test]
fn each_format_of_a_chart_says_what_is_in_it() {
    let svg = flow(&[], CHART).out;
    assert!(
        svg.starts_with("<svg") && svg.ends_with("</svg>\n"),
        "{svg}"
    );
    assert!(svg.contains("Ask") && svg.contains("File"), "{svg}");
    let json = flow(&["--format", "json"], CHART).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["nodes"].as_array().unwrap().len(), 2);
    assert_eq!(json["edges"].as_array().unwrap().len(), 1);
    let text = flow(&["--format", "text"], CHART).out;
    assert!(text.contains("Ask") && text.contains("yes"), "{text}");
    assert!(!text.contains('<'), "{text}");
}

#[test]
fn a_chart_that_cannot_be_read_draws_nothing_and_a_missing_file_is_a_fault() {
    let broken = flow(&[], "flowchart LR\n  A[Ask --> B\n");
    assert_eq!((broken.code, broken.out.as_str()), (Some(1), ""));
    assert!(broken.err.contains("stdin:2:"), "{}", broken.err);
    let missing = sopress(&["flow", "nowhere.mmd"]);
    assert_eq!((missing.code, missing.out.as_str()), (Some(2), ""));
    assert!(
        missing.err.contains("reading `nowhere.mmd`"),
        "{}",
        missing.err
    );
    assert_eq!(flow(&["--format", "png"], CHART).code, Some(2));
}

#[test]
fn a_document_of_a_title_that_is_taken_is_not_written_again() {
    let library = library("-- sops/index.md --\n# Ours\n");
    let new = || {
        sopress(&[
            "new",
            "Leave",
            "--type",
            "page",
            "--library",
            library.folder.root.as_str(),
        ])
    };
    assert_eq!(new().code, Some(0));
    let again = new();
    assert_eq!(again.code, Some(2));
    assert!(
        again.err.contains("leave.md` already exists"),
        "{}",
        again.err
    );
    assert!(!again.err.contains("os error"), "{}", again.err);
}
