//! A diagram: the picture, and the same in words in a collapsed section.

use serde::Serialize;

use super::{Drawing, procedure_chart};
use crate::blocks::{ChartBlock, ChartSource};
use crate::diagram::{Model, OutlineWords, Picture};
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
    /// Whether it is printed in landscape.
    is_wide: bool,
    /// The parts that are printed instead if it is too large for one page.
    parts: Vec<Html>,
    /// The same in words; `None` for a diagram of the document's own steps.
    outline: Option<Html>,
    /// The first step, for a diagram of the document's own steps.
    steps_href: Option<String>,
}

/// `None` where there are no steps to draw.
pub(super) fn view(
    drawing: &Drawing<'_>,
    placed: &PlacedBlock,
    block: &ChartBlock,
) -> Option<ChartView> {
    let steps;
    let diagram: &dyn Model = match &block.source {
        ChartSource::Text { diagram, .. } => &**diagram,
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
    let title = block
        .caption
        .clone()
        .or_else(|| diagram.title().map(str::to_owned));
    let label = drawing.label(title.as_deref(), "blocks.chart.label", placed);
    let described = diagram.description().map(str::to_owned);
    let described = described.unwrap_or_else(|| {
        let key = match block.source {
            ChartSource::Procedure => "blocks.chart.described_steps",
            ChartSource::Text { .. } => "blocks.chart.described",
        };
        let size = diagram.size();
        let counts = [
            ("boxes", &*size.boxes.to_string()),
            ("arrows", &*size.arrows.to_string()),
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
    let drawn = diagram.draw_for_print(&picture);
    Some(ChartView {
        caption: block.caption.clone(),
        svg: Html::new(&drawn.svg),
        is_wide: drawn.is_wide,
        parts: drawn.parts.iter().map(|part| Html::new(part)).collect(),
        outline: match block.source {
            ChartSource::Procedure => None,
            ChartSource::Text { .. } => {
                let id = format!("{}-text", drawing.id);
                Some(Html::new(&diagram.outline_html(&id, &words, &link)))
            }
        },
        steps_href: match block.source {
            ChartSource::Procedure => first_step(drawing),
            ChartSource::Text { .. } => None,
        },
        label,
    })
}

fn first_step(drawing: &Drawing<'_>) -> Option<String> {
    let mut procedures = drawing.document.sop.procedures.iter();
    let step = procedures.find_map(|procedure| procedure.steps.first())?;
    Some(format!("#{}", body::fragment(&step.id)))
}

/// The address of a node's link, which is one of the document's checked links. In a chart of the
/// steps it is the step, or the target of an exit.
fn address(
    drawing: &Drawing<'_>,
    placed: &PlacedBlock,
    source: &ChartSource,
    written: &str,
) -> Option<String> {
    let document = drawing.document;
    let at = match source {
        ChartSource::Text { .. } => placed.chart_links.get(written).copied()?,
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
