//! Counts the defects of a drawing for tests: crossings, overlaps, lines through boxes.

use crate::diagram::flow::chart::{Chart, End};
use crate::diagram::flow::layout::drawing::{Drawing, Place, Point};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    pub crossings: usize,
    pub overlapping_boxes: usize,
    pub lines_through_boxes: usize,
    pub lines_through_labels: usize,
    pub overlapping_labels: usize,
    /// Pairs of lines that overlap.
    pub shared_lines: usize,
}

pub fn faults(chart: &Chart, drawing: &Drawing) -> Faults {
    let mut faults = Faults::default();
    let mut legs: Vec<(usize, Point, Point)> = Vec::new();
    for route in &drawing.edges {
        legs.extend(
            route
                .points
                .windows(2)
                .map(|pair| (route.edge, pair[0], pair[1])),
        );
    }
    for (at, a) in legs.iter().enumerate() {
        for b in &legs[at + 1..] {
            if a.0 != b.0 {
                faults.crossings += usize::from(cross(a, b));
                faults.shared_lines += usize::from(lie_on_each_other(a, b));
            }
        }
    }
    for (number, place) in drawing.nodes.iter().enumerate() {
        for other in &drawing.nodes[number + 1..] {
            faults.overlapping_boxes += usize::from(overlap(place, other, -1.0));
        }
        for leg in &legs {
            let edge = &chart.edges[leg.0];
            let is_own = [edge.from, edge.to].contains(&End::Node(number));
            let margin = if is_own { -6.0 } else { -1.0 };
            let is_round = !matches!(
                chart.nodes[number].shape,
                crate::diagram::flow::chart::Shape::Rectangle
            );
            if !(is_own && is_round) {
                faults.lines_through_boxes += usize::from(overlap(place, &span(leg), margin));
            }
        }
    }
    let labels: Vec<(usize, &Place)> = drawing
        .edges
        .iter()
        .filter_map(|route| Some((route.edge, route.label.as_ref()?)))
        .collect();
    for (at, (edge, label)) in labels.iter().enumerate() {
        let others = labels[at + 1..].iter().map(|(_, other)| *other);
        let met = others
            .chain(&drawing.nodes)
            .filter(|other| overlap(label, other, -1.0))
            .count();
        faults.overlapping_labels += met;
        faults.lines_through_labels += legs
            .iter()
            .filter(|leg| leg.0 != *edge && overlap(label, &span(leg), -1.0))
            .count();
    }
    faults
}

fn span(leg: &(usize, Point, Point)) -> Place {
    let (_, a, b) = leg;
    Place {
        x: (a.x + b.x) / 2.0,
        y: (a.y + b.y) / 2.0,
        width: (a.x - b.x).abs(),
        height: (a.y - b.y).abs(),
        ..Place::default()
    }
}

fn overlap(a: &Place, b: &Place, margin: f32) -> bool {
    (a.x - b.x).abs() < (a.width + b.width) / 2.0 + margin
        && (a.y - b.y).abs() < (a.height + b.height) / 2.0 + margin
}

fn cross(a: &(usize, Point, Point), b: &(usize, Point, Point)) -> bool {
    let is_upright = |leg: &(usize, Point, Point)| (leg.1.x - leg.2.x).abs() < 0.1;
    let (upright, flat) = match (is_upright(a), is_upright(b)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return false,
    };
    let within = |at: f32, from: f32, to: f32| from.min(to) + 0.2 < at && at < from.max(to) - 0.2;
    within(upright.1.x, flat.1.x, flat.2.x) && within(flat.1.y, upright.1.y, upright.2.y)
}

fn lie_on_each_other(a: &(usize, Point, Point), b: &(usize, Point, Point)) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() < 2.0;
    let meet = |a: (f32, f32), b: (f32, f32)| {
        a.0.min(a.1) + 2.0 < b.0.max(b.1) && b.0.min(b.1) + 2.0 < a.0.max(a.1)
    };
    let upright = near(a.1.x, a.2.x) && near(b.1.x, b.2.x) && near(a.1.x, b.1.x);
    let flat = near(a.1.y, a.2.y) && near(b.1.y, b.2.y) && near(a.1.y, b.1.y);
    upright && meet((a.1.y, a.2.y), (b.1.y, b.2.y)) || flat && meet((a.1.x, a.2.x), (b.1.x, b.2.x))
}
