//! Lays out one level of a chart from top to bottom.

use crate::diagram::flow::layout::items::{Heads, Item, ItemKind, Laid, Link};
use crate::diagram::flow::layout::ranks::{Pull, ranks};
use crate::diagram::flow::layout::{back, cells, order, place, routes, straighten};

pub fn lay_out(items: &[Item], links: &[Link], heads: &Heads) -> Laid {
    debug_assert!(
        links
            .iter()
            .all(|link| link.from < items.len() && link.to < items.len())
    );
    let ranks = item_ranks(items, links);
    let mut grid = cells::build(items, links, &ranks, heads);
    order::improve(&mut grid);
    grid.widen_forks(items, links);
    back::insert(&mut grid, items, links);
    let mut xs = place::place(&grid);
    straighten::straighten(&grid, &mut xs);
    routes::draw(&grid, items, links, &xs, heads)
}

fn item_ranks(items: &[Item], links: &[Link]) -> Vec<i32> {
    let is_port =
        |item: usize| matches!(items[item].kind, ItemKind::PortAbove | ItemKind::PortBelow);
    let pulls: Vec<Pull> = links
        .iter()
        .filter(|link| !link.is_back && link.from != link.to)
        .filter(|link| !is_port(link.from) && !is_port(link.to))
        .map(|link| Pull {
            up: link.from,
            down: link.to,
            length: link.length,
        })
        .collect();
    let mut ranks = ranks(items.len(), &pulls);
    let has_ports_above = items.iter().any(|item| item.kind == ItemKind::PortAbove);
    let inner = (0..items.len()).filter(|&item| !is_port(item));
    let last = inner.map(|item| ranks[item]).max().unwrap_or(0);
    for (item, rank) in items.iter().zip(&mut ranks) {
        *rank = match item.kind {
            ItemKind::PortAbove => 0,
            ItemKind::PortBelow => last + 1 + i32::from(has_ports_above),
            _ => *rank + i32::from(has_ports_above),
        };
    }
    ranks
}
