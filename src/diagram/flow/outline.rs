//! The same flow in words: numbered steps in reading order, each with its exits, for readers who
//! cannot see the picture, and for search.

use crate::diagram::flow::chart::{Chart, Line, Node, Shape};
use crate::diagram::markup::{escape, put};
use crate::diagram::picture::OutlineWords;

/// Steps in reading order; the first has number 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    pub steps: Vec<OutlineStep>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct OutlineStep {
    /// Index in the chart.
    pub node: usize,
    pub text: String,
    pub is_decision: bool,
    /// The title of its outermost group.
    pub lane: Option<String>,
    pub exits: Vec<OutlineExit>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct OutlineExit {
    /// Empty when the exit has no label.
    pub label: String,
    /// The number of the step it leads to, from 1.
    pub to: usize,
    /// Whether it leads to the step directly below and needs no number.
    pub is_next: bool,
}

pub fn outline(chart: &Chart) -> Outline {
    let exits = exits(chart);
    let order = reading_order(chart, &exits);
    let mut numbers = vec![0; chart.nodes.len()];
    for (place, &node) in order.iter().enumerate() {
        numbers[node] = place + 1;
    }
    let steps = order
        .iter()
        .enumerate()
        .map(|(place, &node)| OutlineStep {
            node,
            text: text(&chart.nodes[node]),
            is_decision: chart.nodes[node].shape == Shape::Diamond,
            lane: chart
                .lane_of(node)
                .map(|group| chart.groups[group].title.text())
                .filter(|title| !title.is_empty()),
            exits: exits[node]
                .iter()
                .map(|(to, label)| OutlineExit {
                    label: label.clone(),
                    to: numbers[*to],
                    is_next: numbers[*to] == place + 2,
                })
                .collect(),
        })
        .collect();
    Outline { steps }
}

fn text(node: &Node) -> String {
    let text = node.label.text();
    if text.is_empty() {
        node.id.clone()
    } else {
        text
    }
}

/// The nodes each node leads to; an edge to a group leads to its first node.
fn exits(chart: &Chart) -> Vec<Vec<(usize, String)>> {
    let mut exits = vec![Vec::new(); chart.nodes.len()];
    for edge in chart
        .edges
        .iter()
        .filter(|edge| edge.line != Line::Invisible)
    {
        let to = chart.members(edge.to);
        let Some(&to) = to.first() else { continue };
        let from = chart.members(edge.from);
        let Some(&from) = from.last() else { continue };
        exits[from].push((to, edge.label.text()));
    }
    exits
}

/// Depth first from the starts, each step after one that leads to it.
fn reading_order(chart: &Chart, exits: &[Vec<(usize, String)>]) -> Vec<usize> {
    let count = chart.nodes.len();
    let mut is_entered = vec![false; count];
    for (from, out) in exits.iter().enumerate() {
        out.iter()
            .filter(|(to, _)| *to != from)
            .for_each(|(to, _)| is_entered[*to] = true);
    }
    let roots = (0..count).filter(|&node| !is_entered[node]).chain(0..count);
    let mut order = Vec::with_capacity(count);
    let mut is_seen = vec![false; count];
    for root in roots {
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if std::mem::replace(&mut is_seen[node], true) {
                continue;
            }
            order.push(node);
            stack.extend(exits[node].iter().rev().map(|(to, _)| *to));
        }
    }
    order
}

/// `<ol class="flow-outline">` with a list item for each step; `id` is the prefix of the items'
/// ids.
pub fn outline_html(
    chart: &Chart,
    id: &str,
    words: &OutlineWords<'_>,
    link: &dyn Fn(&str) -> Option<String>,
) -> String {
    let outline = outline(chart);
    let mut html = String::from("<ol class=\"flow-outline\">");
    let id = escape(id);
    for (place, step) in outline.steps.iter().enumerate() {
        put(&mut html, format_args!("<li id=\"{id}-{}\">", place + 1));
        let text = escape(&step.text);
        match chart.nodes[step.node].href(link) {
            Some(href) => put(
                &mut html,
                format_args!("<a href=\"{}\">{text}</a>", escape(&href)),
            ),
            None => html.push_str(&text),
        }
        if let Some(lane) = &step.lane {
            put(
                &mut html,
                format_args!(" <span class=\"flow-outline-lane\">{}</span>", escape(lane)),
            );
        }
        ways_out(&mut html, step, &id, words);
        html.push_str("</li>");
    }
    html.push_str("</ol>");
    html
}

fn ways_out(html: &mut String, step: &OutlineStep, id: &str, words: &OutlineWords<'_>) {
    let goes_without_saying = |exit: &OutlineExit| exit.is_next && exit.label.is_empty();
    if step.exits.is_empty() || step.exits.len() == 1 && goes_without_saying(&step.exits[0]) {
        return;
    }
    html.push_str("<ul>");
    for exit in &step.exits {
        html.push_str("<li>");
        if !exit.label.is_empty() {
            put(
                html,
                format_args!("<strong>{}</strong>: ", escape(&exit.label)),
            );
        }
        if exit.is_next {
            html.push_str(&escape(words.go_on));
        } else {
            put(
                html,
                format_args!(
                    "<a href=\"#{id}-{0}\">{1} {0}</a>",
                    exit.to,
                    escape(words.go_to)
                ),
            );
        }
        html.push_str("</li>");
    }
    html.push_str("</ul>");
}

/// The same as plain text, a line for each step and each exit.
pub fn outline_text(chart: &Chart, words: &OutlineWords<'_>) -> String {
    let mut text = String::new();
    for (place, step) in outline(chart).steps.iter().enumerate() {
        put(&mut text, format_args!("{}. {}", place + 1, step.text));
        if let Some(lane) = &step.lane {
            put(&mut text, format_args!(" [{lane}]"));
        }
        text.push('\n');
        let is_plain = step.exits.len() == 1 && step.exits[0].is_next;
        for exit in &step.exits {
            if is_plain && exit.label.is_empty() {
                continue;
            }
            text.push_str("   - ");
            if !exit.label.is_empty() {
                put(&mut text, format_args!("{}: ", exit.label));
            }
            if exit.is_next {
                put(&mut text, format_args!("{}\n", words.go_on));
            } else {
                put(&mut text, format_args!("{} {}\n", words.go_to, exit.to));
            }
        }
    }
    text
}
