//! The path of a line with rounded corners.

use std::fmt;

use crate::flow::layout::Point;
use crate::flow::svg::{number, put};

/// The radius of a line's corners.
const CORNER: f32 = 8.0;

/// Corners are rounded as far as the lines beside them allow.
pub fn path(svg: &mut String, points: &[Point]) {
    let Some(first) = points.first() else { return };
    put(svg, format_args!("M{}", Pair(*first)));
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
        put(svg, format_args!("Q{} {}", Pair(here), Pair(end)));
    }
}

fn step(svg: &mut String, before: Point, to: Point) {
    if number(before.x) == number(to.x) {
        put(svg, format_args!("V{}", number(to.y)));
    } else if number(before.y) == number(to.y) {
        put(svg, format_args!("H{}", number(to.x)));
    } else {
        put(svg, format_args!("L{}", Pair(to)));
    }
}

fn length(a: Point, b: Point) -> f32 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

/// The point so far from `from` on the way to `to`, along one axis.
fn towards(from: Point, to: Point, far: f32) -> Point {
    let share = far / length(from, to).max(0.1);
    Point {
        x: from.x + (to.x - from.x) * share,
        y: from.y + (to.y - from.y) * share,
    }
}

/// `x y`.
struct Pair(Point);

impl fmt::Display for Pair {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", number(self.0.x), number(self.0.y))
    }
}
