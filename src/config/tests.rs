use expect_test::{Expect, expect};

use crate::config::{self, Config, RoleId};
use crate::diagnostic::Diagnostic;
use crate::source::{FilePath, Source};
use crate::text::LineIndex;

fn source(name: &str, text: &str) -> Source {
    Source {
        path: FilePath::new(name).unwrap(),
        text: text.to_owned(),
    }
}

fn settings(text: &str, expected: Expect) -> Config {
    let source = source("sopress.toml", text);
    let (config, found) = config::read(Some(&source), None, None);
    expected.assert_eq(&listed(text, &found));
    config
}

fn listed(text: &str, found: &[Diagnostic]) -> String {
    let lines = LineIndex::new(text);
    let line = |finding: &Diagnostic| {
        let at = lines.position(finding.place.span.start);
        let help = finding.help.as_deref().unwrap_or("-");
        let (code, message) = (finding.code, &finding.message);
        format!("{}:{} {code}: {message} ({help})\n", at.line, at.column)
    };
    found.iter().map(line).collect()
}

#[test]
fn every_fault_of_the_settings_is_found_in_one_run_and_its_default_stands() {
    let config = settings(
        r##"[site]
titel = "Acme"
time_zone = "Europe/Berlln"
accent = "blue"
rebuild = "6 hours"
[library]
id_pattern = "SOP-[0-9"
wiki_links = "yes"
source = "../elsewhere"
[review]
notice_days = -3
cycle = "annual"
[search]
excerpts = "some"
[severity]
review-overdu = "error"
link-unknown = "fatal"
[librry]
"##,
        expect![[r#"
            2:1 config-key-unknown: unknown setting `titel` in `[site]` (did you mean `title`?)
            3:13 config-invalid: `time_zone`: there is no time zone `Europe/Berlln` (use an IANA name such as `Europe/Berlin`)
            4:10 config-invalid: `accent`: `blue` is not a colour (write it as `#1a5fb4`)
            5:11 config-invalid: `rebuild`: `6 hours` is shorter than a day (write a length of time such as `6 months` or `1 year`)
            7:14 config-invalid: `id_pattern`: `SOP-[0-9` is not a regular expression (write it as `SOP-[A-Z]{3}-[0-9]{3}`)
            8:14 config-invalid: `wiki_links` takes `true` or `false`, not text (-)
            9:10 config-invalid: `source`: `../elsewhere` is not inside the library (name a folder inside the library)
            11:15 config-invalid: `notice_days` is out of range (-)
            14:12 config-invalid: `excerpts`: `some` is not a way to show excerpts (use `on` or `none`)
            16:1 config-key-unknown: unknown rule `review-overdu` (did you mean `review-overdue`?)
            17:16 config-invalid: `link-unknown`: `fatal` is not a severity (use `off`, `hint`, `warning` or `error`)
            18:2 config-key-unknown: unknown setting `librry` (did you mean `library`?)
        "#]],
    );
    assert_eq!(config.settings.site.time_zone, "UTC");
    assert_eq!(config.settings.review.notice_days, 30);
    assert_eq!(
        config.settings.review.cycle.unwrap().to_string(),
        "1 year",
        "a sound value beside faulty ones counts"
    );
}

#[test]
fn a_line_that_is_not_toml_loses_only_itself() {
    let config = settings(
        "[site]\ntitle = \"Acme\"\nlogo = = 3\ntheme = \"ledger\"\n",
        expect![[r#"
            3:8 config-invalid: extra `=`, expected nothing (-)
            3:10 config-invalid: unexpected key or value, expected newline, `#` (-)
        "#]],
    );
    assert_eq!(config.settings.site.title, "Acme");
    assert_eq!(config.settings.site.theme, "ledger");
}

#[test]
fn fields_are_renamed_and_admitted_by_list_or_by_table() {
    let list = "[fields]\nreview_by = \"review_due\"\nallow = [\"weight\", \"slug\"]\n";
    let list = settings(list, expect![[""]]).settings.reading;
    assert_eq!(list.fields["review_by"], "review_due");
    assert_eq!(list.allowed_fields, ["weight", "slug"]);
    let table = settings("[fields.allow]\nweight = true\n", expect![[""]]);
    assert_eq!(table.settings.reading.allowed_fields, ["weight"]);
}

#[test]
fn a_field_that_settings_misspell_is_found() {
    let text = "[fields]\nprufdatum = \"review_deu\"\nWert = \"xyzzy\"\n\
                [types.sop]\nrequired = [\"titel\", \"process owner\", \"risk\"]\n";
    let settings = settings(text, expect![[r#"
        2:13 config-key-unknown: `prufdatum`: unknown field `review_deu` (did you mean `review_due`?)
        3:8 config-key-unknown: `Wert`: unknown field `xyzzy` (allow a field of your own in `[fields.allow]`)
        5:13 config-key-unknown: `required`: unknown field `titel` (did you mean `title`?)
    "#]]).settings;
    assert_eq!(settings.types["sop"].required, ["owner", "risk"]);
}

#[test]
fn a_type_changes_only_what_it_names() {
    let text = "[types.sop]\ncycle = \"2 years\"\n[types.method]\nsections = [[\"Scope\", \"Bereich\"], \"Purpose\", [\"Sampling\", \"Samples\"]]\nprocedure = [\"Method\"]\n";
    let settings = settings(text, expect![[""]]).settings;
    let sop = &settings.types["sop"];
    assert_eq!(sop.cycle.unwrap().to_string(), "2 years");
    assert_eq!(sop.sections.len(), 4);
    let method = &settings.types["method"];
    assert!(method.is_controlled && method.label == "Method");
    assert_eq!(method.sections[0][..2], ["Scope", "Bereich"]);
    assert!(method.sections[0].contains(&"Applicability".to_owned()));
    assert!(method.sections[1].contains(&"Objective".to_owned()));
    assert_eq!(method.sections[2], ["Sampling", "Samples"]);
    let headings = &settings.reading.procedure_headings;
    assert!(headings.contains(&"method".to_owned()));
}

#[test]
fn roles_are_read_as_lists_and_as_tables() {
    let text = r#"
[[role]]
name = "Sales Manager"
aliases = ["SM"]
track = [{ day = 1, sop = "SOP-001" }]

[roles.sales-rep]
name = "Sales Rep"
reports_to = "Sales Manager"

[[people]]
name = "Maria Jensen"
roles = ["sales-manager"]
left = 2026-03-01
"#;
    let source = source("roles.toml", text);
    let (config, found) = config::read(None, Some(&source), None);
    assert_eq!(found, []);
    let ids: Vec<_> = config
        .roles
        .roles
        .iter()
        .map(|role| &role.id.value)
        .collect();
    let id = |text: &str| RoleId(text.to_owned());
    assert_eq!(ids, [&id("sales-manager"), &id("sales-rep")]);
    assert_eq!(config.roles.find("sm").unwrap().name, "Sales Manager");
    let person = config.roles.person("maria jensen").unwrap();
    assert_eq!(person.left.unwrap().to_string(), "2026-03-01");
}

#[test]
fn a_faulty_role_or_term_is_found_where_it_stands() {
    let roles = "[[role]]\nnme = \"Sales\"\n\n[[role]]\nname = \"A\"\n[[role]]\nid = \"a\"\n";
    let roles = source("roles.toml", roles);
    let (_, found) = config::read(None, Some(&roles), None);
    expect![[r#"
        1:1 config-invalid: a role has no `id` and no `name` (give it a name)
        2:1 config-key-unknown: unknown setting `nme` in a role (did you mean `name`?)
        7:6 config-invalid: the role `a` is declared twice (keep one of the two)
    "#]]
    .assert_eq(&listed(&roles.text, &found));
    let terms = "[[term]]\nname = \"CAPA\"\n[term2]\n";
    let terms = source("glossary.toml", terms);
    let (_, found) = config::read(None, None, Some(&terms));
    expect![[r#"
        2:8 config-invalid: the term `CAPA` has no `definition` (say what it means)
        3:2 config-key-unknown: unknown setting `term2` (did you mean `term`?)
    "#]]
    .assert_eq(&listed(&terms.text, &found));
}
