use super::{chart, svg};
use crate::diagram::flow::layout::drawing::Drawing;
use crate::diagram::flow::layout::faults::{Faults, faults};
use crate::diagram::flow::layout::lay_out;

const CLEANING: &str = "flowchart TD
    start([Shift ends]) --> rinse[Rinse the vessel]
    rinse --> clean{Visibly clean?}
    clean -->|No| rinse
    clean -->|Yes| swab[Take a swab]
    swab --> passed{Below limit?}
    passed -->|No| report[Report to QA]
    report --> rinse
    passed -->|Yes| release([Release])";

fn clean(text: &str, lanes: bool) -> Drawing {
    let chart = chart(text);
    let drawing = lay_out(&chart, lanes);
    assert_eq!(faults(&chart, &drawing), Faults::default());
    drawing
}

#[test]
fn a_procedure_with_loops_is_drawn_without_a_crossing() {
    clean(CLEANING, false);
}

#[test]
fn the_first_step_stands_on_top_although_loops_lead_back_to_it() {
    let drawing = clean("flowchart TD\na --> b --> c --> a\nc --> b", false);
    assert!(drawing.nodes[0].y < drawing.nodes[1].y && drawing.nodes[1].y < drawing.nodes[2].y);
}

#[test]
fn the_direction_turns_the_drawing() {
    let place = |direction: &str| {
        let drawing = clean(&format!("flowchart {direction}\na --> b"), false);
        (
            drawing.nodes[1].x - drawing.nodes[0].x,
            drawing.nodes[1].y - drawing.nodes[0].y,
        )
    };
    assert!(place("TD").1 > 0.0 && place("BT").1 < 0.0);
    assert!(place("LR").0 > 0.0 && place("RL").0 < 0.0);
}

#[test]
fn lanes_stand_side_by_side_and_hold_their_nodes() {
    let drawing = clean(
        "flowchart LR\nsubgraph One\na --> b\nend\nsubgraph Two\nc{Ok?}\nend\nb --> c\nc -->|no| a\nc -->|yes| d\nsubgraph Three\nd\nend",
        true,
    );
    let [one, two, three] = &drawing.frames[..] else {
        panic!("three lanes")
    };
    assert!((one.place.height - three.place.height).abs() < 0.1);
    assert!(one.place.x < two.place.x && two.place.x < three.place.x);
    for (node, lane) in [(0, one), (1, one), (2, two), (3, three)] {
        let node = &drawing.nodes[node];
        assert!((node.x - lane.place.x).abs() + node.width / 2.0 <= lane.place.width / 2.0);
    }
}

#[test]
fn a_group_encloses_its_nodes_and_no_others() {
    let drawing = clean(
        "flowchart TD\nx --> a\nsubgraph g [Group]\na --> b\nend\nb --> y\nx --> y",
        false,
    );
    let frame = &drawing.frames[0].place;
    let is_inside = |node: usize| {
        let node = &drawing.nodes[node];
        (node.x - frame.x).abs() < frame.width / 2.0
            && (node.y - frame.y).abs() < frame.height / 2.0
    };
    let inside: Vec<bool> = (0..4).map(is_inside).collect();
    assert_eq!(inside, [false, true, true, false]);
}

#[test]
fn the_picture_holds_no_style_script_or_foreign_markup() {
    let svg = svg(
        "flowchart TD\na[\"<img src=x onerror=alert(1)> 1 < 2\"] -->|\"<script>x</script>go\"| b:::hot\nclassDef hot fill:#f00\nclick a \"javascript:alert(1)\"",
    );
    for word in [
        "<style",
        "style=",
        "<script",
        "foreignObject",
        "onerror",
        "javascript",
    ] {
        assert!(!svg.contains(word), "{word} in {svg}");
    }
    assert!(svg.contains("1 &lt; 2") && svg.contains("flow-tone-1"));
}

#[test]
fn a_picture_with_links_is_a_group_and_one_without_is_an_image() {
    let linked = svg("flowchart TD\na[SOP-001] --> b");
    assert!(linked.contains("role=\"group\"") && linked.contains("<a href=\"SOP-001.html\""));
    let plain = svg("flowchart TD\na --> b");
    assert!(plain.contains("role=\"img\"") && !plain.contains("<a "));
    assert!(plain.contains("<title id=\"f1-t\">Release &amp; &lt;hold&gt;</title>"));
}

#[test]
fn pictures_are_small() {
    assert!(svg(CLEANING).len() <= 4_000, "{}", svg(CLEANING).len());
}

#[test]
fn a_label_is_never_wider_than_its_box() {
    let drawing = clean(
        "flowchart TD\na[\"Sicherheitsunterweisungsnachweisverwaltungsprogramm-Freigabeverfahrensanweisung\"] --> b{\"检查所有阀门是否已经关闭并且记录在案\"} --> c([\"👩‍🔬 ✅ ok\"])",
        false,
    );
    for place in &drawing.nodes {
        assert!(place.text.width + 8.0 <= place.width && place.text.height() <= place.height);
    }
}
