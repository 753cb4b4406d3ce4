//! The order of the cells in each layer: barycentres down and up, neighbours swapped where
//! that takes a crossing away, and the best order seen is kept.

use crate::flow::layout::cells::{Grid, Walk};

/// Enough for charts that people draw; larger ones get fewer rounds.
const ROUNDS: usize = 14;

pub fn improve(grid: &mut Grid) {
    let rounds = match grid.cells.len() {
        0..=600 => ROUNDS,
        601..=1500 => 8,
        _ => 4,
    };
    let mut scratch = Vec::new();
    let mut best = grid.layers.clone();
    let mut least = usize::MAX;
    for walk in [Walk::AsWritten, Walk::FromBelow, Walk::Mirrored] {
        if least == 0 || least < usize::MAX && grid.cells.len() > 250 {
            break;
        }
        if walk != Walk::AsWritten {
            grid.sort_by_visit(walk);
        }
        let mut idle = 0;
        for round in 0..=rounds {
            if round > 0 {
                sweep(grid, round % 2 == 1, round % 4 > 1);
            }
            swap_neighbours(grid);
            let found = crossings(grid, &mut scratch);
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

fn sweep(grid: &mut Grid, is_downwards: bool, ties_reversed: bool) {
    let count = grid.layers.len();
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
                barycentre(grid, cell, is_downwards),
                cell,
            )
        }));
        if ties_reversed {
            keyed.reverse();
        }
        keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for (place, &(_, _, cell)) in grid.layers[layer].iter_mut().zip(&keyed) {
            *place = cell;
        }
        grid.renumber(layer);
    }
}

fn barycentre(grid: &Grid, cell: usize, is_downwards: bool) -> f32 {
    let segments = if is_downwards {
        &grid.up[cell]
    } else {
        &grid.down[cell]
    };
    if segments.is_empty() {
        return grid.position[cell] as f32;
    }
    let sum: f32 = segments
        .iter()
        .map(|&number| {
            let segment = grid.segments[number];
            let (other, port) = if is_downwards {
                (segment.upper, segment.upper_port)
            } else {
                (segment.lower, segment.lower_port)
            };
            let room = grid.cells[other].left.max(1.0);
            grid.position[other] as f32 + 0.4 * (port / room)
        })
        .sum();
    sum / segments.len() as f32
}

fn swap_neighbours(grid: &mut Grid) {
    // Above and below: of the cell on the left, and of the one on the right.
    let mut left = [Vec::new(), Vec::new()];
    let mut right = [Vec::new(), Vec::new()];
    for _ in 0..6 {
        let mut is_better = false;
        for layer in 0..grid.layers.len() {
            let &[first, _, ..] = &grid.layers[layer][..] else {
                continue;
            };
            around(grid, first, &mut left);
            for at in 1..grid.layers[layer].len() {
                let (a, b) = (grid.layers[layer][at - 1], grid.layers[layer][at]);
                around(grid, b, &mut right);
                let is_one_band = grid.cells[a].band == grid.cells[b].band;
                let gain = |side: usize| {
                    inversions(&left[side], &right[side]) - inversions(&right[side], &left[side])
                };
                if is_one_band && gain(0) + gain(1) > 0 {
                    grid.layers[layer].swap(at - 1, at);
                    grid.position.swap(a, b);
                    is_better = true;
                } else {
                    std::mem::swap(&mut left, &mut right);
                }
            }
        }
        if !is_better {
            break;
        }
    }
}

fn around(grid: &Grid, cell: usize, into: &mut [Vec<i32>; 2]) {
    neighbours(grid, cell, true, &mut into[0]);
    neighbours(grid, cell, false, &mut into[1]);
}

/// Sorted places of a cell's neighbours; ports on one box count as places of their own.
fn neighbours(grid: &Grid, cell: usize, is_up: bool, into: &mut Vec<i32>) {
    into.clear();
    let segments = if is_up {
        &grid.up[cell]
    } else {
        &grid.down[cell]
    };
    into.extend(segments.iter().map(|&number| {
        let segment = grid.segments[number];
        if is_up {
            end_key(grid, segment.upper, segment.upper_port)
        } else {
            end_key(grid, segment.lower, segment.lower_port)
        }
    }));
    if into.len() > 1 {
        into.sort_unstable();
    }
}

fn end_key(grid: &Grid, cell: usize, port: f32) -> i32 {
    let place = i32::try_from(grid.position[cell]).expect("fewer than two thousand million cells");
    place * 4096 + port as i32
}

/// How many pairs (left, right) stand in the wrong order. Both are sorted.
fn inversions(left: &[i32], right: &[i32]) -> i32 {
    let mut count = 0;
    if right.is_empty() {
        return 0;
    }
    for &l in left {
        count += right.iter().take_while(|&&r| r < l).count();
    }
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// So few lines between two layers are compared one by one.
const FEW: usize = 24;

fn crossings_of_few(sorted: &[(i32, i32)]) -> usize {
    let pairs = sorted.iter().enumerate();
    pairs
        .map(|(at, pair)| {
            let before = &sorted[..at];
            before.iter().filter(|other| other.1 > pair.1).count()
        })
        .sum()
}

/// All crossings of the grid.
pub fn crossings(grid: &Grid, scratch: &mut Vec<(i32, i32)>) -> usize {
    let mut sum = 0;
    let mut tree: Vec<usize> = Vec::new();
    let mut lows: Vec<i32> = Vec::new();
    for layer in &grid.layers {
        scratch.clear();
        for &cell in layer {
            scratch.extend(grid.down[cell].iter().map(|&number| {
                let segment = grid.segments[number];
                (
                    end_key(grid, segment.upper, segment.upper_port),
                    end_key(grid, segment.lower, segment.lower_port),
                )
            }));
        }
        scratch.sort_unstable();
        if scratch.len() <= FEW {
            sum += crossings_of_few(scratch);
            continue;
        }
        lows.clear();
        lows.extend(scratch.iter().map(|pair| pair.1));
        lows.sort_unstable();
        lows.dedup();
        tree.clear();
        tree.resize(lows.len() + 1, 0);
        for (seen, pair) in scratch.iter().enumerate() {
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
    }
    sum
}
