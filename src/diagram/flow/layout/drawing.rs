//! The result of a layout: where every box and every line is.

use crate::diagram::measure::Text;

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
