//! The chart that the statements so far describe. Ids are resolved at the end, because a group may
//! be linked to before it is written.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagram::flow::chart::{Chart, Direction, Edge, End, Group, Link, Node, Shape, Tone};
use crate::diagram::flow::parse::arrows::WrittenLink;
use crate::diagram::label::Label;

const MOST_NODES: usize = 2_000;
const MOST_EDGES: usize = 4_000;

#[derive(Default)]
pub struct Draft {
    pub direction: Direction,
    pub title: Option<String>,
    pub description: Option<String>,
    pub lanes: bool,
    /// Everything mentioned as a node; some of these turn out to be groups.
    nodes: Vec<Node>,
    places: BTreeMap<String, usize>,
    edges: Vec<Edge>,
    edge_ids: BTreeMap<String, usize>,
    /// Groups in the order in which they end.
    pub groups: Vec<Group>,
    /// Groups that are open now, and what was mentioned in each.
    pub open: Vec<OpenGroup>,
    /// How many groups were begun.
    pub begun: usize,
    class_tones: BTreeMap<String, Option<Tone>>,
    assigned: Vec<(String, String)>,
    default_tone: Option<Tone>,
}

pub struct OpenGroup {
    pub group: Group,
    pub mentions: Vec<usize>,
    /// Places in `Draft::groups` of those that ended inside it.
    pub inner: Vec<usize>,
}

impl Draft {
    pub fn is_too_large(&self) -> bool {
        self.nodes.len() > MOST_NODES || self.edges.len() > MOST_EDGES
    }

    pub fn edge_count(&self) -> usize {
        self.edges.len()
    }

    /// The node with this id, created on its first mention; it belongs to the innermost open group.
    pub fn mention(&mut self, id: &str, span: Range<usize>) -> usize {
        let place = self.create(id, span);
        if let Some(open) = self.open.last_mut() {
            open.mentions.push(place);
        }
        place
    }

    fn create(&mut self, id: &str, span: Range<usize>) -> usize {
        if let Some(&place) = self.places.get(id) {
            return place;
        }
        self.places.insert(id.to_owned(), self.nodes.len());
        self.nodes.push(Node {
            id: id.to_owned(),
            label: Label::plain(id),
            shape: Shape::Rectangle,
            group: None,
            tone: None,
            link: None,
            span: Some(span),
        });
        self.nodes.len() - 1
    }

    pub fn describe(&mut self, node: usize, label: Label, shape: Shape) {
        self.nodes[node].label = label;
        self.nodes[node].shape = shape;
    }

    pub fn relabel(&mut self, node: usize, label: Label) {
        self.nodes[node].label = label;
    }

    pub fn reshape(&mut self, node: usize, shape: Shape) {
        self.nodes[node].shape = shape;
    }

    /// A node with an icon has no default label.
    pub fn drop_default_label(&mut self, node: usize) {
        let node = &mut self.nodes[node];
        if node.label == Label::plain(&node.id) {
            node.label = Label::default();
        }
    }

    /// `e1@{ … }` describes a link: removes the node that was created for the id.
    pub fn describe_link(&mut self, node: usize, id: &str) {
        if self.edge_ids.contains_key(id) && node + 1 == self.nodes.len() && !self.is_linked(node) {
            self.nodes.pop();
            self.places.remove(id);
            if let Some(open) = self.open.last_mut() {
                open.mentions.retain(|&mention| mention != node);
            }
        }
    }

    fn is_linked(&self, node: usize) -> bool {
        let end = End::Node(node);
        self.edges
            .iter()
            .any(|edge| edge.from == end || edge.to == end)
    }

    pub fn link(&mut self, left: &[usize], right: &[usize], link: &WrittenLink) {
        for &from in left {
            for &to in right {
                if self.edges.len() > MOST_EDGES {
                    return;
                }
                if let Some(id) = &link.id {
                    self.edge_ids.entry(id.clone()).or_insert(self.edges.len());
                }
                self.edges.push(Edge {
                    from: End::Node(from),
                    to: End::Node(to),
                    label: link.label.clone(),
                    line: link.arrow.line,
                    tips: link.arrow.tips,
                    length: link.arrow.length,
                    tone: None,
                    span: Some(link.span.clone()),
                });
            }
        }
    }

    pub fn define_class(&mut self, name: &str, tone: Option<Tone>) {
        self.class_tones.insert(name.to_owned(), tone);
    }

    pub fn assign_class(&mut self, ids: &str, class: &str) {
        for id in ids.split(',') {
            self.assigned.push((id.to_owned(), class.to_owned()));
        }
    }

    /// `style` creates the node that it names, as in Mermaid.
    pub fn style_node(&mut self, id: &str, tone: Option<Tone>, span: Range<usize>) {
        for group in self
            .groups
            .iter_mut()
            .chain(self.open.iter_mut().map(|open| &mut open.group))
        {
            if group.id == id {
                group.tone = tone;
                return;
            }
        }
        let place = self.create(id, span);
        self.nodes[place].tone = tone.or(self.nodes[place].tone);
    }

    pub fn style_edge(&mut self, edge: Option<usize>, tone: Option<Tone>) {
        match edge {
            Some(edge) => self.edges[edge].tone = tone,
            None => self.default_tone = tone,
        }
    }

    /// Links of nodes that have not been mentioned are ignored, as in Mermaid.
    pub fn link_nodes(&mut self, ids: &str, link: &Link) {
        for id in ids.split(',') {
            if let Some(&place) = self.places.get(id) {
                self.nodes[place].link = Some(link.clone());
            }
        }
    }

    pub fn finish(mut self, front_title: Option<String>) -> Chart {
        self.apply_classes();
        let mut group_places = BTreeMap::new();
        for (place, group) in self.groups.iter().enumerate() {
            group_places.entry(group.id.clone()).or_insert(place);
        }
        self.adopt_mentioned_groups(&group_places);
        let mut kept = Vec::new();
        let mut ends = Vec::new();
        for node in self.nodes {
            ends.push(match group_places.get(&node.id) {
                Some(&group) => End::Group(group),
                None => End::Node(kept.len()),
            });
            if !group_places.contains_key(&node.id) {
                kept.push(node);
            }
        }
        let mut edges = self.edges;
        for edge in &mut edges {
            for end in [&mut edge.from, &mut edge.to] {
                if let End::Node(place) = *end {
                    *end = ends[place];
                }
            }
            edge.tone = edge.tone.or(self.default_tone);
        }
        Chart {
            direction: self.direction,
            title: self.title.or(front_title),
            description: self.description,
            nodes: kept,
            edges,
            groups: self.groups,
            lanes: self.lanes,
        }
    }

    fn apply_classes(&mut self) {
        if let Some(&Some(tone)) = self.class_tones.get("default") {
            for node in &mut self.nodes {
                node.tone = node.tone.or(Some(tone));
            }
        }
        for (id, class) in &self.assigned {
            let Some(&Some(tone)) = self.class_tones.get(class) else {
                continue;
            };
            if let Some(&place) = self.places.get(id) {
                self.nodes[place].tone = Some(tone);
            }
            for group in self.groups.iter_mut().filter(|group| group.id == *id) {
                group.tone = Some(tone);
            }
        }
    }

    /// A group that is mentioned inside another one lies inside it.
    fn adopt_mentioned_groups(&mut self, places: &BTreeMap<String, usize>) {
        for node in &self.nodes {
            let (Some(&inner), Some(outer)) = (places.get(&node.id), node.group) else {
                continue;
            };
            let mut above = Some(outer);
            while let Some(group) = above {
                if group == inner {
                    break;
                }
                above = self.groups[group].parent;
            }
            if above.is_none() && self.groups[inner].parent.is_none() {
                self.groups[inner].parent = Some(outer);
            }
        }
    }

    pub fn begin_group(&mut self, group: Group) {
        self.begun += 1;
        self.open.push(OpenGroup {
            group,
            mentions: Vec::new(),
            inner: Vec::new(),
        });
    }

    /// Ends the innermost group; `false` when none is open.
    pub fn end_group(&mut self) -> bool {
        let Some(open) = self.open.pop() else {
            return false;
        };
        let place = self.groups.len();
        self.groups.push(open.group);
        for inner in open.inner {
            self.groups[inner].parent = Some(place);
        }
        for mention in open.mentions {
            self.nodes[mention].group.get_or_insert(place);
        }
        if let Some(outer) = self.open.last_mut() {
            outer.inner.push(place);
        }
        true
    }
}
