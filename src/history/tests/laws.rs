//! Properties of the difference of any two texts.

use std::collections::BTreeMap;

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, TagEnd};

use super::compared::differ;
use crate::history::diff::{Content, Difference, Piece, State};

/// The words of one side of a difference, in its order.
fn side(difference: &Difference, left_out: State) -> Vec<String> {
    let mut text = String::new();
    let mut take = |pieces: &[Piece]| {
        for piece in pieces.iter().filter(|piece| piece.state != left_out) {
            text.extend(piece.runs.iter().map(|run| run.text.as_str()));
        }
        text.push('\n');
    };
    for section in &difference.sections {
        take(&section.heading);
        for block in &section.blocks {
            match &block.content {
                Content::Words(pieces) => take(pieces),
                Content::Lines(lines) => {
                    for line in lines.iter().filter(|line| line.state != left_out) {
                        let run = crate::history::diff::Run {
                            text: line.text.clone(),
                            style: crate::history::diff::Style::default(),
                        };
                        take(&[Piece {
                            state: line.state,
                            runs: vec![run],
                        }]);
                    }
                }
                Content::Table(table) => {
                    table.columns.iter().for_each(|column| take(&column.head));
                    table
                        .rows
                        .iter()
                        .flat_map(|row| &row.cells)
                        .for_each(|cell| take(cell));
                }
            }
        }
    }
    text.split_whitespace().map(str::to_owned).collect()
}

/// The words of a text, taken from the Markdown parser alone.
fn words(text: &str) -> Vec<String> {
    let mut found = String::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                found.push_str(&text);
            }
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell,
            )
            | Event::Start(pulldown_cmark::Tag::List(_) | pulldown_cmark::Tag::CodeBlock(_)) => {
                found.push('\n')
            }
            _ => {}
        }
    }
    found.split_whitespace().map(str::to_owned).collect()
}

/// How many times each word stands in the first row more than in the second; negative for less.
fn balance(one: &[String], other: &[String]) -> BTreeMap<String, i64> {
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for (row, by) in [(one, 1), (other, -1)] {
        for word in row {
            *counts.entry(word.clone()).or_default() += by;
        }
    }
    counts.retain(|_, count| *count != 0);
    counts
}

fn documents() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "wipe",
        "rinse",
        "**dry**",
        "the",
        "[bench](a.md)",
        "`pH 7`",
        "*now*",
        "5",
        "minutes,",
        "Prüfung",
        "洗う",
    ]);
    let phrase = prop::collection::vec(word, 1..6).prop_map(|words| words.join(" "));
    let block =
        (0..7_usize, prop::collection::vec(phrase, 1..4)).prop_map(|(form, phrases)| match form {
            0 => format!("## {}\n\n", phrases[0]),
            1 => format!("### Step {}: {}\n\n", phrases.len(), phrases[0]),
            2 => {
                phrases
                    .iter()
                    .map(|phrase| format!("1. {phrase}\n"))
                    .collect::<String>()
                    + "\n"
            }
            3 => {
                phrases
                    .iter()
                    .map(|phrase| format!("- {phrase}\n  - {phrase}\n"))
                    .collect::<String>()
                    + "\n"
            }
            4 => {
                format!("| {} | b |\n|---|---|\n", phrases[0])
                    + &phrases
                        .iter()
                        .map(|phrase| format!("| {phrase} | c |\n"))
                        .collect::<String>()
                    + "\n"
            }
            5 => format!("```flow\n{}\n```\n\n", phrases.join("\n")),
            _ => phrases.join("\n") + "\n\n",
        });
    prop::collection::vec(block, 0..9).prop_map(|blocks| blocks.concat())
}

proptest! {
    #[test]
    fn what_is_shown_of_each_text_differs_as_the_texts_do(
        before in documents(), after in documents(),
    ) {
        let found = differ(&before, &after);
        let (older, newer) = (side(&found, State::Added), side(&found, State::Removed));
        let (old_words, new_words) = (words(&before), words(&after));
        prop_assert_eq!(balance(&older, &newer), balance(&old_words, &new_words));
        let made_up = balance(&older, &old_words).into_iter().filter(|(_, count)| *count > 0);
        prop_assert_eq!(made_up.count(), 0);
        // A column put in stands between the cells of the row.
        let blocks = found.sections.iter().flat_map(|section| &section.blocks);
        if blocks.into_iter().all(|block| !matches!(block.content, Content::Table(_))) {
            let mut rest = new_words.iter();
            prop_assert!(newer.iter().all(|word| rest.any(|other| other == word)), "in the newer order");
        }
    }

    #[test]
    fn a_text_does_not_differ_from_itself(text in documents()) {
        let found = differ(&text, &text);
        prop_assert!(found.metadata.is_empty());
        prop_assert!(found.sections.iter().all(|section| section.state == State::Kept && !section.is_moved));
    }

    #[test]
    fn no_text_makes_it_panic(before in "[ -~\\n]{0,120}", after in "\\PC{0,80}") {
        differ(&before, &after);
    }
}
