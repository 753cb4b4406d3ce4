//! Who does what: documents in, role pages and `roles.json` out.

use crate::library::library;
use serde_json::Value;

const FIRM: &str = r#"-- roles.toml --
[[roles]]
id = "rep"
name = "Sales Rep"
aliases = ["Representative"]
reports_to = "manager"
track = [{ day = 2, sop = "SOP-002" }, { day = 1, sop = "SOP-001" }]

[[roles]]
id = "manager"
name = "Sales Manager"
deputy = "rep"

[[people]]
name = "Ada Byron"
roles = ["manager"]
contact = "ada@firm.example"

[[people]]
name = "Bo Left"
roles = ["manager"]
left = 2026-01-31
-- sops/leads.md --
---
id: SOP-001
title: Leads
owner: Sales Manager
version: "2"
changes:
  - {version: "1", date: 2024-01-01, kind: major, summary: First issue.}
  - {version: "2", date: 2026-11-01, kind: major, summary: New form.}
training: {required_for: [Representative], retrain_on: major}
---

## Procedure

1. **Representative:** Log the lead.
   - Approves: Sales Manager
   - Informs: Driver
2. **Sales Manager:** Is the lead good?
   - **Yes:** follow SOP-002 in [Calls](calls.md)
   - **No:** stop.
-- sops/calls.md --
---
id: SOP-002
title: Calls
---

## Procedure

1. **Sales Rep:** Ring.
-- sops/old.md --
---
id: SOP-009
title: Old
status: retired
---

## Procedure

1. **Sales Rep:** Write a letter.
"#;

#[test]
fn a_role_page_lists_the_steps_it_performs_and_none_of_withdrawn_documents() {
    let page = library(FIRM).on("2026-11-22").page("roles/rep.html");
    assert!(
        page.contains("<a href=\"../leads.html#step-1\">Log the lead.</a>"),
        "{page}"
    );
    assert!(page.contains("<a href=\"../calls.html#step-1\">Ring.</a>"));
    assert!(!page.contains("Write a letter"));
}

#[test]
fn the_days_of_a_track_come_in_their_order() {
    let page = library(FIRM).on("2026-11-22").page("roles/rep.html");
    let day = |text: &str| {
        page.find(text)
            .unwrap_or_else(|| panic!("{text} in {page}"))
    };
    assert!(day("Day 1") < day("Day 2"));
}

#[test]
fn who_has_left_does_not_hold_a_role() {
    let page = library(FIRM).on("2026-11-22").page("roles/manager.html");
    assert!(page.contains("Ada Byron") && !page.contains("Bo Left"));
    let page = library(FIRM).on("2026-01-30").page("roles/manager.html");
    assert!(page.contains("Bo Left"));
}

#[test]
fn training_again_is_asked_for_only_where_the_document_names_the_role() {
    let retrains = |role: &str| {
        let roles = roles_json();
        let role = roles
            .iter()
            .find(|entry| entry["id"] == role)
            .unwrap()
            .clone();
        let reading = role["reading"].as_array().unwrap().clone();
        let entry = reading
            .into_iter()
            .find(|entry| entry["id"] == "SOP-001")
            .unwrap();
        entry["retraining"].as_bool().unwrap()
    };
    assert!(retrains("rep"));
    assert!(!retrains("manager"));
}

#[test]
fn a_role_met_only_in_documents_has_a_page_too() {
    let page = library(FIRM).on("2026-11-22").page("roles/driver.html");
    assert!(page.contains("Is told of"), "{page}");
}

#[test]
fn work_passes_to_the_next_role_and_across_documents() {
    let page = library(FIRM).on("2026-11-22").page("roles/manager.html");
    let gives = &page[page.find("Hands over to").expect("a list")..];
    assert!(gives.contains("../calls.html#step-1"), "{gives}");
    let takes =
        &page[page.find("Receives from").expect("a list")..page.find("Hands over to").unwrap()];
    assert!(takes.contains("../leads.html#step-2"), "{takes}");
}

#[test]
fn roles_json_keeps_its_promise() {
    let roles = roles_json();
    let manager = roles.iter().find(|role| role["id"] == "manager").unwrap();
    assert_eq!(manager["name"], "Sales Manager");
    assert_eq!(manager["department"], Value::Null);
    assert_eq!(manager["owns"][0]["id"], "SOP-001");
    assert_eq!(manager["approves"][0]["url"], "leads.html#step-1");
    let step = &manager["steps"][0];
    assert_eq!(
        (&step["sop"], &step["step"], &step["text"], &step["url"]),
        (
            &"SOP-001".into(),
            &2.into(),
            &"Is the lead good?".into(),
            &"leads.html#step-2".into()
        )
    );
}

#[test]
fn a_handbook_holds_every_document_once_and_no_id_twice() {
    let page = library(FIRM)
        .on("2026-11-22")
        .page("roles/rep/handbook.html");
    assert_eq!(
        page.matches("<article").count(),
        2,
        "leads and calls, not the retired one"
    );
    let mut ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .map(|rest| &rest[..rest.find('"').unwrap()])
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn an_acknowledgement_is_prefilled_and_the_site_claims_nothing() {
    let library = library(&format!(
        "-- sopress.toml --\n[site]\nacknowledge = \"https://forms.example/?doc={{id}}&v={{version}}&r={{role}}\"\n{FIRM}"
    ));
    let page = library.on("2026-11-22").page("roles/rep.html");
    assert!(
        page.contains("https://forms.example/?doc=SOP%2D001&amp;v=2&amp;r=Sales%20Rep"),
        "{page}"
    );
}

fn roles_json() -> Vec<Value> {
    let text = library(FIRM).on("2026-11-22").page("roles.json");
    let value: Value = serde_json::from_str(&text).unwrap();
    value["roles"].as_array().unwrap().clone()
}
