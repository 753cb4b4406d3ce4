//! Properties of any edit.

use proptest::prelude::*;

use super::date;
use crate::edit::{Value, append, set};

/// A front matter in either notation, of fields in any order and form.
fn fronts() -> impl Strategy<Value = String> {
    let yaml_lines = prop::sample::subsequence(
        vec![
            "# a comment\n",
            "id: SOP-001 # note\n",
            "version: 1.0\n",
            "\"title\":   'It''s: here'\n",
            "\n",
            "tags: [a, \"b, c\"]\n",
            "reviews:\n  - date: 2024-01-01\n    by: Ann\n\n  # then\n  - {date: 2025-01-01, by: Bo}\n",
            "purpose: |\n  Long text:\n\n  - with marks # no comment\n",
            "extra:\n  version: 9\n  reviews: none\n",
            "owner: ann\n",
            "# the end\n",
        ],
        0..11,
    )
    .prop_shuffle()
    .prop_map(|lines| format!("---\n{}---\n", lines.concat()));
    let toml_lines = (
        prop::sample::subsequence(
            vec![
                "# a comment\n",
                "id = \"SOP-001\" # note\n",
                "version = \"1.0\"\n",
                "\n",
                "purpose = \"\"\"\n[reviews]\n# no comment\n\"\"\"\n",
                "tags = [\n  \"a\", # why\n  \"b\"\n]\n",
            ],
            0..6,
        )
        .prop_shuffle(),
        prop::sample::subsequence(
            vec![
                "[training]\nwithin = \"1 day\"\n",
                "\n# about reviews\n[[reviews]]\ndate = 2024-01-01\n[reviews.more]\nversion = 3\n",
                "[extra]\nversion = 9\n",
            ],
            0..3,
        )
        .prop_shuffle(),
    )
        .prop_map(|(fields, tables)| format!("+++\n{}{}+++\n", fields.concat(), tables.concat()));
    prop_oneof![yaml_lines, toml_lines]
}

/// How many bytes at the beginning and at the end two texts have in common, without overlap.
fn common(one: &str, other: &str) -> usize {
    let head = one
        .bytes()
        .zip(other.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let (one, other) = (&one.as_bytes()[head..], &other.as_bytes()[head..]);
    head + one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(|(a, b)| a == b)
        .count()
}

proptest! {
    #[test]
    fn an_edit_changes_one_place_and_reads_back(front in fronts(), crlf in any::<bool>(), value in "[ -~äß\\n]{0,20}") {
        let mut before = format!("{front}# Body\n\nversion: 7\n");
        if crlf {
            before = before.replace('\n', "\r\n");
        }
        let after = set(&before, "version", &Value::Text(value.clone()));
        // Only a block scalar with its own line ends may prevent it.
        let after = after.expect("every such front matter can be edited");
        let old_value = if before.contains("\nversion: 1.0") { 3 } else { 5 };
        prop_assert!(common(&before, &after) + old_value >= before.len(), "{before:?} {after:?}");
        // Setting it again changes nothing.
        prop_assert_eq!(&set(&after, "version", &Value::Text(value)).expect("again"), &after);
    }

    #[test]
    fn adding_a_record_takes_nothing_away(front in fronts(), crlf in any::<bool>(), note in "[ -~äß\\n]{0,20}") {
        let mut before = format!("{front}# Body\n\nreviews: 7\n");
        if crlf {
            before = before.replace('\n', "\r\n");
        }
        let record = [("date", date("2026-11-22")), ("note", Value::Text(note))];
        let after = append(&before, "reviews", &record).expect("every such list can grow");
        prop_assert_eq!(common(&before, &after), before.len());
        prop_assert!(after.len() > before.len());
    }

    #[test]
    fn no_text_makes_it_panic(text in "(---|\\+\\+\\+)\n[ -~\n]{0,80}\n(---|\\+\\+\\+)\n", name in "[a-z :\"]{0,4}") {
        let _ = set(&text, &name, &Value::Text("x".to_owned()));
        let _ = append(&text, &name, &[("date", date("2026-11-22"))]);
    }
}
