//! A level, what it holds, and what has been laid out so far.

use crate::diagram::flow::chart::{Chart, Direction};
use crate::diagram::flow::layout::drawing::Place;
use crate::diagram::flow::layout::items::Laid;
use crate::diagram::label::Label;
use crate::diagram::measure;

/// Around the picture.
pub const MARGIN: f32 = 8.0;
/// Inside a group's border, and the extra room for its title.
pub const PADDING: f32 = 18.0;
pub const TITLE: f32 = 20.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Child {
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
pub struct Level {
    pub children: Vec<Child>,
    pub links: Vec<LevelLink>,
}

#[derive(Clone, Copy)]
pub struct LevelLink {
    pub edge: usize,
    pub from: usize,
    pub to: usize,
    /// The two ends of the edge meet here, so the label is drawn here.
    pub is_top: bool,
    pub is_back: bool,
    pub is_reversed: bool,
}

impl Level {
    pub fn add(&mut self, child: Child) -> usize {
        self.children.push(child);
        self.children.len() - 1
    }

    /// Orders groups and nodes as in the text.
    pub fn sort_as_written(&mut self, chart: &Chart) {
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

pub struct Made<'a> {
    pub chart: &'a Chart,
    pub places: Vec<Place>,
    pub labels: Vec<Option<Place>>,
    pub titles: Vec<measure::Text>,
    pub laid: Vec<Option<Laid>>,
    /// The direction of each level.
    pub directions: Vec<Direction>,
}

/// The groups with inner ones before those around them, then the whole chart.
pub fn inner_first(chart: &Chart) -> Vec<usize> {
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

/// The title of a group as it is drawn.
pub fn title(label: &Label) -> measure::Text {
    measure::wrap(label, 260.0)
}
