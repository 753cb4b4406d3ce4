//! What front matter becomes.

use expect_test::expect;

use super::{findings, html, read, read_with, source, told};
use crate::config::Reading;
use crate::date::Cycle;
use crate::parse::{self, ChangeKind, DocumentStatus, Meta, Outcome};

const YAML: &str = "---
doc_id: SOP-001
title: \"Cleaning\"
type: Work Instruction
version: 1.10
status: Published
owner: Sales Manager
approvers:
  - Bob
  - {name: Cyd, role: QA, date: 2026-02-03}
effective: 2026-03-01
review_in: 6 month
reviews:
  - date: 2026-01-02
    by: Ann
    outcome: no change
changes:
  - {version: 007, date: 2026-01-01, kind: major, summary: New}
tags: a, b
training:
  required_for: [Sales Rep]
  retrain_on: major
  within: 14 days
standards:
  ISO 9001: [7.5.1, 7.10]
extra:
  site: {code: no}
---
";

const TOML: &str = "+++
doc_id = 'SOP-001'
title = \"Cleaning\"
type = 'Work Instruction'
version = 1.10
status = 'Published'
owner = 'Sales Manager'
approvers = ['Bob', {name = 'Cyd', role = 'QA', date = 2026-02-03}]
effective = 2026-03-01
review_in = '6 month'
reviews = [{date = 2026-01-02, by = 'Ann', outcome = 'no change'}]
changes = [{version = '007', date = 2026-01-01, kind = 'major', summary = 'New'}]
tags = 'a, b'
training = {required_for = ['Sales Rep'], retrain_on = 'major', within = '14 days'}
standards = {'ISO 9001' = ['7.5.1', '7.10']}
[extra]
site = {code = 'no'}
+++
";

fn check(meta: &Meta) {
    let text = |at: &Option<crate::text::At<String>>| at.as_ref().unwrap().value.clone();
    assert_eq!(text(&meta.id), "SOP-001");
    assert_eq!(text(&meta.title), "Cleaning");
    assert_eq!(text(&meta.kind), "work-instruction");
    assert_eq!(text(&meta.version), "1.10");
    assert_eq!(
        meta.status.as_ref().unwrap().value,
        DocumentStatus::Effective
    );
    assert_eq!(meta.approvers.len(), 2);
    let approved = meta.approvers[1].date.as_ref().unwrap().value;
    assert_eq!(approved.to_string(), "2026-02-03");
    let cycle = meta.review_cycle.as_ref().unwrap().value;
    assert_eq!(cycle, Cycle::months(6));
    let outcome = meta.reviews[0].outcome.as_ref().unwrap().value;
    assert_eq!(outcome, Outcome::Current);
    assert_eq!(text(&meta.changes[0].version), "007");
    assert_eq!(meta.changes[0].kind, Some(ChangeKind::Major));
    let tags: Vec<&str> = meta.tags.iter().map(|tag| tag.value.as_str()).collect();
    assert_eq!(tags, ["a", "b"]);
    let training = &meta.training.as_ref().unwrap().value;
    assert_eq!(training.within.unwrap().to_string(), "14 days");
    assert_eq!(meta.standards[0].clauses, ["7.5.1", "7.10"]);
    assert_eq!(meta.extra, [("site.code".to_owned(), "no".to_owned())]);
    assert_eq!(meta.unreadable, []);
}

#[test]
fn yaml_and_toml_give_the_same_fields_as_their_author_wrote_them() {
    for text in [YAML, TOML] {
        let parsed = read(text);
        check(&parsed.sop.meta);
        let version = parsed.sop.meta.version.clone().unwrap();
        assert_eq!(&text[version.span.range()], "1.10");
        let tag = &parsed.sop.meta.tags[1];
        assert_eq!(&text[tag.span.range()], "b");
    }
    check(&read(&YAML.replace('\n', "\r\n")).sop.meta);
}

#[test]
fn folder_defaults_are_the_same_fields() {
    let text = "owner = 'Sales Manager'\nreview_cycle = '1 year'\nonwer = 1\n";
    let (meta, found) = parse::defaults(&source(text), &Reading::default());
    assert_eq!(meta.owner.unwrap().value, "Sales Manager");
    expect![[r#"
        3:1 warning front-matter-key-unknown: unknown field `onwer`; did you mean `owner`?
    "#]]
    .assert_eq(&told(&found, text));
}

#[test]
fn faults_are_found_where_they_stand() {
    let text = "---
id: SOP-001
onwer: Sales
effective: 2019-5-13
last_reviewed: 2026-02-30
review_cycle: soon
status: nearly
title: {{ title }}
version: [1, 2]
id: SOP-002
dri: Ann
reviews:
  - {date: 2026-13-01, foo: x, outcome: fine}
review: never
---
# T
";
    expect![[r#"
        3:1 error front-matter-key-unknown: unknown field `onwer`; did you mean `owner`?
        4:12 warning date-malformed: `2019-5-13` is read as 2019-05-13; write `2019-05-13`
        5:16 error date-malformed: there is no day `2026-02-30`; correct the month or the day
        6:15 error cycle-malformed: `soon` is not a length of time; write for example `6 months` or `1 year`
        7:9 error status-unknown: `nearly` is not a status; write draft, in-review, approved, effective, under-revision, suspended, superseded or retired
        8:8 error template-residue: `title` is a placeholder of a template: `{{ title }}`; write the value itself
        9:10 error front-matter-value-type: `version` takes text, not a list; -
        10:1 error front-matter-key-duplicate: `id` is given twice; the first counts; remove one of them
        13:12 error date-malformed: there is no day `2026-13-01`; correct the month or the day
        13:24 error front-matter-key-unknown: `reviews` has no field `foo`; it takes date, by, outcome, note, fingerprint
        13:41 error front-matter-value-type: `fine` is not a known `outcome`; write current, minor, major or retire
        14:9 error front-matter-value-type: `review` takes `exempt: reason`, not `never`; give dates as `last_reviewed` and `review_due`
    "#]]
    .assert_eq(&findings(text));
    let unreadable: Vec<String> = read(text)
        .sop
        .meta
        .unreadable
        .iter()
        .map(|field| field.value.clone())
        .collect();
    assert_eq!(unreadable, ["last_reviewed", "review_cycle", "reviews"]);
    let effective = read(text).sop.meta.effective.clone().unwrap();
    assert_eq!(effective.value.to_string(), "2019-05-13");
}

#[test]
fn invalid_yaml_loses_no_document_and_none_of_its_dates_is_trusted() {
    let text =
        "---\ntitle: Access: who and how\nowner: Ann\nlast_reviewed: 2026-01-01\n---\nBody.\n";
    let parsed = read(text);
    assert_eq!(parsed.sop.title.value, "Access: who and how");
    assert_eq!(parsed.sop.meta.owner.as_ref().unwrap().value, "Ann");
    assert_eq!(parsed.sop.meta.last_reviewed, None);
    assert_eq!(parsed.sop.meta.unreadable[0].value, "last_reviewed");
    assert_eq!(html(&parsed), "<p>Body.</p>\n");
    expect![[r#"
        2:14 error front-matter-invalid: the front matter is not valid YAML: mapping values are not allowed in this context; put a value that holds `: ` in quotes
    "#]]
    .assert_eq(&findings(text));
}

#[test]
fn front_matter_out_of_place_is_read_and_found() {
    let text = "\n<!-- draft -->\n\n---\ntitle: Cleaning\nowner: Ann\n---\n\nBody.\n";
    let parsed = read(text);
    assert_eq!(parsed.sop.title.value, "Cleaning");
    assert!(!html(&parsed).contains("owner"), "{}", html(&parsed));
    assert!(!parsed.sop.meta.is_present);
    expect![[r#"
        4:1 error front-matter-not-first: the front matter does not start the file; move it to the first line, with nothing before it
    "#]]
    .assert_eq(&findings(text));
}

#[test]
fn front_matter_without_an_end_is_read_as_far_as_its_fields_go() {
    let text = "---\ntitle: Cleaning\nowner: Ann\n\n## Purpose\n";
    let parsed = read(text);
    assert_eq!(parsed.sop.title.value, "Cleaning");
    assert_eq!(parsed.sop.headings[0].text, "Purpose");
    expect![[r#"
        1:1 error front-matter-unclosed: the front matter has no closing line; add a line `---` after its last field
    "#]]
    .assert_eq(&findings(text));
}

#[test]
fn a_rule_at_the_start_is_no_front_matter() {
    for text in ["---\n\nText.\n", "---\nText.\n---\nMore.\n"] {
        let parsed = read(text);
        assert!(html(&parsed).starts_with("<hr>"), "{text}");
        assert!(!parsed.sop.meta.is_present);
    }
}

#[test]
fn settings_rename_and_admit_fields() {
    let text = "---\nid: A-1\nfaellig: 2026-01-01\nmachine: M7\n---\n# T\n";
    let parsed = read_with(text, |reading| {
        reading.fields.insert("faellig".into(), "review_due".into());
        reading.allowed_fields.push("machine".into());
    });
    assert!(parsed.sop.meta.review_due.is_some());
    assert_eq!(parsed.sop.meta.extra[0].1, "M7");
    assert_eq!(parsed.diagnostics, []);
}

#[test]
fn old_addresses_under_two_names_add_up() {
    let text = "---\ntitle: A\nredirect_from: [/old, /older]\nold_paths: was.html\n---\n\nx\n";
    let parsed = read(text);
    let old = parsed.sop.meta.redirects.iter();
    let old: Vec<&str> = old.map(|old| old.value.as_str()).collect();
    assert_eq!(old, ["/old", "/older", "was.html"]);
    assert_eq!(findings(text), "");
}

#[test]
fn a_tab_in_yaml_is_found_where_it_stands() {
    let text = "---\nreviews:\n  - date: 2026-01-01\n    outcome: current\n\tnote: x\n---\n# T\n";
    expect![[r#"
        5:1 error front-matter-invalid: the front matter is not valid YAML: while scanning a plain scalar, found a tab; indent with spaces
    "#]].assert_eq(&findings(text));
}
