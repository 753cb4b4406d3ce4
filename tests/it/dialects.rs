//! What other tools add to Markdown: a document in a string, and what its page shows.

use expect_test::expect;

use crate::library::{Library, library};
use crate::step_rules::expect_found;
use crate::visible::text_of;

fn page_of(text: &str) -> Library {
    library(&format!(
        "-- sops/index.md --\n# Home\n-- sops/a.md --\n{text}"
    ))
}

/// The text of the page between the words `Begin` and `End`.
fn shown(text: &str) -> String {
    let library = page_of(&format!("# A\n\nBegin\n\n{text}\n\nEnd\n"));
    let page = text_of(&library.page("a.html"));
    let start = page.find("Begin").unwrap() + "Begin".len();
    let end = page.rfind("End").unwrap();
    page[start..end].trim().to_owned()
}

fn is_shown(text: &str, expected: &str) {
    assert_eq!(shown(text), expected, "{text}");
}

#[test]
fn every_word_after_exclamation_marks_is_seen() {
    is_shown("!!! warning \"Hot\"\n    Wait.", "Hot Wait.");
    is_shown("!!! warning\n    Wait.", "Warning Wait.");
    is_shown("!!! danger mind the gap\n    Wait.", "mind the gap Wait.");
    is_shown("!!! note inline end\n    Wait.", "Note Wait.");
    is_shown("??? faq\n    Wait.", "Faq Wait.");
    is_shown("!!! HALT the belt\n    Wait.", "HALT the belt Wait.");
    is_shown("!!! HALT\n    Wait.", "HALT Wait.");
    is_shown("!!! HALT the belt at once", "!!! HALT the belt at once");
    is_shown("!!! caution\nWait.", "!!! caution Wait.");
    is_shown("??? Whose is it", "??? Whose is it");
    is_shown("!!! Mind: acid !!! really", "!!! Mind: acid !!! really");
    is_shown("so\n!!! tip watch out\nthere", "so !!! tip watch out there");
    is_shown("!!! note \"Only this\"", "Only this");
    is_shown("- item\n\n    !!! tip\n        Wait.", "item Tip Wait.");
}

#[test]
fn every_word_of_a_note_between_colons_is_seen() {
    is_shown(
        ":::danger mind {this} gap\nWait.\n:::",
        "mind {this} gap Wait.",
    );
    is_shown(":::note[Mind]{.wide}\nWait.\n:::", "Mind Wait.");
    is_shown("::: info\nWait.\n:::", "Info Wait.");
    is_shown(":::details Who\nWait.\n:::", "Who Wait.");
    is_shown(":::not[closed\nWait.\n:::", ":::not[closed Wait. :::");
}

#[test]
fn every_word_of_an_alert_is_seen() {
    is_shown("> [!DANGER]\n> Wait.", "DANGER Wait.");
    is_shown("> [!warning]- Hot\n> Wait.", "Hot Wait.");
    is_shown("> [!CAUTION]\n> Wait.", "Caution Wait.");
    is_shown("> [!1] is a mark", "[!1] is a mark");
}

#[test]
fn a_note_without_text_is_found() {
    expect_found(
        &["admonition-empty"],
        "# A\n\n!!! warning\nnot indented\n\n!!! tip \"Title\"\n\n!!! note\n    text\n\n:::tip\n:::\n\n> [!NOTE]\n\n> [!NOTE] Said\n\n!!! Mind: text\n",
        expect![[r#"
            admonition-empty sops/a.md:3 the note has no text (indent the lines of its text by four spaces)
            admonition-empty sops/a.md:6 the note has no text (indent the lines of its text by four spaces)
            admonition-empty sops/a.md:11 the note has no text (write its text in the lines before `:::`)
            admonition-empty sops/a.md:14 the note has no text (write its text in the lines below, each after `>`)
        "#]],
    );
}

#[test]
fn only_ids_classes_and_lists_with_a_colon_are_attributes() {
    is_shown("## Fill in {customer}", "Fill in {customer}");
    is_shown("## Form {FRM-009}", "Form {FRM-009}");
    is_shown("## Set {a: 1} {b=2}", "Set {a: 1} {b=2}");
    is_shown("## Parts {#parts .wide}", "Parts");
    is_shown("## Parts {: #parts }", "Parts");
    is_shown("## Parts {#sec:parts-1.2}", "Parts");
    is_shown("## Parts {parts} {#parts}", "Parts {parts}");
    is_shown("Enter {: the batch number}.", "Enter {: the batch number}.");
    is_shown("Wait.\n{: .note title=\"x y\" }", "Wait.");
    is_shown("* toc\n{:toc}", "toc");
    is_shown(r"Enter \{#id}", "Enter {#id}");
    is_shown("`{: .x}` and {name}", "{: .x} and {name}");
    let library = page_of("# A\n\n## Parts {#sec:parts}\n");
    assert!(library.page("a.html").contains("id=\"sec:parts\""));
}

#[test]
fn an_attribute_list_that_is_none_is_found() {
    expect_found(
        &["attribute-list-stray"],
        "# A\n\nEnter {: the batch number}.\n\n## Enter {name}\n\ntext\n{: .wide}\n",
        expect![[r#"
            attribute-list-stray sops/a.md:3 `{:` begins an attribute list, and this is none (leave out the colon, or write `{: .class #id key="value"}`)
        "#]],
    );
}

#[test]
fn a_colon_begins_a_definition_only_before_a_blank_and_never_in_code() {
    is_shown("Rings at\n:30 and :50.", "Rings at :30 and :50.");
    is_shown("Stop.\n\n:bell: Wait.", "Stop. :bell: Wait.");
    is_shown("> Stop.\n> :bell: Wait.", "Stop. :bell: Wait.");
    is_shown("See `a\n: b` here", "See a : b here");
    is_shown("```\n:x\n: y\n```", ":x : y");
    is_shown("[x](<\n:y>) z", "[x](< :y>) z");
    is_shown("A\n:\nB", "A : B");
    is_shown(
        "| A | B |\n|:--|--:|\n| 1 | 2 |\n:memo: Note it.",
        "A B 1 2 :memo: Note it.",
    );
    let is_list = |text: &str| page_of(text).page("a.html").contains("<dt>Term");
    assert!(is_list("# A\n\nTerm\n: meaning\n"));
    assert!(is_list("# A\n\nTerm\n\n:   meaning\n"));
    assert!(!is_list("# A\n\nTerm\n:meaning\n"));
    assert!(
        page_of("# A\n\na | b\n:-- | --:\n1 | 2\n")
            .page("a.html")
            .contains("<td")
    );
}

#[test]
fn a_step_keeps_the_text_that_a_colon_begins() {
    is_shown(
        "## Procedure\n\n1. Stop the belt.\n\n   :bell: Ring twice.\n\n2. Lift the lid.\n   :lock: Lock it.\n\n3. Sign.",
        "Procedure 1 Stop the belt. :bell: Ring twice. 2 Lift the lid. :lock: Lock it. 3 Sign.",
    );
}

#[test]
fn a_place_in_a_rewritten_text_is_the_place_in_the_file() {
    expect_found(
        &["link-unknown"],
        "# A\n\nStop.\n:bell: See [b](b.md).\n\n!!! note\n    :bell: See [c](c.md).\n",
        expect![[r#"
            link-unknown sops/a.md:4 there is no file `b.md` (create it, or fix the link)
            link-unknown sops/a.md:7 there is no file `c.md` (create it, or fix the link)
        "#]],
    );
}

#[test]
fn no_cell_of_a_table_is_lost() {
    let table = "| A | B |\n|---|---|\n| 1 | 2 | 3 | 4 |\n| 5 |";
    is_shown(table, "A B 1 2 3 4 5");
    is_shown("A | B\n--|--\n1 | 2 | 3\n\nlast", "A B 1 2 3 last");
    is_shown("> | A |\n> |---|\n> | 1 | 2 |", "A 1 2");
    is_shown(
        "- x\n\n  | A |\n  |---|\n  | 1 | 2 |\n\n!!! note\n    | A |\n    |---|\n    | 1 | 2 |",
        "x A 1 2 Note A 1 2",
    );
}

#[test]
fn a_note_that_nothing_refers_to_is_shown_below_the_others() {
    let library = page_of("# A\n\nOne[^b].\n\n[^a]: never\n\n[^b]: once\n\n[^b]: twice\n");
    let page = text_of(&library.page("a.html"));
    assert!(page.contains("One. once ↩ never twice"), "{page}");
}

#[test]
fn what_is_no_html_is_shown_as_written() {
    is_shown("Enter <batch number> here.", "Enter <batch number> here.");
    is_shown("<Tabs>\nOne\n</Tabs>", "<Tabs> One </Tabs>");
    is_shown("Wait <!-- not said --> here.", "Wait here.");
    is_shown("Wait.\n\n<!-- no end\n\nGo.", "Wait. <!-- no end Go.");
    is_shown("<b>Wait</b> <u>here</u>", "Wait here");
}

#[test]
fn a_heading_is_a_place_for_the_title_only_when_it_is_nothing_else() {
    let heading = |heading: &str| {
        let library = page_of(&format!("---\ntitle: A\n---\n# {heading}\n\ntext\n"));
        text_of(&library.page("a.html")).contains(heading)
    };
    assert!(!heading("<%= data.title %>"));
    assert!(!heading("{{ page.title }}"));
    assert!(heading("Fill in {{ name }} twice"));
}
