//! The state of routing, which the steps fill in.

use crate::diagram::flow::layout::cells::{Grid, Segment};
use crate::diagram::flow::layout::drawing::Point;
use crate::diagram::flow::layout::items::{Heads, Item, Laid, Link};

/// Between two tracks.
pub const TRACK: f32 = 12.0;
/// From a line's last corner to the box it enters; leaves room for the arrow.
pub const APPROACH: f32 = 24.0;
pub const LEAVE: f32 = 16.0;

/// How a back link meets one of its items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Hook {
    /// At the left (-1) or right (1) side, with the distance from the middle.
    Side(f32, f32),
    /// Around, through the space above or below the layer.
    Around,
}

pub struct Plan<'a> {
    pub grid: &'a Grid,
    pub items: &'a [Item],
    pub links: &'a [Link],
    pub xs: &'a [f32],
    /// Of each back link, at its upper and its lower item.
    pub hooks: Vec<[Hook; 2]>,
    /// Which sides of an item are taken: left, right.
    pub sides: Vec<[usize; 2]>,
    /// Whether a link from the item to itself is at its right side.
    pub has_loop: Vec<bool>,
    /// Of each segment: leaves its upper item at the side -1 or 1.
    pub side_exit: Vec<f32>,
    /// The x at both ends of each segment, and of each back link's hooks around.
    pub exit: Vec<f32>,
    pub entry: Vec<f32>,
    pub around: Vec<[f32; 2]>,
    /// The y of the track of each segment and of each hook around; unused when straight.
    pub track: Vec<f32>,
    pub around_track: Vec<[f32; 2]>,
    /// The middle of each layer.
    pub middle: Vec<f32>,
    pub bottom: f32,
}

impl<'a> Plan<'a> {
    pub fn new(grid: &'a Grid, items: &'a [Item], links: &'a [Link], xs: &'a [f32]) -> Self {
        let segments = grid.segments.len();
        let ends = |port: fn(&Segment) -> (usize, f32)| {
            grid.segments
                .iter()
                .map(|segment| {
                    let (cell, port) = port(segment);
                    xs[cell] + port
                })
                .collect()
        };
        let mut has_loop = vec![false; items.len()];
        for link in links.iter().filter(|link| link.from == link.to) {
            has_loop[link.from] = true;
        }
        Self {
            grid,
            items,
            links,
            xs,
            hooks: vec![[Hook::Around; 2]; links.len()],
            sides: vec![[0; 2]; items.len()],
            has_loop,
            side_exit: vec![0.0; segments],
            exit: ends(|segment| (segment.upper, segment.upper_port)),
            entry: ends(|segment| (segment.lower, segment.lower_port)),
            around: vec![[0.0; 2]; links.len()],
            track: vec![0.0; segments],
            around_track: vec![[0.0; 2]; links.len()],
            middle: Vec::new(),
            bottom: 0.0,
        }
    }

    pub fn centre(&self, cell: usize) -> Point {
        Point {
            x: self.xs[cell],
            y: self.middle[self.grid.cells[cell].layer],
        }
    }

    pub fn back_links(&self) -> impl Iterator<Item = usize> + use<'a> {
        let links = self.links;
        (0..links.len()).filter(move |&link| links[link].is_back)
    }

    /// The item and the chain's cell at the upper (0) or lower (1) end of a back link.
    pub fn hook_ends(&self, link: usize, end: usize) -> (usize, usize) {
        let chain = &self.grid.chains[link];
        match end {
            0 => (self.links[link].to, chain[0]),
            _ => (self.links[link].from, chain[chain.len() - 1]),
        }
    }

    /// Moves everything so that the origin is the top left corner.
    pub fn frame(&self, laid: &mut Laid, heads: &Heads) {
        let cells = self.grid.cells.iter().zip(self.xs);
        let mut left = f32::INFINITY;
        let mut right = f32::NEG_INFINITY;
        for (cell, x) in cells {
            left = left.min(x - cell.left);
            right = right.max(x + cell.right);
        }
        for point in laid.routes.iter().flatten() {
            left = left.min(point.x);
            right = right.max(point.x);
        }
        if !left.is_finite() {
            (left, right) = (0.0, 0.0);
        }
        laid.width = right - left;
        laid.height = self.bottom + if heads.is_empty() { 0.0 } else { 16.0 };
        let points = laid.places.iter_mut().chain(laid.labels.iter_mut());
        for point in points.chain(laid.routes.iter_mut().flatten()) {
            point.x -= left;
        }
        laid.walls.iter_mut().for_each(|wall| *wall -= left);
    }
}

#[derive(Debug, Clone, Copy)]
pub enum Exit {
    Segment(usize),
    Hook(usize),
}
