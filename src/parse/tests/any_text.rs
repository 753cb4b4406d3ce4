//! No text at all makes the parser fail, and the same text gives the same value.

use proptest::prelude::*;

use super::{read, read_with};
use crate::config::HtmlMode;
use crate::parse::Piece;

/// Pieces of Markdown, front matter and HTML, in any order.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "---\n",
        "+++\n",
        "title: a\n",
        "id: SOP-001\n",
        "a = [1\n",
        ": ",
        "\n",
        "\n\n",
        "\r\n",
        "# ",
        "## H {#x .y}\n",
        "- ",
        "  - ",
        "1. ",
        "> ",
        "[!note]",
        "!!! note \"T\"\n",
        "    ",
        "\t",
        "```",
        "```rust\n",
        "| a | b |\n",
        "|---|---|\n",
        "{: .x #y}",
        "{#id}",
        "[a](b)",
        "[a][b]",
        "[[c|d]]",
        "[^1]",
        "[^1]: ",
        "![i](j \"t\")",
        "<b>",
        "</b>",
        "<div>",
        "<script>",
        "</script>",
        "<a href=\"x\">",
        "</a>",
        "<img src=y>",
        "<!--",
        "-->",
        "<div title=\"",
        "&amp;",
        "&#60;",
        "**",
        "*",
        "_",
        "`",
        "~~",
        "http://x.example/",
        "SOP-002",
        "SOP-001",
        "a@b.example",
        "word",
        " ",
        "é",
        "日本",
        "\u{fffd}",
        "- [ ] ",
        "Term\n: ",
        "{{ x }}",
        "<% y %>",
        "\\",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let first = read(text);
    prop_assert_eq!(&first, &read(text));
    for finding in &first.diagnostics {
        let range = finding.place.span.range();
        prop_assert!(
            text.get(range.clone()).is_some(),
            "{:?}: {:?}",
            finding,
            range
        );
    }
    let links = first.sop.links.iter().map(|link| link.span);
    let images = first.sop.images.iter().map(|image| image.span);
    let headings = first.sop.headings.iter().map(|heading| heading.span);
    for span in links.chain(images).chain(headings) {
        prop_assert!(text.get(span.range()).is_some(), "{span:?}");
    }
    let mut ids: Vec<&str> = first.sop.headings.iter().map(|h| h.id.as_str()).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    prop_assert_eq!(ids.len(), count, "ids are given once");
    // What stands in a slot is escaped where the slot is filled.
    let pieces = first.sop.body.pieces.iter();
    let written = pieces.filter_map(|piece| match piece {
        Piece::Html(html) => Some(html.to_lowercase()),
        _ => None,
    });
    let safe: String = written.collect();
    prop_assert!(
        !safe.contains("<script") && !safe.contains("<style"),
        "{}",
        safe
    );
    for mode in [HtmlMode::Escape, HtmlMode::Trust] {
        read_with(text, |reading| {
            reading.html = mode;
            reading.wiki_links = true;
        });
    }
    Ok(())
}

proptest! {
    #[test]
    fn text_of_any_kind_is_read(text in "\\PC*") {
        holds(&text)?;
    }

    #[test]
    fn markdown_in_any_order_is_read(text in markdown()) {
        holds(&text)?;
    }

    #[test]
    fn front_matter_in_any_order_is_read(text in markdown()) {
        holds(&format!("---\n{text}\n---\nbody"))?;
        holds(&format!("+++\n{text}\n+++\nbody"))?;
    }
}
