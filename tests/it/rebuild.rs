//! After any edit, a rebuild equals a fresh build.

use proptest::prelude::*;
use sopress::pipeline::Memory;

use crate::library::library;

#[derive(Clone, Debug)]
enum Edit {
    Write(usize, usize),
    Remove(usize),
    Settings(usize),
}

const NAMES: &[&str] = &[
    "sops/a.md",
    "sops/b.md",
    "sops/sub/c.md",
    "sops/sub/_defaults.toml",
];

const TEXTS: &[&str] = &[
    "# One\n\nSee [b](b.md) and [c](sub/c.md#two).\n",
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
];

const SETTINGS: &[&str] = &[
    "[site]\ntitle = \"Ours\"\n",
    "[markdown]\nwiki_links = true\nhtml = \"escape\"\n",
    "[review]\ncycle = \"1 month\"\n",
];

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (0..NAMES.len(), 0..TEXTS.len()).prop_map(|(name, text)| Edit::Write(name, text)),
        (0..NAMES.len()).prop_map(Edit::Remove),
        (0..SETTINGS.len()).prop_map(Edit::Settings),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn a_rebuild_equals_a_fresh_build(edits in prop::collection::vec(edit(), 1..8)) {
        let library = library("-- sops/start.md --\n# Start\n");
        let mut memory = Memory::default();
        for edit in edits {
            match edit {
                Edit::Write(name, text) => library.folder.put(NAMES[name], TEXTS[text]),
                Edit::Remove(name) => drop(std::fs::remove_file(library.folder.at(NAMES[name]))),
                Edit::Settings(text) => library.folder.put("sopress.toml", SETTINGS[text]),
            }
            let rebuilt = library.build_with(&mut memory);
            prop_assert!(rebuilt == library.build(), "differs");
        }
    }
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
