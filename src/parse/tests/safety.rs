//! Raw HTML, unsafe links, and texts made to exhaust the parser.

use expect_test::expect;

use super::{findings, html, read, read_with};
use crate::config::HtmlMode;
use crate::diagnostic::Code;
use crate::parse::Piece;

#[test]
fn unsafe_html_is_removed_and_the_finding_says_what() {
    let text = "# T\n\nfine\n\n<div class=\"a\" onclick=\"x()\">\n<script>alert(1)</script>\n\
                <a href=\"b.md\">raw</a><img src=\"z.png\" alt=\"zz\">\n</div>\n";
    expect![[r#"
        <p>fine</p>
        <div class="a">

        «Markdown b.md|raw»«image z.png|zz»
        </div>

    "#]]
    .assert_eq(&html(&read(text)));
    expect![[r#"
        5:1 warning html-removed: `onclick` of `<div>` was removed: it is not safe in a page; write it as Markdown
        6:1 warning html-removed: `<script>` was removed: it is not safe in a page; write it as Markdown
    "#]]
    .assert_eq(&findings(text));
}

#[test]
fn a_mark_of_a_slot_cannot_be_forged() {
    let real = read("# T\n\n<b>x</b> [a](b.md)\n");
    let pieces = format!("{:?}", real.sop.body.pieces);
    assert!(pieces.contains("LinkOpen(0)"));
    let forged =
        read("# T\n\n<b>x</b> <hr id=\"x-000000000000000000000000-0\"> <a href=\"x-0-0\">y</a>\n");
    let slots = forged
        .sop
        .body
        .pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::LinkOpen(_)))
        .count();
    assert_eq!(slots, 1, "only the link that the text itself gives");
}

#[test]
fn raw_html_is_text_where_the_settings_say_so_and_stays_where_they_trust_it() {
    let text = "# T\n\n<em onclick=\"x\">a</em>\n";
    let escaped = read_with(text, |reading| reading.html = HtmlMode::Escape);
    assert_eq!(
        html(&escaped),
        "<p>&lt;em onclick=&quot;x&quot;&gt;a&lt;/em&gt;</p>\n"
    );
    let block = "# T\n\n<!-- a note\namong us -->\n\n<table>\n<tr><td>x</td></tr>\n</table>\n";
    let escaped = read_with(block, |reading| reading.html = HtmlMode::Escape);
    assert_eq!(
        html(&escaped).trim_start(),
        "<pre tabindex=\"0\"><code>&lt;table&gt;\n&lt;tr&gt;&lt;td&gt;x&lt;/td&gt;&lt;/tr&gt;\n\
         &lt;/table&gt;\n</code></pre>\n"
    );
    let trusted = read_with(text, |reading| reading.html = HtmlMode::Trust);
    assert_eq!(html(&trusted), "<p><em onclick=\"x\">a</em></p>\n");
}

#[test]
fn bold_without_an_end_ends_with_its_paragraph() {
    let parsed = read("# T\n\na <b>b\n\nc\n");
    assert_eq!(html(&parsed), "<p>a <b>b</b></p>\n<p>c</p>\n");
}

#[test]
fn a_raw_link_without_an_end_ends_with_its_paragraph() {
    let parsed = read("# T\n\na <a href=\"b.md\">link\n\nSOP-002\n");
    assert_eq!(
        html(&parsed),
        "<p>a «Markdown b.md|link»</p>\n<p>«Mention SOP-002|SOP-002»</p>\n"
    );
}

#[test]
fn a_tag_without_an_end_is_shown_as_text() {
    let parsed = read("# T\n\n<div title=\"a\nwords that must not be lost\n");
    assert!(html(&parsed).contains("words that must not be lost"));
}

#[test]
fn nesting_without_end_is_shown_flat_and_found() {
    for text in ["> ".repeat(10_000), "- ".repeat(10_000)] {
        let parsed = read(&format!("# T\n\n{text}deep"));
        let codes: Vec<Code> = parsed.diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, [Code::NestingDeep]);
        assert!(html(&parsed).contains("deep"));
    }
    let raw = read(&format!("# T\n\n{}deep", "<div>\n\n".repeat(10_000)));
    assert!(html(&raw).contains("deep"));
}

#[test]
fn a_long_table_row_is_found() {
    let text = format!("# T\n\n| a |\n|---|\n| {} |\n", "word ".repeat(3_400));
    let parsed = read(&text);
    assert_eq!(parsed.diagnostics[0].code, Code::TableRowLong);
}
