//! What the search can find in a library. How well it finds it is tested in `tests/search`.

use sopress::pipeline::{Content, Memory};

use crate::library::{Built, library};

const LAB: &str = "-- sops/lab/balance.md --\n---\nid: SOP-LAB-001\ntitle: Calibrating balances\n\
    version: \"2.1\"\nstatus: effective\nowner: Lab Manager\ndepartment: Laboratory\n\
    aliases: [zeroing the scales]\ntags: [Metrology]\nreview_due: 2027-03-01\n---\n\n\
    Before anything else, the lamp.\n\n## Procedure\n\n\
    1. **Technician**: Put the reference weight on the pan.\n\
    \x20  - Warning: Mind the draught shield.\n\n## Records {#kept}\n\nThe blue logbook.\n";

#[test]
fn a_document_is_found_by_all_that_staff_may_know_of_it() {
    let text = searchable(&library(LAB).build());
    for known in [
        "lab/balance.html",
        "SOP-LAB-001",
        "Calibrating balances",
        "zeroing the scales",
        "2.1",
        "Laboratory",
        "Metrology",
        "Lab Manager",
        "Technician",
        "in force",
        "2027-03-01",
        "Before anything else",
        "reference weight",
        "draught shield",
        "kept",
        "blue logbook",
    ] {
        assert!(text.contains(known), "nothing says {known}");
    }
}

#[test]
fn a_status_that_changes_by_itself_is_found_with_its_day() {
    let planned = LAB
        .replace("status: effective", "status: approved")
        .replace("owner:", "effective: 2099-01-31\nowner:");
    let text = searchable(&library(&planned).build());
    assert!(text.contains(r#""approved""#), "{text}");
    assert!(text.contains(r#"["2099-01-31","in force"]"#), "{text}");
    let begun = LAB
        .replace("status: effective", "status: approved")
        .replace("owner:", "effective: 2020-01-31\nowner:");
    let text = searchable(&library(&begun).build());
    assert!(!text.contains(r#""approved""#), "{text}");
}

#[test]
fn a_draft_is_never_found_even_where_a_preview_shows_it() {
    let draft = || {
        library("-- sops/a.md --\n# A\n\nText.\n").with(
            "sops/b.md",
            "---\ntitle: Zyxw plan\nstatus: draft\n---\n\nQwertz.\n",
        )
    };
    for built in [draft().build(), draft().with_drafts().build()] {
        let text = searchable(&built).to_lowercase();
        assert!(!text.contains("yxw") && !text.contains("qwertz"), "{text}");
    }
}

#[test]
fn the_glossary_gives_the_words_that_mean_the_same() {
    let built = library(LAB).with(
        "glossary.toml",
        "[[terms]]\nterm = \"reference weight\"\nabbreviation = \"RW\"\ndefinition = \"x\"\n\
         synonyms = [\"test mass\"]\n",
    );
    let text = searchable(&built.build());
    assert!(
        text.contains(r#"["rw","reference weight","test mass"]"#),
        "{text}"
    );
}

#[test]
fn an_index_without_excerpts_holds_no_running_text() {
    let library = library(LAB).with("sopress.toml", "[search]\nexcerpts = \"none\"\n");
    let text = searchable(&library.build());
    assert!(text.contains("Records") && !text.contains("The blue logbook"));
}

#[test]
fn the_words_of_the_search_come_from_the_catalogue() {
    let changed = "[search.words]\nask = \"Ask away.\"\n";
    let built = library(LAB).with("theme/i18n/en.toml", changed).build();
    let words = file(&built, "assets/search-catalogue.js");
    for word in [
        r#""ask":"Ask away.""#,
        r#""state.overdue":"overdue""#,
        r#""status.effective":"in force""#,
    ] {
        assert!(words.contains(word), "{words}");
    }
}

#[test]
fn an_edit_of_one_document_changes_no_page_of_another() {
    let library = library(LAB).with("sops/other.md", "# Other\n\nOne.\n");
    let mut memory = Memory::default();
    let before = library.build_with(&mut memory);
    library.folder.put("sops/other.md", "# Other\n\nTwo.\n");
    let after = library.build_with(&mut memory);
    let page = "lab/balance.html";
    assert_eq!(file(&before, page), file(&after, page));
    assert_ne!(
        file(&before, "search/current.js"),
        file(&after, "search/current.js")
    );
}

/// All files of the index, concatenated.
fn searchable(built: &Built) -> String {
    let names = built.site.keys().map(|route| route.as_str());
    let names: Vec<&str> = names.filter(|name| name.starts_with("search/")).collect();
    assert!(names.contains(&"search/current.js"));
    names.iter().map(|name| file(built, name)).collect()
}

fn file(built: &Built, name: &str) -> String {
    let found = built.site.iter().find(|(route, _)| route.as_str() == name);
    match found {
        Some((_, Content::Bytes(bytes))) => String::from_utf8(bytes.clone()).unwrap(),
        _ => panic!("there is no file {name}"),
    }
}
