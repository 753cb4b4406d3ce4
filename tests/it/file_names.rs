//! Which files are documents, and the addresses and titles that their names give them.

use sopress::library::Route;
use sopress::source::{self, Aside, FaultKind};

use crate::library::{Library, library};

fn documents(sources: &source::Sources) -> Vec<&str> {
    let documents = sources.documents.iter();
    documents.map(|one| one.path.as_str()).collect()
}

fn set_aside(sources: &source::Sources) -> Vec<(&str, Aside)> {
    let faults = sources.faults.iter();
    let aside = faults.filter_map(|fault| match fault.kind {
        FaultKind::NotADocument(why) => Some((fault.path.as_str(), why)),
        _ => None,
    });
    aside.collect()
}

/// A library of these files, each with the text `# T`.
fn of(paths: &[&str]) -> Library {
    let text: String = paths
        .iter()
        .map(|path| format!("-- {path} --\n# T\n"))
        .collect();
    library(&text)
}

#[test]
fn a_name_with_dots_keeps_them_in_address_and_title() {
    let library = library(
        r#"-- sops/7.1 Receiving.md --
See [storing](7.2%20Storing.md).
-- sops/7.2 Storing.md --
See [receiving](7.1%20Receiving).
-- sops/visit.fr.md --
# Visite
-- sops/visit.md --
# Visit
-- sops/PLAN.MD --
# Plan
-- sops/gate.html.md.erb --
# Gate
"#,
    );
    let findings = library.findings();
    assert!(!findings.contains("clash"), "{findings}");
    assert!(!findings.contains("link-"), "{findings}");
    let site = library.build().site;
    for route in [
        "7.1 Receiving.html",
        "7.2 Storing.html",
        "visit.fr.html",
        "visit.html",
        "PLAN.html",
        "gate.html",
    ] {
        assert!(site.contains_key(&Route::new(route)), "no {route}");
    }
    let page = library.page("7.1 Receiving.html");
    assert!(page.contains("<h1>7.1 Receiving</h1>"), "{page}");
    assert!(page.contains("href=\"7.2%20Storing.html\""), "{page}");
}

#[test]
fn a_section_page_is_the_page_of_its_folder() {
    let library = library(
        r#"-- content/_index.md --
---
title: Workshop
---
See [the saws](saws/) and [dust](saws/dust.md).
-- content/saws/_index.md --
# Saws
-- content/saws/dust.md --
# Dust
Back to [the saws](./) and [the start](/).
-- content/oven/README.md --
# Oven
-- sopress.toml --
[library]
source = "content"
"#,
    );
    let findings = library.findings();
    assert!(!findings.contains("link-"), "{findings}");
    assert!(
        library
            .page("index.html")
            .contains("See <a href=\"saws/index.html\">")
    );
    assert!(library.page("saws/index.html").contains("Saws</h1>"));
    assert!(library.page("oven/index.html").contains("Oven</h1>"));
}

#[test]
fn backups_templates_and_parts_of_pages_are_no_documents() {
    let sources = of(&[
        "sops/clean.md",
        "sops/clean.md.bak",
        "sops/CLEAN.MD.ORIG",
        "sops/clean.BACKUP.17.md",
        "sops/clean_REMOTE_4.md",
        "sops/plan.xlsx.bak",
        "sops/Templates/blank.md",
        "sops/Templates/more/form.md",
        "sops/design/templates/letter.md",
        "sops/_drafts/next.md",
        "sops/kit/_partials/note.md",
        "sops/_part.md",
        "sops/_index.md",
    ])
    .sources();
    assert_eq!(
        documents(&sources),
        [
            "sops/_index.md",
            "sops/clean.md",
            "sops/design/templates/letter.md"
        ]
    );
    assert_eq!(
        set_aside(&sources),
        [
            ("sops/CLEAN.MD.ORIG", Aside::Backup),
            ("sops/Templates", Aside::Template),
            ("sops/_drafts", Aside::Draft),
            ("sops/_part.md", Aside::Underscore),
            ("sops/clean.BACKUP.17.md", Aside::Backup),
            ("sops/clean.md.bak", Aside::Backup),
            ("sops/clean_REMOTE_4.md", Aside::Backup),
            ("sops/kit/_partials", Aside::Partial),
        ]
    );
    let mut assets = sources.assets.keys();
    assert!(!assets.any(|path| path.as_str().contains("_drafts")));
}

#[cfg(unix)]
#[test]
fn a_link_to_a_document_is_that_document() {
    let library = library(
        r#"-- sops/index.md --
# Start
[the keys](quick.md)
-- sops/store/keys.md --
# Keys
"#,
    );
    library.folder.link("sops/quick.md", "store/keys.md");
    assert_eq!(
        documents(&library.sources()),
        ["sops/index.md", "sops/store/keys.md"]
    );
    let findings = library.findings();
    assert!(!findings.contains("link-"), "{findings}");
    assert!(
        library
            .page("index.html")
            .contains("href=\"store/keys.html\"")
    );
}

#[test]
fn a_section_page_without_a_title_is_called_like_its_folder() {
    let library = library("-- sops/paint-shop/_index.md --\nText.\n");
    let page = library.page("paint-shop/index.html");
    assert!(page.contains("<h1>Paint shop</h1>"), "{page}");
}

#[test]
fn a_front_matter_may_be_indented_as_a_whole() {
    let library =
        library("-- sops/keys.md --\n---\n  title: Keys of the yard\n  owner: Ann\n---\nText.\n");
    let page = library.page("keys.html");
    assert!(page.contains("<h1>Keys of the yard</h1>"), "{page}");
    assert!(!page.contains("owner:"), "{page}");
}
