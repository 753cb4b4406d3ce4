//! The grid of one level: layers of cells, and segments between neighbouring layers. A link
//! over several layers becomes a chain of bends; its label is a cell of its own in a layer
//! between two ranks, so that labels overlap nothing.

use std::collections::BTreeMap;

use crate::diagram::flow::chart::Shape;
use crate::diagram::flow::layout::few::Few;
use crate::diagram::flow::layout::items::{Heads, Item, Link};

#[derive(Debug, Clone, Default)]
pub struct Grid {
    pub cells: Vec<Cell>,
    /// Cells from left to right.
    pub layers: Vec<Vec<usize>>,
    pub segments: Vec<Segment>,
    /// Segments that leave a cell downwards, and those that come from above.
    pub down: Vec<Few>,
    pub up: Vec<Few>,
    /// The cell of each item.
    pub of_item: Vec<usize>,
    /// The cells of each link from its upper to its lower end, without the items' own.
    pub chains: Vec<Vec<usize>>,
    /// Place of each cell in its layer.
    pub position: Vec<usize>,
    /// Whether there are walls: no chain may run outside the outer ones.
    pub has_lanes: bool,
}

#[derive(Debug, Clone)]
pub struct Cell {
    pub kind: CellKind,
    pub layer: usize,
    /// Room to the left and to the right of its middle.
    pub left: f32,
    pub right: f32,
    pub height: f32,
    /// The item that a back link's chain meets here.
    pub hooked: Option<usize>,
    /// Cells of one band stay together: even numbers are walls, odd ones lanes.
    pub band: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    Item(usize),
    Bend,
    /// Holds the label of its link.
    Slot,
    /// The border between two lanes.
    Wall,
    /// The title of a lane.
    Head,
}

/// How the first order is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Walk {
    AsWritten,
    Mirrored,
    FromBelow,
}

#[derive(Debug, Clone, Copy)]
pub struct Segment {
    pub upper: usize,
    pub lower: usize,
    pub link: usize,
    /// Fixed ports, from the middle of the cell.
    pub upper_port: f32,
    pub lower_port: f32,
}

pub fn build(items: &[Item], links: &[Link], ranks: &[i32], heads: &Heads) -> Grid {
    let layers = layers(links, ranks, !heads.is_empty());
    let mut grid = Grid {
        layers: vec![Vec::new(); layers.len() + usize::from(!heads.is_empty())],
        chains: vec![Vec::new(); links.len()],
        has_lanes: !heads.is_empty(),
        ..Grid::default()
    };
    let first = usize::from(!heads.is_empty());
    let layer_of = |half_rank: i32| first + layers[&half_rank];
    for (number, item) in items.iter().enumerate() {
        let cell = grid.add(
            CellKind::Item(number),
            layer_of(ranks[number] * 2),
            item.width / 2.0,
            item.height,
            band(item.lane, heads),
        );
        grid.of_item.push(cell);
    }
    for (number, link) in links
        .iter()
        .enumerate()
        .filter(|(_, link)| link.from == link.to)
    {
        let cell = grid.of_item[link.from];
        let label = links[number].label.map_or(0.0, |(width, _)| width);
        grid.cells[cell].right += 26.0 + label;
    }
    for (number, link) in links.iter().enumerate() {
        if link.is_back || link.from == link.to {
            continue;
        }
        let (top, bottom) = (ranks[link.from] * 2, ranks[link.to] * 2);
        let slot = if link.is_reversed {
            bottom - 1
        } else {
            top + 1
        };
        let between = layers
            .range(top + 1..bottom)
            .map(|(&half, _)| half)
            .collect::<Vec<_>>();
        let mut upper = grid.of_item[link.from];
        let band = band(items[link.to].lane, heads);
        let mut upper_port = link.from_port.unwrap_or(0.0);
        for half in between {
            let cell = match link.label.filter(|_| half == slot) {
                Some((width, height)) => {
                    grid.add(CellKind::Slot, layer_of(half), width / 2.0, height, band)
                }
                None => grid.add(CellKind::Bend, layer_of(half), 0.0, 0.0, band),
            };
            grid.chains[number].push(cell);
            grid.connect(upper, cell, number, upper_port, 0.0);
            upper = cell;
            upper_port = 0.0;
        }
        let lower_port = link.to_port.unwrap_or(0.0);
        grid.connect(upper, grid.of_item[link.to], number, upper_port, lower_port);
    }
    for (lane, &(width, height)) in heads.iter().enumerate() {
        grid.add(CellKind::Head, 0, width / 2.0, height, band(lane, heads));
    }
    if grid.has_lanes {
        grid.add_walls(heads.len());
    }
    grid.sort_by_first_visit();
    grid
}

/// The half ranks that exist, with their number from the top: all ranks of items, and those
/// between two ranks where a label stands.
fn layers(links: &[Link], ranks: &[i32], _has_lanes: bool) -> BTreeMap<i32, usize> {
    let mut halves: Vec<i32> = ranks.iter().map(|rank| rank * 2).collect();
    for link in links
        .iter()
        .filter(|link| link.label.is_some() && link.from != link.to)
    {
        halves.push(if link.is_back {
            ranks[link.from] * 2 - 1
        } else if link.is_reversed {
            ranks[link.to] * 2 - 1
        } else {
            ranks[link.from] * 2 + 1
        });
    }
    halves.sort_unstable();
    halves.dedup();
    halves.into_iter().zip(0..).collect()
}

fn band(lane: usize, heads: &Heads) -> usize {
    if heads.is_empty() { 0 } else { lane * 2 + 1 }
}

impl Grid {
    pub fn add(
        &mut self,
        kind: CellKind,
        layer: usize,
        half: f32,
        height: f32,
        band: usize,
    ) -> usize {
        self.cells.push(Cell {
            kind,
            layer,
            left: half,
            right: half,
            height,
            hooked: None,
            band,
        });
        self.down.push(Few::default());
        self.up.push(Few::default());
        self.position.push(self.layers[layer].len());
        self.layers[layer].push(self.cells.len() - 1);
        self.cells.len() - 1
    }

    pub fn connect(
        &mut self,
        upper: usize,
        lower: usize,
        link: usize,
        upper_port: f32,
        lower_port: f32,
    ) {
        self.down[upper].push(self.segments.len());
        self.up[lower].push(self.segments.len());
        self.segments.push(Segment {
            upper,
            lower,
            link,
            upper_port,
            lower_port,
        });
    }

    pub fn renumber(&mut self, layer: usize) {
        for (position, &cell) in self.layers[layer].iter().enumerate() {
            self.position[cell] = position;
        }
    }

    /// Places the two exits of a decision far enough apart to leave at its corners.
    pub fn widen_forks(&mut self, items: &[Item], links: &[Link]) {
        for (number, item) in items.iter().enumerate() {
            let down = &self.down[self.of_item[number]];
            if item.shape != Shape::Diamond || down.len() != 2 || item.width > 240.0 {
                continue;
            }
            if links.iter().filter(|link| link.from == number).count() != 2 {
                continue;
            }
            let lower: Vec<usize> = down
                .iter()
                .map(|&segment| self.segments[segment].lower)
                .collect();
            if lower
                .iter()
                .all(|&cell| self.cells[cell].kind == CellKind::Slot)
            {
                let half = item.width / 2.0 + 10.0;
                let (a, b) = (lower[0], lower[1]);
                let is_in_order = self.position[a] < self.position[b];
                let (left, right) = if is_in_order { (a, b) } else { (b, a) };
                self.cells[left].right = self.cells[left].right.max(half);
                self.cells[right].left = self.cells[right].left.max(half);
            }
        }
    }

    fn add_walls(&mut self, lanes: usize) {
        for wall in 0..=lanes {
            let mut above = None;
            for layer in 0..self.layers.len() {
                let cell = self.add(CellKind::Wall, layer, 0.0, 0.0, wall * 2);
                if let Some(above) = above {
                    self.connect(above, cell, usize::MAX, 0.0, 0.0);
                }
                above = Some(cell);
            }
        }
    }

    /// The first order: depth first from the first item, in the order of the text.
    fn sort_by_first_visit(&mut self) {
        self.sort_by_visit(Walk::AsWritten);
    }

    pub fn sort_by_visit(&mut self, walk: Walk) {
        let mut visit = vec![usize::MAX; self.cells.len()];
        let mut next = 0;
        let from_below = walk == Walk::FromBelow;
        let mut roots: Vec<usize> = (0..self.cells.len())
            .filter(|&cell| {
                if from_below {
                    self.down[cell].is_empty()
                } else {
                    self.up[cell].is_empty()
                }
            })
            .collect();
        if walk == Walk::Mirrored {
            roots.reverse();
        }
        let mut stack = Vec::new();
        for root in roots {
            stack.push(root);
            while let Some(cell) = stack.pop() {
                if visit[cell] != usize::MAX {
                    continue;
                }
                visit[cell] = next;
                next += 1;
                let first = stack.len();
                if from_below {
                    stack.extend(
                        self.up[cell]
                            .iter()
                            .map(|&segment| self.segments[segment].upper),
                    );
                } else {
                    stack.extend(
                        self.down[cell]
                            .iter()
                            .map(|&segment| self.segments[segment].lower),
                    );
                }
                if walk != Walk::Mirrored {
                    stack[first..].reverse();
                }
            }
        }
        for layer in 0..self.layers.len() {
            let mut cells = std::mem::take(&mut self.layers[layer]);
            cells.sort_by_key(|&cell| (self.cells[cell].band, visit[cell]));
            self.layers[layer] = cells;
            self.renumber(layer);
        }
    }
}
