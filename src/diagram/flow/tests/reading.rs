use expect_test::{Expect, expect};

use super::{chart, faults, parse};
use crate::diagram::flow::chart::{End, Line, Shape, Tip};
use crate::diagram::{FaultKind, undrawn_kind};

fn check_faults(text: &str, expected: Expect) {
    expected.assert_eq(&faults(text).join("\n"));
}

#[test]
fn every_bracket_has_its_shape() {
    let chart = chart(
        "flowchart LR\na[A] --> b(B) --> c([C]) --> d[[D]] --> e[(E)] --> f((F)) --> g>G]\n\
         h{H} --> i{{I}} --> j[/J/] --> k[\\K\\] --> l[/L\\] --> m[\\M/] --> n(((N))) --> o(-O-)",
    );
    let shapes: Vec<Shape> = chart.nodes.iter().map(|node| node.shape).collect();
    assert_eq!(
        shapes,
        [
            Shape::Rectangle,
            Shape::Rounded,
            Shape::Stadium,
            Shape::Subroutine,
            Shape::Cylinder,
            Shape::Circle,
            Shape::Flag,
            Shape::Diamond,
            Shape::Hexagon,
            Shape::LeanRight,
            Shape::LeanLeft,
            Shape::Trapezoid,
            Shape::TrapezoidDown,
            Shape::DoubleCircle,
            Shape::Ellipse,
        ]
    );
}

#[test]
fn links_have_a_stroke_two_tips_a_length_and_a_label() {
    let chart = chart(
        "graph TD\nA ---->|to B| B -. maybe .-> C\nC <==> D\nD --x E o--o F\nF ~~~ A\nB e7@-- again --> A",
    );
    let found: Vec<_> = chart
        .edges
        .iter()
        .map(|edge| (edge.line, edge.tips, edge.length, edge.label.text()))
        .collect();
    let none = String::new;
    assert_eq!(
        found,
        [
            (Line::Solid, (Tip::None, Tip::Arrow), 3, "to B".to_owned()),
            (Line::Dotted, (Tip::None, Tip::Arrow), 1, "maybe".to_owned()),
            (Line::Thick, (Tip::Arrow, Tip::Arrow), 1, none()),
            (Line::Solid, (Tip::None, Tip::Cross), 1, none()),
            (Line::Solid, (Tip::Circle, Tip::Circle), 1, none()),
            (Line::Invisible, (Tip::None, Tip::None), 1, none()),
            (Line::Solid, (Tip::None, Tip::Arrow), 1, "again".to_owned()),
        ]
    );
}

#[test]
fn an_ampersand_links_every_pair() {
    let chart = chart("flowchart TD\na & b --> c & d --> e");
    assert_eq!(chart.nodes.len(), 5);
    assert_eq!(chart.edges.len(), 6);
}

#[test]
fn a_node_belongs_to_the_innermost_group_and_a_group_can_be_linked() {
    let chart = chart(
        "flowchart TD\nsubgraph store [The store]\n direction LR\n subgraph cold\n  fridge\n end\n shelf\nend\ndoor --> store",
    );
    let group = |id: &str| chart.groups.iter().position(|group| group.id == id);
    let node = |id: &str| &chart.nodes[super::node(&chart, id).expect("it is written")];
    assert_eq!(node("fridge").group, group("cold"));
    assert_eq!(node("shelf").group, group("store"));
    assert_eq!(
        chart.groups[group("cold").expect("written")].parent,
        group("store")
    );
    assert_eq!(Some(chart.edges[0].to), group("store").map(End::Group));
    assert!(super::node(&chart, "store").is_none());
}

#[test]
fn labels_are_text_with_line_breaks_entities_and_emphasis() {
    let chart = chart(
        "flowchart TD\na[\"5 &lt; 7 #quot;ok#quot;<br/>next\"] --> b[\"`**bold** and *soft*`\"] --> c[\"<b>x</b><script>y</script>\"]",
    );
    assert_eq!(chart.nodes[0].label.text(), "5 < 7 \"ok\" next");
    assert_eq!(chart.nodes[0].label.lines.len(), 2);
    let runs = &chart.nodes[1].label.lines[0];
    assert!(runs[0].bold && runs[0].text == "bold");
    assert!(runs.iter().any(|run| run.italic && run.text == "soft"));
    assert_eq!(chart.nodes[2].label.text(), "x");
}

#[test]
fn comments_directives_and_front_matter_are_no_part_of_the_flow() {
    let chart = chart(
        "---\ntitle: Release\n---\n%%{init: {\"theme\": \"forest\"}}%%\nflowchart LR\n  %% sopress: lanes\n  a --> b\n",
    );
    assert_eq!(chart.title.as_deref(), Some("Release"));
    assert!(chart.lanes);
    assert_eq!(chart.nodes.len(), 2);
}

#[test]
fn properties_set_shape_and_label() {
    let chart = chart(
        "flowchart TD\na@{ shape: doc, label: \"Form 7\" } --> b@{ shape: decision }\nc@{\n  shape: cyl\n  label: Archive\n}",
    );
    assert_eq!(chart.nodes[0].shape, Shape::Document);
    assert_eq!(chart.nodes[0].label.text(), "Form 7");
    assert_eq!(chart.nodes[1].shape, Shape::Diamond);
    assert_eq!(chart.nodes[2].label.text(), "Archive");
}

#[test]
fn several_mistakes_are_found_each_at_its_opener() {
    check_faults(
        "flowchart TD\na[Weigh --> b\nb -> c\nc --> \"d\nd --> end\nsubgraph s\ne --> f{Ok?\n",
        expect![[r#"
            2 `[` `[` is never closed
            3 `->` unexpected `->`
            4 `"d` `"d` cannot name a node
            5 `end` `end` is a keyword and cannot name a node
            6 `subgraph s` this subgraph is never closed
            7 `{` `{` is never closed"#]],
    );
}

#[test]
fn parentheses_in_a_label_need_quotes() {
    check_faults(
        "flowchart TD\na[Mix (slowly)] --> b",
        expect!["2 `(` unexpected `(` in the text after `[`"],
    );
}

#[test]
fn an_id_is_one_word_and_a_link_leads_somewhere() {
    check_faults(
        "flowchart TD\nstart here --> b\nb -->\n",
        expect![[r#"
            2 `here` unexpected `here`
            3 `-->` this link leads nowhere"#]],
    );
}

#[test]
fn an_unknown_shape_is_found_with_the_nearest_name() {
    let parsed = parse("flowchart TD\na@{ shape: documnet }");
    assert_eq!(
        parsed.faults[0].help.as_deref(),
        Some("did you mean `document`?")
    );
}

#[test]
fn unsafe_links_callbacks_and_colours_do_not_reject_a_chart() {
    let parsed = parse(
        "flowchart TD\na --> b --> c\nclick a \"javascript:alert(1)\"\nclick b call go()\nstyle c fill:#c33\nclick c \"sop-2.html#s3\"",
    );
    let kinds: Vec<FaultKind> = parsed.faults.iter().map(|fault| fault.kind).collect();
    assert_eq!(
        kinds,
        [
            FaultKind::UnsafeLink,
            FaultKind::Callback,
            FaultKind::RawStyle
        ]
    );
    let chart = parsed.chart.expect("these are no reason to reject it");
    assert!(chart.nodes[0].link.is_none());
    assert_eq!(
        chart.nodes[2]
            .link
            .as_ref()
            .map(|link| link.target.as_str()),
        Some("sop-2.html#s3")
    );
    assert_eq!(chart.nodes[2].tone.map(|tone| tone.0), Some(1));
}

#[test]
fn a_flood_of_links_is_refused() {
    let many = (0..120)
        .map(|n| format!("a{n}"))
        .collect::<Vec<_>>()
        .join(" & ");
    let parsed = parse(&format!("flowchart TD\n{many} --> {many}"));
    assert!(parsed.chart.is_none());
    assert_eq!(parsed.faults[0].kind, FaultKind::TooLarge);
}

#[test]
fn other_diagrams_are_told_by_their_name() {
    assert_eq!(
        undrawn_kind("%% x\nsequenceDiagram\n A->>B: hi"),
        Some("sequenceDiagram")
    );
    assert_eq!(undrawn_kind("gantt\n title x"), Some("gantt"));
    assert_eq!(undrawn_kind("stateDiagram-v2\n"), Some("stateDiagram"));
    assert_eq!(undrawn_kind("graph TD\n a"), None);
    assert_eq!(undrawn_kind("hello"), None);
}
