//! Extends lines to the outlines of shapes: a line is routed to the rectangle around a shape, and
//! some outlines lie inside it.

use crate::diagram::flow::chart::{Chart, End, Shape};
use crate::diagram::flow::layout::drawing::{Place, Point, Route};

/// Moves both ends of each line onto the outlines.
pub fn touch(chart: &Chart, places: &[Place], routes: &mut [Route]) {
    for route in routes {
        let edge = &chart.edges[route.edge];
        if let [first, second, ..] = &mut route.points[..] {
            reach(chart, places, edge.from, first, *second);
        }
        if let [.., before, last] = &mut route.points[..] {
            reach(chart, places, edge.to, last, *before);
        }
    }
}

fn reach(chart: &Chart, places: &[Place], end: End, point: &mut Point, before: Point) {
    let End::Node(node) = end else { return };
    let place = &places[node];
    let (dx, dy) = (point.x - place.x, point.y - place.y);
    let (w, h) = (place.width / 2.0, place.height / 2.0);
    let is_upright = (point.x - before.x).abs() < 0.1;
    let side = match is_upright {
        true if (dy + h).abs() < 0.2 && before.y < point.y => Side::Top,
        true if (dy - h).abs() < 0.2 && before.y > point.y => Side::Bottom,
        false if (dx + w).abs() < 0.2 && before.x < point.x => Side::Left,
        false if (dx - w).abs() < 0.2 && before.x > point.x => Side::Right,
        _ => return,
    };
    let offset = if is_upright { dx } else { dy };
    let inset = inset(chart.nodes[node].shape, side, offset, w, h);
    match side {
        Side::Top => point.y += inset,
        Side::Bottom => point.y -= inset,
        Side::Left => point.x += inset,
        Side::Right => point.x -= inset,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Top,
    Bottom,
    Left,
    Right,
}

/// How far inside the box the outline lies at `offset` from the middle of a side; `w` and `h` are
/// half of the box. Must agree with `svg::outlines`.
fn inset(shape: Shape, side: Side, offset: f32, w: f32, h: f32) -> f32 {
    use Side::{Bottom, Left, Right, Top};
    let round = |offset: f32| h - (h * h - offset * offset).max(0.0).sqrt();
    match (shape, side) {
        (Shape::Stadium, Left | Right) | (Shape::Delay, Right) => round(offset),
        (Shape::Stadium, Top | Bottom) => round((offset.abs() - (w - h)).max(0.0)),
        (Shape::Hexagon, Left | Right) => 0.6 * offset.abs(),
        (Shape::Flag, Left) => 0.6 * (h - offset.abs()),
        (Shape::LeanRight, Left) | (Shape::LeanLeft, Right) | (Shape::Trapezoid, Left | Right) => {
            0.4 * (h - offset)
        }
        (Shape::LeanRight, Right)
        | (Shape::LeanLeft, Left)
        | (Shape::TrapezoidDown, Left | Right) => 0.4 * (h + offset),
        (Shape::Triangle, Left | Right) => w * (h - offset) / (2.0 * h),
        (Shape::ManualInput, Top) => 6.0 * (w - offset) / w,
        (Shape::Cylinder, Top | Bottom) => {
            8.0 * (1.0 - (1.0 - (offset / w).powi(2)).max(0.0).sqrt())
        }
        (Shape::Document, Bottom) => 6.0 - wave(offset, w),
        (Shape::Documents, Bottom) if offset < w - 12.0 => 6.0 - wave(offset + 6.0, w - 6.0),
        (Shape::Documents, Bottom) => 18.0,
        (Shape::Documents, Top) if offset < 12.0 - w => 12.0,
        _ => 0.0,
    }
}

/// How far the wavy lower edge of a document is below its mean: lower at the left, higher at the
/// right.
fn wave(offset: f32, w: f32) -> f32 {
    let share = (offset.abs() / w).min(1.0);
    let swing = 18.0 * share * (1.0 - share);
    if offset > 0.0 { -swing } else { swing }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::flow::layout::lay_out;
    use crate::diagram::flow::tests::{chart, node};

    fn ends(text: &str) -> (Place, Point, Point) {
        let chart = chart(text);
        let drawing = lay_out(&chart, false);
        let points = &drawing.edges[0].points;
        let node = node(&chart, "b").expect("b is in the chart");
        (
            drawing.nodes[node].clone(),
            points[0],
            points[points.len() - 1],
        )
    }

    #[test]
    fn a_line_ends_at_the_outline_and_not_at_the_box_around_it() {
        let (place, _, end) = ends("flowchart TD\n a --> b@{ shape: manual-input, label: b }");
        assert_eq!(end.y, place.y - place.height / 2.0 + 6.0);
        let (place, start, _) = ends("flowchart TD\n b@{ shape: doc, label: b } --> a");
        assert_eq!(start.y, place.y + place.height / 2.0 - 6.0);
        let (place, _, end) = ends("flowchart LR\n a --> b[/b/]");
        let middle = 0.4 * place.height / 2.0;
        assert!((end.x - (place.x - place.width / 2.0 + middle)).abs() < 0.01);
        let (place, _, end) = ends("flowchart TD\n a --> b[b]");
        assert_eq!(end.y, place.y - place.height / 2.0);
    }
}
