//! Whatever changes in the library comes through, whole or as the last good state.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Command;

use super::{Preview, eventually, preview};
use crate::library::{Library, library};

const LIBRARY: &str = "-- sopress.toml --\n[site]\ntitle = \"Ours\"\n\
    -- sops/a.md --\n---\nid: SOP-001\ntitle: First\n---\n\nBefore.\n\
    -- sops/b.md --\n# Second\n\nSee [first](a.md).\n";

fn open() -> Preview {
    preview(library(LIBRARY), &[])
}

#[test]
fn an_edit_is_on_the_page_and_on_all_that_quote_it() {
    let preview = open();
    assert!(preview.get("/a.html").contains("Before."));
    let put = |path: &str, text: &str| preview.library.folder.put(path, text);
    put(
        "sops/a.md",
        "---\nid: SOP-001\ntitle: Renamed\n---\n\nAfter.\n",
    );
    preview.shows("/a.html", "After.");
    assert!(preview.get("/register.html").contains("Renamed"));
    preview.hears("`sops/a.md` changed");
}

#[test]
fn what_is_shown_after_any_edit_is_what_a_build_would_write() {
    let preview = open();
    let folder = &preview.library.folder;
    folder.put("sops/new/c.md", "# Third\n\n[a](../a.md)\n");
    preview.shows("/new/c.html", "Third");
    folder.put(
        "sops/a.md",
        "---\nid: SOP-001\ntitle: First\ntags: [x]\n---\n\nAfter.\n",
    );
    preview.shows("/a.html", "After.");
    for route in [
        "index.html",
        "a.html",
        "new/c.html",
        "register.html",
        "register.json",
    ] {
        let shown = preview.get(&format!("/{route}"));
        let shown = shown.split_once("\r\n\r\n").unwrap().1;
        let (before, after) = match shown.split_once("<script src=\"/-/live.js\"") {
            None => (shown, ""),
            Some((before, rest)) => (before, rest.split_once("</script>").unwrap().1),
        };
        assert_eq!(
            format!("{before}{after}"),
            preview.library.page(route),
            "{route}"
        );
    }
}

#[test]
fn files_come_go_and_change_their_names() {
    let preview = open();
    let folder = &preview.library.folder;
    folder.put("sops/deep/er/c.md", "# Third\n");
    preview.shows("/deep/er/c.html", "Third");
    fs::rename(folder.at("sops/deep"), folder.at("sops/other")).unwrap();
    preview.shows("/other/er/c.html", "Third");
    preview.shows("/deep/er/c.html", "404 Not Found");
    fs::remove_dir_all(folder.at("sops/other")).unwrap();
    preview.shows("/other/er/c.html", "404 Not Found");
}

#[test]
fn an_editor_may_write_beside_and_swap() {
    let preview = open();
    let folder = &preview.library.folder;
    for round in 0..5 {
        folder.put("sops/.a.md.swp", "noise");
        folder.put("sops/4913", "");
        fs::remove_file(folder.at("sops/4913")).unwrap();
        folder.put("sops/a.md~", format!("# Round {round}\n"));
        fs::rename(folder.at("sops/a.md~"), folder.at("sops/a.md")).unwrap();
        fs::remove_file(folder.at("sops/.a.md.swp")).unwrap();
        preview.shows("/a.html", &format!("Round {round}"));
    }
    preview.hears("`sops/a.md` changed");
    let said = preview.said.lock().unwrap().join("\n");
    assert!(
        !said.contains("files changed"),
        "one file was edited: {said}"
    );
}

#[test]
fn settings_theme_data_and_pictures_come_through() {
    let preview = open();
    let folder = &preview.library.folder;
    folder.put("sopress.toml", "[site]\ntitle = \"Theirs\"\n");
    preview.shows("/a.html", "Theirs");
    let before = preview.state("/a.html")["version"].clone();
    folder.put("theme/assets/standard.css", "body { color: teal }");
    preview.shows("/assets/standard.css", "teal");
    eventually(|| (preview.state("/a.html")["version"] != before).then_some(()))
        .expect("open pages load the stylesheet anew");
    folder.put(
        "glossary.toml",
        "[[terms]]\nterm = \"gauge\"\ndefinition = \"It measures.\"\n",
    );
    preview.shows("/glossary.html", "It measures.");
}

#[test]
fn a_page_that_stays_the_same_is_not_loaded_anew() {
    let preview = open();
    let version = |page: &str| preview.state(page)["version"].clone();
    let (first, second) = (version("/a.html"), version("/b.html"));
    preview
        .library
        .folder
        .put("sops/b.md", "# Second\n\nChanged. See [first](a.md).\n");
    preview.shows("/b.html", "Changed.");
    assert_ne!(version("/b.html"), second);
    assert_eq!(version("/a.html"), first);
}

#[test]
fn an_announcement_follows_each_change_and_nothing_else() {
    let preview = open();
    let mut stream = preview.connect();
    stream
        .write_all(b"GET /-/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .unwrap();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut next = || lines.find(|line| line.starts_with("data: ")).unwrap();
    let first = next();
    for page in ["/", "/a.html", "/register.html"] {
        preview.get(page);
    }
    preview.library.run("build", &[]);
    let said = preview.said.lock().unwrap().len();
    preview.library.folder.put("sops/a.md", "# After\n");
    assert_ne!(next(), first);
    preview.hears("`sops/a.md` changed");
    let said = preview.said.lock().unwrap()[said..].join("\n");
    assert!(
        !said.contains("site/"),
        "our own output wakes nobody: {said}"
    );
}

#[test]
fn the_findings_of_a_page_are_told_with_file_and_line() {
    let preview = open();
    let first = |page: &str, code: &str| {
        eventually(|| {
            let state = preview.state(page);
            let findings = state["findings"].as_array().unwrap().clone();
            findings.into_iter().find(|one| one["code"] == code)
        })
        .expect("the finding is told")
    };
    preview
        .library
        .folder
        .put("sops/cleaning.md", "# Cleaning\n");
    preview
        .library
        .folder
        .put("sops/b.md", "# Second\n\nSee [it](cleanin.md).\n");
    let found = first("/b.html", "link-unknown");
    assert_eq!(found["place"], "sops/b.md:3:5");
    assert_eq!(found["snippet"], "See [it](cleanin.md).");
    assert_eq!(found["severity"], "error");
    let help = found["help"].as_str().unwrap();
    assert!(help.contains("cleaning.md"), "{found}");
    let other = preview.state("/a.html");
    assert!(
        other["elsewhere"]["error"].as_u64().unwrap() >= 1,
        "{other}"
    );
    preview
        .library
        .folder
        .put("sops/b.md", "---\ntitle: [broken\n---\n\nText\n");
    first("/b.html", "front-matter-invalid");
}

#[test]
fn broken_settings_leave_the_last_good_site_until_they_are_fixed() {
    let preview = open();
    let folder = &preview.library.folder;
    folder.put("sopress.toml", "[site\ntitle = ");
    let problem = eventually(|| {
        let state = preview.state("/a.html");
        state["problem"].as_str().map(str::to_owned)
    });
    let problem = problem.unwrap();
    assert!(problem.contains("sopress.toml:1"), "{problem}");
    assert!(preview.get("/a.html").contains("Ours"));
    folder.put("sopress.toml", "[site]\ntitle = \"Ours again\"\n");
    preview.shows("/a.html", "Ours again");
    assert!(preview.state("/a.html")["problem"].is_null());
}

#[test]
fn a_broken_template_leaves_the_last_good_pages_until_it_is_fixed() {
    let preview = open();
    let folder = &preview.library.folder;
    let template = "theme/templates/document.html";
    folder.put(template, "{% extends \"builtin/document.html\" %}{% block");
    let problem = |page: &str| preview.state(page)["problem"].as_str().map(str::to_owned);
    let told = eventually(|| problem("/a.html")).unwrap();
    assert!(told.contains("document.html"), "{told}");
    assert!(preview.get("/a.html").contains("Before."));
    // A fault that shows only when a page is made.
    folder.put(template, "{{ nothing.at_all }}");
    let told = eventually(|| problem("/a.html").filter(|told| told.contains("nothing")));
    assert!(told.is_some(), "{:?}", problem("/a.html"));
    assert!(preview.get("/a.html").contains("Before."));
    assert!(preview.get("/b.html").contains("This page cannot be shown"));
    let said = preview.hears("page `b.html` could not be rendered: ");
    assert!(said.contains("nothing"), "{said}");
    assert_eq!(said.matches("b.html").count(), 1, "{said}");
    fs::remove_file(folder.at(template)).unwrap();
    preview.shows("/b.html", "Second");
    assert_eq!(problem("/a.html"), None);
}

#[test]
fn a_library_that_cannot_be_shown_from_the_start_shows_why() {
    let library = library(LIBRARY).with("theme/templates/page.html", "{% block");
    let preview = preview(library, &[]);
    let page = preview.get("/");
    assert!(page.starts_with("HTTP/1.1 500"), "{page}");
    assert!(
        page.contains("page.html") && page.contains("/-/live.js"),
        "{page}"
    );
    fs::remove_file(preview.library.folder.at("theme/templates/page.html")).unwrap();
    preview.shows("/", "Ours");
}

#[test]
fn without_watching_nothing_changes_and_by_looking_everything_does() {
    let still = preview(library(LIBRARY), &["--no-watch"]);
    let looking = preview(library(LIBRARY), &["--poll"]);
    for preview in [&still, &looking] {
        preview.get("/a.html");
        preview.library.folder.put("sops/a.md", "# After\n");
        preview.library.folder.put("sops/c.md", "# Third\n");
    }
    looking.shows("/a.html", "After");
    looking.shows("/c.html", "Third");
    assert!(still.get("/a.html").contains("Before."));
}

fn git(library: &Library, arguments: &[&str]) {
    let ran = Command::new("git")
        .current_dir(&library.folder.root)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

fn committed() -> Library {
    let library = library(LIBRARY);
    git(&library, &["init", "--quiet", "--initial-branch=main"]);
    git(&library, &["add", "."]);
    git(&library, &["commit", "--quiet", "-m", "first"]);
    library
}

#[test]
fn an_edit_is_called_uncommitted_until_it_is_undone_or_committed() {
    const SAID: &str = "edited since the last commit";
    let preview = preview(committed(), &[]);
    let folder = &preview.library.folder;
    let text = folder.text("sops/a.md");
    let history = "/a.history.html";
    let says = |is_said: bool| {
        let last = || preview.get(history);
        eventually(|| (last().contains(SAID) == is_said).then_some(()))
            .unwrap_or_else(|| panic!("{is_said}: {}", last()));
    };
    says(false);
    folder.put("sops/a.md", format!("{text}\nMore.\n"));
    says(true);
    folder.put("sops/a.md", &text);
    says(false);
    folder.put("sops/a.md", format!("{text}\nOther.\n"));
    says(true);
    git(&preview.library, &["commit", "--quiet", "-am", "second"]);
    says(false);
}

#[test]
fn commits_and_checkouts_come_through() {
    let library = committed();
    let preview = preview(library, &[]);
    git(&preview.library, &["checkout", "--quiet", "-b", "other"]);
    preview
        .library
        .folder
        .put("sops/a.md", "# On the other branch\n");
    preview.library.folder.put("sops/c.md", "# Third\n");
    preview.shows("/c.html", "Third");
    git(&preview.library, &["add", "."]);
    git(&preview.library, &["commit", "--quiet", "-m", "second"]);
    git(&preview.library, &["checkout", "--quiet", "main"]);
    preview.shows("/a.html", "Before.");
    preview.shows("/c.html", "404 Not Found");
    git(&preview.library, &["checkout", "--quiet", "other"]);
    preview.shows("/a.html", "On the other branch");
}

#[test]
fn the_state_of_a_page_tells_how_its_procedure_is_read() {
    let preview = open();
    preview.library.folder.put(
        "sops/b.md",
        "# Second\n\n## Procedure\n\n1. Is the belt dry?\n   - **Yes:** go to step 2.\n   - **No:** wipe it.\n2. Start it.\n",
    );
    let reading = eventually(|| {
        preview.state("/b.html")["reading"]
            .as_str()
            .map(str::to_owned)
    });
    let reading = reading.expect("the procedure is explained");
    assert!(reading.contains("\"Yes\": step 2"), "{reading}");
    assert!(
        reading.contains("\"No\": not said where this leads"),
        "{reading}"
    );
    assert_eq!(preview.state("/a.html")["reading"], serde_json::Value::Null);
}
