//! Combines all levels into one drawing in page coordinates.

use crate::diagram::flow::chart::{Direction, Line};
use crate::diagram::flow::layout::drawing::{Drawing, Frame, Place, Point, Route};
use crate::diagram::flow::layout::levels::level::{
    Child, Level, LevelLink, MARGIN, Made, inner_first,
};
use crate::diagram::flow::layout::{routes, titles, touch};
use std::collections::BTreeMap;

impl Made<'_> {
    pub(super) fn assemble(mut self, levels: &[Level]) -> Drawing {
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
                            indent: titles::INDENT,
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
        let mut edges = self.routes(pieces);
        touch::touch(self.chart, &self.places, &mut edges);
        titles::make_way(&mut frames, &edges);
        Drawing {
            width: width + 2.0 * MARGIN,
            height: height + 2.0 * MARGIN,
            nodes: self.places,
            edges,
            frames,
        }
    }

    pub(super) fn placed(&self, level: usize, origin: Point, point: Point) -> Point {
        let page = self.on_page(level, point);
        Point {
            x: origin.x + page.x,
            y: origin.y + page.y,
        }
    }

    /// A port is at the edge of the content; extends the line to the border.
    pub(super) fn reach_the_border(
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

    pub(super) fn page_size(&self, root: usize) -> (f32, f32) {
        let laid = self.laid(root);
        if self.directions[root].is_horizontal() {
            (laid.height, laid.width)
        } else {
            (laid.width, laid.height)
        }
    }

    pub(super) fn routes(&self, pieces: BTreeMap<usize, Vec<(i32, Vec<Point>)>>) -> Vec<Route> {
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
