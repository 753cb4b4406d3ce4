//! Histories of many revisions, and what a site says about documents that are not in force, in real
//! repositories.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::folder::files;
use crate::history::{build, git, page, put, repository, text};
use crate::library::{Library, library};

/// A revision of a document: when, by which message, with which text.
struct Revision {
    day: String,
    message: String,
    text: String,
}

/// Commits the revisions of one file, in one run of git.
fn import(library: &Library, path: &str, revisions: &[Revision]) {
    let mut stream = String::new();
    for Revision { day, message, text } in revisions {
        let seconds = days_since_1970(day) * 24 * 60 * 60 + 12 * 60 * 60;
        stream += &format!(
            "commit refs/heads/main\n\
             author Ann Lee <ann@firm.example> {seconds} +0000\n\
             committer Bo Li <bo@firm.example> {seconds} +0000\n\
             data {}\n{message}\nM 100644 inline {path}\ndata {}\n{text}\n",
            message.len(),
            text.len()
        );
    }
    let mut import = Command::new("git")
        .args(["-C", library.folder.root.as_str(), "fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = import.stdin.take().unwrap();
    input.write_all(stream.as_bytes()).unwrap();
    drop(input);
    assert!(import.wait().unwrap().success());
    git(
        library,
        &["reset", "--quiet", "--hard", "main"],
        "2026-01-01",
    );
}

fn days_since_1970(day: &str) -> i64 {
    let day: jiff::civil::Date = day.parse().unwrap();
    let days = day.since(jiff::civil::date(1970, 1, 1)).unwrap();
    i64::from(days.get_days())
}

#[test]
fn a_long_history_is_paginated_and_no_page_grows() {
    const REVISIONS: usize = 120;
    let library = repository();
    let revisions: Vec<Revision> = (1..=REVISIONS)
        .map(|at| Revision {
            day: format!("20{:02}-{:02}-10", 10 + at / 12, 1 + at % 12),
            message: format!("Revision {at}"),
            text: text(
                &format!("{at}.0"),
                "",
                &format!("1. **Cleaner** wipes desk {at}."),
            ),
        })
        .collect();
    import(&library, "sops/a.md", &revisions);
    build(&library);
    let pages = ["a.history.html", "a.history-2.html", "a.history-3.html"]
        .map(|route| page(&library, route));
    let titles = |page: &str| page.matches("class=\"event-title\"").count();
    assert_eq!(pages.each_ref().map(|page| titles(page)), [50, 50, 20]);
    assert!(pages[0].contains("Version 120.0") && pages[2].contains("Version 1.0<"));
    let links = |page: &str| {
        let found = page.split("<nav class=\"turn\"").nth(1).expect("a way on");
        ["rel=\"prev\" href=\"", "rel=\"next\" href=\""].map(|link| {
            let rest = found.split(link).nth(1)?;
            Some(rest[..rest.find('"').unwrap()].to_owned())
        })
    };
    let some = |route: &str| Some(route.to_owned());
    assert_eq!(links(&pages[0]), [None, some("a.history-2.html")]);
    assert_eq!(
        links(&pages[1]),
        [some("a.history.html"), some("a.history-3.html")]
    );
    assert_eq!(links(&pages[2]), [some("a.history-2.html"), None]);
    let revisions = files(&library.site());
    let revisions = revisions
        .iter()
        .filter(|name| name.starts_with("a.history/"));
    assert_eq!(revisions.count(), REVISIONS, "each has a page of its own");
    let largest = pages.iter().map(String::len).max().unwrap();
    assert!(largest < 60_000, "{largest} bytes");
    let first = page(&library, "a.history/1.0.html");
    assert!(first.contains("data-not-in-force") && first.contains("wipes desk 1."));
}

#[test]
fn nothing_about_a_withheld_document_is_in_the_site() {
    let library = repository();
    let hidden = |id: &str, status: &str, more: &str| {
        format!(
            "---\nid: {id}\ntitle: Zebra plan {id}\nstatus: {status}\nversion: \"1.0\"\nowner: Zebra keeper\n\
             department: Zebra house\ntags: [zebra-tag]\naliases: [zebra alias]\naudience: [Zebra rider]\n\
             last_reviewed: 2026-01-01\nreview_cycle: 1 year\n\
             changes:\n  - {{version: \"1.0\", date: 2026-01-09, summary: Zebra began}}\n{more}---\n\n\
             ## Procedure\n\n1. **Zebra walker:** Zebra trot, see SOP-001.\n   - Informs: Zebra vet\n\n![z](zebra.svg)\n"
        )
    };
    put(
        &library,
        "sops/zebra.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "2026-01-08",
        "Zebra picture",
    );
    for (at, status) in ["draft", "in-review"].iter().enumerate() {
        let path = format!("sops/plan-{at}.md");
        let id = format!("QQQ-00{at}");
        put(
            &library,
            &path,
            &hidden(&id, status, ""),
            "2026-01-09",
            "Zebra drafted",
        );
        let again = hidden(&id, status, "related: [SOP-001]\n");
        put(&library, &path, &again, "2026-02-09", "Zebra drafted again");
    }
    let open = text(
        "1.0",
        "related: [QQQ-000]\n",
        "1. **Cleaner** wipes, see [it](plan-0.md) and QQQ-001.",
    );
    put(&library, "sops/a.md", &open, "2026-01-10", "Issue");
    let open = open.replace("1.0", "1.1").replace("wipes", "rinses");
    put(&library, "sops/a.md", &open, "2026-02-10", "Second issue");
    build(&library);
    let mut seen = 0;
    for name in files(&library.site()) {
        assert!(!name.contains("zebra") && !name.contains("plan-"), "{name}");
        let bytes = std::fs::read(library.folder.at(&format!("site/{name}"))).unwrap();
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        // That the open document mentions such a number is no leak.
        assert!(!text.contains("zebra"), "{name}: {}", around(&text));
        let lists = [
            "register",
            "roles.json",
            "reviews",
            "feeds",
            "sitemap",
            "index-a-z",
        ];
        let is_list = lists.iter().any(|list| name.starts_with(list));
        assert!(!is_list || !text.contains("qqq"), "{name}: {text}");
        seen += 1;
    }
    assert!(seen > 30, "{seen} files");
    git(&library, &["status"], "2026-03-01");
}

fn around(text: &str) -> String {
    let at = text.find("zebra").unwrap_or(0);
    let letters = text[at..].chars().take(120);
    letters.collect()
}

#[test]
fn a_withdrawn_document_keeps_its_address_and_leaves_what_is_in_force() {
    let library = library("-- sopress.toml --\n[site]\ntitle = \"Firm\"\n")
        .with("sops/a.md", "---\nid: SOP-001\ntitle: Fax\nstatus: retired\nretired: 2026-01-01\nretired_reason: No line\nredirect_from: [fax-machine.html]\ndepartment: Post\nowner: Clerk\n---\n\n1. **Clerk:** Fax it.\n")
        .with("sops/b.md", "---\nid: SOP-002\ntitle: Mail\nowner: Clerk\ndepartment: Post\n---\n\nOnce SOP-001.\n");
    build(&library);
    let tomb = page(&library, "a.html");
    assert!(
        tomb.contains("data-status=\"retired\"") && tomb.contains("No line"),
        "{tomb}"
    );
    assert!(
        page(&library, "b.html").contains("href=\"a.html\""),
        "links by its id go on working"
    );
    assert!(
        page(&library, "fax-machine.html").contains("a.html"),
        "its old address leads to it"
    );
    let role = page(&library, "roles/clerk.html");
    assert!(!role.contains("a.html"), "nobody has to know it: {role}");
}
