//! Lanes: the outermost groups side by side, full length, always from top to bottom, so that
//! they read the same on a phone and on paper.

use crate::diagram::flow::chart::{Chart, End, Line};
use crate::diagram::flow::layout::cycles;
use crate::diagram::flow::layout::drawing::{Drawing, Frame, Place, Point, Route};
use crate::diagram::flow::layout::items::{Item, ItemKind, Link};
use crate::diagram::flow::layout::layered;
use crate::diagram::flow::layout::levels::level::{MARGIN, title};
use crate::diagram::flow::layout::shapes::{self, Room};
use crate::diagram::flow::layout::touch;

const HEADER: f32 = 36.0;

pub fn lay_out(chart: &Chart) -> Drawing {
    let lanes = lanes_as_written(chart);
    let lane_of = node_lanes(chart, &lanes);
    let mut places: Vec<Place> = chart
        .nodes
        .iter()
        .map(|node| shapes::sized(&node.label, node.shape, Room::Lane))
        .collect();
    let items: Vec<Item> = chart
        .nodes
        .iter()
        .zip(&places)
        .zip(&lane_of)
        .map(|((node, place), &lane)| Item {
            width: place.width,
            height: place.height,
            shape: node.shape,
            kind: ItemKind::Node,
            lane,
        })
        .collect();
    let mut labels: Vec<Option<Place>> = chart
        .edges
        .iter()
        .map(|edge| shapes::label(&edge.label))
        .collect();
    let (edges, mut links) = links(chart, &labels);
    let pairs: Vec<(usize, usize)> = links.iter().map(|link| (link.from, link.to)).collect();
    for (link, is_back) in links
        .iter_mut()
        .zip(cycles::back_links(items.len(), &pairs))
    {
        link.is_back = is_back;
    }
    let titles: Vec<_> = lanes
        .iter()
        .map(|&lane| title(&chart.groups[lane].title))
        .collect();
    let heads = titles
        .iter()
        .map(|title| (title.width.max(90.0), (title.height() + 17.0).max(HEADER)))
        .collect();
    let laid = layered::lay_out(&items, &links, &heads);
    let moved = |point: &Point| Point {
        x: point.x + MARGIN,
        y: point.y + MARGIN,
    };
    for (place, at) in places.iter_mut().zip(&laid.places) {
        let at = moved(at);
        (place.x, place.y) = (at.x, at.y);
    }
    let header = heads.iter().map(|head| head.1).fold(0.0, f32::max);
    let frames = lanes
        .iter()
        .zip(titles)
        .zip(laid.walls.windows(2))
        .map(|((&group, text), walls)| Frame {
            group,
            place: Place {
                x: (walls[0] + walls[1]) / 2.0 + MARGIN,
                y: laid.height / 2.0 + MARGIN,
                width: walls[1] - walls[0],
                height: laid.height,
                text,
            },
            header,
            indent: 0.0,
        })
        .collect();
    let mut routes: Vec<Route> = Vec::new();
    for (number, &edge) in edges.iter().enumerate() {
        if chart.edges[edge].line == Line::Invisible {
            continue;
        }
        if let Some(label) = &mut labels[edge] {
            let at = moved(&laid.labels[number]);
            (label.x, label.y) = (at.x, at.y);
        }
        routes.push(Route {
            edge,
            points: laid.routes[number].iter().map(moved).collect(),
            label: labels[edge].clone(),
        });
    }
    touch::touch(chart, &places, &mut routes);
    Drawing {
        width: laid.width + 2.0 * MARGIN,
        height: laid.height + 2.0 * MARGIN,
        nodes: places,
        edges: routes,
        frames,
    }
}

/// The outermost groups in the order of the text.
fn lanes_as_written(chart: &Chart) -> Vec<usize> {
    let mut lanes: Vec<usize> = (0..chart.groups.len())
        .filter(|&group| chart.groups[group].parent.is_none())
        .collect();
    lanes.sort_by_key(|&group| {
        chart.groups[group]
            .span
            .as_ref()
            .map_or(0, |span| span.start)
    });
    lanes
}

/// The lane of each node. A node outside of all lanes joins the one it is linked with.
fn node_lanes(chart: &Chart, lanes: &[usize]) -> Vec<usize> {
    let lane = |node: usize| {
        let group = chart.lane_of(node)?;
        lanes.iter().position(|&lane| lane == group)
    };
    let mut found: Vec<Option<usize>> = (0..chart.nodes.len()).map(lane).collect();
    for _ in 0..chart.nodes.len().min(20) {
        let mut is_done = true;
        for edge in &chart.edges {
            let (End::Node(from), End::Node(to)) = (edge.from, edge.to) else {
                continue;
            };
            if found[to].is_none() && found[from].is_some() {
                found[to] = found[from];
                is_done = false;
            } else if found[from].is_none() && found[to].is_some() {
                found[from] = found[to];
                is_done = false;
            }
        }
        if is_done {
            break;
        }
    }
    found.into_iter().map(Option::unwrap_or_default).collect()
}

/// Links between nodes; an edge to a whole group leads to its first node, one from it starts
/// at its last.
fn links(chart: &Chart, labels: &[Option<Place>]) -> (Vec<usize>, Vec<Link>) {
    let node = |end: End, is_start: bool| match end {
        End::Node(node) => Some(node),
        End::Group(group) => {
            let mut inside = (0..chart.nodes.len()).filter(|&node| is_inside(chart, node, group));
            if is_start {
                inside.next_back()
            } else {
                inside.next()
            }
        }
    };
    let mut edges = Vec::new();
    let mut links = Vec::new();
    for (number, edge) in chart.edges.iter().enumerate() {
        let (Some(from), Some(to)) = (node(edge.from, true), node(edge.to, false)) else {
            continue;
        };
        edges.push(number);
        links.push(Link {
            from,
            to,
            label: labels[number]
                .as_ref()
                .filter(|_| edge.line != Line::Invisible)
                .map(|place| (place.width, place.height)),
            length: i32::from(edge.length),
            ..Link::default()
        });
    }
    (edges, links)
}

fn is_inside(chart: &Chart, node: usize, group: usize) -> bool {
    let mut above = chart.nodes[node].group;
    while let Some(at) = above {
        if at == group {
            return true;
        }
        above = chart.groups[at].parent;
    }
    false
}
