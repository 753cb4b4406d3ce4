//! Converts a level into the input of its layout: items with sizes, links with ports.

use crate::diagram::flow::chart::{Direction, Line};
use crate::diagram::flow::layout::drawing::Point;
use crate::diagram::flow::layout::items::{Item, ItemKind, Laid, Link};
use crate::diagram::flow::layout::levels::level::{Child, Level, LevelLink, Made, PADDING, TITLE};

impl Made<'_> {
    pub(super) fn item(&self, child: Child, direction: Direction) -> Item {
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
            _ => crate::diagram::flow::chart::Shape::Rectangle,
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

    pub(super) fn laid(&self, level: usize) -> &Laid {
        self.laid[level]
            .as_ref()
            .expect("inner levels are laid out first")
    }

    /// The size of a group's content on the page.
    pub(super) fn inner_size(&self, group: usize) -> (f32, f32) {
        let laid = self.laid(group);
        if self.directions[group].is_horizontal() {
            (laid.height, laid.width)
        } else {
            (laid.width, laid.height)
        }
    }

    pub(super) fn outer_size(&self, group: usize) -> (f32, f32) {
        let (width, height) = self.inner_size(group);
        let title = &self.titles[group];
        (
            width.max(title.width) + 2.0 * PADDING,
            height + 2.0 * PADDING + self.title_height(group),
        )
    }

    pub(super) fn title_height(&self, group: usize) -> f32 {
        if self.titles[group].lines.is_empty() {
            0.0
        } else {
            self.titles[group].height().max(TITLE)
        }
    }

    /// The top left corner of a group's content, from the top left corner of its box.
    pub(super) fn content_offset(&self, group: usize) -> Point {
        let (width, _) = self.inner_size(group);
        let (outer, _) = self.outer_size(group);
        Point {
            x: (outer - width) / 2.0,
            y: PADDING + self.title_height(group),
        }
    }

    pub(super) fn link(
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
    pub(super) fn port(
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
    pub(super) fn on_page(&self, level: usize, point: Point) -> Point {
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
}
