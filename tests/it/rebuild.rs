//! After any edit, a rebuild equals a fresh build.

use std::sync::Arc;

use proptest::prelude::*;
use sopress::library::Library;
use sopress::pipeline::Memory;

use crate::library::library;

#[derive(Clone, Debug)]
enum Edit {
    Write(usize, usize),
    /// Another text below the same front matter.
    Body(usize, usize),
    Remove(usize),
    /// A file beside the documents: its name and what it may hold.
    Beside(usize, usize),
    Drafts(bool),
    Today(usize),
}

const NAMES: &[&str] = &["sops/a.md", "sops/b.md", "sops/sub/c.md", "sops/reviews.md"];

const TEXTS: &[&str] = &[
    "# One\n\nSee [b](b.md), [c](sub/c.md#two) and [reviews](/reviews.html).\n",
    "---\nid: SOP-001\ntitle: First\ndepartment: Sales\ntags: [x]\n---\n\n## Two\n\nSOP-002\n",
    "---\nid: SOP-002\ntitle: Second\nstatus: draft\n---\n\n## Two\n\n[a](../a.md)\n",
    "---\ntitle: [broken\n---\n\ntext [[a|wiki]]\n",
    "",
    "---\nid: SOP-001\ntitle: First\ndepartment: Sales\ntags: [x]\n---\n\n## Three\n\n![x](x.png)\n",
    "---\nid: SOP-001\ntitle: First\nversion: 1.1\ndepartment: Sales\ntags: [x]\nowner: Buyer\n---\n\n\
     ## Two\n\n## Procedure\n\n1. **Buyer:** Order.\n2. **Clerk:** Paid?\n   - **Yes:** stop.\n   \
     - **No:** go to step 1.\n",
    "---\nid: SOP-001\ntitle: First\nversion: 1.1\ndepartment: Sales\ntags: [x]\nowner: Buyer\n---\n\n\
     Some words.\n\n## Two\n\n## Procedure\n\n1. **Buyer:** Order it.\n2. **Buyer:** Paid?\n   - **Yes:** stop.\n   \
     - **No:** go to [c](sub/c.md).\n",
    "# One\n\nSee [b](b.md#three), [c](sub/c.md#two) and [[b]].\n\n| Task | Buyer |\n|---|---|\n| x | R |\n",
    // Versions of one document: in force, waiting, and approved with a day that has come.
    "---\nid: SOP-001\ntitle: First\nversion: 1.0\nstatus: effective\neffective: 2026-01-01\n---\n\nNow.\n",
    "---\nid: SOP-001\ntitle: First\nversion: 2.0\nstatus: approved\neffective: 2027-01-05\n---\n\nSoon.\n",
    "---\nid: SOP-001\ntitle: First\nversion: 2.0\nstatus: approved\neffective: 2026-11-01\n---\n\nSoon.\n",
    "---\nid: SOP-001\ntitle: First\nversion: 2.0\nstatus: approved\n---\n\nSome day.\n",
    "---\nid: SOP-003\ntitle: Third\nsupersedes: SOP-001\nchanges:\n  - {version: 1.0, date: 2026-03-01}\n---\n\nSOP-001\n",
    "---\nid: SOP-003\ntitle: Third\nredirects: [old/third, reviews.html]\n---\n\n[Two](b.md#two)\n",
];

const BODIES: &[&str] = &[
    "# One\n\nSee [b](b.md#two), [c](/sub/c.md#three) and [[b#Two]].\n\n## Two\n",
    "Other words come first.\n\n# One\n\n## Two\n\n## Three\n\n[a](../a.md#two) ![a](a.md#two)\n",
    "## Procedure\n\n1. **Buyer:** Order.\n2. **Clerk:** Pay.\n   - Informs: Driver\n",
    "A word.\n\n## Procedure\n\n1. **Buyer:** Order.\n2. **Clerk:** Pay.\n   - Informs: Driver\n",
    "## Procedure\n\n1. **Clerk:** Pay. Go on with [b](b.md#procedure).\n2. **Buyer:** Order?\n   \
     - **Yes:** stop.\n   - **No:** go to [c](sub/c.md).\n",
    "## Procedure\n\n1. **buyer:** Order.\n2. **Guest:** Wait. See [a](a.md).\n3. **Buyer:** Pay.\n",
    "```raci\n| Task | Buyer | Clerk |\n|---|---|---|\n| Order | R | I |\n```\n\nSOP-001, SOP-003\n",
    "## Two\n\n[Register](/register.html), [old](/old/third.html), [form](/static/index.html)\n",
    "",
];

const BESIDE: &[(&str, &[&str])] = &[
    (
        "sopress.toml",
        &[
            "[site]\ntitle = \"Ours\"\n",
            "[library]\nwiki_links = true\nhtml = \"escape\"\n",
            "[review]\ncycle = \"1 month\"\n",
            "[site]\nbase_url = \"https://example.org/\"\n",
        ],
    ),
    (
        "roles.toml",
        &[
            "[[roles]]\nid = \"buyer\"\nname = \"Buyer\"\n",
            "[[roles]]\nid = \"clerk\"\nname = \"Purchasing Clerk\"\naliases = [\"Clerk\"]\n\
             [[roles]]\nid = \"buyer\"\nname = \"Buyer\"\nreports_to = \"clerk\"\n",
        ],
    ),
    (
        "glossary.toml",
        &["[[terms]]\nname = \"Order\"\ndefinition = \"A wish.\"\n"],
    ),
    (
        "sops/sub/_defaults.toml",
        &[
            "owner = \"Buyer\"\n",
            "status = \"draft\"\n",
            "department = \"Sales\"\n",
        ],
    ),
    ("theme/assets/reviews.css", &["p { color: red }\n"]),
    ("static/reviews.css", &["p { color: red }\n"]),
    ("static/index.html", &["<p>Hello</p>\n"]),
];

const DAYS: &[&str] = &["2026-11-22", "2027-02-01"];

/// The front matter with its fences; empty without one.
fn front_matter(text: &str) -> &str {
    let inner = text.strip_prefix("---\n");
    let end = inner.and_then(|inner| inner.find("\n---\n"));
    end.map_or("", |end| &text[..end + "---\n\n---\n".len()])
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        6 => (0..NAMES.len(), 0..TEXTS.len()).prop_map(|(name, text)| Edit::Write(name, text)),
        8 => (0..NAMES.len(), 0..BODIES.len()).prop_map(|(name, body)| Edit::Body(name, body)),
        2 => (0..NAMES.len()).prop_map(Edit::Remove),
        4 => (0..BESIDE.len(), 0..4_usize).prop_map(|(file, text)| Edit::Beside(file, text)),
        1 => any::<bool>().prop_map(Edit::Drafts),
        1 => (0..DAYS.len()).prop_map(Edit::Today),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_rebuild_equals_a_fresh_build(edits in prop::collection::vec(edit(), 1..12)) {
        let mut library = library("-- sops/start.md --\n# Start\n");
        let mut memory = Memory::default();
        for edit in edits {
            match edit {
                Edit::Write(name, text) => library.folder.put(NAMES[name], TEXTS[text]),
                Edit::Body(name, body) => {
                    let old = std::fs::read_to_string(library.folder.at(NAMES[name]));
                    let old = old.unwrap_or_default();
                    let text = format!("{}\n{}", front_matter(&old), BODIES[body]);
                    library.folder.put(NAMES[name], text);
                }
                Edit::Remove(name) => drop(std::fs::remove_file(library.folder.at(NAMES[name]))),
                Edit::Beside(file, text) => {
                    let (name, texts) = BESIDE[file];
                    match texts.get(text) {
                        Some(text) => library.folder.put(name, text),
                        None => drop(std::fs::remove_file(library.folder.at(name))),
                    }
                }
                Edit::Drafts(shows) => library.shows_drafts(shows),
                Edit::Today(day) => library.set_today(DAYS[day]),
            }
            let rebuilt = library.build_with(&mut memory);
            prop_assert!(rebuilt == library.build(), "differs");
        }
    }
}

#[test]
fn settings_roles_and_terms_of_the_edits_can_be_read() {
    for (name, texts) in &BESIDE[..3] {
        for text in *texts {
            let findings =
                library(&format!("-- {name} --\n{text}-- sops/a.md --\n# A\n")).findings();
            let is_read = !findings.contains("config-") && !findings.contains(" error ");
            assert!(is_read, "{findings}");
        }
    }
}

/// Which documents an edit made anew, by path; and whether the roles were.
fn made_anew(edit: (&str, &str)) -> (Vec<String>, bool) {
    let library = library(
        "-- roles.toml --\n[[roles]]\nid = \"buyer\"\nname = \"Buyer\"\n\
         [[roles]]\nid = \"clerk\"\nname = \"Clerk\"\n\
         [[roles]]\nid = \"driver\"\nname = \"Driver\"\n\
         -- a.md --\n---\nid: SOP-001\ntitle: A\ntags: [x]\n---\n\n## One\n\n## Procedure\n\n\
         1. **Buyer:** Order.\n2. **Clerk:** Pay.\n\
         -- b.md --\n# B\n\n[A](a.md#one)\n\
         -- c.md --\n# C\n\n[A](a.md)\n\
         -- d.md --\n# D\n",
    );
    let mut memory = Memory::default();
    let mut assembled = || -> Library {
        library.assembled(&mut memory, |_, assembled, _| assembled.library.clone())
    };
    let before = assembled();
    let (from, to) = edit;
    let text = std::fs::read_to_string(library.folder.at("a.md")).unwrap();
    assert!(text.contains(from));
    library.folder.put("a.md", text.replace(from, to));
    let after = assembled();
    let pairs = before.documents.iter().zip(&after.documents);
    let anew = pairs.filter(|(before, after)| !Arc::ptr_eq(before, after));
    let anew = anew.map(|(_, after)| after.sop.path.to_string());
    (anew.collect(), !Arc::ptr_eq(&before.roles, &after.roles))
}

#[test]
fn an_edit_that_changes_nothing_others_use_is_amended() {
    let only = |paths: &[&str]| {
        let paths: Vec<String> = paths.iter().map(|&path| path.to_owned()).collect();
        (paths, false)
    };
    assert_eq!(
        made_anew(("## One", "New words.\n\n## One")),
        only(&["a.md"])
    );
    assert_eq!(made_anew(("Order.", "Order it today.")), only(&["a.md"]));
    // Documents that link to it are resolved again.
    let linking = only(&["a.md", "b.md", "c.md"]);
    assert_eq!(made_anew(("## One", "## Two")), linking);
    // The other has one more backlink.
    let linked = only(&["a.md", "d.md"]);
    assert_eq!(made_anew(("## One", "[D](d.md)\n\n## One")), linked);
}

#[test]
fn an_edit_that_changes_what_others_use_assembles_everything() {
    for edit in [
        ("SOP-001", "SOP-002"),
        ("title: A", "title: The press"),
        ("tags: [x]", "tags: [y]"),
        ("tags: [x]", "status: draft"),
        ("tags: [x]", "effective: 2027-01-01"),
        ("tags: [x]", "superseded_by: SOP-003"),
        ("**Clerk:**", "**Driver:**"),
        ("**Clerk:**", "**Buyer:**"),
        ("2. **Clerk:** Pay.", ""),
    ] {
        let (_, is_everything) = made_anew(edit);
        assert!(is_everything, "{edit:?}");
    }
}

#[test]
fn an_approved_version_whose_day_is_set_to_the_past_replaces_the_one_in_force() {
    let old = "---\nid: SOP-001\ntitle: Press\nversion: 1.0\nstatus: effective\n\
               effective: 2026-01-01\n---\n\nOld.\n";
    let new = |day: &str| {
        format!(
            "---\nid: SOP-001\ntitle: Press\nversion: 2.0\nstatus: approved\neffective: {day}\n\
             ---\n\nNew.\n"
        )
    };
    let library = library(&format!(
        "-- old.md --\n{old}-- new.md --\n{}",
        new("2027-01-10")
    ));
    let mut memory = Memory::default();
    let statuses = |memory: &mut Memory| {
        library.assembled(memory, |_, assembled, _| {
            let documents = assembled.library.iter();
            let named = documents.map(|one| (one.sop.path.to_string(), one.status.name()));
            named.collect::<Vec<_>>()
        })
    };
    let of = |new: &'static str, old: &'static str| {
        vec![("new.md".to_owned(), new), ("old.md".to_owned(), old)]
    };
    assert_eq!(statuses(&mut memory), of("approved", "effective"));
    library.folder.put("new.md", new("2026-11-10"));
    assert_eq!(statuses(&mut memory), of("effective", "superseded"));
    library.folder.put("new.md", new("2027-01-10"));
    assert_eq!(statuses(&mut memory), of("approved", "effective"));
}

#[test]
fn a_file_made_by_itself_is_the_one_of_the_whole_build() {
    let library = library(
        "-- sopress.toml --\n[site]\nbase_url = \"https://example.org/\"\n\
         -- sops/a.md --\n---\nid: SOP-001\ntitle: A\ndepartment: Sales\ntags: [x]\n---\n\n\
         [form](form.pdf)\n",
    )
    .with("sops/form.pdf", "%PDF");
    library.each_file(|route, one, all| assert!(one == all, "{route}"));
}
