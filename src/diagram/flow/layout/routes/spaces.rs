//! The spaces between the layers: each is high enough for its tracks.

use crate::diagram::flow::layout::cells::CellKind;
use crate::diagram::flow::layout::items::ItemKind;
use crate::diagram::flow::layout::routes::plan::{APPROACH, Exit, Hook, LEAVE, Plan, TRACK};
use crate::diagram::flow::layout::tracks;
use crate::diagram::flow::layout::tracks::Run;

impl Plan<'_> {
    /// Assigns tracks in the space above each layer (and below the last), and computes every y.
    pub(super) fn run_along_tracks(&mut self) {
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
        for (space, runs) in runs.iter().enumerate() {
            let plain: Vec<Run> = runs.iter().map(|(run, ..)| *run).collect();
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
            for ((_, exit, end), track) in runs.iter().zip(tracks) {
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
    pub(super) fn margins(&self, space: usize) -> (f32, f32, f32) {
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

    pub(super) fn holds_ports(&self, cells: &[usize]) -> bool {
        cells.iter().any(|&cell| match self.grid.cells[cell].kind {
            CellKind::Item(item) => matches!(
                self.items[item].kind,
                ItemKind::PortAbove | ItemKind::PortBelow
            ),
            _ => false,
        })
    }
}
