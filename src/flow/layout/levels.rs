//! Groups inside groups: every group is a level of its own and a box in the level around it.

use std::collections::BTreeMap;

use crate::flow::chart::{Chart, Direction, End, Label, Line};
use crate::flow::layout::cycles;
use crate::flow::layout::layered::{self, Item, ItemKind, Laid, Link};
use crate::flow::layout::routes;
use crate::flow::layout::shapes;
use crate::flow::layout::{Drawing, Frame, Place, Point, Route};
use crate::flow::measure;

/// Around the picture.
pub const MARGIN: f32 = 8.0;
/// Inside a group's border, and the extra room for its title.
const PADDING: f32 = 18.0;
const TITLE: f32 = 20.0;

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
    let crossings = find_level_links(chart, &mut levels);
    direct(chart, &mut levels, &crossings);
    let flat = chart.direction.is_horizontal();
    let mut made = Made {
        chart,
        places: chart
            .nodes
            .iter()
            .map(|node| shapes::sized(&node.label, node.shape, flat))
            .collect(),
        labels: chart
            .edges
            .iter()
            .map(|edge| shapes::label(&edge.label))
            .collect(),
        titles: chart
            .groups
            .iter()
            .map(|group| measure::wrap(&group.title, 260.0))
            .collect(),
        laid: vec![None; root + 1],
        directions: vec![chart.direction; root + 1],
    };
    for level in inner_first(chart) {
        made.lay_out_level(&levels, level);
    }
    made.assemble(&levels)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Child {
    Node(usize),
    Group(usize),
    /// Where an edge crosses the border of this level's group.
    Port {
        edge: usize,
        above: bool,
        is_source: bool,
    },
}

#[derive(Default)]
struct Level {
    children: Vec<Child>,
    links: Vec<LevelLink>,
}

#[derive(Clone, Copy)]
struct LevelLink {
    edge: usize,
    from: usize,
    to: usize,
    /// This is where the two ends of the edge meet: it bears the label.
    is_top: bool,
    is_back: bool,
    is_reversed: bool,
}

impl Level {
    fn add(&mut self, child: Child) -> usize {
        self.children.push(child);
        self.children.len() - 1
    }

    fn place(&self, child: Child) -> usize {
        self.children
            .iter()
            .position(|&known| known == child)
            .expect("every child was added to its level")
    }

    /// Groups stand where they were written, between the nodes around them.
    fn sort_as_written(&mut self, chart: &Chart) {
        self.children.sort_by_key(|child| match *child {
            Child::Node(node) => chart.nodes[node].span.as_ref().map_or(0, |span| span.start),
            Child::Group(group) => chart.groups[group]
                .span
                .as_ref()
                .map_or(0, |span| span.start),
            Child::Port { .. } => usize::MAX,
        });
    }
}

/// The levels around an end, from its own outwards, and the child that it lies in there.
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

fn find_level_links(chart: &Chart, levels: &mut [Level]) -> Vec<Crossing> {
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
        let (from_place, to_place) = (levels[level].place(a), levels[level].place(b));
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
fn direct(chart: &Chart, levels: &mut [Level], crossings: &[Crossing]) {
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
                let inner = levels[level].place(child);
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

fn inner_first(chart: &Chart) -> Vec<usize> {
    let depth = |group: usize| {
        let mut depth = 0;
        let mut above = chart.groups[group].parent;
        while let Some(parent) = above {
            depth += 1;
            above = chart.groups[parent].parent;
        }
        depth
    };
    let mut order: Vec<usize> = (0..chart.groups.len()).collect();
    order.sort_by_key(|&group| std::cmp::Reverse(depth(group)));
    order.push(chart.groups.len());
    order
}

struct Made<'a> {
    chart: &'a Chart,
    places: Vec<Place>,
    labels: Vec<Option<Place>>,
    titles: Vec<measure::Text>,
    laid: Vec<Option<Laid>>,
    /// Which way each level runs.
    directions: Vec<Direction>,
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

    /// A group runs its own way only when no edge crosses its border; else as the chart.
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

    fn item(&self, child: Child, direction: Direction) -> Item {
        let (width, height, kind) = match child {
            Child::Node(node) => (
                self.places[node].width,
                self.places[node].height,
                ItemKind::Node,
            ),
            Child::Group(group) => {
                let (width, height) = self.outer_size(group);
                (width, height, ItemKind::Group)
            }
            Child::Port { above: true, .. } => {
                return Item {
                    kind: ItemKind::PortAbove,
                    ..Item::default()
                };
            }
            Child::Port { .. } => {
                return Item {
                    kind: ItemKind::PortBelow,
                    ..Item::default()
                };
            }
        };
        let shape = match child {
            Child::Node(node) => self.chart.nodes[node].shape,
            _ => crate::flow::chart::Shape::Rectangle,
        };
        let (width, height) = if direction.is_horizontal() {
            (height, width)
        } else {
            (width, height)
        };
        Item {
            width,
            height,
            shape,
            kind,
            lane: 0,
        }
    }

    fn laid(&self, level: usize) -> &Laid {
        self.laid[level]
            .as_ref()
            .expect("inner levels are laid out first")
    }

    /// The size of a group's content on the page.
    fn inner_size(&self, group: usize) -> (f32, f32) {
        let laid = self.laid(group);
        if self.directions[group].is_horizontal() {
            (laid.height, laid.width)
        } else {
            (laid.width, laid.height)
        }
    }

    fn outer_size(&self, group: usize) -> (f32, f32) {
        let (width, height) = self.inner_size(group);
        let title = &self.titles[group];
        (
            width.max(title.width) + 2.0 * PADDING,
            height + 2.0 * PADDING + self.title_height(group),
        )
    }

    fn title_height(&self, group: usize) -> f32 {
        if self.titles[group].lines.is_empty() {
            0.0
        } else {
            self.titles[group].height().max(TITLE)
        }
    }

    /// The top left corner of a group's content, from the top left corner of its box.
    fn content_offset(&self, group: usize) -> Point {
        let (width, _) = self.inner_size(group);
        let (outer, _) = self.outer_size(group);
        Point {
            x: (outer - width) / 2.0,
            y: PADDING + self.title_height(group),
        }
    }

    fn link(
        &self,
        level: &Level,
        link: &LevelLink,
        direction: Direction,
        levels: &[Level],
    ) -> Link {
        let edge = &self.chart.edges[link.edge];
        let label = self.labels[link.edge]
            .as_ref()
            .filter(|_| link.is_top && edge.line != Line::Invisible)
            .map(|place| {
                if direction.is_horizontal() {
                    (place.height, place.width)
                } else {
                    (place.width, place.height)
                }
            });
        Link {
            from: link.from,
            to: link.to,
            from_port: self.port(level.children[link.from], link, levels, direction, false),
            to_port: self.port(level.children[link.to], link, levels, direction, true),
            is_back: link.is_back,
            is_reversed: link.is_reversed,
            label,
            length: i32::from(edge.length),
        }
    }

    /// Where the edge crosses the border of a group in this level: from the middle of the
    /// upper or lower side, in the direction of this level.
    fn port(
        &self,
        child: Child,
        link: &LevelLink,
        levels: &[Level],
        direction: Direction,
        above: bool,
    ) -> Option<f32> {
        let Child::Group(group) = child else {
            return None;
        };
        let inner = levels[group].children.iter().position(
            |child| matches!(child, Child::Port { edge, above: at, .. } if *edge == link.edge && *at == above),
        )?;
        let at = self.laid(group).places[inner];
        let page = self.on_page(group, at);
        let offset = self.content_offset(group);
        let (width, height) = self.outer_size(group);
        Some(if direction.is_horizontal() {
            page.y + offset.y - height / 2.0
        } else {
            page.x + offset.x - width / 2.0
        })
    }

    /// A point of a level's own layout on the page, from the top left corner of its content.
    fn on_page(&self, level: usize, point: Point) -> Point {
        let laid = self.laid(level);
        match self.directions[level] {
            Direction::Down => point,
            Direction::Up => Point {
                x: point.x,
                y: laid.height - point.y,
            },
            Direction::Right => Point {
                x: point.y,
                y: point.x,
            },
            Direction::Left => Point {
                x: laid.height - point.y,
                y: point.x,
            },
        }
    }

    fn assemble(mut self, levels: &[Level]) -> Drawing {
        let root = self.chart.groups.len();
        let mut origins = vec![Point::default(); root + 1];
        origins[root] = Point {
            x: MARGIN,
            y: MARGIN,
        };
        let mut frames = Vec::new();
        let mut pieces: BTreeMap<usize, Vec<(i32, Vec<Point>)>> = BTreeMap::new();
        let mut order = inner_first(self.chart);
        order.reverse();
        for (depth, &level) in order.iter().enumerate() {
            let depth = i32::try_from(depth).unwrap_or(i32::MAX);
            let places: Vec<Point> = (0..levels[level].children.len())
                .map(|child| self.placed(level, origins[level], self.laid(level).places[child]))
                .collect();
            for (child, centre) in levels[level].children.iter().zip(places) {
                match *child {
                    Child::Node(node) => {
                        self.places[node].x = centre.x;
                        self.places[node].y = centre.y;
                    }
                    Child::Group(group) => {
                        let (width, height) = self.outer_size(group);
                        let offset = self.content_offset(group);
                        origins[group] = Point {
                            x: centre.x - width / 2.0 + offset.x,
                            y: centre.y - height / 2.0 + offset.y,
                        };
                        frames.push(Frame {
                            group,
                            place: Place {
                                x: centre.x,
                                y: centre.y,
                                width,
                                height,
                                text: self.titles[group].clone(),
                            },
                            header: 0.0,
                        });
                    }
                    Child::Port { .. } => {}
                }
            }
            for (number, link) in levels[level].links.iter().enumerate() {
                let laid = self.laid(level);
                let mut points: Vec<Point> = laid.routes[number]
                    .iter()
                    .map(|&point| self.placed(level, origins[level], point))
                    .collect();
                if link.is_reversed {
                    points.reverse();
                }
                self.reach_the_border(levels, level, link, &mut points);
                if link.is_top {
                    let at = self.placed(level, origins[level], laid.labels[number]);
                    if let Some(label) = &mut self.labels[link.edge] {
                        (label.x, label.y) = (at.x, at.y);
                    }
                }
                let is_source_part = [link.from, link.to].iter().any(|&end| {
                    matches!(
                        levels[level].children[end],
                        Child::Port {
                            is_source: true,
                            ..
                        }
                    )
                });
                let key = if link.is_top {
                    0
                } else if is_source_part {
                    -depth
                } else {
                    depth
                };
                pieces.entry(link.edge).or_default().push((key, points));
            }
        }
        let (width, height) = self.page_size(root);
        let edges = self.routes(pieces);
        Drawing {
            width: width + 2.0 * MARGIN,
            height: height + 2.0 * MARGIN,
            nodes: self.places,
            edges,
            frames,
        }
    }

    fn placed(&self, level: usize, origin: Point, point: Point) -> Point {
        let page = self.on_page(level, point);
        Point {
            x: origin.x + page.x,
            y: origin.y + page.y,
        }
    }

    /// A port lies on the edge of the content; the border is a padding away.
    fn reach_the_border(
        &self,
        levels: &[Level],
        level: usize,
        link: &LevelLink,
        points: &mut [Point],
    ) {
        let Some(port) =
            [link.from, link.to]
                .into_iter()
                .find_map(|end| match levels[level].children[end] {
                    Child::Port {
                        above, is_source, ..
                    } => Some((above, is_source)),
                    _ => None,
                })
        else {
            return;
        };
        let (above, is_source) = port;
        let Some(end) = (if is_source {
            points.last_mut()
        } else {
            points.first_mut()
        }) else {
            return;
        };
        let group = level;
        let offset = self.content_offset(group);
        let (outer_width, outer_height) = self.outer_size(group);
        let (width, height) = self.inner_size(group);
        let (left, top) = (offset.x, offset.y);
        let (right, bottom) = (outer_width - width - left, outer_height - height - top);
        match (self.directions[level], above) {
            (Direction::Down, true) | (Direction::Up, false) => end.y -= top,
            (Direction::Down, false) | (Direction::Up, true) => end.y += bottom,
            (Direction::Right, true) | (Direction::Left, false) => end.x -= left,
            (Direction::Right, false) | (Direction::Left, true) => end.x += right,
        }
    }

    fn page_size(&self, root: usize) -> (f32, f32) {
        let laid = self.laid(root);
        if self.directions[root].is_horizontal() {
            (laid.height, laid.width)
        } else {
            (laid.width, laid.height)
        }
    }

    fn routes(&self, pieces: BTreeMap<usize, Vec<(i32, Vec<Point>)>>) -> Vec<Route> {
        pieces
            .into_iter()
            .filter(|(edge, _)| self.chart.edges[*edge].line != Line::Invisible)
            .map(|(edge, mut parts)| {
                parts.sort_by_key(|part| part.0);
                Route {
                    edge,
                    points: routes::tidy(parts.into_iter().flat_map(|part| part.1).collect()),
                    label: self.labels[edge].clone(),
                }
            })
            .collect()
    }
}

/// The title of a group as it is drawn.
pub fn title(label: &Label) -> measure::Text {
    measure::wrap(label, 260.0)
}
