//! Text in, values and pictures out.

mod drawing;
mod figures;
mod properties;
mod reading;
mod words;

use crate::diagram::Picture;
use crate::diagram::flow::Chart;
use crate::diagram::flow::parse::ParsedChart;
use crate::diagram::flow::svg::draw;
use crate::diagram::mermaid::blanking::blank;

fn parse(text: &str) -> ParsedChart {
    crate::diagram::flow::parse::parse(blank(text))
}

/// A chart that must be readable.
pub fn chart(text: &str) -> Chart {
    let parsed = parse(text);
    parsed
        .chart
        .unwrap_or_else(|| panic!("{:#?}", parsed.faults))
}

/// The number of the node of this id.
pub fn node(chart: &Chart, id: &str) -> Option<usize> {
    chart.nodes.iter().position(|node| node.id == id)
}

fn svg(text: &str) -> String {
    let link = |target: &str| target.starts_with("SOP-").then(|| format!("{target}.html"));
    draw(
        &chart(text),
        &Picture {
            id: "f1",
            title: "Release & <hold>",
            description: None,
            lanes: false,
            is_alone: false,
            link: &link,
        },
    )
}

/// Line, marked text and message of each fault.
fn faults(text: &str) -> Vec<String> {
    parse(text)
        .faults
        .iter()
        .map(|fault| {
            let line = text[..fault.span.start].matches('\n').count() + 1;
            format!("{line} `{}` {}", &text[fault.span.clone()], fault.message)
        })
        .collect()
}
