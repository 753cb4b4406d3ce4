//! Input and output of the layout of one level.

use crate::diagram::flow::chart::Shape;
use crate::diagram::flow::layout::drawing::Point;

/// A box of this level: a node, a whole group, or a port on the border of the group around.
#[derive(Debug, Clone, Default)]
pub struct Item {
    pub width: f32,
    pub height: f32,
    pub shape: Shape,
    pub kind: ItemKind,
    /// Its lane, when the level has lanes.
    pub lane: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ItemKind {
    #[default]
    Node,
    Group,
    /// On the upper border of the group.
    PortAbove,
    PortBelow,
}

/// A link of this level. `from` stands above `to` unless it is a back link.
#[derive(Debug, Clone, Default)]
pub struct Link {
    pub from: usize,
    pub to: usize,
    /// Where it leaves and enters a group's box, from the middle of the side.
    pub from_port: Option<f32>,
    pub to_port: Option<f32>,
    /// Leads up again, along the side.
    pub is_back: bool,
    /// Drawn from `to` to `from`.
    pub is_reversed: bool,
    /// Room for its label.
    pub label: Option<(f32, f32)>,
    pub length: i32,
}

/// One level with everything in its place; the origin is the top left corner.
#[derive(Debug, Clone, Default)]
pub struct Laid {
    pub width: f32,
    pub height: f32,
    /// The centre of each item.
    pub places: Vec<Point>,
    /// Corners of each link, from `from` to `to`.
    pub routes: Vec<Vec<Point>>,
    /// The centre of each link's label.
    pub labels: Vec<Point>,
    /// The x of the walls between lanes, with the outer ones.
    pub walls: Vec<f32>,
}

/// The width and height of each lane's head.
pub type Heads = Vec<(f32, f32)>;
