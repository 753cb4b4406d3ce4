//! Pages made from the history in git, in real repositories.

use std::process::Command;

use expect_test::expect;

use crate::folder::files;
use crate::library::{Library, library, sopress};

const FRONT: &str = "---\nid: SOP-001\ntitle: Cleaning\nstatus: effective\nowner: Quality\n";

pub fn text(version: &str, more: &str, body: &str) -> String {
    format!("{FRONT}version: \"{version}\"\n{more}---\n\n## Procedure\n\n{body}\n")
}

/// A library in a repository of its own.
pub fn repository() -> Library {
    let library =
        library("-- sopress.toml --\n[site]\nbase_url = \"https://firm.example/sops/\"\n");
    git(
        &library,
        &["init", "--quiet", "--initial-branch=main", "."],
        "2026-01-01",
    );
    library
}

pub fn git(library: &Library, arguments: &[&str], day: &str) -> String {
    let date = format!("{day}T12:00:00+0000");
    let output = Command::new("git")
        .arg("-C")
        .arg(library.folder.root.as_str())
        .args([
            "-c",
            "commit.gpgsign=false",
            "-c",
            "protocol.file.allow=always",
        ])
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_AUTHOR_NAME", "Ann Lee")
        .env("GIT_AUTHOR_EMAIL", "ann@firm.example")
        .env("GIT_COMMITTER_NAME", "Bo Li")
        .env("GIT_COMMITTER_EMAIL", "bo@firm.example")
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date)
        .output()
        .expect("git runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "git {arguments:?}: {said}");
    said
}

pub fn put(library: &Library, path: &str, text: &str, day: &str, message: &str) {
    library.folder.put(path, text);
    git(library, &["add", "--all"], day);
    git(library, &["commit", "--quiet", "-m", message], day);
}

/// Two versions of one document.
fn two_versions() -> Library {
    let library = repository();
    let first = text(
        "1.0",
        "",
        "1. **Cleaner** wipes the desk.\n2. **Cleaner** locks up.",
    );
    put(&library, "sops/a.md", &first, "2026-01-10", "First issue");
    let changes = "changes:\n  - {version: \"1.1\", date: 2026-03-04, kind: minor, summary: Rinse it too, approved_by: Quality}\n";
    let second = text(
        "1.1",
        changes,
        "1. **Cleaner** wipes and rinses the desk.\n2. **Cleaner** locks up.",
    );
    let message = "Rinse\n\nApproved-by: Ola Nordmann <ola@firm.example>";
    put(&library, "sops/a.md", &second, "2026-03-04", message);
    library
}

pub fn build(library: &Library) {
    let ran = library.run("build", &["--keep-going"]);
    assert!(library.folder.at("site/index.html").exists(), "{}", ran.err);
}

pub fn page(library: &Library, route: &str) -> String {
    library.folder.text(&format!("site/{route}"))
}

/// The part of a page from `start` to before `end`.
pub fn part<'p>(page: &'p str, start: &str, end: &str) -> &'p str {
    let from = page
        .find(start)
        .unwrap_or_else(|| panic!("no `{start}` in {page}"));
    let length = page[from..]
        .find(end)
        .unwrap_or_else(|| panic!("no `{end}`"));
    &page[from..from + length]
}

#[test]
fn a_revision_shows_who_when_and_on_what_evidence() {
    let library = two_versions();
    build(&library);
    let page = page(&library, "a.history.html");
    let commits = git_log(&library);
    let shown = part(&page, "<ol class=\"timeline\">", "</ol>").replace(&commits[0], "SECOND");
    let shown = shown.replace(&commits[1], "FIRST");
    expect![[r#"
        <ol class="timeline">
        <li class="event">
        <p class="event-date"><time datetime="2026-03-04">4 March 2026</time><span class="event-by">Ann Lee</span></p>
        <div class="event-text">
        <p class="event-head"><a class="event-title" href="a.history/1.1.html">Version 1.1</a> <span class="kind">minor</span></p>
        <p class="event-summary">Rinse it too</p>
        <p class="note">Named as approver: Quality</p>
        <ul class="evidence" aria-label="What git shows"><li>Written by Ann Lee on 4 March 2026, commit SECOND</li><li>Recorded by Bo Li on 4 March 2026</li><li>The commit message names Ola Nordmann as approver</li></ul>

        </div>
        </li>
        <li class="event">
        <p class="event-date"><time datetime="2026-01-10">10 January 2026</time><span class="event-by">Ann Lee</span></p>
        <div class="event-text">
        <p class="event-head"><a class="event-title" href="a.history/1.0.html">Version 1.0</a></p>
        <p class="event-summary">First issue</p>
        <ul class="evidence" aria-label="What git shows"><li>Written by Ann Lee on 10 January 2026, commit FIRST</li><li>Recorded by Bo Li on 10 January 2026</li></ul>

        </div>
        </li>
    "#]].assert_eq(&shown);
}

#[test]
fn an_approval_on_a_merge_is_evidence_for_the_version_that_it_brought_in_and_for_no_other() {
    let library = repository();
    let on_main = |arguments: &[&str]| git(&library, arguments, "2026-03-05");
    put(
        &library,
        "sops/a.md",
        &text("1.0", "", "1. Wipe."),
        "2026-01-10",
        "Begin",
    );
    on_main(&["checkout", "--quiet", "-b", "rinse"]);
    put(
        &library,
        "sops/a.md",
        &text("1.1", "", "1. Rinse."),
        "2026-03-04",
        "Rinse",
    );
    on_main(&["checkout", "--quiet", "main"]);
    put(
        &library,
        "sops/b.md",
        "---\nid: SOP-002\ntitle: B\nversion: 1\n---\n",
        "2026-03-04",
        "Other",
    );
    // The branch takes in the main line: nobody approved the main line by that.
    on_main(&["checkout", "--quiet", "rinse"]);
    on_main(&[
        "merge",
        "--quiet",
        "--no-ff",
        "main",
        "-m",
        "Catch up\n\nReviewed-by: Nobody",
    ]);
    on_main(&["checkout", "--quiet", "main"]);
    let message =
        "Merge\n\nApproved-by: Ola Nordmann <ola@firm.example>\nReviewed-by: <cy@firm.example>";
    on_main(&["merge", "--quiet", "--no-ff", "rinse", "-m", message]);
    build(&library);
    let merge = &git_log(&library)[0];
    let evidence = |route: &str, version: &str| {
        let page = page(&library, route);
        let from = page
            .find(&format!(">Version {version}<"))
            .expect("the version");
        let list = part(&page[from..], "<ul class=\"evidence\"", "</ul>").to_owned();
        let told = list
            .split("<li>")
            .skip(2)
            .map(|line| line.replace("</li>", ""));
        told.map(|line| line.replace(merge, "MERGE"))
            .collect::<Vec<_>>()
    };
    let recorded = "Recorded by Bo Li on 4 March 2026";
    assert_eq!(
        evidence("a.history.html", "1.1"),
        [
            recorded,
            "The merge that brought it in, commit MERGE, names Ola Nordmann as approver",
            "The merge that brought it in, commit MERGE, names &lt;cy@firm.example&gt; as reviewer",
        ]
    );
    assert_eq!(
        evidence("a.history.html", "1.0"),
        ["Recorded by Bo Li on 10 January 2026"]
    );
    assert_eq!(evidence("b.history.html", "1"), [recorded]);
}

/// Puts a word in place of a commit's name, of which the first digits are known.
fn cut_off_at(text: &str, digits: &str, word: &str) -> String {
    let (before, after) = text.split_once(digits).expect("the commit is named");
    let rest = after.trim_start_matches(|digit: char| digit.is_ascii_hexdigit());
    format!("{before}{word}{rest}")
}

#[test]
fn a_review_of_the_past_does_not_vouch_for_a_text_that_came_later() {
    let library = two_versions();
    let root = library.folder.root.as_str();
    let review = |day: &str| {
        let whom = ["review", "SOP-001", "--outcome", "current", "--by", "Ann"];
        let ran = sopress(&[&whom[..], &["--date", day, "--library", root]].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.err
    };
    let said = review("2026-02-01");
    assert!(said.contains("the text dates from 2026-03-04"), "{said}");
    assert!(!library.folder.text("sops/a.md").contains("fingerprint"));
    review("2026-03-05");
    assert!(library.folder.text("sops/a.md").contains("fingerprint"));
}

fn git_log(library: &Library) -> Vec<String> {
    let output = Command::new("git")
        .args(["-C", library.folder.root.as_str(), "log", "--format=%H"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|id| id[..10].to_owned()).collect()
}

#[test]
fn what_changed_is_shown_by_step_and_word_and_the_former_text_is_marked() {
    let library = two_versions();
    build(&library);
    let newer = page(&library, "a.history/1.1.html");
    expect![[r#"
        <section class="diff-section diff-changed">
        <h3>Procedure</h3>
        <div class="diff-block diff-changed diff-depth-1"><span class="diff-label">Step 1</span> <p><strong>Cleaner</strong> wipes <ins>and rinses </ins>the desk.</p></div>
        <div class="diff-block diff-same diff-depth-1"><span class="diff-label">Step 2</span> <p><strong>Cleaner</strong> locks up.</p></div>
    "#]].assert_eq(part(&newer, "<section class=\"diff-section", "</section>"));
    assert!(
        !newer.contains("data-not-in-force"),
        "it is the present text"
    );
    let older = page(&library, "a.history/1.0.html");
    assert!(older.contains("data-not-in-force"));
    assert!(older.contains("wipes the desk."), "{older}");
    assert!(older.contains("noindex"));
    assert!(page(&library, "a.html").contains("href=\"a.history.html\""));
    let sitemap = page(&library, "sitemap.xml");
    assert!(
        !sitemap.contains("history"),
        "former texts are not to be found by search"
    );
}

#[test]
fn a_commit_of_a_day_to_come_is_said_to_be_one_and_dates_nothing() {
    let library = repository();
    let reviewed = "last_reviewed: 2026-02-01\nreview_cycle: 1 year\n";
    let first = text("1.0", reviewed, "1. **Cleaner** wipes the desk.");
    put(&library, "sops/a.md", &first, "2026-01-10", "First issue");
    let second = text("1.1", reviewed, "1. **Cleaner** rinses the desk.");
    put(&library, "sops/a.md", &second, "2031-07-05", "Rinse");
    build(&library);
    let history = page(&library, "a.history.html");
    assert!(!history.contains("datetime=\"2031"), "{history}");
    assert!(
        history.contains("Last changed by Ann Lee on 5 July 2031")
            || history.contains("Written by Ann Lee on 5 July 2031")
    );
    assert!(history.contains("That date was in the future when this page was built"));
    let own = page(&library, "a.html");
    assert!(
        !own.contains("banner-changed-since-review") && !own.contains("2031"),
        "{own}"
    );
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_former_text() {
    let library = repository();
    let first = text("1.0", "", "1. **Cleaner** wipes the desk.");
    let marked = format!("\u{feff}{first}");
    put(&library, "sops/a.md", &marked, "2026-01-10", "First issue");
    let second = text("1.1", "", "1. **Cleaner** rinses the desk.");
    put(&library, "sops/a.md", &second, "2026-03-04", "Rinse");
    build(&library);
    let former = page(&library, "a.history/1.0.html");
    assert!(former.contains("wipes the desk") && !former.contains("owner: Quality"));
}

#[test]
fn a_shallow_clone_says_so_and_gives_no_date_it_cannot_know() {
    let origin = two_versions();
    let library = library("-- empty.txt --\n");
    let from = format!("file://{}", origin.folder.root);
    git(
        &library,
        &["clone", "--quiet", "--depth=1", &from, "clone"],
        "2026-04-01",
    );
    let root = library.folder.at("clone");
    let ran = sopress(&[
        "build",
        root.as_str(),
        "--date",
        "2026-11-22",
        "--keep-going",
    ]);
    assert_eq!(
        ran.err.matches("warning[history-incomplete]").count(),
        1,
        "{}",
        ran.err
    );
    assert!(ran.err.contains("fetch-depth: 0"), "{}", ran.err);
    let page = library.folder.text("clone/site/a.history.html");
    assert!(
        page.contains("History incomplete: shallow clone."),
        "{page}"
    );
    assert!(!page.contains("Written by"), "{page}");
    assert!(
        page.contains("4 March 2026"),
        "the date that the document gives: {page}"
    );
}

#[test]
fn without_git_the_record_of_the_document_is_shown_and_nothing_is_made_up() {
    let library = library("").with(
        "sops/a.md",
        text(
            "1.1",
            "changes:\n  - {version: \"1.1\", date: 2026-03-04, summary: Rinse}\n",
            "Wipe.",
        ),
    );
    build(&library);
    let page = page(&library, "a.history.html");
    assert!(page.contains("not kept in git"), "{page}");
    assert!(page.contains("Rinse"));
    assert!(!page.contains("Written by"));
}

#[test]
fn a_review_date_that_was_moved_and_nothing_else_is_listed_with_who_moved_it() {
    let library = repository();
    let reviewed = |date: &str, body: &str| text("1.0", &format!("last_reviewed: {date}\n"), body);
    let moved = |date: &str, body: &str| {
        put(
            &library,
            "sops/a.md",
            &reviewed(date, body),
            date,
            "Look again",
        );
    };
    moved("2025-01-10", "1. Wipe.");
    moved("2026-01-10", "1. Wipe.");
    moved("2026-02-10", "1. Wipe twice.");
    moved("2026-03-10", "1. Wipe twice.");
    build(&library);
    let page = page(&library, "reviews.html");
    let shown = part(
        &page,
        "<section aria-labelledby=\"date-changes-title\"",
        "</section>",
    );
    assert!(
        shown.contains("3 changes to review dates; 2 of them (66 %)"),
        "{shown}"
    );
    let log = git_log(&library);
    let row = |date: &str, words: &str, commit: &str| {
        format!(
            "<tr><th scope=\"row\"><a href=\"a.html\"><span class=\"number\">SOP-001</span> Cleaning</a></th>\
             <td class=\"date\"><time datetime=\"{date}\">{words}</time></td><td>Ann Lee</td><td><code>{commit}</code></td></tr>"
        )
    };
    let rows = [
        row("2026-03-10", "10 March 2026", &log[0]),
        row("2026-01-10", "10 January 2026", &log[2]),
    ];
    assert!(shown.contains(&rows.join("\n")), "{shown}");
    let csv = self::page(&library, "review-dates.csv");
    expect![[r#"
        path,url,id,title,owner,date,by,commit
        a.md,a.html,SOP-001,Cleaning,Quality,2026-03-10,Ann Lee,LAST
        a.md,a.html,SOP-001,Cleaning,Quality,2026-01-10,Ann Lee,SECOND
    "#]]
    .assert_eq(&cut_off_at(
        &cut_off_at(&csv, &log[0], "LAST"),
        &log[2],
        "SECOND",
    ));
    assert!(self::page(&library, "review-dates.json").contains("\"by\": \"Ann Lee\""));
}

#[test]
fn a_draft_leaks_neither_as_a_page_nor_as_a_former_text() {
    let library = repository();
    let draft = text("0.1", "", "Secret.").replace("effective", "draft");
    put(&library, "sops/a.md", &draft, "2026-01-10", "Draft");
    let issued = text("1.0", "", "Wipe.");
    put(&library, "sops/a.md", &issued, "2026-02-10", "Issue");
    let hidden = "---\nid: SOP-002\ntitle: Hidden plan\nstatus: draft\n---\n\nSee SOP-001.\n";
    put(&library, "sops/b.md", hidden, "2026-02-11", "Plan");
    build(&library);
    for name in files(&library.site()) {
        let bytes = std::fs::read(library.folder.at(&format!("site/{name}"))).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for word in ["Secret", "Hidden plan", "SOP-002"] {
            assert!(!text.contains(word), "{word} in {name}");
        }
    }
    assert!(!page(&library, "a.history.html").contains("Version 0.1"));
}

#[test]
fn a_draft_that_a_record_or_a_link_names_leaks_neither_by_its_id_nor_by_its_path() {
    let library = repository();
    let named = "references: [SOP-900, hr/secret.md, ISO 9001]\nrelated: [\"[the plan](hr/secret.md)\"]\n\
                 attachments: [hr/left-out.md]\nsuperseded_by: SOP-900\n";
    let body = "1. **Clerk:** See [the new way](hr/secret.md#tool) and <hr/secret.md> in [it][r].\n\n\
                [r]: hr/secret.md \"SOP-900\"\n\n```mermaid\nflowchart TD\nA[Start] --> B[End]\nclick B \"hr/secret.md\"\n```";
    let body = body.replace(" and <hr/secret.md>", "");
    let hidden = "---\nid: SOP-900\ntitle: Hidden plan\nstatus: draft\ndepartment: Umbra\ntags: [hushed]\n\
                  aliases: [firing]\nredirect_from: [old/secret]\nsupersedes: SOP-001\n---\n\nSee SOP-001.\n";
    put(
        &library,
        "sops/hr/secret.md",
        hidden,
        "2026-01-09",
        "Plan SOP-900",
    );
    put(
        &library,
        "sopress.toml",
        "[library]\nexclude = [\"**/left-out.md\"]\n",
        "2026-01-09",
        "Settings",
    );
    put(
        &library,
        "sops/hr/left-out.md",
        "# Left out\n",
        "2026-01-09",
        "Left out",
    );
    put(
        &library,
        "sops/a.md",
        &text("1.0", "", "1. Wipe."),
        "2026-01-10",
        "Issue",
    );
    put(
        &library,
        "sops/a.md",
        &text("1.1", named, &body),
        "2026-02-10",
        "Name what is to come",
    );
    put(
        &library,
        "sops/b.md",
        "---\nid: SOP-003\ntitle: B\nversion: 1\n---\n",
        "2026-02-10",
        "B",
    );
    build(&library);
    for name in files(&library.site()) {
        let bytes = std::fs::read(library.folder.at(&format!("site/{name}"))).unwrap();
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for word in [
            "sop-900",
            "0900",
            "secret",
            "left-out",
            "hidden plan",
            "umbra",
            "hushed",
            "firing",
        ] {
            assert!(
                !text.contains(word),
                "{word} in {name}: {}",
                text.lines()
                    .find(|line| line.contains(word))
                    .unwrap_or_default()
            );
        }
    }
    let page = page(&library, "a.html");
    assert!(
        page.contains("the new way") && page.contains("ISO 9001"),
        "what the author wrote stays"
    );
    assert!(self::page(&library, "register.html").contains(">SOP-002<"));
}

#[test]
fn the_same_commit_on_the_same_day_gives_the_same_bytes() {
    let library = two_versions();
    build(&library);
    let names = files(&library.site());
    let read = |library: &Library| -> Vec<Vec<u8>> {
        let names = names.iter();
        let read = names.map(|name| std::fs::read(library.folder.at(&format!("site/{name}"))));
        read.map(Result::unwrap).collect()
    };
    let before = read(&library);
    std::fs::remove_dir_all(library.site()).unwrap();
    build(&library);
    assert_eq!(before, read(&library));
}

#[test]
fn an_uncommitted_edit_is_said_on_the_page() {
    let library = two_versions();
    let edited = library.folder.text("sops/a.md").replace("locks up", "goes");
    library.folder.put("sops/a.md", edited);
    build(&library);
    assert!(page(&library, "a.history.html").contains("edited since the last commit"));
}

#[test]
fn a_feed_is_whole_xml_with_all_that_atom_asks_for() {
    let library = two_versions();
    build(&library);
    let feed = page(&library, "feeds/changes.xml");
    expect![[r#"
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
        <title>Procedures: changes</title>
        <id>https://firm.example/sops/feeds/changes.xml</id>
        <updated>2026-03-04T00:00:00Z</updated>
        <link rel="self" href="https://firm.example/sops/feeds/changes.xml"/>
        <link rel="alternate" href="https://firm.example/sops/changes.html"/>
        <author><name>Procedures</name>
        </author>
        <generator>sopress</generator>
        <entry>
        <title>SOP-001 Cleaning: Version 1.1</title>
        <id>https://firm.example/sops/a.html#version%2D1%2E1</id>
        <updated>2026-03-04T00:00:00Z</updated>
        <link rel="alternate" href="https://firm.example/sops/a.html"/>
        <author><name>Ann Lee</name>
        </author>
        <category term="minor"/>
        <summary>Rinse it too</summary>
        </entry>
        <entry>
        <title>SOP-001 Cleaning: Version 1.0</title>
        <id>https://firm.example/sops/a.html#version%2D1%2E0</id>
        <updated>2026-01-10T00:00:00Z</updated>
        <link rel="alternate" href="https://firm.example/sops/a.html"/>
        <author><name>Ann Lee</name>
        </author>
        <summary>First issue</summary>
        </entry>
        </feed>
    "#]]
    .assert_eq(&feed);
}

#[test]
fn the_register_lists_what_lacks() {
    let library = library(
        "-- sops/a.md --\n---\nid: SOP-001\nstatus: effective\n---\n\
         -- sops/b.md --\n---\nid: SOP-003\nstatus: effective\n---\n\
         -- sops/c.md --\n---\nid: SOP-003\nstatus: effective\n---\n",
    );
    build(&library);
    let register = page(&library, "register.html");
    assert!(part(&register, "id=\"gaps-title\"", "</section>").contains("SOP-002"));
    let twice = part(&register, "id=\"duplicates-title\"", "</section>");
    assert_eq!(twice.matches("SOP-003").count(), 2, "{twice}");
    assert!(register.contains("id=\"without-approver-title\""));
}

#[test]
fn the_next_version_stands_beside_the_one_in_force() {
    let next = text("2.0", "effective: 2026-12-01\n", "New.")
        .replace("status: effective", "status: approved");
    let library = library("")
        .with("sops/a.md", text("1.0", "effective: 2026-01-01\n", "Old."))
        .with("sops/b.md", next);
    build(&library);
    let now = page(&library, "a.html");
    assert!(
        now.contains("Version 2.0 takes effect on 1 December 2026"),
        "{now}"
    );
    assert!(now.contains("data-label-then=\"superseded\""), "{now}");
    let then = page(&library, "b.html");
    assert!(then.contains("Takes effect on 1 December 2026"), "{then}");
    assert!(then.contains("data-label-then=\"in force\""), "{then}");
}

#[test]
fn on_its_day_the_next_version_is_in_force_and_the_one_before_is_a_tombstone() {
    let next = text("2.0", "effective: 2026-12-01\n", "New.")
        .replace("status: effective", "status: approved");
    let other = "---\nid: SOP-002\ntitle: Other\n---\n\nSee SOP-001.\n";
    let library = library("")
        .with("sops/a.md", text("1.0", "effective: 2026-01-01\n", "Old."))
        .with("sops/b.md", next)
        .with("sops/c.md", other);
    let on = |day: &str| {
        let root = library.folder.root.as_str();
        let ran = sopress(&["build", root, "--date", day, "--keep-going"]);
        let pages = ["a.html", "b.html", "c.html", "register.csv"];
        let pages = pages.map(|route| page(&library, route));
        (ran.err, pages)
    };
    let (_, [old, new, other, register]) = on("2026-11-30");
    assert!(old.contains("status-effective") && new.contains("status-approved"));
    assert!(other.contains("href=\"a.html\">SOP-001"), "{other}");
    assert!(register.contains("2.0,approved,"), "{register}");
    let (said, [old, new, other, register]) = on("2026-12-01");
    assert!(new.contains("status-effective") && !new.contains("data-status-banner"));
    assert!(old.contains("data-status=\"superseded\""), "{old}");
    assert!(old.contains("</span> Version 2.0</a>"), "{old}");
    assert!(other.contains("href=\"b.html\">SOP-001"), "{other}");
    assert!(register.contains("1.0,superseded,") && register.contains("2.0,effective,"));
    assert!(
        !said.contains("superseded"),
        "nobody has to edit a file: {said}"
    );
}

#[test]
fn a_former_text_bears_the_title_it_had() {
    let library = repository();
    let first = text("1.0", "", "1. Wipe.");
    put(&library, "sops/a.md", &first, "2026-01-10", "First issue");
    let renamed =
        text("2.0", "", "1. Wipe.").replace("title: Cleaning", "title: Cleaning of benches");
    put(
        &library,
        "sops/a.md",
        &renamed,
        "2026-03-04",
        "A name that says more",
    );
    build(&library);
    let title = |route: &str| part(&page(&library, route), "<h1>", "</h1>").to_owned();
    assert_eq!(title("a.history/1.0.html"), "<h1>Cleaning: Version 1.0");
    assert_eq!(
        title("a.history/2.0.html"),
        "<h1>Cleaning of benches: Version 2.0"
    );
}

#[test]
fn a_version_that_git_holds_is_not_given_again() {
    let library = two_versions();
    let root = library.folder.root.as_str();
    let arguments = [
        "revise",
        "SOP-001",
        "--kind",
        "minor",
        "--summary",
        "x",
        "--to",
        "1.0",
        "--library",
        root,
    ];
    let ran = sopress(&arguments);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err
            .contains("git already has a different text as version `1.0`"),
        "{}",
        ran.err
    );
}

#[test]
fn what_nobody_owns_has_a_row_and_a_review_of_today_is_in_the_outlook() {
    let library = library("").with(
        "sops/a.md",
        "---\nid: SOP-001\nlast_reviewed: 2026-11-22\nreview_cycle: 1 year\n---\n",
    );
    build(&library);
    let page = page(&library, "reviews.html");
    let row = part(&page, "<tr data-owner", "</tr>");
    let cells: Vec<&str> = row
        .split("<t")
        .skip(2)
        .map(|cell| {
            let text = cell.split_once('>').map_or("", |(_, text)| text);
            text.split('<').next().unwrap_or_default()
        })
        .collect();
    assert_eq!(cells, ["no owner", "1", "0", "0", "0", ""]);
    assert!(part(&page, "<ol class=\"outlook\">", "</ol>").contains("November 2027"));
}

#[test]
fn a_tombstone_names_what_stands_at_the_end_of_its_chain() {
    let put = |id: &str, more: &str| format!("---\nid: {id}\ntitle: {id}\n{more}---\n\nText.\n");
    let library = library("")
        .with(
            "sops/a.md",
            put("SOP-001", "status: superseded\nsuperseded_by: SOP-002\n"),
        )
        .with(
            "sops/b.md",
            put("SOP-002", "status: superseded\nsuperseded_by: SOP-003\n"),
        )
        .with("sops/c.md", put("SOP-003", "status: effective\n"))
        .with(
            "sops/x.md",
            put("SOP-004", "status: superseded\nsuperseded_by: SOP-005\n"),
        )
        .with(
            "sops/y.md",
            put("SOP-005", "status: superseded\nsuperseded_by: SOP-004\n"),
        );
    build(&library);
    let banner =
        |route: &str| part(&page(&library, route), "<aside class=\"banner", "</aside>").to_owned();
    assert!(banner("a.html").contains("Version in force today: <strong><a href=\"c.html\">"));
    assert!(
        !banner("b.html").contains("In its place today"),
        "its successor is in force"
    );
    assert!(
        !banner("x.html").contains("In its place today"),
        "a circle has no end"
    );
    assert!(
        !page(&library, "a.html").contains("data-review-banner"),
        "nobody reviews it any more"
    );
}

#[test]
fn a_page_whose_history_a_shallow_clone_left_out_says_so() {
    let origin = repository();
    put(
        &origin,
        "sops/a.md",
        &text("1.0", "", "1. Wipe."),
        "2026-01-10",
        "First issue",
    );
    put(
        &origin,
        "sops/b.md",
        "# Other\n\nText.\n",
        "2026-02-10",
        "Another",
    );
    let library = library("-- empty.txt --\n");
    let from = format!("file://{}", origin.folder.root);
    git(
        &library,
        &["clone", "--quiet", "--depth=1", &from, "clone"],
        "2026-04-01",
    );
    let root = library.folder.at("clone");
    sopress(&[
        "build",
        root.as_str(),
        "--date",
        "2026-11-22",
        "--keep-going",
    ]);
    let page = library.folder.text("clone/site/a.html");
    assert!(
        page.contains("History incomplete: shallow clone."),
        "{page}"
    );
    assert!(!page.contains("a.history.html"), "{page}");
}
