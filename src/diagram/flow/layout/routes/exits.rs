//! Where lines leave and enter their boxes.

use crate::diagram::flow::chart::Shape;
use crate::diagram::flow::layout::cells::CellKind;
use crate::diagram::flow::layout::items::{Item, ItemKind};
use crate::diagram::flow::layout::routes::plan::{Exit, Hook, Plan};
use crate::diagram::flow::layout::{ports, shapes};

impl Plan<'_> {
    pub(super) fn hook_back_links(&mut self) {
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
                let meets_loop = side == 1 && self.has_loop[item];
                if is_clear && !is_full && has_sides && !meets_loop {
                    self.sides[item][side] += 1;
                    self.hooks[link][end] = Hook::Side(if side == 0 { -1.0 } else { 1.0 }, 0.0);
                }
            }
        }
        self.spread_side_hooks();
    }

    /// Of several back links at one side, the one that turns first is the highest.
    pub(super) fn spread_side_hooks(&mut self) {
        let mut hooked: Vec<[Vec<(usize, usize)>; 2]> = vec![Default::default(); self.items.len()];
        for (link, end) in self.back_links().flat_map(|link| [(link, 0), (link, 1)]) {
            if let Hook::Side(side, _) = self.hooks[link][end] {
                let item = self.hook_ends(link, end).0;
                hooked[item][usize::from(side > 0.0)].push((link, end));
            }
        }
        for (item, sides) in hooked.into_iter().enumerate() {
            for (side, mut at) in [-1.0, 1.0].into_iter().zip(sides) {
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

    /// A decision with several exits lets the outer ones leave at its left and right corners when
    /// nothing is in the way.
    pub(super) fn leave_decisions_at_the_side(&mut self) {
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
            let mut exits = down.to_vec();
            exits.sort_by(|&a, &b| self.entry[a].total_cmp(&self.entry[b]));
            for (side, segment) in [(0, exits[0]), (1, exits[exits.len() - 1])] {
                if taken[side] == 0 && self.is_clear_at_side(cell, segment, side) {
                    self.side_exit[segment] = if side == 0 { -1.0 } else { 1.0 };
                    self.sides[item][side] += 1;
                }
            }
        }
    }

    pub(super) fn is_clear_at_side(&self, cell: usize, segment: usize, side: usize) -> bool {
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
        let bars = |cell: &&usize| self.grid.cells[**cell].kind != CellKind::Wall;
        let blocker = if side == 0 {
            layer[..place].iter().rev().find(bars)
        } else {
            layer[place + 1..].iter().find(bars)
        };
        blocker.is_none_or(|&other| {
            let form = &self.grid.cells[other];
            let near = if side == 0 {
                self.xs[cell] - self.xs[other] - form.right
            } else {
                self.xs[other] - form.left - self.xs[cell]
            };
            near > outward + 12.0 + play
        })
    }

    pub(super) fn spread_exits(&mut self) {
        let around = self.hooks_around(1);
        for (item, form) in self.items.iter().enumerate() {
            let cell = self.grid.of_item[item];
            let mut ends: Vec<(f32, Exit)> = self.grid.down[cell]
                .iter()
                .filter(|&&segment| self.side_exit[segment] == 0.0 && !self.has_port(segment, true))
                .map(|&segment| (self.entry[segment] - self.xs[cell], Exit::Segment(segment)))
                .collect();
            ends.extend(&around[item]);
            for (x, exit) in self.spread(form, cell, ends) {
                match exit {
                    Exit::Segment(segment) => self.exit[segment] = x,
                    Exit::Hook(link) => self.around[link][1] = x,
                }
            }
        }
    }

    pub(super) fn spread_entries(&mut self) {
        let around = self.hooks_around(0);
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
            ends.extend(&around[item]);
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

    pub(super) fn has_port(&self, segment: usize, is_upper: bool) -> bool {
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

    /// Of each item: the back links that meet it from above (0) or below (1), and how far from
    /// its middle they come.
    fn hooks_around(&self, end: usize) -> Vec<Vec<(f32, Exit)>> {
        let mut around = vec![Vec::new(); self.items.len()];
        for link in self.back_links() {
            if self.hooks[link][end] == Hook::Around {
                let (item, bend) = self.hook_ends(link, end);
                let from = self.xs[bend] - self.xs[self.grid.of_item[item]];
                around[item].push((from, Exit::Hook(link)));
            }
        }
        around
    }

    pub(super) fn spread(
        &self,
        form: &Item,
        cell: usize,
        mut ends: Vec<(f32, Exit)>,
    ) -> Vec<(f32, Exit)> {
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
}
