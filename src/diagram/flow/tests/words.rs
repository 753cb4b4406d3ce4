use expect_test::expect;

use super::chart;
use crate::diagram::flow::lint::lint;
use crate::diagram::flow::outline::{outline_html, outline_text};
use crate::diagram::flow::view::view;
use crate::diagram::{Lint, OutlineWords};

const RECEIPT: &str = "flowchart TD
subgraph Store
  a([Goods arrive]) --> b[Check papers]
end
b --> c{Complete?}
c -->|Yes| d[Book in]
c -->|No| e[Call supplier]
e --> b
d --> f([Done])";

#[test]
fn the_text_version_says_the_same_flow_in_order() {
    expect![[r#"
        1. Goods arrive [Store]
        2. Check papers [Store]
        3. Complete?
           - Yes: continue below
           - No: go to step 6
        4. Book in
        5. Done
        6. Call supplier
           - go to step 2
    "#]]
    .assert_eq(&outline_text(&chart(RECEIPT), &OutlineWords::default()));
}

#[test]
fn the_text_version_as_html_links_its_steps() {
    let link = |text: &str| (text == "Book in").then(|| "book.html".to_owned());
    let html = outline_html(
        &chart("flowchart TD\na{Ok?} -->|no| b[Book in]\na -->|yes| c"),
        "x",
        &OutlineWords::default(),
        &link,
    );
    expect![[r##"<ol class="flow-outline"><li id="x-1">Ok?<ul><li><strong>no</strong>: continue below</li><li><strong>yes</strong>: <a href="#x-3">go to step 3</a></li></ul></li><li id="x-2"><a href="book.html">Book in</a></li><li id="x-3">c</li></ol>"##]].assert_eq(&html);
}

fn lints(text: &str) -> Vec<String> {
    let show = |lint: &Lint| {
        let at = lint.span.clone().map_or("", |span| &text[span]);
        format!("{:?} {} at `{at}`", lint.kind, lint.node)
    };
    lint(&chart(text)).iter().map(show).collect()
}

#[test]
fn a_flow_begins_where_its_first_node_is_led_to_from() {
    let none: Vec<String> = Vec::new();
    assert_eq!(lints("flowchart TD\nb[b] --> c[c]\na[a] --> b"), none);
    let group = "flowchart LR\nsubgraph G\n i --> f\nend\na[a] --> G --> b[b]";
    assert_eq!(lints(group), none);
    assert_eq!(
        lints("flowchart TD\nb[b] --> c[c]\na[a] --> b\nx[x] --> c"),
        ["Unreachable x at `x`"]
    );
}

#[test]
fn a_sound_flow_has_no_lints() {
    assert_eq!(lints(RECEIPT), Vec::<String>::new());
}

#[test]
fn dead_ends_lone_and_unlabelled_exits_and_unreachable_steps_are_found() {
    let text = "flowchart TD\na([Start]) --> b{Ok?}\nb --> c[Stop the line]\nb -->|yes| d{Sure?}\nd --> e([End])\nf[Forgotten] --> e";
    expect![[r#"
        UnlabelledExit Ok? at `-->`
        DeadEnd Stop the line at `c`
        LoneExit Sure? at `d`
        Unreachable Forgotten at `f`"#]]
    .assert_eq(&lints(text).join("\n"));
}

#[test]
fn a_loop_that_nothing_leads_to_is_found_once() {
    assert_eq!(
        lints("flowchart TD\na --> b\nx --> y --> x"),
        ["Unreachable x at `x`"]
    );
}

#[test]
fn the_json_form_names_shapes_and_kinds() {
    let chart = chart("flowchart LR\nsubgraph s [Title]\na([A]) -.->|x| b@{shape: trap-t}\nend");
    let json = serde_json::to_string(&view(&chart)).expect("a view is plain data");
    expect![[r#"{"direction":"LR","nodes":[{"id":"a","label":"A","shape":"stadium"},{"id":"b","label":"b","shape":"trapezoid-down"}],"edges":[{"from":"a","to":"b","label":"x","kind":"dotted-arrow"}],"subgraphs":[{"id":"s","title":"Title","nodes":["a","b"]}]}"#]].assert_eq(&json);
}
