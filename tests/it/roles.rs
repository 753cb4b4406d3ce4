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
    assert!(page.contains("Informed of"), "{page}");
}

#[test]
fn work_passes_to_the_next_role_and_across_documents() {
    let page = library(FIRM).on("2026-11-22").page("roles/manager.html");
    let at = |text: &str| {
        page.find(text)
            .unwrap_or_else(|| panic!("{text} in {page}"))
    };
    let (takes, gives) = page[at("Receives work from")..]
        .split_at(at("Hands work over to") - at("Receives work from"));
    assert!(
        takes.contains("leads.html#step-1\">") && takes.contains("Log the lead."),
        "the step of whoever hands over: {takes}"
    );
    assert!(
        takes.contains("<a href=\"../leads.html#step-2\">→ step 2</a>"),
        "and where this role takes it up: {takes}"
    );
    assert!(gives.contains("../calls.html#step-1"), "{gives}");
    assert!(
        gives.contains("<a href=\"../leads.html#step-2\">after SOP-001 step 2</a>"),
        "{gives}"
    );
}

#[test]
fn work_passes_to_the_step_that_a_link_names_and_from_a_last_step_that_sends_on() {
    let roles =
        "-- roles.toml --\n[[roles]]\nid = \"a\"\n[[roles]]\nid = \"b\"\n[[roles]]\nid = \"c\"\n";
    let second = "-- two.md --\n---\nid: SOP-002\ntitle: Two\n---\n## Procedure\n\n1. **b:** Begin.\n2. **c:** Go on. {#on}\n";
    let hands_to = |last: &str| {
        let text = format!(
            "{roles}-- one.md --\n---\nid: SOP-001\ntitle: One\n---\n## Procedure\n\n1. **a:** Look.\n2. **a:** {last}\n{second}"
        );
        let text = library(&text).on("2026-11-22").page("roles.json");
        let value: Value = serde_json::from_str(&text).unwrap();
        value["roles"][0]["hands_to"].to_string()
    };
    assert_eq!(hands_to("Go on with [two](two.md)."), r#"["b"]"#);
    assert_eq!(hands_to("Go on with [two](two.md#on)."), r#"["c"]"#);
    assert_eq!(hands_to("Write it as [two](two.md) says; stop."), "[]");
    assert_eq!(
        hands_to("Is it done?\n   - **Yes:** go to [the end](two.md#on).\n   - **No:** stop."),
        r#"["c"]"#
    );
}

#[test]
fn a_part_in_a_matrix_of_a_document_counts_for_the_role() {
    let text = "-- sops/a.md --\n---\nid: SOP-001\ntitle: Fair\ndepartment: Sales\n---\n\n```raci\ntask, Rep, Boss, Clerk\nBook the stand, R, A, A\nSend the bill, I, A, R\n```\n";
    let library = library(text).on("2026-11-22");
    let page = library.page("roles/rep.html");
    let tasks = &page[page.find("id=\"tasks\"").expect("a section")..];
    assert!(
        tasks.contains("<a href=\"../a.html#page:block-1\">Book the stand</a> <span class=\"note\">Responsible: does the work</span>"),
        "{tasks}"
    );
    assert!(tasks.contains("Send the bill"), "{tasks}");
    assert!(page.contains("id=\"reading\""), "it must know the document");
    assert!(
        library.page("a.html").contains("id=\"page:block-1\""),
        "the link leads somewhere"
    );
    let matrix = library.page("departments/sales-raci.html");
    assert!(
        matrix.contains("is-contradictory"),
        "two answer for the stand: {matrix}"
    );
}

#[test]
fn a_role_that_does_a_step_and_is_told_of_it_is_marked_in_the_matrix() {
    let matrix = |informed: &str| {
        let text = format!(
            "-- roles.toml --\n[[role]]\nname = \"Rep\"\n[[role]]\nname = \"Boss\"\n-- sops/a.md --\n---\nid: SOP-001\ntitle: Fair\ndepartment: Sales\n---\n\n## Procedure\n\n1. **Rep:** Book.\n   - Informs: {informed}\n"
        );
        let library = library(&text).on("2026-11-22");
        library.page("departments/sales-raci.html")
    };
    assert!(matrix("Rep").contains("is-contradictory"));
    assert!(!matrix("Boss").contains("is-contradictory"));
}

#[test]
fn every_role_stands_once_in_the_tree_a_reporting_circle_too() {
    let role = |id: &str, to: &str| format!("[[roles]]\nid = \"{id}\"\nreports_to = \"{to}\"\n");
    let roles = ["a", "b", "c", "d"].iter().zip(["b", "a", "d", ""]);
    let roles: String = roles.map(|(id, to)| role(id, to)).collect();
    let roles = roles.replace("reports_to = \"\"\n", "");
    let text = format!("-- roles.toml --\n{roles}-- a.md --\n# A\n");
    let page = library(&text).on("2026-11-22").page("roles.html");
    let tree = &page[page.find("<ul class=\"tree\">").unwrap()..];
    let tree = &tree[..tree.find("<details").unwrap()];
    for id in ["a", "b", "c", "d"] {
        assert_eq!(
            tree.matches(&format!("roles/{id}.html")).count(),
            1,
            "{id}: {tree}"
        );
    }
    for tag in ["ul", "li"] {
        let opened = tree.matches(&format!("<{tag}")).count();
        assert_eq!(
            opened,
            tree.matches(&format!("</{tag}>")).count(),
            "{tag}: {tree}"
        );
    }
}

#[test]
fn the_picture_of_a_large_organisation_shows_the_upper_levels_and_says_so() {
    let report = |at: usize| match at {
        0 => String::new(),
        at => format!("reports_to = \"r{}\"\n", (at - 1) / 5),
    };
    let roles = |count: usize| -> String {
        let roles = (0..count).map(|at| format!("[[roles]]\nid = \"r{at}\"\n{}", report(at)));
        format!(
            "-- roles.toml --\n{}-- a.md --\n# A\n",
            roles.collect::<String>()
        )
    };
    let page = |count: usize| library(&roles(count)).on("2026-11-22").page("roles.html");
    let drawn = |page: &str| page.matches("class=\"flow-node").count();
    assert_eq!(drawn(&page(40)), 40);
    let large = page(200);
    assert_eq!(drawn(&large), 31, "1, 5 and 25");
    assert!(large.contains("Upper levels only"), "{large}");
}

#[test]
fn a_landing_page_is_nobodys_reading_for_its_folders_sake() {
    let text = "-- sops/x/_defaults.toml --\nowner = \"Rep\"\naudience = [\"Clerk\"]\n-- sops/x/index.md --\n# All of x\n-- sops/x/a.md --\n---\nid: SOP-001\ntitle: A\n---\n-- sops/x/b.md --\n---\ntitle: B\naudience: [Clerk]\n---\n";
    let text = library(text).on("2026-11-22").page("roles.json");
    let value: Value = serde_json::from_str(&text).unwrap();
    let roles = value["roles"].as_array().unwrap();
    let reading = |id: &str| -> Vec<&str> {
        let role = roles.iter().find(|role| role["id"] == id).unwrap();
        let reading = role["reading"].as_array().unwrap();
        reading
            .iter()
            .map(|entry| entry["title"].as_str().unwrap())
            .collect()
    };
    assert_eq!(reading("clerk"), ["A", "B"]);
    assert_eq!(reading("rep"), ["A"]);
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
fn an_acknowledgement_is_prefilled_by_mail_form_or_issue_and_the_site_claims_nothing() {
    let links = |setting: &str| -> Vec<String> {
        let library = library(&format!(
            "-- sopress.toml --\n[site]\nacknowledge = \"{setting}\"\n{FIRM}"
        ));
        let page = library.on("2026-11-22").page("roles/rep.html");
        let found = page.split("class=\"acknowledge\" href=\"").skip(1);
        found
            .map(|rest| rest[..rest.find('"').unwrap()].to_owned())
            .collect()
    };
    assert_eq!(
        links("https://forms.example/?doc={id}&v={version}&r={role}"),
        [
            "https://forms.example/?doc=SOP%2D001&amp;v=2&amp;r=Sales%20Rep",
            "https://forms.example/?doc=SOP%2D002&amp;v=&amp;r=Sales%20Rep"
        ]
    );
    assert_eq!(
        links("https://git.example/issues/new?title=Read%20{id}&body={title}")[0],
        "https://git.example/issues/new?title=Read%20SOP%2D001&amp;body=Leads"
    );
    assert_eq!(
        links("training@firm.example"),
        [
            "mailto:training@firm.example?subject=Read%3A%20SOP%2D001%20version%202&amp;body=I%20have%20read%20SOP%2D001%2C%20Leads%2C%20version%202%2C%20as%20Sales%20Rep%2E%0A",
            "mailto:training@firm.example?subject=Read%3A%20SOP%2D002&amp;body=I%20have%20read%20SOP%2D002%2C%20Calls%2C%20as%20Sales%20Rep%2E%0A"
        ]
    );
}

fn roles_json() -> Vec<Value> {
    let text = library(FIRM).on("2026-11-22").page("roles.json");
    let value: Value = serde_json::from_str(&text).unwrap();
    value["roles"].as_array().unwrap().clone()
}
