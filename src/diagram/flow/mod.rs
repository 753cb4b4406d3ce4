//! Flowcharts: Mermaid's `flowchart`, `graph` and `swimlane`, and charts that a caller builds.
//!
//! ```text
//! parse    text            → Chart, faults        Mermaid's flowchart syntax
//! lint     Chart           → lints                dead ends, decisions with one exit …
//! layout   Chart           → Drawing              sizes, ranks, orders, places, routes
//! sheets   Drawing         → windows of pages     how a large one is printed
//! svg      Chart, Picture  → SVG                  classes only, colours by the stylesheet
//! outline  Chart           → ordered text         the same flow for those who cannot see it
//! view     Chart           → JSON                 for other programs
//! ```

pub mod chart;
mod layout;
mod lint;
mod outline;
mod parse;
mod sheets;
mod svg;
#[cfg(test)]
mod tests;
mod view;

use std::any::Any;

pub use chart::{Chart, Direction, Shape};

use crate::diagram::lint::Lint;
use crate::diagram::model::{Diagram, Item, Kind, Model, Parsed, Size};
use crate::diagram::picture::{Drawn, OutlineWords, Picture};

pub(super) const KIND: Kind = Kind {
    keywords: parse::header::KEYWORDS,
    parse: |text| {
        let parsed = parse::parse(text);
        Parsed {
            diagram: parsed.chart.map(Diagram::new),
            faults: parsed.faults,
        }
    },
};

impl Model for Chart {
    fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    fn size(&self) -> Size {
        Size {
            boxes: self.nodes.len(),
            arrows: self.edges.len(),
        }
    }

    fn items(&self) -> Vec<Item<'_>> {
        let nodes = self.nodes.iter();
        nodes
            .map(|node| Item {
                label: node.label.text(),
                target: node.link.as_ref().map(|link| link.target.as_str()),
                span: node.span.clone(),
            })
            .collect()
    }

    fn lint(&self) -> Vec<Lint> {
        lint::lint(self)
    }

    fn draw(&self, picture: &Picture<'_>) -> String {
        svg::draw(self, picture)
    }

    fn draw_for_print(&self, picture: &Picture<'_>) -> Drawn {
        svg::draw_for_print(self, picture)
    }

    fn outline_html(
        &self,
        id: &str,
        words: &OutlineWords<'_>,
        link: &dyn Fn(&str) -> Option<String>,
    ) -> String {
        outline::outline_html(self, id, words, link)
    }

    fn outline_text(&self, words: &OutlineWords<'_>) -> String {
        outline::outline_text(self, words)
    }

    fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&view::view(self))
    }

    fn is_same(&self, other: &dyn Model) -> bool {
        (other as &dyn Any).downcast_ref() == Some(self)
    }
}
