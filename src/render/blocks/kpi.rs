//! Figures with targets.

use std::fmt::Write as _;

use serde::Serialize;

use super::Drawing;
use crate::blocks::{Direction, Kpi, KpiBlock, KpiStatus, Number, Rows, kpis_of, show};
use crate::render::views::Html;

/// What `templates/blocks/kpi.html` may see.
#[derive(Serialize)]
pub(super) struct KpiView {
    id: String,
    caption: Option<String>,
    has_periods: bool,
    has_trends: bool,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    metric: String,
    period: String,
    target: String,
    actual: String,
    /// With its sign and unit; empty without a figure.
    variance: String,
    percent: Option<String>,
    /// `ahead`, `on-target`, `watch`, `off-target`, `not-measured`.
    status: &'static str,
    words: String,
    trend: Option<Html>,
}

pub(super) fn view(drawing: &Drawing<'_>, block: &KpiBlock) -> Option<KpiView> {
    let read;
    let kpis = match &block.rows {
        Rows::Here(kpis) => kpis,
        Rows::File(path) => {
            read = kpis_of(drawing.data(&path.value)?)?;
            &read
        }
    };
    Some(KpiView {
        id: drawing.id.clone(),
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
    let variance = match kpi.variance() {
        Some(variance) => signed(
            variance,
            with_unit(variance.abs(), kpi.decimals(), &kpi.unit),
        ),
        None => String::new(),
    };
    let percent = kpi
        .variance_percent()
        .map(|percent| signed(percent, format!("{} %", show(percent.abs(), 1))));
    let better = match kpi.direction {
        Direction::Up => "up",
        Direction::Down => "down",
    };
    RowView {
        metric: kpi.metric.clone(),
        period: kpi.period.clone(),
        target: figure(&kpi.target, &kpi.unit),
        actual: kpi
            .actual
            .as_ref()
            .map_or_else(|| "–".to_owned(), |actual| figure(actual, &kpi.unit)),
        variance,
        percent,
        status,
        words: drawing.words(&format!("blocks.kpi.{better}.{status}")),
        trend: trend(drawing, kpi),
    }
}

fn figure(number: &Number, unit: &str) -> String {
    let sign = if number.value < 0.0 { "−" } else { "" };
    format!(
        "{sign}{}",
        with_unit(number.value.abs(), number.decimals, unit)
    )
}

/// Signs of currency stand before the figure, all other units after it.
fn with_unit(value: f64, decimals: usize, unit: &str) -> String {
    let number = show(value, decimals);
    match unit {
        "" => number,
        "£" | "$" | "€" | "¥" => format!("{unit}{number}"),
        _ => format!("{number} {unit}"),
    }
}

fn signed(value: f64, shown: String) -> String {
    let is_nothing = !shown.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    match value {
        _ if is_nothing => shown,
        value if value < 0.0 => format!("−{shown}"),
        _ => format!("+{shown}"),
    }
}

/// A line through the earlier figures and the present one, the target as a dashed line.
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
        .map(|value| show(*value, kpi.decimals()))
        .collect();
    let words = drawing.filled(
        "blocks.kpi.trend_words",
        &[
            ("figures", &shown.join(", ")),
            ("target", &show(target, kpi.target.decimals)),
        ],
    );
    let words = crate::flow::svg::escape(&words);
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
