//! A chart for other programs: what `sopress flow --format json` prints.

use serde::Serialize;

use crate::diagram::flow::chart::{Chart, Direction, Edge, End, Line, Shape, Tip};

#[derive(Debug, Serialize)]
pub struct View<'a> {
    /// `TB`, `BT`, `LR` or `RL`.
    pub direction: Direction,
    pub nodes: Vec<NodeView<'a>>,
    pub edges: Vec<EdgeView<'a>>,
    pub subgraphs: Vec<GroupView<'a>>,
}

#[derive(Debug, Serialize)]
pub struct NodeView<'a> {
    pub id: &'a str,
    pub label: String,
    pub shape: Shape,
}

#[derive(Debug, Serialize)]
pub struct EdgeView<'a> {
    pub from: &'a str,
    pub to: &'a str,
    pub label: String,
    /// The stroke and the tips, such as `solid-arrow`, `dotted-open`, `thick-double-arrow`.
    pub kind: String,
}

#[derive(Debug, Serialize)]
pub struct GroupView<'a> {
    pub id: &'a str,
    pub title: String,
    /// Ids of the nodes and groups directly inside it.
    pub nodes: Vec<&'a str>,
}

pub fn view(chart: &Chart) -> View<'_> {
    let id = |end: End| match end {
        End::Node(node) => chart.nodes[node].id.as_str(),
        End::Group(group) => chart.groups[group].id.as_str(),
    };
    View {
        direction: chart.direction,
        nodes: chart
            .nodes
            .iter()
            .map(|node| NodeView {
                id: &node.id,
                label: node.label.text(),
                shape: node.shape,
            })
            .collect(),
        edges: chart
            .edges
            .iter()
            .map(|edge| EdgeView {
                from: id(edge.from),
                to: id(edge.to),
                label: edge.label.text(),
                kind: kind(edge),
            })
            .collect(),
        subgraphs: (0..chart.groups.len())
            .map(|group| group_view(chart, group))
            .collect(),
    }
}

fn group_view(chart: &Chart, group: usize) -> GroupView<'_> {
    let nodes = chart.nodes.iter().filter(|node| node.group == Some(group));
    let groups = chart
        .groups
        .iter()
        .filter(|inner| inner.parent == Some(group));
    GroupView {
        id: &chart.groups[group].id,
        title: chart.groups[group].title.text(),
        nodes: nodes
            .map(|node| node.id.as_str())
            .chain(groups.map(|inner| inner.id.as_str()))
            .collect(),
    }
}

fn kind(edge: &Edge) -> String {
    let line = match edge.line {
        Line::Solid => "solid",
        Line::Dotted => "dotted",
        Line::Thick => "thick",
        Line::Invisible => return "invisible".to_owned(),
    };
    let tip = match edge.tips.1 {
        Tip::None => "open",
        Tip::Arrow => "arrow",
        Tip::Circle => "circle",
        Tip::Cross => "cross",
    };
    let double = if edge.tips.0 == Tip::None {
        ""
    } else {
        "double-"
    };
    format!("{line}-{double}{tip}")
}
