//! What Markdown becomes.

use expect_test::expect;

use super::{findings, html, read, read_with};
use crate::text::SlugDialect;

#[test]
fn a_document_of_every_kind_of_block_is_shown() {
    let text = r#"# Cleaning

See https://a.example/c_d. and SOP-002, `SOP-003`, not [SOP-004](x.md#y%20z).
{: .lead #intro}

> [!warning] Mind the gap
> Hot.

!!! danger "Do not"
    First *para*.

    - list

## Parts {#parts .cls}

1. **Rep:** log it. {#log}
2. {: .x} second

- [ ] to **do**
- [x] done

| A |  | C |
|---|:-:|--:|
| 1 | 2 | 3 |
{: .wide}

Term
: Meaning

Note[^n] and again[^n].

[^n]: Its [text](t.md).

```rust
let x = 1;
```
"#;
    expect![[r##"
        <p id="intro" class="lead">See «Auto https://a.example/c_d|https://a.example/c_d». and «Mention SOP-002|SOP-002», <code>SOP-003</code>, not «Markdown x.md#y z|SOP-004».</p>
        <div class="alert alert-warning" role="note">
        <p class="alert-title">Mind the gap</p>
        <p>Hot.</p>
        </div>
        <div class="alert alert-caution" role="note">
        <p class="alert-title">Do not</p>
        <p>First <em>para</em>.</p>
        <ul>
        <li>list</li>
        </ul>
        </div>
        <h2 id="parts" class="cls">Parts <a class="anchor" href="#parts" aria-label="«document.permalink-to Parts»"><span aria-hidden="true">#</span></a></h2>
        <ol>
        <li id="log"><strong>Rep:</strong> log it.</li>
        <li class="x">second</li>
        </ol>
        <ul class="tasks">
        <li id="step-1"><input type="checkbox" disabled aria-label="to do"> to <strong>do</strong></li>
        <li id="step-2"><input type="checkbox" disabled checked aria-label="done"> done</li>
        </ul>
        <div class="table-scroll" role="region" tabindex="0" aria-label="Parts">
        <table class="wide">
        <thead>
        <tr><th scope="col" class="is-number">A</th><td class="center"></td><th scope="col" class="right">C</th></tr>
        </thead>
        <tbody>
        <tr><td class="is-number">1</td><td class="center">2</td><td class="right">3</td></tr>
        </tbody>
        </table>
        </div>
        <dl>
        <dt>Term</dt>
        <dd>Meaning</dd>
        </dl>
        <p>Note<sup class="footnote"><a id="fnref-1" href="#fn-1" role="doc-noteref" aria-label="«footnote.label 1»">1</a></sup> and again<sup class="footnote"><a id="fnref-1-1" href="#fn-1" role="doc-noteref" aria-label="«footnote.label 1»">1</a></sup>.</p>
        <pre tabindex="0"><code class="language-rust"><span class="k">let</span> x <span class="o">=</span> <span class="n">1</span><span class="p">;</span>
        </code></pre>
        <section class="footnotes" role="doc-endnotes" aria-label="«footnote.list »">
        <ol>
        <li id="fn-1"><p>Its «Markdown t.md|text».</p>
         <a class="footnote-back" href="#fnref-1" role="doc-backlink" aria-label="«footnote.back 1 1»">↩</a> <a class="footnote-back" href="#fnref-1-1" role="doc-backlink" aria-label="«footnote.back-again 1 2»">↩</a></li>
        </ol>
        </section>
    "##]]
    .assert_eq(&html(&read(text)));
    expect![""].assert_eq(&findings(text));
}

#[test]
fn the_title_is_the_first_heading_unless_the_front_matter_gives_one() {
    let from_heading = read("# Cleaning\n\n## A\n");
    assert_eq!(from_heading.sop.title.value, "Cleaning");
    assert!(!html(&from_heading).contains("Cleaning"));
    assert_eq!(from_heading.sop.headings.len(), 1);

    let repeated = read("---\nid: SOP-001\ntitle: Cleaning\n---\n# SOP-001: cleaning\n");
    assert_eq!(html(&repeated), "");

    let other = read("---\ntitle: Cleaning\n---\n# Another\n");
    assert_eq!(other.sop.headings[0].text, "Another");

    let none = read("Text.\n");
    assert_eq!(none.sop.title.value, "Cleaning");
    expect![[r#"
        1:1 warning title-missing: the document has no title; `cleaning` is used; add `title` to the front matter, or a first heading `# …`
    "#]]
    .assert_eq(&findings("Text.\n"));
}

#[test]
fn heading_ids_are_those_of_the_host_that_the_settings_name() {
    let text = "# T\n\n## Q & A\n\n## Q & A\n";
    let ids = |dialect| {
        let parsed = read_with(text, |reading| reading.heading_ids = dialect);
        let ids: Vec<String> = parsed
            .sop
            .headings
            .iter()
            .map(|one| one.id.clone())
            .collect();
        ids.join(" ")
    };
    assert_eq!(ids(SlugDialect::Github), "q--a q--a-1");
    assert_eq!(ids(SlugDialect::Gitlab), "q-a q-a-1");
    assert_eq!(ids(SlugDialect::Mkdocs), "q-a q-a_1");
}

#[test]
fn heading_ids_are_githubs_and_an_explicit_id_comes_first() {
    let parsed = read("# T\n\n## Notes\n\n## Notes\n\n### Other {#notes}\n\n## What's new?\n");
    let ids: Vec<&str> = parsed.sop.headings.iter().map(|h| h.id.as_str()).collect();
    assert_eq!(ids, ["notes-1", "notes-2", "notes", "whats-new"]);
}

#[test]
fn the_id_of_the_title_is_taken_as_on_github() {
    let parsed = read("# Notes\n\n## Notes\n\n### Deeper\n");
    let ids: Vec<&str> = parsed.sop.headings.iter().map(|h| h.id.as_str()).collect();
    assert_eq!(ids, ["notes-1", "deeper"]);
    assert_eq!(parsed.sop.title_id.as_deref(), Some("notes"));
    let shown = html(&parsed);
    assert!(shown.contains("<h2 id=\"notes-1\"") && shown.contains("<h3 id=\"deeper\""));
}

#[test]
fn levels_shown_skip_none_below_the_title() {
    let shown = html(&read("# T\n\n### A\n\n#### B\n\n# C\n"));
    let levels: Vec<&str> = ["<h2 id=\"a\"", "<h3 id=\"b\"", "<h2 id=\"c\""].into();
    for level in levels {
        assert!(shown.contains(level), "{level} in {shown}");
    }
}

#[test]
fn wiki_links_are_links_only_when_the_settings_say_so() {
    let text = "# T\n\n[[leave|Leave policy]]\n";
    assert_eq!(html(&read(text)), "<p>[[leave|Leave policy]]</p>\n");
    let on = read_with(text, |reading| reading.wiki_links = true);
    assert_eq!(html(&on), "<p>«Wiki leave|Leave policy»</p>\n");
}

#[test]
fn a_tab_is_a_titled_section_only_in_the_dialect_that_has_it() {
    let text = "# T\n\n=== \"By hand\"\n\n    - one\n    - two\n\nafter\n";
    let plain = html(&read(text));
    assert!(plain.contains("=== "), "{plain}");
    let read = read_with(text, |reading| {
        reading.dialects = vec![crate::dialect::Dialect::named("mkdocs").expect("a dialect")];
    });
    let shown = html(&read);
    assert!(shown.contains("<p><strong>By hand</strong></p>"), "{shown}");
    assert!(shown.contains("<li>one</li>"), "{shown}");
    assert!(!shown.contains("<pre"), "{shown}");
    assert!(!shown.contains("==="), "{shown}");
}

#[test]
fn sections_hold_the_text_for_search() {
    let parsed = read("# T\n\nIntro `code`.\n\n## A\n\nOne\ntwo.\n\n- three\n");
    let sections: Vec<(Option<&str>, &str)> = parsed
        .sop
        .sections
        .iter()
        .map(|section| (section.anchor.as_deref(), section.text.as_str()))
        .collect();
    assert_eq!(
        sections,
        [(None, "Intro code."), (Some("a"), "One two. three")]
    );
}

#[test]
fn sections_say_where_their_steps_and_questions_are() {
    let text = "# T\n\n## Procedure\n\nBefore.\n\n1. **Clerk:** Ask.\n2. Pay {#pay}\n   - Time: 1 hour\n\n## FAQ\n\n```faq\nQ: Why?\nA: So.\n```\n\nAfter.\n";
    let parsed = read(text);
    let told: Vec<String> = parsed
        .sop
        .sections
        .iter()
        .map(|section| {
            let (before, parts) = section.parts();
            let parts: Vec<String> = parts
                .map(|(landmark, text)| {
                    format!(" | {} {}: {text}", landmark.number, landmark.anchor)
                })
                .collect();
            let anchor = section.anchor.as_deref().unwrap_or_default();
            let text = format!("{before}{}", parts.join(""));
            format!("{anchor} {:?}: {text}", section.heading)
                .trim()
                .to_owned()
        })
        .collect();
    expect![[r#"
        "":
        procedure "Procedure": Before. | 1 step-1: Clerk: Ask. | 2 pay: Pay · time: 1 hour
        faq "FAQ":
        why "Why?": So.
        faq "": After.
    "#]]
    .assert_eq(&(told.join("\n") + "\n"));
}

#[test]
fn notes_between_colons_are_read_and_one_that_is_not_closed_is_found() {
    let text = "# T\n\n:::danger[Mind *the* gap]\n\n- Hot\n\n:::\nAfter.\n\n\
                1. Step\n\n   :::tip Once\n   Inner.\n   :::\n2. Next\n\n\
                ::: warning {#x}\nLast.\n\nNot: :::note\n";
    expect![[r#"
        <div class="alert alert-caution" role="note">
        <p class="alert-title">Mind *the* gap</p>
        <ul>
        <li>Hot</li>
        </ul>
        </div>
        <p>After.</p>
        <ol>
        <li><p>Step</p>
        <div class="alert alert-tip" role="note">
        <p class="alert-title">Once</p>
        <p>Inner.</p>
        </div>
        </li>
        <li><p>Next</p>
        </li>
        </ol>
        <div class="alert alert-warning" role="note">
        <p class="alert-title">«alert.warning »</p>
        <p>Last.</p>
        <p>Not: :::note</p>
        </div>
    "#]]
    .assert_eq(&html(&read(text)));
    expect![[r#"
        17:1 warning admonition-unclosed: the note is not closed, and takes in all that follows; write `:::` in a line of its own where the note ends
    "#]].assert_eq(&findings(text));
}

#[test]
fn what_belongs_to_nothing_is_found_and_not_printed() {
    let text = "# T\n\nA {: .x} b[^no], [c][d]. For [SITE][LINE] by [DD/MM/YYYY].\n\n[^u]: unused\n\n> [!wraning]\n> w\n\n```nolang\nx\n```\n";
    expect![[r#"
        3:1 warning footnote-undefined: the footnote `no` is not defined; define it in a line that starts with the same brackets and a colon
        3:3 warning attribute-list-stray: the attribute list applies to nothing; put it directly after a paragraph, a heading or a phrase
        3:18 warning link-reference: no link is defined for `d`; define it in a line of its own: the reference in brackets, a colon, the target
        5:1 hint footnote-unused: nothing refers to the footnote `u`; refer to it in the text, or remove it
        7:3 warning admonition-unknown: `wraning` is not a kind of note; did you mean `warning`?
        10:4 hint code-language-unknown: `nolang` is no language that can be highlighted; write `text` to show it plain
    "#]]
    .assert_eq(&findings(text));
}

#[test]
fn a_block_is_found_by_its_words_without_the_signs_of_its_format() {
    let said = |fence: &str| {
        let parsed = read(&format!("# T\n\n{fence}\n"));
        let sections = parsed.sop.sections.iter();
        let parts = sections.flat_map(|section| [section.heading.clone(), section.text.clone()]);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        parts.join(" | ")
    };
    assert_eq!(
        said("```contacts\nwho,role,how to reach\n\"Lee, Ann\",,555 12\n,Clerk,office\n```"),
        "Lee, Ann, 555 12, Clerk, office"
    );
    assert_eq!(said("```table\nname;fee\nDose;12\n```"), "Dose, 12");
    assert_eq!(
        said("```table caption=\"Fees\" columns=\"name\"\nname;fee\nDose;12\n```"),
        "Fees | Dose"
    );
    assert_eq!(
        said("```raci\ntask,Clerk,Manager\nPay,R,A\n```"),
        "Pay, Clerk, Manager"
    );
    assert_eq!(
        said("```flow\nflowchart LR\nA[Ask] --> B[File]\n```"),
        "Ask File"
    );
    assert_eq!(said("```faq\nQ: Why?\nA: So.\n```"), "Why? | So.");
}
