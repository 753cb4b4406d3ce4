//! From places to lines: ports at the boxes, tracks between the layers, and so every y.

use crate::flow::chart::Shape;
use crate::flow::layout::cells::{CellKind, Grid};
use crate::flow::layout::layered::{Heads, Item, ItemKind, Laid, Link};
use crate::flow::layout::tracks::{self, Run};
use crate::flow::layout::{Point, ports, shapes};

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
        Self {
            grid,
            items,
            links,
            xs,
            hooks: vec![[Hook::Around; 2]; links.len()],
            sides: vec![[0; 2]; items.len()],
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

    fn hook_back_links(&mut self) {
        for link in self.back_links() {
            for end in 0..2 {
                let (item, bend) = self.hook_ends(link, end);
                let cell = self.grid.of_item[item];
                let (place, gap) = (self.grid.position[cell], self.grid.position[bend]);
                let layer = &self.grid.layers[self.grid.cells[cell].layer];
                let between = &layer[place.min(gap) + 1..place.max(gap)];
                let is_clear = between.iter().all(|&cell| {
                    matches!(self.grid.cells[cell].kind, CellKind::Bend | CellKind::Wall)
                });
                let side = usize::from(gap > place);
                let is_full =
                    self.items[item].shape == Shape::Diamond && self.sides[item][side] > 0;
                let has_sides =
                    self.items[item].kind == ItemKind::Node && self.items[item].height >= 30.0;
                if is_clear && !is_full && has_sides {
                    self.sides[item][side] += 1;
                    self.hooks[link][end] = Hook::Side(if side == 0 { -1.0 } else { 1.0 }, 0.0);
                }
            }
        }
        self.spread_side_hooks();
    }

    /// Several back links at one side: the one that turns up first stands highest.
    fn spread_side_hooks(&mut self) {
        for item in 0..self.items.len() {
            for side in [-1.0, 1.0] {
                let mut at: Vec<(usize, usize)> = self
                    .back_links()
                    .flat_map(|link| [(link, 0), (link, 1)])
                    .filter(|&(link, end)| {
                        self.hook_ends(link, end).0 == item
                            && matches!(self.hooks[link][end], Hook::Side(at, _) if at == side)
                    })
                    .collect();
                if at.len() < 2 {
                    continue;
                }
                // Lower ends go up outside of it, upper ends come from below.
                at.sort_by_key(|&(link, end)| {
                    let distance = self.grid.position[self.hook_ends(link, end).1] as i64;
                    let outward = if side > 0.0 { distance } else { -distance };
                    (1 - end, if end == 1 { outward } else { -outward })
                });
                let apart = (self.items[item].height * 0.55 / (at.len() - 1) as f32).min(14.0);
                let half = apart * (at.len() - 1) as f32 / 2.0;
                for (number, (link, end)) in at.into_iter().enumerate() {
                    self.hooks[link][end] = Hook::Side(side, number as f32 * apart - half);
                }
            }
        }
    }

    /// A decision with several exits lets the outer ones leave at its left and right corner
    /// when nothing stands in the way.
    fn leave_decisions_at_the_side(&mut self) {
        for (item, form) in self.items.iter().enumerate() {
            let cell = self.grid.of_item[item];
            let down = &self.grid.down[cell];
            let taken = self.sides[item];
            if form.shape != Shape::Diamond
                || down.is_empty()
                || down.len() + taken[0] + taken[1] < 2
            {
                continue;
            }
            let mut exits: Vec<usize> = down.clone();
            exits.sort_by(|&a, &b| self.entry[a].total_cmp(&self.entry[b]));
            let ends = [
                (0, exits[0..1].to_vec()),
                (1, exits[exits.len().saturating_sub(1)..].to_vec()),
            ];
            for (side, segments) in ends {
                let Some(&segment) = segments.first() else {
                    continue;
                };
                if taken[side] == 0 && self.is_clear_at_side(cell, segment, side) {
                    self.side_exit[segment] = if side == 0 { -1.0 } else { 1.0 };
                    self.sides[item][side] += 1;
                }
            }
        }
    }

    fn is_clear_at_side(&self, cell: usize, segment: usize, side: usize) -> bool {
        let lower = self.grid.segments[segment].lower;
        let play = if self.grid.up[lower].len() > 1 {
            26.0
        } else {
            0.0
        };
        let room = self.grid.cells[cell].left + 14.0 + play;
        let offset = self.entry[segment] - self.xs[cell];
        let outward = if side == 0 { -offset } else { offset };
        if outward < room {
            return false;
        }
        let layer = &self.grid.layers[self.grid.cells[cell].layer];
        let place = self.grid.position[cell];
        let beyond: Vec<usize> = if side == 0 {
            layer[..place].iter().rev().copied().collect()
        } else {
            layer[place + 1..].to_vec()
        };
        let blocker = beyond
            .into_iter()
            .find(|&cell| self.grid.cells[cell].kind != CellKind::Wall);
        blocker.is_none_or(|other| {
            let form = &self.grid.cells[other];
            let near = if side == 0 {
                self.xs[cell] - self.xs[other] - form.right
            } else {
                self.xs[other] - form.left - self.xs[cell]
            };
            near > outward + 12.0 + play
        })
    }

    fn spread_exits(&mut self) {
        for (item, form) in self.items.iter().enumerate() {
            let cell = self.grid.of_item[item];
            let mut ends: Vec<(f32, Exit)> = self.grid.down[cell]
                .iter()
                .filter(|&&segment| self.side_exit[segment] == 0.0 && !self.has_port(segment, true))
                .map(|&segment| (self.entry[segment] - self.xs[cell], Exit::Segment(segment)))
                .collect();
            ends.extend(self.hooks_around(item, 1));
            for (x, exit) in self.spread(form, cell, ends) {
                match exit {
                    Exit::Segment(segment) => self.exit[segment] = x,
                    Exit::Hook(link) => self.around[link][1] = x,
                }
            }
        }
    }

    fn spread_entries(&mut self) {
        for (item, form) in self.items.iter().enumerate() {
            let cell = self.grid.of_item[item];
            let mut ends: Vec<(f32, Exit)> = self.grid.up[cell]
                .iter()
                .filter(|&&segment| !self.has_port(segment, false))
                .map(|&segment| {
                    let from = if self.side_exit[segment] == 0.0 {
                        self.exit[segment]
                    } else {
                        self.xs[cell]
                    };
                    let lean = self.exit[segment] - self.xs[cell];
                    (from - self.xs[cell] + lean * 0.001, Exit::Segment(segment))
                })
                .collect();
            ends.extend(self.hooks_around(item, 0));
            for (x, exit) in self.spread(form, cell, ends) {
                match exit {
                    Exit::Segment(segment) => self.entry[segment] = x,
                    Exit::Hook(link) => self.around[link][0] = x,
                }
            }
        }
        for segment in 0..self.side_exit.len() {
            if self.side_exit[segment] != 0.0 {
                self.exit[segment] = self.entry[segment];
            }
        }
    }

    fn has_port(&self, segment: usize, is_upper: bool) -> bool {
        let segment = &self.grid.segments[segment];
        if segment.link == usize::MAX {
            return true;
        }
        let link = &self.links[segment.link];
        if is_upper {
            link.from_port.is_some()
        } else {
            link.to_port.is_some()
        }
    }

    fn hooks_around(&self, item: usize, end: usize) -> Vec<(f32, Exit)> {
        let cell = self.grid.of_item[item];
        self.back_links()
            .filter(|&link| {
                self.hooks[link][end] == Hook::Around && self.hook_ends(link, end).0 == item
            })
            .map(|link| {
                (
                    self.xs[self.hook_ends(link, end).1] - self.xs[cell],
                    Exit::Hook(link),
                )
            })
            .collect()
    }

    fn spread(&self, form: &Item, cell: usize, mut ends: Vec<(f32, Exit)>) -> Vec<(f32, Exit)> {
        ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        let wanted: Vec<f32> = ends.iter().map(|end| end.0).collect();
        let reach = match form.kind {
            ItemKind::PortAbove | ItemKind::PortBelow => 0.0,
            _ => shapes::reach(form.shape, form.width / 2.0, form.height / 2.0),
        };
        let is_vertex = form.shape == Shape::Diamond && ends.len() == 1 && wanted[0].abs() > 10.0;
        let offsets = if is_vertex {
            vec![0.0]
        } else {
            ports::spread(&wanted, reach)
        };
        ends.iter()
            .zip(offsets)
            .map(|(end, offset)| (self.xs[cell] + offset, end.1))
            .collect()
    }

    /// Runs in the space above each layer (and below the last), their tracks, and all y.
    fn run_along_tracks(&mut self) {
        let layers = self.grid.layers.len();
        let mut runs: Vec<Vec<(Run, Exit, usize)>> = vec![Vec::new(); layers + 1];
        for (number, segment) in self.grid.segments.iter().enumerate() {
            let run = Run {
                a: self.exit[number],
                b: self.entry[number],
                a_up: true,
                b_up: false,
            };
            let space = self.grid.cells[segment.lower].layer;
            runs[space].push((run, Exit::Segment(number), 0));
        }
        for link in self.back_links() {
            for end in 0..2 {
                if self.hooks[link][end] != Hook::Around {
                    continue;
                }
                let bend = self.hook_ends(link, end).1;
                let is_up = end == 1;
                let run = Run {
                    a: self.around[link][end],
                    b: self.xs[bend],
                    a_up: is_up,
                    b_up: is_up,
                };
                runs[self.grid.cells[bend].layer + end].push((run, Exit::Hook(link), end));
            }
        }
        let mut y = 0.0;
        for space in 0..=layers {
            let plain: Vec<Run> = runs[space].iter().map(|(run, ..)| *run).collect();
            let (tracks, count) = tracks::assign(&plain);
            let (leave, approach, least) = self.margins(space);
            let needed = if count > 0 {
                leave + approach + (count - 1) as f32 * TRACK
            } else {
                0.0
            };
            let height = f32::max(needed, least);
            let start = y
                + leave
                + (height - needed)
                    * if space == layers || leave <= 8.0 {
                        0.0
                    } else {
                        0.4
                    };
            for ((_, exit, end), track) in runs[space].iter().zip(tracks) {
                let at = start + track as f32 * TRACK;
                match *exit {
                    Exit::Segment(segment) => self.track[segment] = at,
                    Exit::Hook(link) => self.around_track[link][*end] = at,
                }
            }
            y += height;
            if space < layers {
                let tallest = self.grid.layers[space]
                    .iter()
                    .map(|&cell| self.grid.cells[cell].height);
                let tallest = tallest.fold(0.0, f32::max);
                self.middle.push(y + tallest / 2.0);
                y += tallest;
            }
        }
        self.bottom = y;
    }

    /// Room below the layer above a space, room above the layer below it, and the least height.
    fn margins(&self, space: usize) -> (f32, f32, f32) {
        let layers = &self.grid.layers;
        let holds = |layer: Option<&Vec<usize>>, wanted: fn(&CellKind) -> bool| {
            layer.is_some_and(|cells| {
                cells
                    .iter()
                    .any(|&cell| wanted(&self.grid.cells[cell].kind))
            })
        };
        let above = space.checked_sub(1).and_then(|above| layers.get(above));
        let below = layers.get(space);
        let is_item: fn(&CellKind) -> bool = |kind| matches!(kind, CellKind::Item(_));
        let is_head: fn(&CellKind) -> bool = |kind| matches!(kind, CellKind::Head);
        let (from_item, to_item) = (holds(above, is_item), holds(below, is_item));
        let from_ports = above.is_some_and(|cells| self.holds_ports(cells));
        let to_ports = below.is_some_and(|cells| self.holds_ports(cells));
        let arrows_up = from_item && self.links.iter().any(|link| link.is_reversed) || space == 0;
        if holds(above, is_head) {
            return (14.0, APPROACH, 18.0);
        }
        let leave = match (from_ports, from_item) {
            (true, _) => 6.0,
            _ if arrows_up => 22.0,
            (_, true) => LEAVE,
            _ => 8.0,
        };
        let approach = if to_ports {
            8.0
        } else if to_item {
            APPROACH
        } else {
            8.0
        };
        let least = match (above.is_some(), below.is_some()) {
            (true, true) if from_ports || to_ports => 16.0,
            (true, true) if from_item && to_item => 36.0,
            (true, true) if from_item => 14.0,
            (true, true) if to_item => 20.0,
            (true, true) => 10.0,
            _ => 0.0,
        };
        (leave, approach, least)
    }

    fn holds_ports(&self, cells: &[usize]) -> bool {
        cells.iter().any(|&cell| match self.grid.cells[cell].kind {
            CellKind::Item(item) => matches!(
                self.items[item].kind,
                ItemKind::PortAbove | ItemKind::PortBelow
            ),
            _ => false,
        })
    }

    /// The corners of a link from `from` to `to`.
    fn route(&self, number: usize) -> Vec<Point> {
        let link = &self.links[number];
        if link.from == link.to {
            return self.loop_of(link.from);
        }
        if link.is_back {
            return self.route_back(number);
        }
        let mut points = Vec::new();
        let mut upper = self.grid.of_item[link.from];
        let lowest = self.grid.of_item[link.to];
        for &next in self.grid.chains[number].iter().chain([&lowest]) {
            let segment = self.segment(number, upper, next);
            if upper == self.grid.of_item[link.from] {
                self.leave(&mut points, link.from, segment);
            }
            points.push(Point {
                x: self.exit[segment],
                y: self.track[segment],
            });
            points.push(Point {
                x: self.entry[segment],
                y: self.track[segment],
            });
            if next == lowest {
                points.push(self.rim(link.to, self.entry[segment], -1.0));
            }
            upper = next;
        }
        tidy(points)
    }

    fn segment(&self, link: usize, upper: usize, lower: usize) -> usize {
        self.grid.down[upper]
            .iter()
            .copied()
            .find(|&segment| {
                self.grid.segments[segment].link == link
                    && self.grid.segments[segment].lower == lower
            })
            .expect("a chain is connected")
    }

    fn leave(&self, points: &mut Vec<Point>, item: usize, segment: usize) {
        let side = self.side_exit[segment];
        if side == 0.0 {
            points.push(self.rim(item, self.exit[segment], 1.0));
            return;
        }
        let centre = self.centre(self.grid.of_item[item]);
        points.push(Point {
            x: centre.x + side * self.items[item].width / 2.0,
            y: centre.y,
        });
        points.push(Point {
            x: self.exit[segment],
            y: centre.y,
        });
    }

    /// The point of an item's outline at this x, on its upper (-1) or lower (1) side.
    fn rim(&self, item: usize, x: f32, side: f32) -> Point {
        let form = &self.items[item];
        let centre = self.centre(self.grid.of_item[item]);
        let inset = shapes::inset(
            form.shape,
            x - centre.x,
            form.width / 2.0,
            form.height / 2.0,
        );
        Point {
            x,
            y: centre.y + side * (form.height / 2.0 - inset),
        }
    }

    fn route_back(&self, number: usize) -> Vec<Point> {
        let link = &self.links[number];
        let chain = &self.grid.chains[number];
        let mut points = Vec::new();
        self.hook(&mut points, number, 1, link.from);
        for pair in chain.windows(2).rev() {
            let segment = self.segment(number, pair[0], pair[1]);
            points.push(Point {
                x: self.entry[segment],
                y: self.track[segment],
            });
            points.push(Point {
                x: self.exit[segment],
                y: self.track[segment],
            });
        }
        let mut ending = Vec::new();
        self.hook(&mut ending, number, 0, link.to);
        points.extend(ending.into_iter().rev());
        tidy(points)
    }

    /// From the item to the chain.
    fn hook(&self, points: &mut Vec<Point>, number: usize, end: usize, item: usize) {
        let bend = self.hook_ends(number, end).1;
        let form = &self.items[item];
        let centre = self.centre(self.grid.of_item[item]);
        match self.hooks[number][end] {
            Hook::Side(side, offset) => {
                let inset = shapes::inset(form.shape, offset, form.height / 2.0, form.width / 2.0);
                let y = centre.y + offset;
                points.push(Point {
                    x: centre.x + side * (form.width / 2.0 - inset),
                    y,
                });
                points.push(Point {
                    x: self.xs[bend],
                    y,
                });
            }
            Hook::Around => {
                let (x, y) = (self.around[number][end], self.around_track[number][end]);
                points.push(self.rim(item, x, if end == 1 { 1.0 } else { -1.0 }));
                points.push(Point { x, y });
                points.push(Point {
                    x: self.xs[bend],
                    y,
                });
            }
        }
    }

    fn loop_of(&self, item: usize) -> Vec<Point> {
        let form = &self.items[item];
        let centre = self.centre(self.grid.of_item[item]);
        let offset = form.height / 4.0;
        let inset = shapes::inset(form.shape, offset, form.height / 2.0, form.width / 2.0);
        let (side, far) = (
            centre.x + form.width / 2.0,
            centre.x + form.width / 2.0 + 20.0,
        );
        vec![
            Point {
                x: side - inset,
                y: centre.y - offset,
            },
            Point {
                x: far,
                y: centre.y - offset,
            },
            Point {
                x: far,
                y: centre.y + offset,
            },
            Point {
                x: side - inset,
                y: centre.y + offset,
            },
        ]
    }

    fn label(&self, number: usize) -> Point {
        let link = &self.links[number];
        if link.from == link.to {
            let centre = self.centre(self.grid.of_item[link.from]);
            let width = link.label.map_or(0.0, |(width, _)| width);
            return Point {
                x: centre.x + self.items[link.from].width / 2.0 + 22.0 + width / 2.0,
                y: centre.y,
            };
        }
        let slot = self.grid.chains[number]
            .iter()
            .find(|&&cell| self.grid.cells[cell].kind == CellKind::Slot);
        slot.map_or_else(Point::default, |&cell| self.centre(cell))
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

/// Without points that change nothing.
pub fn tidy(points: Vec<Point>) -> Vec<Point> {
    let near = |a: f32, b: f32| (a - b).abs() < 0.1;
    let mut tidied: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if tidied
            .last()
            .is_some_and(|last| near(last.x, point.x) && near(last.y, point.y))
        {
            continue;
        }
        if let [.., a, b] = tidied[..]
            && (near(a.x, b.x) && near(b.x, point.x) || near(a.y, b.y) && near(b.y, point.y))
        {
            tidied.pop();
        }
        tidied.push(point);
    }
    tidied
}
