//! The corners of each line, and the position of its label.

use crate::diagram::flow::layout::cells::CellKind;
use crate::diagram::flow::layout::drawing::Point;
use crate::diagram::flow::layout::routes::plan::{Hook, Plan};
use crate::diagram::flow::layout::shapes;

impl Plan<'_> {
    /// The corners of a link from `from` to `to`.
    pub(super) fn route(&self, number: usize) -> Vec<Point> {
        let link = &self.links[number];
        if link.from == link.to {
            return self.loop_of(number);
        }
        if link.is_back {
            return self.route_back(number);
        }
        let mut points = Vec::new();
        let mut upper = self.grid.of_item[link.from];
        let lowest = self.grid.of_item[link.to];
        for &next in self.grid.chains[number].iter().chain([&lowest]) {
            let segment = self.segment(number, upper, next);
            if upper == self.grid.of_item[link.from] {
                self.leave(&mut points, link.from, segment);
            }
            points.push(Point {
                x: self.exit[segment],
                y: self.track[segment],
            });
            points.push(Point {
                x: self.entry[segment],
                y: self.track[segment],
            });
            if next == lowest {
                points.push(self.rim(link.to, self.entry[segment], -1.0));
            }
            upper = next;
        }
        tidy(points)
    }

    pub(super) fn segment(&self, link: usize, upper: usize, lower: usize) -> usize {
        self.grid.down[upper]
            .iter()
            .copied()
            .find(|&segment| {
                self.grid.segments[segment].link == link
                    && self.grid.segments[segment].lower == lower
            })
            .expect("a chain is connected")
    }

    pub(super) fn leave(&self, points: &mut Vec<Point>, item: usize, segment: usize) {
        let side = self.side_exit[segment];
        if side == 0.0 {
            points.push(self.rim(item, self.exit[segment], 1.0));
            return;
        }
        let centre = self.centre(self.grid.of_item[item]);
        points.push(Point {
            x: centre.x + side * self.items[item].width / 2.0,
            y: centre.y,
        });
        points.push(Point {
            x: self.exit[segment],
            y: centre.y,
        });
    }

    /// The point of an item's outline at this x, on its upper (-1) or lower (1) side.
    pub(super) fn rim(&self, item: usize, x: f32, side: f32) -> Point {
        let form = &self.items[item];
        let centre = self.centre(self.grid.of_item[item]);
        let inset = shapes::inset(
            form.shape,
            x - centre.x,
            form.width / 2.0,
            form.height / 2.0,
        );
        Point {
            x,
            y: centre.y + side * (form.height / 2.0 - inset),
        }
    }

    pub(super) fn route_back(&self, number: usize) -> Vec<Point> {
        let link = &self.links[number];
        let chain = &self.grid.chains[number];
        let mut points = Vec::new();
        self.hook(&mut points, number, 1, link.from);
        for pair in chain.windows(2).rev() {
            let segment = self.segment(number, pair[0], pair[1]);
            points.push(Point {
                x: self.entry[segment],
                y: self.track[segment],
            });
            points.push(Point {
                x: self.exit[segment],
                y: self.track[segment],
            });
        }
        let mut ending = Vec::new();
        self.hook(&mut ending, number, 0, link.to);
        points.extend(ending.into_iter().rev());
        tidy(points)
    }

    /// From the item to the chain.
    pub(super) fn hook(&self, points: &mut Vec<Point>, number: usize, end: usize, item: usize) {
        let bend = self.hook_ends(number, end).1;
        let form = &self.items[item];
        let centre = self.centre(self.grid.of_item[item]);
        match self.hooks[number][end] {
            Hook::Side(side, offset) => {
                let inset = shapes::inset(form.shape, offset, form.height / 2.0, form.width / 2.0);
                let y = centre.y + offset;
                points.push(Point {
                    x: centre.x + side * (form.width / 2.0 - inset),
                    y,
                });
                points.push(Point {
                    x: self.xs[bend],
                    y,
                });
            }
            Hook::Around => {
                let (x, y) = (self.around[number][end], self.around_track[number][end]);
                points.push(self.rim(item, x, if end == 1 { 1.0 } else { -1.0 }));
                points.push(Point { x, y });
                points.push(Point {
                    x: self.xs[bend],
                    y,
                });
            }
        }
    }

    /// How far from the side of its box a loop begins, and how many loops lie inside it.
    fn loop_start(&self, number: usize) -> (f32, usize) {
        let item = self.links[number].from;
        let inner = self.links[..number]
            .iter()
            .filter(|link| link.from == item && link.to == item);
        let widths = inner.map(|link| 26.0 + link.label.map_or(0.0, |(width, _)| width));
        widths.fold((0.0, 0), |(sum, count), width| (sum + width, count + 1))
    }

    fn loop_of(&self, number: usize) -> Vec<Point> {
        let item = self.links[number].from;
        let form = &self.items[item];
        let centre = self.centre(self.grid.of_item[item]);
        let (start, inner) = self.loop_start(number);
        let offset = (form.height / 4.0 + 3.0 * inner as f32).min(form.height / 2.0 - 1.0);
        let inset = shapes::inset(form.shape, offset, form.height / 2.0, form.width / 2.0);
        let side = centre.x + form.width / 2.0;
        let far = side + start + 20.0;
        let at = |x: f32, y: f32| Point { x, y: centre.y + y };
        vec![
            at(side - inset, -offset),
            at(far, -offset),
            at(far, offset),
            at(side - inset, offset),
        ]
    }

    pub(super) fn label(&self, number: usize) -> Point {
        let link = &self.links[number];
        if link.from == link.to {
            let centre = self.centre(self.grid.of_item[link.from]);
            let width = link.label.map_or(0.0, |(width, _)| width);
            return Point {
                x: centre.x
                    + self.items[link.from].width / 2.0
                    + self.loop_start(number).0
                    + 22.0
                    + width / 2.0,
                y: centre.y,
            };
        }
        let slot = self.grid.chains[number]
            .iter()
            .find(|&&cell| self.grid.cells[cell].kind == CellKind::Slot);
        slot.map_or_else(Point::default, |&cell| self.centre(cell))
    }
}

/// Removes redundant points.
pub fn tidy(points: Vec<Point>) -> Vec<Point> {
    let near = |a: f32, b: f32| (a - b).abs() < 0.1;
    let mut tidied: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if tidied
            .last()
            .is_some_and(|last| near(last.x, point.x) && near(last.y, point.y))
        {
            continue;
        }
        if let [.., a, b] = tidied[..]
            && (near(a.x, b.x) && near(b.x, point.x) || near(a.y, b.y) && near(b.y, point.y))
        {
            tidied.pop();
        }
        tidied.push(point);
    }
    tidied
}
