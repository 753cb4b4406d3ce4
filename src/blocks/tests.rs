//! Any text in any block: no panic, the same result twice, positions within the file.

use proptest::prelude::*;

use super::{Block, Fence, Origin, column_type, data_faults, parse, words};

fn pieces() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "metric,target,actual,unit,direction,previous\n",
        "principle,ideal,current\n",
        "task,responsible,accountable\n",
        "task;Clerk;Manager\n",
        "who,role,how to reach\n",
        "Q: ",
        "A: ",
        "[Name]",
        "[",
        "]",
        "\"",
        "\"\"",
        ",",
        ";",
        "\t",
        "|",
        "\n",
        "\r\n",
        "\r",
        "\u{feff}",
        "R/A",
        "1,234.5",
        "-£3",
        "99 %",
        "1e999",
        "2026-02-30",
        "n/a",
        "é",
        "日本",
        "\u{0}",
        " ",
        "flowchart TD\n",
        "A --> B{x}\n",
        "x",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

fn holds(word: &str, info: &str, body: &str) -> Result<(), TestCaseError> {
    // The fence as it stands in a file: its info, a line break, its body.
    let offset = info.len() + 1;
    let fence = Fence {
        word,
        info,
        info_offset: 0,
        body,
        origin: Origin::contiguous(offset),
    };
    let first = parse(&fence).expect("the word is that of a block");
    prop_assert_eq!(
        format!("{first:?}"),
        format!("{:?}", parse(&fence).expect("it is the same word"))
    );
    let file = format!("{info}\n{body}");
    for fault in &first.faults {
        let range = fault.span.range();
        prop_assert!(file.get(range.clone()).is_some(), "{:?} {:?}", range, fault);
    }
    if let Some(block) = &first.block {
        in_a_file(block, body)?;
    }
    Ok(())
}

/// The same text as a data file.
fn in_a_file(block: &Block, text: &str) -> Result<(), TestCaseError> {
    for fault in data_faults(block, text) {
        prop_assert!(text.get(fault.span.range()).is_some(), "{:?}", fault);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_in_any_block_is_read(
        word in prop::sample::select(words().collect::<Vec<_>>()),
        info in prop::sample::select(vec!["", " sort filter", " scale=\"1-5\" act=x", " src=\"a.csv\" columns=\"a, b\"", " from=procedure", " caption=\"", " tolerance=-1 alarm=é"]),
        body in pieces(),
    ) {
        holds(word, info, &body)?;
    }

    #[test]
    fn any_characters_in_any_block_are_read(
        word in prop::sample::select(words().collect::<Vec<_>>()),
        info in "[ -~é\t]{0,30}",
        body in "(?s).{0,120}",
    ) {
        holds(word, &info, &body)?;
    }

    #[test]
    fn any_column_has_a_type(cells in prop::collection::vec("\\PC{0,12}", 0..8)) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        prop_assert_eq!(column_type(cells.iter().copied()), column_type(cells.iter().copied()));
    }
}
