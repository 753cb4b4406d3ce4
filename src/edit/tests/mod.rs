//! Texts before and after an edit, and edits that are refused.

mod laws;

use expect_test::{Expect, expect};

use super::{Refusal, Value, append, set};

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn date(value: &str) -> Value {
    Value::Date(value.parse().expect("a date"))
}

fn review() -> Vec<(&'static str, Value)> {
    vec![
        ("date", date("2026-11-22")),
        ("by", text("Bo Yu")),
        ("outcome", text("current")),
    ]
}

fn yaml(front: &str) -> String {
    format!("---\n{front}---\n# Body: x\n")
}

fn toml(front: &str) -> String {
    format!("+++\n{front}+++\n# Body: x\n")
}

/// The front matter after an edit.
fn check(result: Result<String, Refusal>, expected: Expect) {
    let shown = match result {
        Ok(text) => {
            let front = super::front::find(&text).expect("front matter");
            assert!(text.ends_with("# Body: x\n"));
            text[front.content].to_owned()
        }
        Err(refusal) => format!("refused: {refusal}\n"),
    };
    expected.assert_eq(&shown);
}

#[test]
fn a_value_is_set_and_its_comment_and_quotes_stay() {
    let before = yaml("# top\nid: SOP-1\nversion: '1.0'   # bumped by hand\ntags: [a,  b]\n");
    check(
        set(&before, "version", &text("1.1")),
        expect![[r#"
        # top
        id: SOP-1
        version: '1.1'   # bumped by hand
        tags: [a,  b]
    "#]],
    );
}

#[test]
fn a_bare_version_stays_bare_and_other_numbers_are_quoted() {
    check(
        set(&yaml("version: 1.9\n"), "version", &text("1.10")),
        expect![[r#"
        version: 1.10
    "#]],
    );
    check(
        set(&yaml("id: SOP-1\n"), "version", &text("1.10")),
        expect![[r#"
        id: SOP-1
        version: "1.10"
    "#]],
    );
    check(
        set(&yaml("status: draft\n"), "status", &text("no")),
        expect![[r#"
        status: "no"
    "#]],
    );
}

#[test]
fn an_empty_value_is_filled() {
    check(
        set(&yaml("version:\nid: x\n"), "version", &text("v2")),
        expect![[r#"
        version: v2
        id: x
    "#]],
    );
    check(
        set(
            &yaml("version: # none yet\nid: x\n"),
            "version",
            &text("v2"),
        ),
        expect![[r#"
        version: v2 # none yet
        id: x
    "#]],
    );
}

#[test]
fn text_with_marks_is_quoted_so_that_it_reads_as_it_is() {
    check(
        set(
            &yaml("title: Old\n"),
            "title",
            &text("Line #3: \"hot\" & *cold*"),
        ),
        expect![[r##"
        title: "Line #3: \"hot\" & *cold*"
    "##]],
    );
}

#[test]
fn a_record_is_added_to_a_block_list_in_its_own_indent() {
    let before = yaml("reviews:\n- date: 2025-01-01\n  by: 'Ann'\n  # fine\nowner: ann\n");
    check(
        append(&before, "reviews", &review()),
        expect![[r#"
        reviews:
        - date: 2025-01-01
          by: 'Ann'
          # fine
        - date: 2026-11-22
          by: 'Bo Yu'
          outcome: current
        owner: ann
    "#]],
    );
}

#[test]
fn a_record_goes_to_the_beginning_of_a_list_that_runs_downwards() {
    let before =
        yaml("reviews:\n    - {date: 2025-01-01, by: Ann}\n    - {date: 2024-01-01, by: Ann}\n");
    check(
        append(&before, "reviews", &review()),
        expect![[r#"
        reviews:
            - {date: 2026-11-22, by: Bo Yu, outcome: current}
            - {date: 2025-01-01, by: Ann}
            - {date: 2024-01-01, by: Ann}
    "#]],
    );
}

#[test]
fn a_record_is_added_within_brackets() {
    check(
        append(
            &yaml("reviews: [{date: 2025-01-01, by: Ann}]  # all\n"),
            "reviews",
            &review(),
        ),
        expect![[r#"
        reviews: [{date: 2025-01-01, by: Ann}, {date: 2026-11-22, by: Bo Yu, outcome: current}]  # all
    "#]],
    );
    check(
        append(
            &yaml("reviews: [\n  {date: 2025-01-01, by: Ann},\n]\nid: x\n"),
            "reviews",
            &review(),
        ),
        expect![[r#"
        reviews: [
          {date: 2025-01-01, by: Ann}, {date: 2026-11-22, by: Bo Yu, outcome: current},
        ]
        id: x
    "#]],
    );
}

#[test]
fn a_list_is_begun_where_it_is_absent_or_empty() {
    check(
        append(&yaml("id: x\n"), "reviews", &review()),
        expect![[r#"
        id: x
        reviews:
          - date: 2026-11-22
            by: Bo Yu
            outcome: current
    "#]],
    );
    for empty in [
        "reviews: [] # none\nid: x\n",
        "reviews: # none\nid: x\n",
        "reviews: ~ # none\nid: x\n",
    ] {
        check(
            append(&yaml(empty), "reviews", &review()),
            expect![[r#"
            reviews: # none
              - date: 2026-11-22
                by: Bo Yu
                outcome: current
            id: x
        "#]],
        );
    }
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let before = "\u{feff}---\r\nid: x\r\nversion: 1\r\n---\r\nBody\r\n";
    let after = append(
        &set(before, "version", &text("2")).expect("set"),
        "reviews",
        &review(),
    )
    .expect("added");
    assert_eq!(
        after,
        "\u{feff}---\r\nid: x\r\nversion: 2\r\nreviews:\r\n  - date: 2026-11-22\r\n    by: Bo Yu\r\n    outcome: current\r\n---\r\nBody\r\n"
    );
    let before = "+++\r\nid = \"x\" # c\r\nversion = \"1\"\r\n+++\r\nBody\r\n";
    let after = append(
        &set(before, "version", &text("2")).expect("set"),
        "reviews",
        &review(),
    )
    .expect("added");
    assert_eq!(
        after,
        "+++\r\nid = \"x\" # c\r\nversion = \"2\"\r\n\r\n[[reviews]]\r\ndate = 2026-11-22\r\nby = \"Bo Yu\"\r\noutcome = \"current\"\r\n+++\r\nBody\r\n"
    );
}

#[test]
fn what_an_edit_would_damage_is_refused_with_the_reason() {
    let cases = [
        ("# only a body\n", "the document has no front matter"),
        ("---\nversion: 1\nid: [\n---\n", "invalid front matter"),
        (
            "---\nversion: 1\nversion: 2\n---\n",
            "invalid front matter: line 3",
        ),
        (
            "---\n{version: 1, id: x}\n---\n",
            "the front matter is not written as one field per line",
        ),
        (
            "---\n  version: 1\n---\n",
            "the front matter is not written as one field per line",
        ),
        (
            "---\n- version\n---\n",
            "the front matter is not written as one field per line",
        ),
        (
            "---\nversion: &v 1\nother: *v\n---\n",
            "`version` uses an anchor",
        ),
        ("---\nversion: !text 1\n---\n", "`version` uses an anchor"),
        (
            "---\nversion: |\n  1\n---\n",
            "`version` is not a single value",
        ),
        (
            "---\nversion: [1]\n---\n",
            "`version` is not a single value",
        ),
        (
            "---\nversion:\n  major: 1\n---\n",
            "`version` is not a single value",
        ),
        (
            "---\nversion: one\n  two\n---\n",
            "`version` is not a single value",
        ),
        (
            "+++\nversion = 1\nversion = 2\n+++\n",
            "invalid front matter",
        ),
        (
            "+++\nversion = [1]\n+++\n",
            "`version` is not a single value",
        ),
        (
            "+++\n[version]\na = 1\n+++\n",
            "`version` is not a single value",
        ),
    ];
    for (before, reason) in cases {
        let said = set(before, "version", &text("2"))
            .expect_err(before)
            .to_string();
        assert!(said.starts_with(reason), "{before:?}: {said}");
    }
    for before in [
        "---\nreviews: yes\n---\n",
        "---\nreviews: [a]\n---\n",
        "+++\nreviews = \"x\"\n+++\n",
    ] {
        let said = append(before, "reviews", &review())
            .expect_err(before)
            .to_string();
        assert_eq!(said, "`reviews` is not a list of records");
    }
}

#[test]
fn an_anchor_elsewhere_does_not_hinder() {
    check(
        set(&yaml("a: &x 1\nb: *x\nversion: 1\n"), "version", &text("2")),
        expect![[r#"
        a: &x 1
        b: *x
        version: 2
    "#]],
    );
}

#[test]
fn a_toml_value_is_set_and_a_new_one_stands_before_the_tables() {
    let before = toml(
        "# top\nversion = '1.0' # hand\nlast_reviewed = \"2025-01-01\"\n\n# who must know\n[training]\nwithin = \"14 days\"\n",
    );
    let after = set(&before, "version", &text("1.1")).expect("set");
    let after = set(&after, "last_reviewed", &date("2026-11-22")).expect("set");
    check(
        set(&after, "retired", &date("2026-11-22")),
        expect![[r#"
        # top
        version = "1.1" # hand
        last_reviewed = "2026-11-22"
        retired = 2026-11-22

        # who must know
        [training]
        within = "14 days"
    "#]],
    );
}

#[test]
fn a_record_is_added_to_an_array_of_tables_and_to_an_array_of_inline_tables() {
    let before = toml(
        "id = \"x\"\n[[reviews]]\ndate = 2025-01-01 # first\n\n# below\n[training]\nwithin = \"1 day\"\n",
    );
    check(
        append(&before, "reviews", &review()),
        expect![[r#"
        id = "x"
        [[reviews]]
        date = 2025-01-01 # first

        [[reviews]]
        date = 2026-11-22
        by = "Bo Yu"
        outcome = "current"

        # below
        [training]
        within = "1 day"
    "#]],
    );
    check(
        append(
            &toml("reviews = [{ date = \"2025-01-01\" }] # all\n"),
            "reviews",
            &review(),
        ),
        expect![[r#"
        reviews = [{ date = "2025-01-01" }, { date = "2026-11-22", by = "Bo Yu", outcome = "current" }] # all
    "#]],
    );
    check(
        append(
            &toml("reviews = [\n  { date = 2025-01-01 } # first\n]\n"),
            "reviews",
            &review(),
        ),
        expect![[r#"
        reviews = [
          { date = 2025-01-01 }, # first
          { date = 2026-11-22, by = "Bo Yu", outcome = "current" }
        ]
    "#]],
    );
}
