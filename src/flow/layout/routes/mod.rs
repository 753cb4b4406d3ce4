//! From places to lines: ports at the boxes, tracks between the layers, and so every y.

mod exits;
mod lines;
mod spaces;

pub use lines::tidy;

use crate::flow::layout::Point;
use crate::flow::layout::cells::{CellKind, Grid};
use crate::flow::layout::layered::{Heads, Item, Laid, Link};

/// Between two tracks.
const TRACK: f32 = 12.0;
/// From a line's last corner to the box it enters: room for the arrow.
const APPROACH: f32 = 24.0;
const LEAVE: f32 = 16.0;

pub fn draw(grid: &Grid, items: &[Item], links: &[Link], xs: &[f32], heads: &Heads) -> Laid {
    let mut plan = Plan::new(grid, items, links, xs);
    plan.hook_back_links();
    plan.leave_decisions_at_the_side();
    plan.spread_exits();
    plan.spread_entries();
    plan.run_along_tracks();
    let mut laid = Laid {
        places: (0..items.len())
            .map(|item| plan.centre(grid.of_item[item]))
            .collect(),
        routes: (0..links.len()).map(|link| plan.route(link)).collect(),
        labels: (0..links.len()).map(|link| plan.label(link)).collect(),
        walls: walls(grid, xs),
        ..Laid::default()
    };
    plan.frame(&mut laid, heads);
    laid
}

/// How a back link meets one of its items.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Hook {
    /// At the left (-1) or right (1) side, so far from the middle.
    Side(f32, f32),
    /// Around, through the space above or below the layer.
    Around,
}

struct Plan<'a> {
    grid: &'a Grid,
    items: &'a [Item],
    links: &'a [Link],
    xs: &'a [f32],
    /// Of each back link, at its upper and its lower item.
    hooks: Vec<[Hook; 2]>,
    /// Which sides of an item are taken: left, right.
    sides: Vec<[usize; 2]>,
    /// A link of the item to itself stands at its right side.
    has_loop: Vec<bool>,
    /// Of each segment: leaves its upper item at the side -1 or 1.
    side_exit: Vec<f32>,
    /// The x at both ends of each segment, and of each back link's hooks around.
    exit: Vec<f32>,
    entry: Vec<f32>,
    around: Vec<[f32; 2]>,
    /// The y of the track of each segment and of each hook around; unused when straight.
    track: Vec<f32>,
    around_track: Vec<[f32; 2]>,
    /// The middle of each layer.
    middle: Vec<f32>,
    bottom: f32,
}

impl<'a> Plan<'a> {
    fn new(grid: &'a Grid, items: &'a [Item], links: &'a [Link], xs: &'a [f32]) -> Self {
        let segments = grid.segments.len();
        let ends = |port: fn(&crate::flow::layout::cells::Segment) -> (usize, f32)| {
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

    fn centre(&self, cell: usize) -> Point {
        Point {
            x: self.xs[cell],
            y: self.middle[self.grid.cells[cell].layer],
        }
    }

    fn back_links(&self) -> impl Iterator<Item = usize> + use<'a> {
        let links = self.links;
        (0..links.len()).filter(move |&link| links[link].is_back)
    }

    /// The item and the chain's cell at the upper (0) or lower (1) end of a back link.
    fn hook_ends(&self, link: usize, end: usize) -> (usize, usize) {
        let chain = &self.grid.chains[link];
        match end {
            0 => (self.links[link].to, chain[0]),
            _ => (self.links[link].from, chain[chain.len() - 1]),
        }
    }

    /// Moves everything so that the origin is the top left corner.
    fn frame(&self, laid: &mut Laid, heads: &Heads) {
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
enum Exit {
    Segment(usize),
    Hook(usize),
}

fn walls(grid: &Grid, xs: &[f32]) -> Vec<f32> {
    let Some(first) = grid.layers.first() else {
        return Vec::new();
    };
    first
        .iter()
        .filter(|&&cell| grid.cells[cell].kind == CellKind::Wall)
        .map(|&cell| xs[cell])
        .collect()
}
