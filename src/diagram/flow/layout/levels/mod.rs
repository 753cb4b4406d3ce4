//! Groups inside groups: every group is a level of its own and a box in the level around it.

mod assembly;
mod boxes;
pub mod level;

use crate::diagram::flow::chart::{Chart, Direction, End};
use crate::diagram::flow::layout::drawing::Drawing;
use crate::diagram::flow::layout::items::{Item, Link};
use crate::diagram::flow::layout::levels::level::{
    Child, Level, LevelLink, Made, inner_first, title,
};
use crate::diagram::flow::layout::shapes::{self, Room};
use crate::diagram::flow::layout::{cycles, layered};

pub fn lay_out(chart: &Chart) -> Drawing {
    let root = chart.groups.len();
    let mut levels: Vec<Level> = (0..=root).map(|_| Level::default()).collect();
    for (number, node) in chart.nodes.iter().enumerate() {
        levels[node.group.unwrap_or(root)].add(Child::Node(number));
    }
    for (number, group) in chart.groups.iter().enumerate() {
        levels[group.parent.unwrap_or(root)].add(Child::Group(number));
    }
    for level in &mut levels {
        level.sort_as_written(chart);
    }
    let spots = Spots::of(chart, &levels);
    let crossings = find_level_links(chart, &mut levels, &spots);
    direct(chart, &mut levels, &crossings, &spots);
    let room = if chart.direction.is_horizontal() {
        Room::Flat
    } else {
        Room::Tall
    };
    let mut made = Made {
        chart,
        places: chart
            .nodes
            .iter()
            .map(|node| shapes::sized(&node.label, node.shape, room))
            .collect(),
        labels: chart
            .edges
            .iter()
            .map(|edge| shapes::label(&edge.label))
            .collect(),
        titles: chart
            .groups
            .iter()
            .map(|group| title(&group.title))
            .collect(),
        laid: vec![None; root + 1],
        directions: vec![chart.direction; root + 1],
    };
    for level in inner_first(chart) {
        made.lay_out_level(&levels, level);
    }
    made.assemble(&levels)
}

/// Which child of its level each node and each group is.
struct Spots {
    nodes: Vec<usize>,
    groups: Vec<usize>,
}

impl Spots {
    fn of(chart: &Chart, levels: &[Level]) -> Self {
        let mut spots = Self {
            nodes: vec![0; chart.nodes.len()],
            groups: vec![0; chart.groups.len()],
        };
        for (place, child) in levels
            .iter()
            .flat_map(|level| level.children.iter().enumerate())
        {
            match *child {
                Child::Node(node) => spots.nodes[node] = place,
                Child::Group(group) => spots.groups[group] = place,
                Child::Port { .. } => {}
            }
        }
        spots
    }

    /// Of a node or a group.
    fn place(&self, child: Child) -> usize {
        match child {
            Child::Node(node) => self.nodes[node],
            Child::Group(group) => self.groups[group],
            Child::Port { .. } => unreachable!("edges begin and end at nodes and groups"),
        }
    }
}

/// The levels around an end, from its own outwards, each with the child that holds the end.
fn chain(chart: &Chart, end: End) -> Vec<(usize, Child)> {
    let root = chart.groups.len();
    let (mut above, mut child) = match end {
        End::Node(node) => (chart.nodes[node].group, Child::Node(node)),
        End::Group(group) => (chart.groups[group].parent, Child::Group(group)),
    };
    let mut chain = Vec::new();
    loop {
        chain.push((above.unwrap_or(root), child));
        let Some(group) = above else { return chain };
        child = Child::Group(group);
        above = chart.groups[group].parent;
    }
}

/// How an edge passes through the levels.
struct Crossing {
    edge: usize,
    from: Vec<(usize, Child)>,
    to: Vec<(usize, Child)>,
    /// The level where both ends meet.
    level: usize,
}

fn find_level_links(chart: &Chart, levels: &mut [Level], spots: &Spots) -> Vec<Crossing> {
    let mut crossings = Vec::new();
    for (edge, link) in chart.edges.iter().enumerate() {
        let mut from = chain(chart, link.from);
        let mut to = chain(chart, link.to);
        let Some(&(level, _)) = from
            .iter()
            .find(|(level, _)| to.iter().any(|(other, _)| other == level))
        else {
            continue;
        };
        from.truncate(
            1 + from
                .iter()
                .position(|step| step.0 == level)
                .expect("just found"),
        );
        to.truncate(
            1 + to
                .iter()
                .position(|step| step.0 == level)
                .expect("just found"),
        );
        let (a, b) = (from[from.len() - 1].1, to[to.len() - 1].1);
        if a == b && matches!(a, Child::Group(_)) {
            continue;
        }
        let (from_place, to_place) = (spots.place(a), spots.place(b));
        levels[level].links.push(LevelLink {
            edge,
            from: from_place,
            to: to_place,
            is_top: true,
            is_back: false,
            is_reversed: false,
        });
        crossings.push(Crossing {
            edge,
            from,
            to,
            level,
        });
    }
    crossings
}

/// Finds the links against the flow in each level, and adds ports to the levels below.
fn direct(chart: &Chart, levels: &mut [Level], crossings: &[Crossing], spots: &Spots) {
    let mut turned = vec![false; chart.edges.len()];
    for level in levels.iter_mut() {
        let pairs: Vec<(usize, usize)> = level
            .links
            .iter()
            .map(|link| (link.from, link.to))
            .collect();
        let is_back = cycles::back_links(level.children.len(), &pairs);
        for (link, is_back) in level.links.iter_mut().zip(is_back) {
            let ends = [level.children[link.from], level.children[link.to]];
            let are_nodes = ends.iter().all(|end| matches!(end, Child::Node(_)));
            link.is_back = is_back && are_nodes;
            link.is_reversed = is_back && !are_nodes;
            if link.is_reversed {
                turned[link.edge] = true;
                std::mem::swap(&mut link.from, &mut link.to);
            }
        }
    }
    for crossing in crossings {
        let is_turned = turned[crossing.edge];
        for (steps, is_source) in [(&crossing.from, true), (&crossing.to, false)] {
            for &(level, child) in steps.iter().take_while(|step| step.0 != crossing.level) {
                let above = is_source == is_turned;
                let inner = spots.place(child);
                let port = levels[level].add(Child::Port {
                    edge: crossing.edge,
                    above,
                    is_source,
                });
                let (from, to) = if above { (port, inner) } else { (inner, port) };
                levels[level].links.push(LevelLink {
                    edge: crossing.edge,
                    from,
                    to,
                    is_top: false,
                    is_back: false,
                    is_reversed: is_turned,
                });
            }
        }
    }
}

impl Made<'_> {
    fn lay_out_level(&mut self, levels: &[Level], level: usize) {
        let own = &levels[level];
        let direction = self.direction_of(levels, level);
        self.directions[level] = direction;
        let items: Vec<Item> = own
            .children
            .iter()
            .map(|&child| self.item(child, direction))
            .collect();
        let links: Vec<Link> = own
            .links
            .iter()
            .map(|link| self.link(own, link, direction, levels))
            .collect();
        self.laid[level] = Some(layered::lay_out(&items, &links, &Vec::new()));
    }

    /// A group has its own direction only when no edge crosses its border; otherwise it uses the
    /// chart's.
    fn direction_of(&self, levels: &[Level], level: usize) -> Direction {
        let group = self.chart.groups.get(level);
        let has_ports = levels[level]
            .children
            .iter()
            .any(|child| matches!(child, Child::Port { .. }));
        match group.and_then(|group| group.direction) {
            Some(direction) if !has_ports => direction,
            _ => self.chart.direction,
        }
    }
}
