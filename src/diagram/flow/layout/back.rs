//! Inserts back links into the finished order one after the other: each is a chain from the layer
//! of the lower item up to that of the upper one, placed where it causes the fewest crossings and
//! can leave and enter at the sides of its items.

use crate::diagram::flow::chart::Shape;
use crate::diagram::flow::layout::cells::{Cell, CellKind, Grid};
use crate::diagram::flow::layout::few::Few;
use crate::diagram::flow::layout::items::{Item, Link};

/// The cost of a link that has to go around other boxes.
const AROUND: f32 = 2.5;
/// The cost of a second link at the same side of a decision.
const SIDE_TAKEN: f32 = 3.0;
/// The cost of a step to the side, so that of equal routes the straighter one wins.
const STEP: f32 = 0.05;

/// Larger grids use the first good order of insertion.
const TRY_ORDERS_UP_TO: usize = 300;

/// A chain blocks later ones, so several orders are tried.
pub fn insert(grid: &mut Grid, items: &[Item], links: &[Link]) {
    let mut order: Vec<usize> = (0..links.len())
        .filter(|&number| links[number].is_back)
        .collect();
    let span = |number: usize| {
        let link = &links[number];
        grid.cells[grid.of_item[link.from]].layer - grid.cells[grid.of_item[link.to]].layer
    };
    order.sort_by_key(|&number| (span(number), number));
    if order.len() < 2 || grid.cells.len() > TRY_ORDERS_UP_TO {
        insert_in_order(grid, items, links, &order, f32::INFINITY);
        return;
    }
    let mut orders = vec![order.clone()];
    order.reverse();
    orders.push(order.clone());
    order.sort_unstable();
    orders.push(order.clone());
    let turned = order.len() / 2;
    order.rotate_left(turned);
    orders.push(order);
    let (cells, segments) = (grid.cells.len(), grid.segments.len());
    let mut best = 0;
    let mut least = f32::INFINITY;
    for (number, order) in orders.iter().enumerate() {
        if orders[..number].contains(order) {
            continue;
        }
        let cost = insert_in_order(grid, items, links, order, least);
        if cost + 0.5 < least {
            if cost < 1.0 {
                return;
            }
            least = cost;
            best = number;
        }
        withdraw(grid, order, cells, segments);
    }
    insert_in_order(grid, items, links, &orders[best], f32::INFINITY);
}

/// Removes the chains of back links: all cells and segments from these indexes on.
fn withdraw(grid: &mut Grid, order: &[usize], cells: usize, segments: usize) {
    grid.cells.truncate(cells);
    grid.down.truncate(cells);
    grid.up.truncate(cells);
    grid.position.truncate(cells);
    grid.segments.truncate(segments);
    for layer in 0..grid.layers.len() {
        grid.layers[layer].retain(|&cell| cell < cells);
        grid.renumber(layer);
    }
    for &link in order {
        grid.chains[link].clear();
    }
}

/// Inserts all chains and returns their total cost; gives up when that is not clearly less than
/// `most`.
fn insert_in_order(
    grid: &mut Grid,
    items: &[Item],
    links: &[Link],
    order: &[usize],
    most: f32,
) -> f32 {
    let mut taken = vec![[0usize; 2]; items.len()];
    let mut sum = 0.0;
    for &number in order {
        let link = &links[number];
        let (cost, gaps) = cheapest(grid, items, link, &taken);
        sum += cost;
        if sum + 0.5 >= most {
            break;
        }
        let top = grid.cells[grid.of_item[link.to]].layer;
        for (item, gap, layer) in [
            (link.to, gaps[0], top),
            (link.from, gaps[gaps.len() - 1], top + gaps.len() - 1),
        ] {
            if let Some(side) = free_side(grid, layer, grid.of_item[item], gap) {
                taken[item][side] += 1;
            }
        }
        thread(grid, number, link, top, &gaps);
    }
    sum
}

/// The cost, and the gap in each layer from the upper item's layer to the lower one's.
fn cheapest(grid: &Grid, items: &[Item], link: &Link, taken: &[[usize; 2]]) -> (f32, Vec<usize>) {
    let top = grid.cells[grid.of_item[link.to]].layer;
    let bottom = grid.cells[grid.of_item[link.from]].layer;
    let mut costs = hooks(grid, top, link.to, items, taken);
    let mut came_from: Vec<Vec<usize>> = Vec::new();
    for layer in top + 1..=bottom {
        let next = grid.layers[layer].len() + 1;
        let mut best = vec![f32::INFINITY; next];
        let mut from = vec![0; next];
        let own = if layer == bottom {
            hooks(grid, layer, link.from, items, taken)
        } else {
            passing(grid, layer)
        };
        let ends: Vec<(usize, usize)> = grid.layers[layer - 1]
            .iter()
            .flat_map(|&cell| &grid.down[cell])
            .map(|&segment| {
                let segment = grid.segments[segment];
                (grid.position[segment.upper], grid.position[segment.lower])
            })
            .collect();
        let mut change = vec![0i32; next + 1];
        for (gap, cost) in costs.iter().enumerate() {
            if !cost.is_finite() {
                continue;
            }
            change.fill(0);
            let mut crossed = 0;
            for &(upper, lower) in &ends {
                let is_left = upper < gap;
                crossed += i32::from(is_left);
                change[lower + 1] += if is_left { -1 } else { 1 };
            }
            for to in 0..next {
                crossed += change[to];
                let sum = cost + crossed as f32 + STEP * gap.abs_diff(to) as f32;
                if sum < best[to] {
                    best[to] = sum;
                    from[to] = gap;
                }
            }
        }
        costs = best
            .iter()
            .zip(&own)
            .map(|(best, own)| best + own)
            .collect();
        came_from.push(from);
    }
    let mut gap = (0..costs.len())
        .min_by(|&a, &b| costs[a].total_cmp(&costs[b]))
        .expect("there is a gap in every layer");
    let cost = costs[gap];
    let mut gaps = vec![gap];
    for from in came_from.iter().rev() {
        gap = from[gap];
        gaps.push(gap);
    }
    gaps.reverse();
    (cost, gaps)
}

/// The cost of passing a layer in each gap: a line between an item and a chain that ends there is
/// crossed.
fn passing(grid: &Grid, layer: usize) -> Vec<f32> {
    let cells = &grid.layers[layer];
    let mut costs: Vec<f32> = (0..=cells.len())
        .map(|gap| outside(grid, layer, gap))
        .collect();
    for &cell in cells {
        let Some(item) = grid.cells[cell].hooked else {
            continue;
        };
        let (a, b) = (grid.position[cell], grid.position[grid.of_item[item]]);
        for cost in &mut costs[a.min(b) + 1..=a.max(b)] {
            *cost += 1.0;
        }
    }
    costs
}

/// The same in the layer where a chain meets `item`: other chains that end there are spread along
/// its side and do not cross.
fn passing_others(grid: &Grid, layer: usize, item: usize) -> Vec<f32> {
    let cells = &grid.layers[layer];
    let mut costs = vec![0.0; cells.len() + 1];
    for &cell in cells {
        let Some(other) = grid.cells[cell].hooked.filter(|&other| other != item) else {
            continue;
        };
        let (a, b) = (grid.position[cell], grid.position[grid.of_item[other]]);
        for cost in &mut costs[a.min(b) + 1..=a.max(b)] {
            *cost += 1.0;
        }
    }
    costs
}

/// No chain may run outside the outer walls.
fn outside(grid: &Grid, layer: usize, gap: usize) -> f32 {
    let is_outside = grid.has_lanes && (gap == 0 || gap == grid.layers[layer].len());
    if is_outside { f32::INFINITY } else { 0.0 }
}

fn hooks(grid: &Grid, layer: usize, item: usize, items: &[Item], taken: &[[usize; 2]]) -> Vec<f32> {
    let cell = grid.of_item[item];
    let passing = passing_others(grid, layer, item);
    (0..=grid.layers[layer].len())
        .map(|gap| {
            let between = between(grid, layer, cell, gap);
            let is_in_the_way = |&&other: &&usize| grid.cells[other].hooked != Some(item);
            let count = between.iter().filter(is_in_the_way).count() as f32 + passing[gap];
            let side = usize::from(gap > grid.position[cell]);
            let cost = match free_side(grid, layer, cell, gap) {
                Some(_) if items[item].shape == Shape::Diamond && taken[item][side] > 0 => {
                    SIDE_TAKEN + count
                }
                Some(side) => count + 0.01 * (1 - side) as f32,
                None => AROUND + count,
            };
            cost + outside(grid, layer, gap)
        })
        .collect()
}

/// The side (0 left, 1 right) at which a cell can be reached from a gap without meeting a box.
fn free_side(grid: &Grid, layer: usize, cell: usize, gap: usize) -> Option<usize> {
    let is_free = between(grid, layer, cell, gap)
        .iter()
        .all(|&cell| matches!(grid.cells[cell].kind, CellKind::Bend | CellKind::Wall));
    is_free.then_some(usize::from(gap > grid.position[cell]))
}

fn between(grid: &Grid, layer: usize, cell: usize, gap: usize) -> &[usize] {
    let place = grid.position[cell];
    if gap <= place {
        &grid.layers[layer][gap..place]
    } else {
        &grid.layers[layer][place + 1..gap]
    }
}

fn thread(grid: &mut Grid, number: usize, link: &Link, top: usize, gaps: &[usize]) {
    let slot = top + gaps.len() - 2;
    let mut above = None;
    for (layer, &gap) in (top..).zip(gaps) {
        let (kind, half, height) = match link.label.filter(|_| layer == slot) {
            Some((width, height)) => (CellKind::Slot, width / 2.0, height),
            None => (CellKind::Bend, 0.0, 0.0),
        };
        let cell = grid.cells.len();
        grid.cells.push(Cell {
            kind,
            layer,
            left: half,
            right: half,
            height,
            hooked: None,
            band: 0,
        });
        grid.down.push(Few::default());
        grid.up.push(Few::default());
        grid.position.push(gap);
        grid.layers[layer].insert(gap, cell);
        grid.renumber(layer);
        if let Some(above) = above {
            grid.connect(above, cell, number, 0.0, 0.0);
        }
        grid.chains[number].push(cell);
        above = Some(cell);
    }
    let chain = &grid.chains[number];
    for (cell, item) in [(chain[0], link.to), (chain[chain.len() - 1], link.from)] {
        grid.cells[cell].hooked = Some(item);
    }
}
