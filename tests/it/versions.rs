//! An approved version beside the one in force, and reviews that are recorded only as dates.

use crate::folder::files;
use crate::history::{build, git, page, part, put, repository, text};
use crate::library::{Library, library};

const COMING: &str = "effective: 2026-12-01\nchanges:\n\
    \x20 - {version: \"2.0\", date: 2026-11-02, summary: Rinse.}\n\
    \x20 - {version: \"1.0\", date: 2026-01-01, summary: First issue.}\n";
const PRESENT: &str = "effective: 2026-01-01\nlast_reviewed: 2026-06-01\nreview_cycle: 1 year\nchanges:\n\
    \x20 - {version: \"1.0\", date: 2026-01-01, summary: First issue.}\n";

fn approved(text: String) -> String {
    text.replace("status: effective", "status: approved")
}

/// The version to come comes first in the order of the files.
fn two_versions() -> Library {
    library("-- sopress.toml --\n[site]\nbase_url = \"https://firm.example/\"\n")
        .with("sops/a-2.md", approved(text("2.0", COMING, "Rinse.")))
        .with("sops/a.md", text("1.0", PRESENT, "Wipe."))
}

#[test]
fn a_version_to_come_names_what_applies_until_then() {
    let library = two_versions();
    build(&library);
    let banner = part(
        &page(&library, "a-2.html"),
        "data-status-banner",
        "</aside>",
    )
    .to_owned();
    assert!(
        banner.contains("<p data-status-until>Version in force today: <strong><a href=\"a.html\">")
    );
    assert!(banner.contains("Until then, the previous version applies."));
}

#[test]
fn the_search_puts_what_applies_before_what_is_to_come() {
    let library = two_versions();
    build(&library);
    let site = files(&library.site());
    let texts = |name: &str| {
        let path = site.iter().find(|path| path.ends_with(name));
        page(&library, path.expect("a file of texts"))
    };
    assert!(texts("/t/0/0.js").contains("\"a.html\""));
    assert!(texts("/t/0/1.js").contains("\"a-2.html\""));
}

#[test]
fn of_the_first_text_to_come_no_other_is_said_to_apply() {
    let library = library("").with(
        "sops/a.md",
        approved(text("1.0", "effective: 2026-12-01\n", "Wipe.")),
    );
    build(&library);
    let banner = part(&page(&library, "a.html"), "data-status-banner", "</aside>").to_owned();
    assert!(banner.contains("Do not follow it before then."), "{banner}");
}

#[test]
fn versions_of_one_document_are_told_apart_and_are_no_fault_of_the_register() {
    let library = two_versions();
    build(&library);
    assert!(!page(&library, "register.html").contains("duplicates-title"));
    let home = page(&library, "index.html");
    let changed = part(&home, "changed-title", "</section>");
    assert_eq!(changed.matches("<li ").count(), 1, "{changed}");
    assert!(changed.contains("Takes effect on 1 December 2026"));
    let feed = page(&library, "feeds/changes.xml");
    assert_eq!(feed.matches("<entry>").count(), 2, "{feed}");
    assert!(feed.contains("Rinse. – Takes effect on 1 December 2026"));
    let january = page(&library, "changes/2026-01.html");
    assert_eq!(
        january.matches("<li class=\"event\"").count(),
        1,
        "{january}"
    );
    let beside = part(&page(&library, "a.html"), "class=\"beside\"", "</nav>").to_owned();
    assert!(beside.contains("Cleaning <small>2.0</small>"), "{beside}");
}

#[test]
fn calendars_know_a_document_by_its_id_whatever_version_is_to_come() {
    let library = two_versions();
    build(&library);
    let calendar = page(&library, "reviews.ics");
    let own = part(&calendar, "UID:SOP-001-review@firm.example", "END:VEVENT");
    assert!(
        own.contains("URL:https://firm.example/a.html"),
        "{calendar}"
    );
}

#[test]
fn a_review_recorded_later_does_not_date_the_text() {
    let library = repository();
    put(
        &library,
        "sops/a.md",
        &text("1.0", "", "Wipe."),
        "2026-01-10",
        "First issue",
    );
    let reviewed = text("1.0", "last_reviewed: 2026-05-05\n", "Wipe.");
    put(&library, "sops/a.md", &reviewed, "2026-05-05", "Looked at");
    let rinsed = text("1.1", "last_reviewed: 2026-05-05\n", "Rinse.");
    put(&library, "sops/a.md", &rinsed, "2026-06-06", "Rinse");
    build(&library);
    let history = page(&library, "a.history.html");
    let at = |words: &str| {
        history
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {history}"))
    };
    let review = at("datetime=\"2026-05-05\"");
    assert!(at("datetime=\"2026-06-06\"") < review && review < at("datetime=\"2026-01-10\""));
    assert!(part(&history, "event-review", "</li>").contains("no outcome recorded"));
    let months = page(&library, "changes.html");
    assert!(
        months.contains("2026-01.html") && !months.contains("2026-05.html"),
        "{months}"
    );
}

#[test]
fn a_date_of_a_review_alone_makes_no_page_of_history() {
    let library = library("");
    let reviewed = text("1.0", "last_reviewed: 2026-05-05\n", "Wipe.");
    let recorded = text("1.0", "reviews:\n  - date: 2026-05-05\n", "Wipe.");
    library.folder.put("sops/a.md", reviewed);
    library
        .folder
        .put("sops/b.md", recorded.replace("SOP-1", "SOP-2"));
    build(&library);
    assert!(page(&library, "a.html").contains("5 May 2026"));
    let site = files(&library.site());
    assert!(!site.contains(&"a.history.html".to_owned()), "{site:?}");
    assert!(site.contains(&"b.history.html".to_owned()), "{site:?}");
}

#[test]
fn a_commit_of_a_later_day_than_its_author_gives_says_both() {
    let library = repository();
    library.folder.put("sops/a.md", text("1.0", "", "Wipe."));
    git(&library, &["add", "--all"], "2026-05-06");
    let author = "--author=Bo Li <bo@firm.example>";
    let backdated = [
        "commit",
        "--quiet",
        author,
        "--date=2025-12-24T09:00:00Z",
        "-m",
        "Old",
    ];
    git(&library, &backdated, "2026-05-06");
    build(&library);
    let history = page(&library, "a.history.html");
    assert!(
        history.contains("Written by Bo Li on 24 December 2025"),
        "{history}"
    );
    assert!(
        history.contains("Recorded by Bo Li on 6 May 2026"),
        "{history}"
    );
}

#[test]
fn a_commit_message_that_names_a_draft_is_not_shown() {
    let library = repository();
    let draft = "---\nid: SOP-009\ntitle: Closing the plant\nstatus: draft\n---\n\nSecret.\n";
    library.folder.put("sops/plan.md", draft);
    put(
        &library,
        "sops/a.md",
        &text("1.0", "", "Wipe."),
        "2026-01-10",
        "For sop-009: wipe",
    );
    put(
        &library,
        "sops/a.md",
        &text("1.1", "", "Rinse."),
        "2026-02-10",
        "Closing the Plant, rinse",
    );
    put(
        &library,
        "sops/a.md",
        &text("1.2", "", "Dry."),
        "2026-03-10",
        "Dry",
    );
    build(&library);
    for route in [
        "a.history.html",
        "feeds/changes.xml",
        "changes/2026-01.html",
    ] {
        let found = page(&library, route).to_lowercase();
        assert!(
            !found.contains("sop-009") && !found.contains("closing"),
            "{found}"
        );
    }
    assert!(page(&library, "a.history.html").contains("<p class=\"event-summary\">Dry</p>"));
}

#[test]
fn where_a_part_of_the_history_is_here_nothing_is_said_of_the_rest() {
    let library = repository();
    let changes = "changes:\n  - {version: \"1.1\", date: 2026-02-10, summary: Rinse.}\n";
    put(
        &library,
        "sops/a.md",
        &text("1.1", changes, "Rinse."),
        "2026-02-10",
        "Rinse",
    );
    put(&library, "sops/b.md", "# B\n", "2026-03-10", "Another");
    let clone = crate::folder::Folder::new();
    let from = format!("file://{}", library.folder.root);
    git(
        &library,
        &[
            "clone",
            "--quiet",
            "--depth=1",
            &from,
            clone.at("c").as_str(),
        ],
        "2026-03-11",
    );
    let root = clone.at("c");
    let ran = crate::library::sopress(&["build", root.as_str(), "--keep-going"]);
    assert!(ran.err.contains("shallow clone"), "{}", ran.err);
    let history = clone.text("c/site/a.history.html");
    assert!(
        history.contains("the part of the git history available here has no commit"),
        "{history}"
    );
    assert!(!history.contains("git shows no commit"), "{history}");
}

#[test]
fn whoever_looks_up_a_role_sees_which_version_is_not_in_force() {
    let step = |verb: &str| format!("1. **Cleaner:** {verb} the desk; stop.");
    let library = library("-- roles.toml --\n[[roles]]\nid = \"cleaner\"\nname = \"Cleaner\"\n")
        .with("sops/a-2.md", approved(text("2.0", COMING, &step("Rinse"))))
        .with("sops/a.md", text("1.0", PRESENT, &step("Wipe")));
    build(&library);
    let role = page(&library, "roles/cleaner.html");
    for (title, status) in [
        ("a-2.html", "status-approved"),
        ("a.html", "status-effective"),
    ] {
        let group = format!("<p class=\"of\"><a href=\"../{title}\"");
        assert!(part(&role, &group, "</p>").contains(status), "{role}");
    }
}
