//! The x of every cell: cells are aligned with their median neighbours in four ways (from above or
//! below, leftmost or rightmost), each way is packed, and the middle of the four is taken. Chains
//! of bends stay straight, because no other alignment may cross theirs. After Brandes and Köpf,
//! Fast and Simple Horizontal Coordinate Assignment, 2001.

use crate::diagram::flow::layout::cells::{Cell, CellKind, Grid};

pub fn place(grid: &Grid) -> Vec<f32> {
    let crossed = crossed_by_chains(grid);
    let mut ways: Vec<Vec<f32>> = Vec::new();
    for is_downwards in [true, false] {
        for is_mirrored in [false, true] {
            ways.push(way(grid, &crossed, is_downwards, is_mirrored));
        }
    }
    let extent = |xs: &[f32]| {
        let left = xs.iter().zip(&grid.cells).map(|(x, cell)| x - cell.left);
        let right = xs.iter().zip(&grid.cells).map(|(x, cell)| x + cell.right);
        (
            left.fold(f32::INFINITY, f32::min),
            right.fold(f32::NEG_INFINITY, f32::max),
        )
    };
    let extents: Vec<(f32, f32)> = ways.iter().map(|xs| extent(xs)).collect();
    let narrowest = (0..4)
        .min_by(|&a, &b| (extents[a].1 - extents[a].0).total_cmp(&(extents[b].1 - extents[b].0)))
        .expect("there are four ways");
    let (least, most) = extents[narrowest];
    for (number, xs) in ways.iter_mut().enumerate() {
        let shift = if number % 2 == 0 {
            least - extents[number].0
        } else {
            most - extents[number].1
        };
        xs.iter_mut().for_each(|x| *x += shift);
    }
    let mut xs: Vec<f32> = (0..grid.cells.len())
        .map(|cell| {
            let mut four = [ways[0][cell], ways[1][cell], ways[2][cell], ways[3][cell]];
            four.sort_by(f32::total_cmp);
            ((four[1] + four[2]) / 2.0 * 2.0).round() / 2.0
        })
        .collect();
    push_apart(grid, &mut xs);
    xs
}

/// The minimum distance between the middles of two neighbours.
pub fn distance(left: &Cell, right: &Cell) -> f32 {
    use CellKind::{Bend, Head, Item, Slot, Wall};
    let gap = match (left.kind, right.kind) {
        (Wall, Wall) => 40.0,
        (Wall, Head) | (Head, Wall) => 12.0,
        (Wall, Bend) | (Bend, Wall) => 14.0,
        (Wall, _) | (_, Wall) => 20.0,
        (Item(_), Item(_)) => 36.0,
        (Bend, Bend) => 16.0,
        (Slot, Slot) => 12.0,
        (Bend, Slot) | (Slot, Bend) => 12.0,
        _ => 22.0,
    };
    left.right + gap + right.left
}

/// Segments that cross a straight piece of a chain or a wall: they are not aligned.
fn crossed_by_chains(grid: &Grid) -> Vec<bool> {
    let is_inner = |number: usize| {
        let segment = grid.segments[number];
        let is_box =
            |cell: usize| matches!(grid.cells[cell].kind, CellKind::Item(_) | CellKind::Head);
        !is_box(segment.upper) && !is_box(segment.lower)
    };
    let weight = |number: usize| match grid.cells[grid.segments[number].upper].kind {
        CellKind::Wall => 2,
        _ => i32::from(is_inner(number)),
    };
    let mut crossed = vec![false; grid.segments.len()];
    let mut segments: Vec<usize> = Vec::new();
    for layer in &grid.layers {
        segments.clear();
        segments.extend(layer.iter().flat_map(|&cell| &grid.down[cell]));
        if !segments.iter().any(|&number| weight(number) > 0) {
            continue;
        }
        for (at, &a) in segments.iter().enumerate() {
            for &b in &segments[at + 1..] {
                let (one, two) = (grid.segments[a], grid.segments[b]);
                let above = grid.position[one.upper].cmp(&grid.position[two.upper]);
                let below = grid.position[one.lower].cmp(&grid.position[two.lower]);
                if above == below || above.is_eq() || below.is_eq() {
                    continue;
                }
                if weight(a) > weight(b) {
                    crossed[b] = true;
                } else if weight(b) > weight(a) {
                    crossed[a] = true;
                }
            }
        }
    }
    crossed
}

struct Blocks {
    root: Vec<usize>,
    /// The offset of a cell from its root.
    shift: Vec<f32>,
}

fn way(grid: &Grid, crossed: &[bool], is_downwards: bool, is_mirrored: bool) -> Vec<f32> {
    let blocks = align(grid, crossed, is_downwards, is_mirrored);
    pack(grid, &blocks, is_mirrored)
}

fn align(grid: &Grid, crossed: &[bool], is_downwards: bool, is_mirrored: bool) -> Blocks {
    let count = grid.cells.len();
    let mut root: Vec<usize> = (0..count).collect();
    let mut shift = vec![0.0; count];
    let mut is_taken = vec![false; count];
    let layers = grid.layers.len();
    let mut reached: Vec<(i64, usize)> = Vec::new();
    for step in 1..layers {
        let layer = &grid.layers[if is_downwards {
            step
        } else {
            layers - 1 - step
        }];
        let mut last: Option<i64> = None;
        for at in 0..layer.len() {
            let cell = layer[if is_mirrored {
                layer.len() - 1 - at
            } else {
                at
            }];
            let segments = if is_downwards {
                &grid.up[cell]
            } else {
                &grid.down[cell]
            };
            reached.clear();
            reached.extend(segments.iter().map(|&number| {
                let segment = grid.segments[number];
                let (other, port) = if is_downwards {
                    (segment.upper, segment.upper_port)
                } else {
                    (segment.lower, segment.lower_port)
                };
                let key = grid.position[other] as i64 * 100_000 + (port * 10.0) as i64;
                (if is_mirrored { -key } else { key }, number)
            }));
            reached.sort_unstable();
            if reached.is_empty() {
                continue;
            }
            let middle = (reached.len() - 1) / 2;
            let medians = if reached.len().is_multiple_of(2) {
                middle..=middle + 1
            } else {
                middle..=middle
            };
            for &(_, number) in &reached[medians] {
                let segment = grid.segments[number];
                let other = if is_downwards {
                    segment.upper
                } else {
                    segment.lower
                };
                let base = if is_mirrored { -1 } else { 1 } * grid.position[other] as i64;
                let is_free = last.is_none_or(|last| last < base) && !is_taken[other];
                if crossed[number] || !is_free || root[cell] != cell {
                    continue;
                }
                let (own_port, other_port) = if is_downwards {
                    (segment.lower_port, segment.upper_port)
                } else {
                    (segment.upper_port, segment.lower_port)
                };
                root[cell] = root[other];
                shift[cell] = shift[other] + other_port - own_port;
                is_taken[other] = true;
                last = Some(base);
            }
        }
    }
    Blocks { root, shift }
}

/// The minimum distance of a block from the one that owns this list.
struct Tie {
    to: usize,
    gap: f32,
    /// The next one of the list, or `NONE`.
    next: usize,
}

const NONE: usize = usize::MAX;

/// Packs blocks to the left (or right, mirrored), then moves unconnected ones towards their
/// neighbours.
fn pack(grid: &Grid, blocks: &Blocks, is_mirrored: bool) -> Vec<f32> {
    let count = grid.cells.len();
    let sign = if is_mirrored { -1.0 } else { 1.0 };
    // The cells of a block have at most one neighbour each: a list runs through them.
    let mut first = vec![NONE; count];
    let mut ties: Vec<Tie> = Vec::with_capacity(count);
    let mut waiting = vec![0usize; count];
    for layer in &grid.layers {
        for pair in layer.windows(2) {
            let gap = distance(&grid.cells[pair[0]], &grid.cells[pair[1]]);
            let (before, after) = if is_mirrored {
                (pair[1], pair[0])
            } else {
                (pair[0], pair[1])
            };
            let (from, to) = (blocks.root[before], blocks.root[after]);
            ties.push(Tie {
                to,
                gap: gap + sign * (blocks.shift[before] - blocks.shift[after]),
                next: first[from],
            });
            first[from] = ties.len() - 1;
            waiting[to] += 1;
        }
    }
    let behind = |block: usize| {
        let tie = |number: usize| ties.get(number);
        std::iter::successors(tie(first[block]), move |at| tie(at.next))
    };
    let mut order: Vec<usize> = Vec::with_capacity(count);
    order.extend((0..count).filter(|&cell| blocks.root[cell] == cell && waiting[cell] == 0));
    let mut x = vec![0.0f32; count];
    let mut next = 0;
    while let Some(&block) = order.get(next) {
        next += 1;
        for tie in behind(block) {
            x[tie.to] = x[tie.to].max(x[block] + tie.gap);
            waiting[tie.to] -= 1;
            if waiting[tie.to] == 0 {
                order.push(tie.to);
            }
        }
    }
    for &block in order.iter().rev() {
        let room = behind(block)
            .map(|tie| x[tie.to] - tie.gap)
            .fold(f32::INFINITY, f32::min);
        if room.is_finite() && room > x[block] {
            x[block] = room;
        }
    }
    (0..count)
        .map(|cell| sign * x[blocks.root[cell]] + blocks.shift[cell])
        .collect()
}

/// The middle of the four layouts keeps all distances except for rounding errors, which this
/// corrects.
fn push_apart(grid: &Grid, xs: &mut [f32]) {
    for layer in &grid.layers {
        for pair in layer.windows(2) {
            let least = xs[pair[0]] + distance(&grid.cells[pair[0]], &grid.cells[pair[1]]);
            xs[pair[1]] = xs[pair[1]].max(least);
        }
    }
}
