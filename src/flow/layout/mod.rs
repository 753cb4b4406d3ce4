//! A chart to a drawing: every box and every line gets its place. Knows nothing of SVG.
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
#[cfg(test)]
pub mod faults;
mod few;
mod lanes;
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

use crate::flow::chart::Chart;
use crate::flow::measure::Text;

/// Where everything is, in px from the top left corner of the picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    pub width: f32,
    pub height: f32,
    /// As many as the chart has, in its order.
    pub nodes: Vec<Place>,
    /// Without the invisible ones; by their index in the chart.
    pub edges: Vec<Route>,
    /// Outer frames before inner ones.
    pub frames: Vec<Frame>,
}

/// A box: its centre and its size.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub text: Text,
}

/// A line with corners, from its start to its end.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Route {
    pub edge: usize,
    pub points: Vec<Point>,
    pub label: Option<Place>,
}

/// A group's border, or a lane with its header.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    pub group: usize,
    /// The centre.
    pub place: Place,
    /// The height of a lane's header; 0 for a group.
    pub header: f32,
    /// From a group's left border to its title.
    pub indent: f32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

/// Lays a chart out. With `lanes` its outermost groups stand side by side, top to bottom.
pub fn lay_out(chart: &Chart, lanes: bool) -> Drawing {
    if lanes && !chart.groups.is_empty() {
        lanes::lay_out(chart)
    } else {
        levels::lay_out(chart)
    }
}
