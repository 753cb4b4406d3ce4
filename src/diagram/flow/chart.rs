//! The model of a flowchart: the parser makes it, a caller may build it by hand, and lints,
//! outline and picture are made from it. It knows nothing of text syntax or of pictures.

use std::ops::Range;

use serde::Serialize;

use crate::diagram::label::Label;

/// A flowchart. Nodes, edges and groups refer to each other by index, in the order in which
/// they were first named.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chart {
    pub direction: Direction,
    /// From `accTitle` or the front matter inside the block.
    pub title: Option<String>,
    /// From `accDescr`.
    pub description: Option<String>,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    /// Subgraphs, inner ones before the ones that hold them.
    pub groups: Vec<Group>,
    /// Whether the text asks for its outermost groups to be drawn as parallel lanes.
    pub lanes: bool,
}

impl Chart {
    /// The nodes that an end of an edge stands for: one, or all those in a group and in the groups
    /// within it.
    pub(super) fn members(&self, end: End) -> Vec<usize> {
        match end {
            End::Node(node) => vec![node],
            End::Group(group) => (0..self.nodes.len())
                .filter(|&node| {
                    let mut above = self.nodes[node].group;
                    while let Some(at) = above.filter(|&at| at != group) {
                        above = self.groups[at].parent;
                    }
                    above.is_some()
                })
                .collect(),
        }
    }

    pub fn new(direction: Direction) -> Self {
        Self {
            direction,
            ..Self::default()
        }
    }

    /// Adds a node and returns its index.
    pub fn add_node(&mut self, id: &str, label: Label, shape: Shape) -> usize {
        self.nodes.push(Node {
            id: id.to_owned(),
            label,
            shape,
            group: None,
            tone: None,
            link: None,
            span: None,
        });
        self.nodes.len() - 1
    }

    /// Adds a solid arrow from node to node and returns its index.
    pub fn add_edge(&mut self, from: usize, to: usize, label: Label) -> usize {
        self.edges.push(Edge {
            from: End::Node(from),
            to: End::Node(to),
            label,
            line: Line::Solid,
            tips: (Tip::None, Tip::Arrow),
            length: 1,
            tone: None,
            span: None,
        });
        self.edges.len() - 1
    }

    /// Adds a group without a parent and returns its index; set `Node::group` to put nodes into it.
    pub fn add_group(&mut self, id: &str, title: Label) -> usize {
        self.groups.push(Group {
            id: id.to_owned(),
            title,
            parent: None,
            direction: None,
            tone: None,
            span: None,
        });
        self.groups.len() - 1
    }

    /// The outermost group that holds this node.
    pub fn lane_of(&self, node: usize) -> Option<usize> {
        let mut group = self.nodes[node].group?;
        while let Some(parent) = self.groups[group].parent {
            group = parent;
        }
        Some(group)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub id: String,
    pub label: Label,
    pub shape: Shape,
    /// The innermost group that holds it.
    pub group: Option<usize>,
    pub tone: Option<Tone>,
    pub link: Option<Link>,
    /// Where it is first mentioned, in bytes of the text.
    pub span: Option<Range<usize>>,
}

impl Node {
    /// The address of what `click` names, else of what the label names.
    pub fn href(&self, link: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        match &self.link {
            Some(target) => link(&target.target),
            None => link(&self.label.text()),
        }
    }
}

/// Where a `click` statement leads. The target has passed `links::is_safe`.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub target: String,
    pub tooltip: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    pub from: End,
    pub to: End,
    pub label: Label,
    pub line: Line,
    /// At the start and at the end.
    pub tips: (Tip, Tip),
    /// The least number of ranks that it spans, 1 to 10.
    pub length: u8,
    pub tone: Option<Tone>,
    pub span: Option<Range<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Node(usize),
    Group(usize),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub id: String,
    pub title: Label,
    pub parent: Option<usize>,
    pub direction: Option<Direction>,
    pub tone: Option<Tone>,
    pub span: Option<Range<usize>>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum Direction {
    #[default]
    #[serde(rename = "TB")]
    Down,
    #[serde(rename = "BT")]
    Up,
    #[serde(rename = "LR")]
    Right,
    #[serde(rename = "RL")]
    Left,
}

impl Direction {
    pub fn is_horizontal(self) -> bool {
        matches!(self, Self::Right | Self::Left)
    }
}

/// The outline of a node. Shapes with the same meaning in a procedure share a variant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    #[default]
    Rectangle,
    Rounded,
    Stadium,
    Subroutine,
    Cylinder,
    Circle,
    DoubleCircle,
    Ellipse,
    Flag,
    Diamond,
    Hexagon,
    LeanRight,
    LeanLeft,
    Trapezoid,
    TrapezoidDown,
    Document,
    Documents,
    Card,
    ManualInput,
    Delay,
    Triangle,
    Bar,
    Dot,
    Note,
    Text,
}

/// The stroke of an edge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    #[default]
    Solid,
    Dotted,
    Thick,
    /// Takes part in the layout and is not drawn.
    Invisible,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tip {
    #[default]
    None,
    Arrow,
    Circle,
    Cross,
}

/// One of six colours of the site (1 red, 2 amber, 3 green, 4 blue, 5 violet) or 6, grey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tone(pub u8);
