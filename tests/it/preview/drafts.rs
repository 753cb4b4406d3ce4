//! Drafts are seen where authors look, and never in the published site.

use super::network::status;
use super::preview;
use crate::library::{Library, library};

const MARK: &str = "draft: not in the published site";

/// A document in force that links to a draft, which has a broken link.
fn with_draft() -> Library {
    library(
        "-- sops/index.md --\n# Ours\n\nSee [the plan](plan.md).\n\
         -- sops/cleaning.md --\n---\nid: SOP-001\ntitle: Cleaning\nstatus: effective\n---\n\nText.\n\
         -- sops/plan.md --\n---\nid: SOP-002\ntitle: Secret plan\nstatus: draft\ndepartment: Sales\n\
         ---\n\nSee [it](nowhere.md).\n\
         -- sops/page.md --\n---\ntitle: Hidden page\nstatus: in review\ndepartment: Sales\n---\n\nText.\n",
    )
}

#[test]
fn a_preview_marks_drafts_on_their_pages_in_lists_and_in_the_panel() {
    let preview = preview(with_draft(), &[]);
    for path in ["/plan.html", "/register.html", "/departments/sales.html"] {
        let page = preview.get(path);
        assert!(page.contains("Secret plan"), "{path}: {page}");
        assert!(page.contains(MARK), "{path}: {page}");
    }
    for path in ["/page.html", "/departments/sales.html"] {
        let page = preview.get(path);
        let mark = "in review: not in the published site";
        assert!(page.contains(mark), "{path}: {page}");
    }
    assert!(
        !preview
            .get("/cleaning.html")
            .contains("not in the published")
    );
    let has = |state: &serde_json::Value, code: &str| {
        let findings = state["findings"].as_array().unwrap();
        findings.iter().any(|one| one["code"] == code)
    };
    let draft = preview.state("/plan.html");
    assert_eq!(draft["notice"], MARK);
    assert!(has(&draft, "link-unknown"), "{draft}");
    let home = preview.state("/");
    assert_eq!(home["notice"], serde_json::Value::Null);
    assert!(has(&home, "link-draft"), "{home}");
}

#[test]
fn a_preview_of_the_published_site_has_no_drafts() {
    let preview = preview(with_draft(), &["--published"]);
    for path in ["/plan.html", "/page.html"] {
        assert_eq!(status(&preview.get(path)), "404", "{path}");
    }
    for path in ["/", "/register.html", "/search.html"] {
        let page = preview.get(path);
        assert!(!page.contains("Secret plan"), "{path}: {page}");
    }
}

#[test]
fn a_build_leaves_drafts_out_and_says_how_many() {
    let library = with_draft();
    for _ in 0..2 {
        // The second time nothing has changed.
        let ran = library.run("build", &["--keep-going"]);
        let last = ran.err.lines().last().unwrap_or_default();
        assert!(last.contains("2 drafts left out"), "{}", ran.err);
        assert!(!ran.err.contains("nowhere.md"), "{}", ran.err);
    }
    let mut folders = vec![library.site()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir_utf8().unwrap() {
            let path = entry.unwrap().into_path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            assert!(!["plan.html", "page.html"].contains(&path.file_name().unwrap()));
            let bytes = std::fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            for words in ["Secret plan", "SOP-002", "Hidden page"] {
                assert!(!text.contains(words), "`{words}` in {path}");
            }
        }
    }
}

#[test]
fn drafts_are_checked_and_so_is_the_site_without_them() {
    let library = with_draft();
    let ran = library.run("check", &[]);
    let said = ran.out + &ran.err;
    for words in ["sops/plan.md:8:5", "link-unknown", "link-draft", "2 drafts"] {
        assert!(said.contains(words), "`{words}` in {said}");
    }
    assert_eq!(said.matches("link-unknown").count(), 1, "{said}");
}
