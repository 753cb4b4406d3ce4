//! The order of the cells in each layer: barycentres down and up, then swaps of neighbours that
//! remove crossings; the best order is kept.

use crate::diagram::flow::layout::cells::{Grid, Walk};
use crate::diagram::flow::layout::few::Few;

/// Enough for charts that people draw; larger ones get fewer rounds
const ROUNDS: usize = 14;

pub fn improve(grid: &mut Grid) {
    let rounds = match grid.cells.len() {
        0..=600 => ROUNDS,
        601..=1500 => 8,
        _ => 4,
    };
    let web = Web::of(grid);
    let mut changes = Changes::all(grid.layers.len());
    let mut count = Count::default();
    let mut best = grid.layers.clone();
    let mut least = usize::MAX;
    for walk in [Walk::AsWritten, Walk::FromBelow, Walk::Mirrored] {
        if least == 0 || least < usize::MAX && grid.cells.len() > 250 {
            break;
        }
        if walk != Walk::AsWritten {
            grid.sort_by_visit(walk);
            changes = Changes::all(grid.layers.len());
        }
        let mut idle = 0;
        for round in 0..=rounds {
            if round > 0 {
                sweep(grid, &web, &mut changes, round % 2 == 1, round % 4 > 1);
            }
            swap_neighbours(grid, &web, &mut changes);
            let found = count.crossings(grid, &web, &mut changes);
            idle += 1;
            if found < least {
                least = found;
                best.clone_from(&grid.layers);
                idle = 0;
            }
            if least == 0 || idle > 4 {
                break;
            }
        }
    }
    grid.layers = best;
    for layer in 0..grid.layers.len() {
        grid.renumber(layer);
    }
}

/// The neighbours of each cell, in two flat lists: they do not change while the order does.
struct Web {
    up: Ties,
    down: Ties,
}

#[derive(Default)]
struct Ties {
    /// Where the ties of each cell begin.
    first: Vec<usize>,
    ties: Vec<Tie>,
}

#[derive(Clone, Copy)]
struct Tie {
    cell: usize,
    /// The port on the other cell, in px from its middle, and as a fraction of a position.
    port: i32,
    lean: f32,
}

impl Web {
    fn of(grid: &Grid) -> Self {
        let ties = |sides: &[Few], is_up: bool| {
            let mut list = Ties::default();
            for segments in sides {
                list.first.push(list.ties.len());
                list.ties.extend(segments.iter().map(|&number| {
                    let segment = grid.segments[number];
                    let (cell, port) = if is_up {
                        (segment.upper, segment.upper_port)
                    } else {
                        (segment.lower, segment.lower_port)
                    };
                    Tie {
                        cell,
                        port: port as i32,
                        lean: 0.4 * (port / grid.cells[cell].left.max(1.0)),
                    }
                }));
            }
            list.first.push(list.ties.len());
            list
        };
        Self {
            up: ties(&grid.up, true),
            down: ties(&grid.down, false),
        }
    }
}

impl Ties {
    fn of(&self, cell: usize) -> &[Tie] {
        &self.ties[self.first[cell]..self.first[cell + 1]]
    }
}

/// What to examine again because the order around it has changed.
struct Changes {
    /// Layers in which a swap may remove a crossing.
    swaps: Vec<bool>,
    /// Layers whose crossings with the next one are not known.
    counts: Vec<bool>,
}

impl Changes {
    fn all(layers: usize) -> Self {
        Self {
            swaps: vec![true; layers],
            counts: vec![true; layers],
        }
    }

    fn note(&mut self, layer: usize) {
        let (above, below) = (
            layer.saturating_sub(1),
            (layer + 1).min(self.swaps.len() - 1),
        );
        self.swaps[above..=below].fill(true);
        self.counts[above..=layer].fill(true);
    }
}

fn sweep(
    grid: &mut Grid,
    web: &Web,
    changes: &mut Changes,
    is_downwards: bool,
    ties_reversed: bool,
) {
    let count = grid.layers.len();
    let ties = if is_downwards { &web.up } else { &web.down };
    let mut keyed: Vec<(usize, f32, usize)> = Vec::new();
    for step in 1..count {
        let layer = if is_downwards { step } else { count - 1 - step };
        if grid.layers[layer].len() < 2 {
            continue;
        }
        keyed.clear();
        keyed.extend(grid.layers[layer].iter().map(|&cell| {
            (
                grid.cells[cell].band,
                barycentre(&grid.position, cell, ties.of(cell)),
                cell,
            )
        }));
        if ties_reversed {
            keyed.reverse();
        }
        keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut is_changed = false;
        for (place, &(_, _, cell)) in grid.layers[layer].iter_mut().zip(&keyed) {
            is_changed |= *place != cell;
            *place = cell;
        }
        if is_changed {
            grid.renumber(layer);
            changes.note(layer);
        }
    }
}

fn barycentre(position: &[usize], cell: usize, ties: &[Tie]) -> f32 {
    if ties.is_empty() {
        return position[cell] as f32;
    }
    let sum: f32 = ties
        .iter()
        .map(|tie| position[tie.cell] as f32 + tie.lean)
        .sum();
    sum / ties.len() as f32
}

fn swap_neighbours(grid: &mut Grid, web: &Web, changes: &mut Changes) {
    // Above and below: of the cell on the left, and of the one on the right.
    let mut left = [Vec::new(), Vec::new()];
    let mut right = [Vec::new(), Vec::new()];
    for _ in 0..6 {
        let mut is_better = false;
        for layer in 0..grid.layers.len() {
            let &[first, _, ..] = &grid.layers[layer][..] else {
                continue;
            };
            if !std::mem::take(&mut changes.swaps[layer]) {
                continue;
            }
            around(&grid.position, web, first, &mut left);
            let mut is_changed = false;
            for at in 1..grid.layers[layer].len() {
                let (a, b) = (grid.layers[layer][at - 1], grid.layers[layer][at]);
                around(&grid.position, web, b, &mut right);
                let is_one_band = grid.cells[a].band == grid.cells[b].band;
                let gain = gain(&left[0], &right[0]) + gain(&left[1], &right[1]);
                if is_one_band && gain > 0 {
                    grid.layers[layer].swap(at - 1, at);
                    grid.position.swap(a, b);
                    is_changed = true;
                } else {
                    std::mem::swap(&mut left, &mut right);
                }
            }
            if is_changed {
                changes.note(layer);
                is_better = true;
            }
        }
        if !is_better {
            break;
        }
    }
}

fn around(position: &[usize], web: &Web, cell: usize, into: &mut [Vec<i32>; 2]) {
    neighbours(position, web.up.of(cell), &mut into[0]);
    neighbours(position, web.down.of(cell), &mut into[1]);
}

/// Sorted places of a cell's neighbours; ports on one box count as places of their own.
fn neighbours(position: &[usize], ties: &[Tie], into: &mut Vec<i32>) {
    into.clear();
    into.extend(ties.iter().map(|tie| end_key(position, tie)));
    if into.len() > 1 {
        into.sort_unstable();
    }
}

fn end_key(position: &[usize], tie: &Tie) -> i32 {
    let place = i32::try_from(position[tie.cell]).expect("fewer than two thousand million cells");
    place * 4096 + tie.port
}

/// How many crossings a swap removes: pairs (left, right) in the wrong order, less those in the
/// right one.
fn gain(left: &[i32], right: &[i32]) -> i32 {
    left.iter()
        .flat_map(|l| right.iter().map(move |r| l.cmp(r) as i32))
        .sum()
}

/// Crossings between each layer and the next, and the memory to count them in.
#[derive(Default)]
struct Count {
    known: Vec<usize>,
    pairs: Vec<(i32, i32)>,
    lows: Vec<i32>,
    tree: Vec<usize>,
}

/// Up to this many lines between two layers are compared pair by pair.
const FEW: usize = 24;

impl Count {
    /// All crossings of the grid.
    fn crossings(&mut self, grid: &Grid, web: &Web, changes: &mut Changes) -> usize {
        self.known.resize(grid.layers.len(), 0);
        for (layer, cells) in grid.layers.iter().enumerate() {
            if std::mem::take(&mut changes.counts[layer]) {
                self.known[layer] = self.below(grid, web, cells);
            }
        }
        self.known.iter().sum()
    }

    /// Crossings between a layer and the next one.
    fn below(&mut self, grid: &Grid, web: &Web, layer: &[usize]) -> usize {
        let Self {
            pairs, lows, tree, ..
        } = self;
        pairs.clear();
        for (place, &cell) in (0i32..).zip(layer) {
            let ties = web.down.of(cell).iter().zip(&grid.down[cell]);
            pairs.extend(ties.map(|(tie, &number)| {
                let port = grid.segments[number].upper_port as i32;
                (place * 4096 + port, end_key(&grid.position, tie))
            }));
        }
        pairs.sort_unstable();
        if pairs.len() <= FEW {
            return crossings_of_few(pairs);
        }
        lows.clear();
        lows.extend(pairs.iter().map(|pair| pair.1));
        lows.sort_unstable();
        lows.dedup();
        tree.clear();
        tree.resize(lows.len() + 1, 0);
        let mut sum = 0;
        for (seen, pair) in pairs.iter().enumerate() {
            let at = lows.partition_point(|&low| low < pair.1) + 1;
            let mut not_above = 0;
            let mut node = at;
            while node > 0 {
                not_above += tree[node];
                node &= node - 1;
            }
            sum += seen - not_above;
            let mut node = at;
            while node < tree.len() {
                tree[node] += 1;
                node += node & node.wrapping_neg();
            }
        }
        sum
    }
}

fn crossings_of_few(sorted: &[(i32, i32)]) -> usize {
    let pairs = sorted.iter().enumerate();
    pairs
        .map(|(at, pair)| {
            let before = &sorted[..at];
            before.iter().filter(|other| other.1 > pair.1).count()
        })
        .sum()
}
