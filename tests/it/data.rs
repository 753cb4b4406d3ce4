//! What `docs/data.md` promises to other programs.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::library::library;

const DATA: &str = include_str!("../../docs/data.md");

const LIBRARY: &str = "-- roles.toml --
[[role]]
id = \"clerk\"
name = \"Clerk\"
-- a.md --
---
id: SOP-A-1
title: A
owner: clerk
status: approved
effective: 2026-01-05
last_reviewed: 2025-01-05
review_cycle: 12 months
audience: [clerk]
---
## Procedure

1. **Clerk:** File it.
   - Approves: Clerk
-- b.md --
---
id: SOP-A-2
title: B
status: approved
effective: 2027-01-05
---
Text.
";

fn names(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.keys().cloned());
            fields.values().for_each(|value| names(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| names(value, found)),
        _ => {}
    }
}

#[test]
fn every_field_of_the_data_files_is_documented() {
    let library = library(LIBRARY).on("2026-11-22");
    let mut found = BTreeSet::new();
    for file in ["register.json", "roles.json"] {
        let value = serde_json::from_str(&library.page(file)).unwrap();
        names(&value, &mut found);
    }
    let header = library.page("register.csv");
    found.extend(header.lines().next().unwrap().split(',').map(str::to_owned));
    for deep in ["review_state", "sop", "retraining"] {
        assert!(found.contains(deep), "the library shows `{deep}`");
    }
    for name in found {
        assert!(DATA.contains(&format!("`{name}`")), "`{name}`");
    }
}

#[test]
fn the_documented_addresses_and_attributes_are_there() {
    let library = library(LIBRARY).on("2026-11-22");
    for address in ["feeds/changes.xml", "reviews.ics"] {
        assert!(DATA.contains(&format!("`{address}`")), "{address}");
        library.page(address);
    }
    library.page("feeds/role-clerk.xml");
    let pages = library.page("a.html") + &library.page("b.html");
    let attributes = DATA.split('`').filter(|word| word.starts_with("data-"));
    let attributes: BTreeSet<&str> = attributes.collect();
    assert_eq!(attributes.len(), 10);
    for attribute in attributes {
        assert!(pages.contains(&format!(" {attribute}")), "{attribute}");
    }
}

#[test]
fn the_guide_explains_every_setting() {
    use sopress::config::keys;
    let guide = include_str!("../../docs/guide/settings.md");
    let settings = [
        keys::SITE,
        keys::LIBRARY,
        keys::REVIEW,
        keys::SEARCH,
        keys::TYPE,
    ];
    let is_missing = |key: &&&str| !guide.contains(&format!("| `{key}`"));
    let missing: Vec<&&str> = settings
        .iter()
        .copied()
        .flatten()
        .filter(is_missing)
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    for section in keys::SETTINGS {
        assert!(guide.contains(&format!("[{section}")), "{section}");
    }
}
