//! What is wrong with a flowchart although it can be drawn.

use std::ops::Range;

use crate::diagram::flow::chart::{Chart, Line, Shape};
use crate::diagram::lint::{Lint, LintKind};

/// All of them, in the order of the chart's nodes.
pub fn lint(chart: &Chart) -> Vec<Lint> {
    let flow = Flow::new(chart);
    let reached = flow.reached(chart);
    let ends_are_shaped =
        (0..chart.nodes.len()).any(|node| flow.out[node].is_empty() && is_terminal(chart, node));
    let mut lints = Vec::new();
    for (number, node) in chart.nodes.iter().enumerate() {
        let mut found = |kind, span: &Option<Range<usize>>| {
            lints.push(Lint {
                kind,
                node: node.label.text(),
                span: span.clone().or_else(|| node.span.clone()),
            });
        };
        if matches!(node.shape, Shape::Note | Shape::Text) {
            continue;
        }
        let exits = &flow.out[number];
        let is_decision = node.shape == Shape::Diamond;
        if !reached[number]
            && !flow.into[number]
                .iter()
                .any(|&from| !reached[from] && from < number)
        {
            found(LintKind::Unreachable, &node.span);
        }
        if is_decision && exits.len() < 2 {
            found(LintKind::LoneExit, &node.span);
        } else if exits.is_empty() && ends_are_shaped && !is_terminal(chart, number) {
            found(LintKind::DeadEnd, &node.span);
        }
        if is_decision && exits.len() > 1 {
            for &edge in exits
                .iter()
                .filter(|&&edge| chart.edges[edge].label.is_empty())
            {
                found(LintKind::UnlabelledExit, &chart.edges[edge].span);
            }
        }
    }
    lints
}

fn is_terminal(chart: &Chart, node: usize) -> bool {
    matches!(
        chart.nodes[node].shape,
        Shape::Stadium | Shape::Circle | Shape::DoubleCircle | Shape::Dot | Shape::Ellipse
    )
}

struct Flow {
    /// Edges that leave each node, including those of the groups around it.
    out: Vec<Vec<usize>>,
    /// The nodes from which each node is entered.
    into: Vec<Vec<usize>>,
}

impl Flow {
    fn new(chart: &Chart) -> Self {
        let mut flow = Self {
            out: vec![Vec::new(); chart.nodes.len()],
            into: vec![Vec::new(); chart.nodes.len()],
        };
        for (number, edge) in chart.edges.iter().enumerate() {
            if edge.line == Line::Invisible {
                continue;
            }
            for from in chart.members(edge.from) {
                flow.out[from].push(number);
                for to in chart.members(edge.to) {
                    flow.into[to].push(from);
                }
            }
        }
        flow
    }

    /// From where the flow begins, and from every node that is shaped like a start and that nothing
    /// leads to.
    fn reached(&self, chart: &Chart) -> Vec<bool> {
        let shaped = (0..chart.nodes.len())
            .filter(|&node| self.into[node].is_empty() && is_terminal(chart, node));
        self.walk(
            chart,
            self.beginning(chart).into_iter().chain(shaped).collect(),
        )
    }

    /// The first node; if other nodes lead to it, also the first start that does.
    fn beginning(&self, chart: &Chart) -> Vec<usize> {
        let leads_to_first =
            |&node: &usize| self.into[node].is_empty() && self.walk(chart, vec![node])[0];
        let mut beginning = Vec::new();
        if !chart.nodes.is_empty() {
            beginning.push(0);
        }
        if self.into.first().is_some_and(|into| !into.is_empty()) {
            beginning.extend((1..chart.nodes.len()).find(leads_to_first));
        }
        beginning
    }

    fn walk(&self, chart: &Chart, mut waiting: Vec<usize>) -> Vec<bool> {
        let mut reached = vec![false; chart.nodes.len()];
        while let Some(node) = waiting.pop() {
            if std::mem::replace(&mut reached[node], true) {
                continue;
            }
            for &edge in &self.out[node] {
                waiting.extend(chart.members(chart.edges[edge].to));
            }
        }
        reached
    }
}
