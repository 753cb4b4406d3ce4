//! Removes small jogs: cells connected by a straight line move together as far as their neighbours
//! allow.

use crate::diagram::flow::layout::cells::{CellKind, Grid};
use crate::diagram::flow::layout::place::distance;

/// Larger steps to the side are kept.
const JOG: f32 = 44.0;

pub fn straighten(grid: &Grid, xs: &mut [f32]) {
    for _ in 0..3 {
        let mut has_moved = false;
        for number in 0..grid.segments.len() {
            let segment = grid.segments[number];
            let jog =
                xs[segment.upper] + segment.upper_port - xs[segment.lower] - segment.lower_port;
            if jog.abs() < 0.1 || jog.abs() > JOG || !is_alone(grid, number) {
                continue;
            }
            has_moved |= shift(grid, xs, segment.lower, segment.upper, jog)
                || shift(grid, xs, segment.upper, segment.lower, -jog);
        }
        if !has_moved {
            break;
        }
    }
}

/// At a box with several lines on one side only the middle one may be straight.
fn is_alone(grid: &Grid, number: usize) -> bool {
    let segment = grid.segments[number];
    let is_middle = |cell: usize, side: &[usize], port: f32, is_down: bool| {
        if !matches!(grid.cells[cell].kind, CellKind::Item(_)) || port != 0.0 || side.len() == 1 {
            return true;
        }
        let place = |&number: &usize| {
            let segment = grid.segments[number];
            grid.position[if is_down {
                segment.lower
            } else {
                segment.upper
            }]
        };
        let mut places: Vec<usize> = side.iter().map(place).collect();
        places.sort_unstable();
        side.len() % 2 == 1 && place(&number) == places[side.len() / 2]
    };
    is_middle(
        segment.upper,
        &grid.down[segment.upper],
        segment.upper_port,
        true,
    ) && is_middle(
        segment.lower,
        &grid.up[segment.lower],
        segment.lower_port,
        false,
    )
}

/// Moves a cell and all that is straight with it, unless that would reach `not` or a neighbour.
fn shift(grid: &Grid, xs: &mut [f32], cell: usize, not: usize, by: f32) -> bool {
    let mut group = vec![cell];
    let mut next = 0;
    while let Some(&cell) = group.get(next) {
        next += 1;
        if cell == not || grid.cells[cell].kind == CellKind::Wall || group.len() > 80 {
            return false;
        }
        for &number in grid.up[cell].iter().chain(&grid.down[cell]) {
            let segment = grid.segments[number];
            let jog =
                xs[segment.upper] + segment.upper_port - xs[segment.lower] - segment.lower_port;
            let other = if segment.upper == cell {
                segment.lower
            } else {
                segment.upper
            };
            if jog.abs() < 0.1 && !group.contains(&other) {
                group.push(other);
            }
        }
    }
    let has_room = group.iter().all(|&cell| {
        let layer = &grid.layers[grid.cells[cell].layer];
        let place = grid.position[cell];
        let neighbour = if by > 0.0 {
            layer.get(place + 1)
        } else {
            place.checked_sub(1).map(|at| &layer[at])
        };
        neighbour.is_none_or(|&other| {
            group.contains(&other) || {
                let (left, right) = if by > 0.0 {
                    (cell, other)
                } else {
                    (other, cell)
                };
                let room = (xs[right] - xs[left]) - distance(&grid.cells[left], &grid.cells[right]);
                room >= by.abs() - 0.05
            }
        })
    });
    if has_room {
        group.iter().for_each(|&cell| xs[cell] += by);
    }
    has_room
}
