//! Routes the lines: ports at the boxes, tracks between the layers, and from those every y.

mod exits;
mod lines;
mod plan;
mod spaces;

pub use lines::tidy;

use crate::diagram::flow::layout::cells::{CellKind, Grid};
use crate::diagram::flow::layout::items::{Heads, Item, Laid, Link};
use crate::diagram::flow::layout::routes::plan::Plan;

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
