//! One level of a chart, laid out from top to bottom: what goes in, what comes out, and the
//! order of the steps.

use crate::flow::chart::Shape;
use crate::flow::layout::ranks::{Pull, ranks};
use crate::flow::layout::{Point, back, cells, order, place, routes, straighten};

/// A box of this level: a node, a whole group, or a port on the border of the group around.
#[derive(Debug, Clone, Default)]
pub struct Item {
    pub width: f32,
    pub height: f32,
    pub shape: Shape,
    pub kind: ItemKind,
    /// Its lane, when the level has lanes.
    pub lane: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ItemKind {
    #[default]
    Node,
    Group,
    /// On the upper border of the group.
    PortAbove,
    PortBelow,
}

/// A link of this level. `from` stands above `to` unless it is a back link.
#[derive(Debug, Clone, Default)]
pub struct Link {
    pub from: usize,
    pub to: usize,
    /// Where it leaves and enters a group's box, from the middle of the side.
    pub from_port: Option<f32>,
    pub to_port: Option<f32>,
    /// Leads up again, along the side.
    pub is_back: bool,
    /// Drawn from `to` to `from`.
    pub is_reversed: bool,
    /// Room for its label.
    pub label: Option<(f32, f32)>,
    pub length: i32,
}

/// One level with everything in its place; the origin is the top left corner.
#[derive(Debug, Clone, Default)]
pub struct Laid {
    pub width: f32,
    pub height: f32,
    /// The centre of each item.
    pub places: Vec<Point>,
    /// Corners of each link, from `from` to `to`.
    pub routes: Vec<Vec<Point>>,
    /// The centre of each link's label.
    pub labels: Vec<Point>,
    /// The x of the walls between lanes, with the outer ones.
    pub walls: Vec<f32>,
}

/// What stands at the head of each lane: its width and height.
pub type Heads = Vec<(f32, f32)>;

pub fn lay_out(items: &[Item], links: &[Link], heads: &Heads) -> Laid {
    debug_assert!(
        links
            .iter()
            .all(|link| link.from < items.len() && link.to < items.len())
    );
    let ranks = item_ranks(items, links, heads.is_empty());
    let mut grid = cells::build(items, links, &ranks, heads);
    order::improve(&mut grid);
    grid.widen_forks(items, links);
    back::insert(&mut grid, items, links);
    let mut xs = place::place(&grid);
    straighten::straighten(&grid, &mut xs);
    routes::draw(&grid, items, links, &xs, heads)
}

fn item_ranks(items: &[Item], links: &[Link], _has_no_lanes: bool) -> Vec<i32> {
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
