//! Libraries that other people wrote, with figures that other programs counted. `SOPRESS_CORPORA` names
//! the folder that holds them; the tests are skipped unless they are asked for.

use std::collections::BTreeMap;
use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;

use crate::folder::{Folder, files};
use crate::library::sopress;

struct Built {
    folder: Folder,
    findings: Vec<Value>,
}

impl Built {
    /// Documents by the name of their review state.
    fn states(&self) -> BTreeMap<String, usize> {
        let mut states = BTreeMap::new();
        for document in self.register() {
            let state = document["review_state"].as_str().unwrap().to_owned();
            *states.entry(state).or_default() += 1;
        }
        states
    }

    fn register(&self) -> Vec<Value> {
        serde_json::from_str(&self.folder.text("site/register.json")).unwrap()
    }

    fn count(&self, code: &str) -> usize {
        let with_code = self.findings.iter().filter(|found| found["code"] == code);
        with_code.count()
    }
}

/// A copy of one of the libraries with these settings, built on a day.
fn build(name: &str, settings: &str, day: &str) -> Built {
    let corpora = std::env::var("SOPRESS_CORPORA").expect("SOPRESS_CORPORA names a folder");
    let corpora = Utf8PathBuf::from(corpora);
    let folder = Folder::new().with("sopress.toml", settings);
    copy(&corpora.join(name), &folder.at("docs"));
    let options = ["--keep-going", "--format", "json", "--date", day];
    let ran = sopress(&[&["build", folder.root.as_str()], &options[..]].concat());
    assert!(
        matches!(ran.code, Some(0 | 1)),
        "{:?} {}",
        ran.code,
        ran.err
    );
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    let findings = serde_json::from_str(&ran.out).unwrap();
    Built { folder, findings }
}

fn copy(from: &Utf8Path, to: &Utf8Path) {
    for name in files(from) {
        let file = to.join(&name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::copy(from.join(&name), file).unwrap();
    }
}

const OPS_GUIDE: &str = "[site]\ntitle = \"Operations guide\"\n[library]\nsource = \"docs\"\n";

#[test]
#[ignore = "needs SOPRESS_CORPORA"]
fn the_operations_guide_has_its_pages_and_its_overdue_ones() {
    let built = build("ops-guide", OPS_GUIDE, "2025-08-27");
    assert_eq!(built.register().len(), 26);
    assert_eq!(built.states().get("overdue"), Some(&5));
    assert_eq!(built.count("link-unknown"), 0, "{:#?}", built.findings);
    assert_eq!(built.count("link-anchor-unknown"), 0);

    let built = build("ops-guide", OPS_GUIDE, "2026-11-21");
    let states = built.states();
    assert_eq!(states.get("overdue"), Some(&25), "{states:?}");
    assert_eq!(states.get("no-review-date"), Some(&1), "{states:?}");
}

#[test]
#[ignore = "needs SOPRESS_CORPORA"]
fn the_quality_manual_has_its_pages_and_its_broken_links() {
    let settings = "[site]\ntitle = \"Quality manual\"\n[library]\nsource = \"docs\"\n";
    let built = build("qms-sample", settings, "2026-11-21");
    assert_eq!(built.register().len(), 35);
    assert_eq!(built.count("link-unknown"), 12);
}

#[test]
#[ignore = "needs SOPRESS_CORPORA"]
fn the_security_policies_have_their_pages_below_their_mount_point() {
    let settings = "[site]\ntitle = \"Security policies\"\n\
                    [library]\nsource = \"docs\"\nmount = \"/security-policies/\"\n";
    let built = build("security-policies", settings, "2026-11-21");
    assert_eq!(built.register().len(), 16);
    let states = built.states();
    assert_eq!(states.get("overdue"), None, "{states:?}");
}
