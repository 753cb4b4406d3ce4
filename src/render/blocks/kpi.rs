//! Figures with targets.

use std::fmt::Write as _;

use serde::Serialize;

use super::Drawing;
use crate::blocks::{Direction, Kpi, KpiBlock, KpiStatus, Number, Rows, format_number, kpis_of};
use crate::parse::PlacedBlock;
use crate::render::views::Html;

/// What `templates/blocks/kpi.html` may see.
#[derive(Serialize)]
pub(super) struct KpiView {
    id: String,
    /// Names the scroll region.
    label: String,
    caption: Option<String>,
    has_periods: bool,
    has_trends: bool,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    metric: String,
    period: String,
    target: FigureView,
    actual: FigureView,
    /// With its sign; empty without a figure.
    variance: FigureView,
    percent: Option<String>,
    /// `ahead`, `on-target`, `watch`, `off-target`, `not-measured`.
    status: &'static str,
    words: String,
    /// A line through the earlier figures, or a bar with a mark at the target.
    picture: Option<Html>,
}

#[derive(Serialize)]
struct FigureView {
    /// With a unit that is a sign: `£290,000`, `38 %`.
    number: String,
    /// A unit in words; else empty.
    unit: String,
}

pub(super) fn view(
    drawing: &Drawing<'_>,
    placed: &PlacedBlock,
    block: &KpiBlock,
) -> Option<KpiView> {
    let read;
    let kpis = match &block.rows {
        Rows::Inline(kpis) => kpis,
        Rows::File(path) => {
            read = kpis_of(drawing.data(&path.value)?)?;
            &read
        }
    };
    Some(KpiView {
        id: drawing.id.clone(),
        label: drawing.label(block.caption.as_deref(), "blocks.kpi.label", placed),
        caption: block.caption.clone(),
        has_periods: kpis.iter().any(|kpi| !kpi.period.is_empty()),
        has_trends: kpis.iter().any(|kpi| !kpi.previous.is_empty()),
        rows: kpis.iter().map(|kpi| row(drawing, block, kpi)).collect(),
    })
}

fn row(drawing: &Drawing<'_>, block: &KpiBlock, kpi: &Kpi) -> RowView {
    let status = match kpi.status(block.tolerance, block.alarm) {
        KpiStatus::Ahead => "ahead",
        KpiStatus::OnTarget => "on-target",
        KpiStatus::Watch => "watch",
        KpiStatus::OffTarget => "off-target",
        KpiStatus::NotMeasured => "not-measured",
    };
    let percent = kpi
        .variance_percent()
        .map(|percent| signed(percent, format!("{} %", format_number(percent.abs(), 1))));
    let better = match kpi.direction {
        Direction::Up => "up",
        Direction::Down => "down",
    };
    let actual = kpi.actual.as_ref();
    let none = || figure("–".to_owned(), "");
    RowView {
        metric: kpi.metric.clone(),
        period: kpi.period.clone(),
        target: stated(&kpi.target, &kpi.unit),
        actual: actual.map_or_else(none, |actual| stated(actual, &kpi.unit)),
        variance: variance(drawing, kpi),
        percent,
        status,
        words: drawing.words(&format!("blocks.kpi.{better}.{status}")),
        picture: trend(drawing, kpi).or_else(|| bar(drawing, kpi)),
    }
}

/// The difference of two percentages is in percentage points, so that it is not confused with the
/// percentage of the target beside it.
fn variance(drawing: &Drawing<'_>, kpi: &Kpi) -> FigureView {
    let Some(variance) = kpi.variance() else {
        return figure(String::new(), "");
    };
    let size = variance.abs();
    let shown = match kpi.unit.as_str() {
        "%" => {
            let size = format_number(size, kpi.decimals());
            drawing.filled("blocks.kpi.points", &[("figure", &size)])
        }
        unit => with_sign(size, kpi.decimals(), unit),
    };
    figure(signed(variance, shown), "")
}

fn stated(number: &Number, unit: &str) -> FigureView {
    let sign = if number.value < 0.0 { "−" } else { "" };
    let shown = with_sign(number.value.abs(), number.decimals, unit);
    figure(format!("{sign}{shown}"), unit)
}

fn figure(number: String, unit: &str) -> FigureView {
    FigureView {
        number,
        unit: if is_sign(unit) { "" } else { unit }.to_owned(),
    }
}

/// Currency signs come before the figure, a percent sign after it; units in words are not included.
fn with_sign(value: f64, decimals: usize, unit: &str) -> String {
    let number = format_number(value, decimals);
    match unit {
        "£" | "$" | "€" | "¥" => format!("{unit}{number}"),
        unit if is_sign(unit) => format!("{number} {unit}").trim_end().to_owned(),
        _ => number,
    }
}

fn is_sign(unit: &str) -> bool {
    !unit.contains(char::is_alphabetic)
}

fn signed(value: f64, shown: String) -> String {
    let is_nothing = !shown.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    match value {
        _ if is_nothing => shown,
        value if value < 0.0 => format!("−{shown}"),
        _ => format!("+{shown}"),
    }
}

/// A line through the earlier figures and the current one, with the target as a dashed line.
fn trend(drawing: &Drawing<'_>, kpi: &Kpi) -> Option<Html> {
    let mut figures = kpi.previous.clone();
    figures.extend(kpi.actual.as_ref().map(|actual| actual.value));
    if figures.len() < 2 || kpi.previous.is_empty() {
        return None;
    }
    let target = kpi.target.value;
    let least = figures.iter().copied().fold(target, f64::min);
    let most = figures.iter().copied().fold(target, f64::max);
    let height = |value: f64| {
        if most > least {
            26.0 - 24.0 * (value - least) / (most - least)
        } else {
            14.0
        }
    };
    let across = |at: usize| 2.0 + 106.0 * at as f64 / (figures.len() - 1) as f64;
    let mut points = String::new();
    for (at, value) in figures.iter().enumerate() {
        let _ = write!(
            points,
            "{}{:.1},{:.1}",
            if at == 0 { "" } else { " " },
            across(at),
            height(*value)
        );
    }
    let shown: Vec<String> = figures
        .iter()
        .map(|value| format_number(*value, kpi.decimals()))
        .collect();
    let words = drawing.filled(
        "blocks.kpi.trend_words",
        &[
            ("figures", &shown.join(", ")),
            ("target", &format_number(target, kpi.target.decimals)),
        ],
    );
    let words = crate::diagram::markup::escape(&words);
    let (now_x, now_y, target_y) = (
        across(figures.len() - 1),
        height(*figures.last()?),
        height(target),
    );
    Some(Html::new(&format!(
        "<svg class=\"spark\" viewBox=\"0 0 112 28\" width=\"112\" height=\"28\" role=\"img\" aria-label=\"{words}\">\
         <line class=\"spark-target\" x1=\"0\" x2=\"112\" y1=\"{target_y:.1}\" y2=\"{target_y:.1}\"/>\
         <polyline class=\"spark-line\" points=\"{points}\"/>\
         <circle class=\"spark-now\" cx=\"{now_x:.1}\" cy=\"{now_y:.1}\" r=\"2.6\"/></svg>"
    )))
}

/// Without earlier figures: a bar as long as the actual one, with a mark at the target.
fn bar(drawing: &Drawing<'_>, kpi: &Kpi) -> Option<Html> {
    const LENGTH: f64 = 108.0;
    let actual = kpi.actual.as_ref()?.value;
    let target = kpi.target.value;
    let most = actual.max(target) * 1.1;
    if actual < 0.0 || target < 0.0 || most <= 0.0 {
        return None;
    }
    let (now, mark) = (LENGTH * actual / most, LENGTH * target / most + 2.0);
    let figures = [
        ("actual", &*format_number(actual, kpi.decimals())),
        ("target", &*format_number(target, kpi.target.decimals)),
    ];
    let words = drawing.filled("blocks.kpi.bar_words", &figures);
    let words = crate::diagram::markup::escape(&words);
    Some(Html::new(&format!(
        "<svg class=\"spark\" viewBox=\"0 0 112 28\" width=\"112\" height=\"28\" role=\"img\" aria-label=\"{words}\">\
         <rect class=\"scorebar-back\" x=\"2\" y=\"10\" width=\"{LENGTH}\" height=\"8\" rx=\"2\"/>\
         <rect class=\"scorebar-now\" x=\"2\" y=\"10\" width=\"{now:.1}\" height=\"8\" rx=\"2\"/>\
         <path class=\"scorebar-ideal\" d=\"M{mark:.1} 6v16\"/></svg>"
    )))
}
