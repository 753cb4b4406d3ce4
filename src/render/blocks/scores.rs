//! Rated statements.

use serde::Serialize;

use super::Drawing;
use crate::blocks::{Rows, Score, ScoresBlock, format_number, scores_of};
use crate::parse::PlacedBlock;
use crate::render::views::Html;

/// What `templates/blocks/scores.html` may see.
#[derive(Serialize)]
pub(super) struct ScoresView {
    id: String,
    /// Names the scroll region.
    label: String,
    caption: Option<String>,
    /// `1 to 5`.
    scale: String,
    has_advice: bool,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    statement: String,
    ideal: String,
    current: String,
    gap: String,
    /// `act`, `discuss`, or empty.
    advice: &'static str,
    words: Option<String>,
    bar: Html,
}

pub(super) fn view(
    drawing: &Drawing<'_>,
    placed: &PlacedBlock,
    block: &ScoresBlock,
) -> Option<ScoresView> {
    let read;
    let scores = match &block.rows {
        Rows::Inline(scores) => scores,
        Rows::File(path) => {
            read = scores_of(drawing.data(&path.value)?, block.scale)?;
            &read
        }
    };
    let (least, most) = block.scale;
    let ends = [("least", least.to_string()), ("most", most.to_string())];
    Some(ScoresView {
        id: drawing.id.clone(),
        label: drawing.label(block.caption.as_deref(), "blocks.scores.label", placed),
        caption: block.caption.clone(),
        scale: drawing.filled(
            "blocks.scores.scale",
            &[(ends[0].0, &ends[0].1), (ends[1].0, &ends[1].1)],
        ),
        has_advice: block.act.is_some() || block.discuss.is_some(),
        rows: scores
            .iter()
            .map(|score| row(drawing, block, score))
            .collect(),
    })
}

fn row(drawing: &Drawing<'_>, block: &ScoresBlock, score: &Score) -> RowView {
    let gap = score.gap();
    let reaches = |bound: Option<f64>| bound.is_some_and(|bound| gap >= bound - 1e-9);
    let advice = match () {
        () if reaches(block.act) => "act",
        () if reaches(block.discuss) => "discuss",
        () => "",
    };
    RowView {
        statement: score.statement.clone(),
        ideal: format_number(score.ideal.value, score.ideal.decimals),
        current: format_number(score.current.value, score.current.decimals),
        gap: format_number(gap, score.decimals()),
        advice,
        words: (!advice.is_empty()).then(|| drawing.words(&format!("blocks.scores.{advice}"))),
        bar: bar(block.scale, score),
    }
}

/// A bar as long as the current score, with a mark at the ideal; the numbers are beside it.
fn bar((least, most): (f64, f64), score: &Score) -> Html {
    let across = |value: f64| (140.0 * (value - least) / (most - least)).clamp(0.0, 140.0);
    let (current, ideal) = (across(score.current.value), across(score.ideal.value) + 2.0);
    Html::new(&format!(
        "<svg class=\"scorebar\" viewBox=\"0 0 144 16\" width=\"144\" height=\"16\" aria-hidden=\"true\" focusable=\"false\">\
         <rect class=\"scorebar-back\" x=\"2\" y=\"4\" width=\"140\" height=\"8\" rx=\"2\"/>\
         <rect class=\"scorebar-now\" x=\"2\" y=\"4\" width=\"{current:.1}\" height=\"8\" rx=\"2\"/>\
         <line class=\"scorebar-ideal\" x1=\"{ideal:.1}\" x2=\"{ideal:.1}\" y1=\"1\" y2=\"15\"/></svg>"
    ))
}
