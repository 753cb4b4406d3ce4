//! The path of a line with rounded corners.

use crate::diagram::flow::layout::drawing::Point;
use crate::diagram::markup::number;

/// The radius of a line's corners.
const CORNER: f32 = 8.0;

/// Writes the path, with corners rounded as far as the adjacent lines allow.
pub fn path(svg: &mut String, points: &[Point]) {
    let Some(first) = points.first() else { return };
    pair(svg, 'M', *first);
    for at in 1..points.len() {
        let (before, here) = (points[at - 1], points[at]);
        let Some(&after) = points.get(at + 1) else {
            step(svg, before, here);
            break;
        };
        let (long, next) = (length(before, here), length(here, after));
        let share = if at + 2 < points.len() { 2.0 } else { 1.0 };
        let radius = CORNER
            .min(long / if at > 1 { 2.0 } else { 1.0 })
            .min(next / share);
        step(svg, before, towards(here, before, radius));
        let end = towards(here, after, radius);
        pair(svg, 'Q', here);
        pair(svg, ' ', end);
    }
}

fn step(svg: &mut String, before: Point, to: Point) {
    if number(before.x) == number(to.x) {
        svg.push('V');
        number(to.y).push(svg);
    } else if number(before.y) == number(to.y) {
        svg.push('H');
        number(to.x).push(svg);
    } else {
        pair(svg, 'L', to);
    }
}

fn pair(svg: &mut String, before: char, point: Point) {
    svg.push(before);
    number(point.x).push(svg);
    svg.push(' ');
    number(point.y).push(svg);
}

fn length(a: Point, b: Point) -> f32 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

/// The point at this distance from `from` towards `to`, along one axis.
fn towards(from: Point, to: Point, far: f32) -> Point {
    let share = far / length(from, to).max(0.1);
    Point {
        x: from.x + (to.x - from.x) * share,
        y: from.y + (to.y - from.y) * share,
    }
}
