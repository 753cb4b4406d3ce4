//! Lays a chart out: positions every box and every line. Knows nothing of SVG.
//!
//! ```text
//! sizes    labels wrapped, boxes as large as their text and shape need
//! levels   each group is laid out by itself, inner ones first; a link that leaves a group
//!          runs to a port on its border and goes on in the level above
//! layered  one level: cycles → ranks → cells → order → back links → places → routes
//! ```
//!
//! One level is always laid out from top to bottom; the chart's direction turns the result.

mod back;
mod cells;
mod cycles;
pub mod drawing;
#[cfg(test)]
pub mod faults;
mod few;
mod lanes;
mod items;
mod layered;
mod levels;
mod order;
mod place;
mod ports;
mod ranks;
mod routes;
pub mod shapes;
mod straighten;
mod titles;
mod touch;
mod tracks;

use crate::diagram::flow::chart::Chart;
use crate::diagram::flow::layout::drawing::Drawing;

/// Lays a chart out. With `lanes`, its outermost groups are drawn side by side, from top to bottom.
pub fn lay_out(chart: &Chart, lanes: bool) -> Drawing {
    if lanes && !chart.groups.is_empty() {
        lanes::lay_out(chart)
    } else {
        levels::lay_out(chart)
    }
}
