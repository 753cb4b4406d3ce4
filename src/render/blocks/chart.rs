//! A flowchart: the picture, and the same flow in words behind a fold.

use serde::Serialize;

use super::{Drawing, procedure_chart};
use crate::blocks::{ChartBlock, ChartSource};
use crate::flow::{Chart, OutlineWords, Picture, draw_for_print, outline_html};
use crate::parse::PlacedBlock;
use crate::render::body;
use crate::render::views::Html;

/// What `templates/blocks/chart.html` may see.
#[derive(Serialize)]
pub(super) struct ChartView {
    caption: Option<String>,
    /// Names the scroll region.
    label: String,
    svg: Html,
    /// It is printed along the long side of the paper.
    is_wide: bool,
    /// What is printed in its place where it is too large for one page.
    parts: Vec<Html>,
    /// The same flow in words; `None` where the steps of the document are those words.
    outline: Option<Html>,
    /// The first of those steps.
    steps_href: Option<String>,
}

/// `None` where there are no steps to draw.
pub(super) fn view(
    drawing: &Drawing<'_>,
    placed: &PlacedBlock,
    block: &ChartBlock,
) -> Option<ChartView> {
    let steps;
    let chart: &Chart = match &block.source {
        ChartSource::Chart { chart, .. } => chart,
        ChartSource::Procedure => {
            let procedures = &drawing.document.sop.procedures;
            if procedures
                .iter()
                .all(|procedure| procedure.steps.is_empty())
            {
                return None;
            }
            steps = procedure_chart::chart(drawing, procedures);
            &steps
        }
    };
    let title = block.caption.clone().or_else(|| chart.title.clone());
    let label = drawing.label(title.as_deref(), "blocks.chart.label", placed);
    let described = chart.description.clone().unwrap_or_else(|| {
        let key = match block.source {
            ChartSource::Procedure => "blocks.chart.described_steps",
            ChartSource::Chart { .. } => "blocks.chart.described",
        };
        let counts = [
            ("boxes", &*chart.nodes.len().to_string()),
            ("arrows", &*chart.edges.len().to_string()),
        ];
        drawing.filled(key, &counts)
    });
    let link = |written: &str| address(drawing, placed, &block.source, written);
    let picture = Picture {
        id: &drawing.id,
        title: &label,
        description: Some(&described),
        lanes: false,
        is_alone: false,
        link: &link,
    };
    let words = OutlineWords {
        go_to: &drawing.words("blocks.chart.go_to"),
        go_on: &drawing.words("blocks.chart.go_on"),
    };
    let drawn = draw_for_print(chart, &picture);
    Some(ChartView {
        caption: block.caption.clone(),
        svg: Html::new(&drawn.svg),
        is_wide: drawn.is_wide,
        parts: drawn.parts.iter().map(|part| Html::new(part)).collect(),
        outline: match block.source {
            ChartSource::Procedure => None,
            ChartSource::Chart { .. } => {
                let id = format!("{}-text", drawing.id);
                Some(Html::new(&outline_html(chart, &id, &words, &link)))
            }
        },
        steps_href: match block.source {
            ChartSource::Procedure => first_step(drawing),
            ChartSource::Chart { .. } => None,
        },
        label,
    })
}

fn first_step(drawing: &Drawing<'_>) -> Option<String> {
    let mut procedures = drawing.document.sop.procedures.iter();
    let step = procedures.find_map(|procedure| procedure.steps.first())?;
    Some(format!("#{}", body::fragment(&step.id)))
}

/// Where a node leads: as the checked links of the document say. The steps' own chart leads to
/// the steps, and on to where their exits lead.
fn address(
    drawing: &Drawing<'_>,
    placed: &PlacedBlock,
    source: &ChartSource,
    written: &str,
) -> Option<String> {
    let document = drawing.document;
    let at = match source {
        ChartSource::Chart { .. } => placed.chart_links.get(written).copied()?,
        ChartSource::Procedure => {
            if let Some(id) = written.strip_prefix('#') {
                return Some(format!("#{}", body::fragment(id)));
            }
            let links = &document.sop.links;
            links.iter().position(|link| link.target == written)?
        }
    };
    body::href(drawing.stage, drawing.from, &document.links[at])
}
