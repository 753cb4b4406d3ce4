use proptest::prelude::*;

use crate::diagram::flow::chart::{Chart, Direction, Shape};
use crate::diagram::flow::layout::faults::faults;
use crate::diagram::flow::layout::lay_out;
use crate::diagram::flow::lint::lint;
use crate::diagram::flow::outline::outline_html;
use crate::diagram::flow::svg::draw;
use crate::diagram::flow::tests::parse;
use crate::diagram::label::Label;
use crate::diagram::{OutlineWords, Picture};

fn picture(chart: &Chart, lanes: bool) -> String {
    let link = |_: &str| None;
    draw(
        chart,
        &Picture {
            id: "p",
            title: "t",
            description: Some("d"),
            lanes,
            is_alone: false,
            link: &link,
        },
    )
}

fn flowish() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "flowchart TD\n",
        "graph LR;",
        "a",
        "b",
        "c1",
        "é",
        "-->",
        "---",
        "-.->",
        "==>",
        "--",
        "==",
        "-.",
        "~~~",
        "|",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "((",
        "))",
        "\"",
        "\"`",
        "`\"",
        "end",
        "subgraph",
        "subgraph x\n",
        " ",
        "\n",
        ";",
        "&",
        " & ",
        ":::k",
        "@{ shape: doc }",
        "@{",
        "e1@",
        "click a \"x\"",
        "style a fill:#f00",
        "classDef k fill:#0f0",
        "class a k",
        "linkStyle 0 stroke:red",
        "%% c\n",
        "%%{init: {}}%%",
        "---\n",
        "direction LR\n",
        "accTitle: x\n",
        "accDescr { y }",
        "<br>",
        "#35;",
        "**",
        "\u{200d}",
        "👩‍🔬",
        "x",
        "o",
        ">",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn charts() -> impl Strategy<Value = Chart> {
    let shapes = [
        Shape::Rectangle,
        Shape::Diamond,
        Shape::Stadium,
        Shape::Circle,
        Shape::Document,
    ];
    let nodes = prop::collection::vec(
        (0..5usize, "[a-zé ]{1,40}", prop::option::of(0..3usize)),
        1..14,
    );
    let edges = prop::collection::vec((0..14usize, 0..14usize, "[a-z]{0,8}"), 0..24);
    let parents = prop::collection::vec(any::<bool>(), 2);
    (nodes, edges, parents, 0..4usize).prop_map(move |(nodes, edges, parents, direction)| {
        let directions = [
            Direction::Down,
            Direction::Up,
            Direction::Right,
            Direction::Left,
        ];
        let mut chart = Chart::new(directions[direction]);
        for number in 0..3 {
            chart.add_group(
                &format!("g{number}"),
                Label::plain(&format!("Group {number}")),
            );
        }
        for (inner, has_parent) in parents.into_iter().enumerate() {
            chart.groups[inner].parent = has_parent.then_some(inner + 1);
        }
        for (number, (shape, label, group)) in nodes.iter().enumerate() {
            let node = chart.add_node(&format!("n{number}"), Label::plain(label), shapes[*shape]);
            chart.nodes[node].group = *group;
        }
        for (from, to, label) in edges {
            chart.add_edge(from % nodes.len(), to % nodes.len(), Label::plain(&label));
        }
        chart
    })
}

proptest! {
    #[test]
    fn no_text_brings_it_down(text in prop_oneof![flowish(), any::<String>(), flowish().prop_map(|text| format!("flowchart TD\n{text}"))]) {
        let parsed = parse(&text);
        prop_assert_eq!(parsed.chart.is_none(), parsed.faults.iter().any(|fault| fault.kind.rejects()));
        for fault in &parsed.faults {
            prop_assert!(text.get(fault.span.clone()).is_some());
        }
        if let Some(chart) = parsed.chart {
            lint(&chart);
            for lanes in [false, true] {
                prop_assert_eq!(picture(&chart, lanes), picture(&chart.clone(), lanes));
            }
            outline_html(&chart, "p", &OutlineWords::default(), &|_| None);
        }
    }

    #[test]
    fn boxes_never_overlap_and_lines_go_around_them(chart in charts(), lanes in any::<bool>()) {
        let drawing = lay_out(&chart, lanes);
        let found = faults(&chart, &drawing);
        prop_assert_eq!((found.overlapping_boxes, found.lines_through_boxes, found.overlapping_labels), (0, 0, 0));
        for place in &drawing.nodes {
            prop_assert!(place.x - place.width / 2.0 >= 0.0 && place.x + place.width / 2.0 <= drawing.width);
            prop_assert!(place.y - place.height / 2.0 >= 0.0 && place.y + place.height / 2.0 <= drawing.height);
        }
    }
}
