//! The difference of two texts.

use crate::history::diff::{BlockChange, Content, Difference, Piece, State, StepChange, compare};

pub(super) fn differ(before: &str, after: &str) -> Difference {
    compare(before, after, &|heading| heading == "Procedure")
}

/// Pieces as `kept [-removed-] {+added+}`.
fn marked(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| {
            let text: String = piece.runs.iter().map(|run| run.text.as_str()).collect();
            match piece.state {
                State::Added => format!("{{+{text}+}}"),
                State::Removed => format!("[-{text}-]"),
                State::Kept | State::Changed => text,
            }
        })
        .collect()
}

fn content(block: &BlockChange) -> String {
    match &block.content {
        Content::Words(pieces) => marked(pieces),
        Content::Lines(lines) => lines
            .iter()
            .map(|line| match line.state {
                State::Added => format!("+{}\n", line.text),
                State::Removed => format!("-{}\n", line.text),
                State::Kept | State::Changed => format!(" {}\n", line.text),
            })
            .collect(),
        Content::Table(table) => {
            let heads: Vec<String> = table
                .columns
                .iter()
                .map(|column| marked(&column.head))
                .collect();
            let rows = table.rows.iter().map(|row| {
                row.cells
                    .iter()
                    .map(|cell| marked(cell))
                    .collect::<Vec<_>>()
                    .join(" | ")
            });
            std::iter::once(heads.join(" | "))
                .chain(rows)
                .collect::<Vec<_>>()
                .join("\n")
        }
    }
}

/// The blocks that are not kept.
fn changed(difference: &Difference) -> Vec<String> {
    let blocks = difference
        .sections
        .iter()
        .flat_map(|section| &section.blocks);
    blocks
        .filter(|block| block.state != State::Kept)
        .map(content)
        .collect()
}

/// The steps that changed, came or went, in the order of the text; each once.
fn changed_steps(difference: &Difference) -> Vec<StepChange> {
    let mut found: Vec<StepChange> = Vec::new();
    for section in &difference.sections {
        let is_heading_kept = section
            .heading
            .iter()
            .all(|piece| piece.state == State::Kept);
        let of_heading = section.step.filter(|_| !is_heading_kept);
        let blocks = section.blocks.iter();
        let blocks = blocks.filter(|block| block.state != State::Kept);
        let steps = of_heading.into_iter();
        for step in steps.chain(blocks.filter_map(|block| block.step)) {
            if !found.contains(&step) {
                found.push(step);
            }
        }
    }
    found
}

#[test]
fn a_changed_step_is_named_and_its_words_are_marked() {
    let text = "# Cleaning\n\n## Procedure\n\n1. **Operator:** Wipe the bench.\n2. **Operator:** Rinse with water for 5 minutes.\n   - Record: form F-1\n3. Dry.\n";
    let found = differ(text, &text.replace("5 minutes", "10 minutes"));
    assert_eq!(
        changed_steps(&found),
        [StepChange {
            before: Some(2),
            after: Some(2)
        }]
    );
    assert_eq!(
        changed(&found),
        ["Operator: Rinse with water for [-5-]{+10+} minutes."]
    );
}

#[test]
fn a_detail_belongs_to_its_step() {
    let text =
        "## Procedure\n\n1. Wipe.\n2. Rinse.\n   - Record: form F-1\n\n## Records\n\n1. Form F-1\n";
    let found = differ(text, &text.replace("F-1", "F-2"));
    assert_eq!(
        changed_steps(&found),
        [StepChange {
            before: Some(2),
            after: Some(2)
        }]
    );
}

#[test]
fn a_step_put_in_renumbers_the_others_and_changes_only_itself() {
    let found = differ(
        "## Procedure\n\n1. Wipe the bench.\n2. Rinse the sink.\n",
        "## Procedure\n\n1. Wipe the bench.\n2. Put on gloves.\n3. Rinse the sink.\n",
    );
    assert_eq!(
        changed_steps(&found),
        [StepChange {
            before: None,
            after: Some(2)
        }]
    );
    let last = found.sections[0].blocks.last().expect("three blocks");
    assert_eq!(
        (last.state, last.step),
        (
            State::Kept,
            Some(StepChange {
                before: Some(2),
                after: Some(3)
            })
        )
    );
}

#[test]
fn steps_written_as_headings_are_steps() {
    let found = differ(
        "## How\n\n### Step 1: Log\n\nLog the lead.\n\n### Step 2: Call\n\nCall within 2 days.\n",
        "## How\n\n### Step 1: Log\n\nLog the lead.\n\n### Step 2: Check\n\nCheck it.\n\n### Step 3: Call\n\nCall within 3 days.\n",
    );
    assert_eq!(
        changed_steps(&found),
        [
            StepChange {
                before: None,
                after: Some(2)
            },
            StepChange {
                before: Some(2),
                after: Some(3)
            }
        ]
    );
}

#[test]
fn formatting_and_links_belong_to_words_and_are_never_cut() {
    let found = differ(
        "Ask the [shift lead](a.md) **first of all**.",
        "Ask the [shift lead](b.md) **last of all**.",
    );
    let Content::Words(pieces) = &found.sections[0].blocks[0].content else {
        panic!("words")
    };
    assert_eq!(
        marked(pieces),
        "Ask the [-shift lead first-]{+shift lead last+} of all."
    );
    let links: Vec<_> = pieces
        .iter()
        .flat_map(|piece| &piece.runs)
        .filter_map(|run| run.style.link.clone())
        .collect();
    assert_eq!(links, ["a.md", "b.md"]);
    assert!(
        pieces
            .iter()
            .flat_map(|piece| &piece.runs)
            .all(|run| !run.text.contains('*'))
    );
}

#[test]
fn tables_are_compared_by_cell_with_columns_and_rows_put_in() {
    let found = differ(
        "| Task | Who |\n|---|---|\n| Wipe | Ann |\n| Rinse | Bo |\n",
        "| Task | How often | Who |\n|---|---|---|\n| Wipe | daily | Ann |\n| Dry | daily | Cy |\n| Rinse | weekly | Di |\n",
    );
    assert_eq!(
        changed(&found),
        [
            "Task | {+How often+} | Who\nWipe | {+daily+} | Ann\n{+Dry+} | {+daily+} | {+Cy+}\nRinse | {+weekly+} | [-Bo-]{+Di+}"
        ]
    );
}

#[test]
fn flowcharts_are_compared_by_line() {
    let found = differ(
        "```flow\nA --> B\nB --> C\n```\n",
        "```flow\nA --> B\nB --> D\n```\n",
    );
    assert_eq!(changed(&found), [" A --> B\n-B --> C\n+B --> D\n"]);
}

#[test]
fn metadata_stands_apart() {
    let found = differ(
        "---\nversion: 1.0\nowner: ann # acting\n---\nWipe.\n",
        "---\nversion: \"1.1\"\nowner: ann # acting\neffective: 2026-01-01\n---\nWipe.\n",
    );
    let fields: Vec<_> = found
        .metadata
        .iter()
        .map(|field| {
            (
                field.name.as_str(),
                field.before.as_deref(),
                field.after.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        fields,
        [
            ("version", Some("1.0"), Some("\"1.1\"")),
            ("effective", None, Some("2026-01-01"))
        ]
    );
    assert!(changed(&found).is_empty());
}

#[test]
fn a_section_that_moved_and_one_with_a_new_heading_are_recognised() {
    let found = differ(
        "# A\n\n## Purpose\n\nWhy we wipe.\n\n## Scope\n\nEvery bench in the lab and the store.\n\n## End\n\nBye.\n",
        "# A\n\n## Where it holds\n\nEvery bench in the lab and the store.\n\n## End\n\nBye.\n\n## Purpose\n\nWhy we wipe.\n",
    );
    let shown: Vec<_> = found
        .sections
        .iter()
        .map(|section| (marked(&section.heading), section.state, section.is_moved))
        .collect();
    assert_eq!(
        shown,
        [
            ("A".to_owned(), State::Kept, false),
            (
                "[-Scope-]{+Where it holds+}".to_owned(),
                State::Changed,
                false
            ),
            ("End".to_owned(), State::Kept, false),
            ("Purpose".to_owned(), State::Kept, true),
        ]
    );
}

#[test]
fn a_section_that_went_stands_where_it_was() {
    let found = differ(
        "## A\n\na\n\n## B\n\nsome words\n\n## C\n\nc\n",
        "## A\n\na\n\n## C\n\nc\n",
    );
    let states: Vec<State> = found.sections.iter().map(|section| section.state).collect();
    assert_eq!(states, [State::Kept, State::Removed, State::Kept]);
}

#[test]
fn texts_too_long_to_compare_are_given_whole_and_at_once() {
    let row = |word: &str| {
        (0..5000)
            .map(|at| format!("{word}{at} "))
            .collect::<String>()
    };
    let found = differ(&row("old"), &row("new"));
    assert_eq!(found.sections[0].blocks.len(), 2);
}

#[test]
fn a_link_that_leads_elsewhere_by_its_reference_is_a_change() {
    let text = "## Scope\n\nAs in [the form][f].\n\n## Forms\n\n[f]: a.md\n";
    let found = differ(text, &text.replace("a.md", "b.md"));
    assert_eq!(found.sections[0].state, State::Changed);
}

#[test]
fn sections_of_one_text_that_stand_twice_keep_their_places() {
    let twice = "## Note\n\nWipe.\n\n## Steps\n\nDry.\n\n## Note\n\nWipe.\n";
    let found = differ(twice, &twice.replace("Dry", "Rinse"));
    let states: Vec<_> = found
        .sections
        .iter()
        .map(|each| (each.state, each.is_moved))
        .collect();
    let kept = (State::Kept, false);
    assert_eq!(states, [kept, (State::Changed, false), kept]);
}
