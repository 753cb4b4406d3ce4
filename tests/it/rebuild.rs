//! After any edit, a rebuild equals a fresh build.

use proptest::prelude::*;
use sopress::pipeline::Memory;

use crate::library::library;

#[derive(Clone, Debug)]
enum Edit {
    Write(usize, usize),
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

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        8 => (0..NAMES.len(), 0..TEXTS.len()).prop_map(|(name, text)| Edit::Write(name, text)),
        2 => (0..NAMES.len()).prop_map(Edit::Remove),
        4 => (0..BESIDE.len(), 0..4_usize).prop_map(|(file, text)| Edit::Beside(file, text)),
        1 => any::<bool>().prop_map(Edit::Drafts),
        1 => (0..DAYS.len()).prop_map(Edit::Today),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_rebuild_equals_a_fresh_build(edits in prop::collection::vec(edit(), 1..8)) {
        let mut library = library("-- sops/start.md --\n# Start\n");
        let mut memory = Memory::default();
        for edit in edits {
            match edit {
                Edit::Write(name, text) => library.folder.put(NAMES[name], TEXTS[text]),
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
