//! Figures with targets: the variance and its meaning in plain words.

use crate::blocks::{Attributes, Cell, Fault, Fence, Grid, Number, Origin, Rows, table};
use crate::diagnostic::Code;
use crate::suggest::nearest;

/// A `kpi` block.
#[derive(Clone, Debug, PartialEq)]
pub struct KpiBlock {
    /// The figures, or the file that holds them.
    pub rows: Rows<Vec<Kpi>>,
    /// Shown above.
    pub caption: Option<String>,
    /// Per cent of the target within which a figure counts as on target. Default 5.
    pub tolerance: f64,
    /// Per cent of the target beyond which a figure is off target; between the two it needs
    /// watching. Never less than `tolerance`. Default 10.
    pub alarm: f64,
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Kpi {
    /// What is measured.
    pub metric: String,
    /// The target.
    pub target: Number,
    /// The result; `None` when the cell is empty (not measured yet).
    pub actual: Option<Number>,
    /// `£`, `%`, `working days`.
    pub unit: String,
    /// `FY27 Q2`.
    pub period: String,
    /// Which way is better.
    pub direction: Direction,
    /// Earlier figures, oldest first.
    pub previous: Vec<f64>,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}

/// How a figure compares with its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KpiStatus {
    /// Better than the target by more than the tolerance.
    Ahead,
    /// At the target, within the tolerance.
    OnTarget,
    /// Worse than the tolerance allows, not as far as the alarm.
    Watch,
    /// Worse than the alarm.
    OffTarget,
    /// No figure yet.
    NotMeasured,
}

impl Kpi {
    /// Actual less target, in the figure's unit.
    pub(crate) fn variance(&self) -> Option<f64> {
        Some(self.actual.as_ref()?.value - self.target.value)
    }

    /// The variance in per cent of the target; `None` where the target is zero.
    pub(crate) fn variance_percent(&self) -> Option<f64> {
        let target = self.target.value.abs();
        (target > 0.0).then_some(100.0 * self.variance()? / target)
    }

    /// Decimal places to show.
    pub(crate) fn decimals(&self) -> usize {
        let actual = self.actual.as_ref().map_or(0, |actual| actual.decimals);
        self.target.decimals.max(actual)
    }

    /// Its status, given the block's bounds in per cent.
    pub(crate) fn status(&self, tolerance: f64, alarm: f64) -> KpiStatus {
        let Some(variance) = self.variance() else {
            return KpiStatus::NotMeasured;
        };
        let worse_by = match self.direction {
            Direction::Up => -variance,
            Direction::Down => variance,
        };
        // Nothing is a percentage of a target of zero: any miss counts in full.
        let percent = match self.target.value.abs() {
            target if target > 0.0 => 100.0 * worse_by / target,
            _ if worse_by == 0.0 => 0.0,
            _ => 100.0 * worse_by.signum(),
        };
        // Half a millionth absorbs the binary rounding of decimal figures.
        const ROUNDING: f64 = 5e-7;
        match percent {
            percent if percent > alarm + ROUNDING => KpiStatus::OffTarget,
            percent if percent > tolerance + ROUNDING => KpiStatus::Watch,
            percent if percent < -tolerance - ROUNDING => KpiStatus::Ahead,
            _ => KpiStatus::OnTarget,
        }
    }
}

pub(super) fn parse(fence: &Fence<'_>, faults: &mut Vec<Fault>) -> Option<KpiBlock> {
    let attributes = Attributes::parse(fence, &["src", "caption", "tolerance", "alarm"], faults);
    let mut bound = |name, default| match attributes.get(name) {
        None => default,
        Some(given) => match Number::parse(&given.value) {
            Some(number) if number.value >= 0.0 => number.value,
            _ => {
                let message = format!("`{name}` is `{}`, which is not a percentage", given.value);
                faults.push(
                    Fault::new(Code::BlockAttributeValue, given.span, message)
                        .help(format!("write `{name}=\"{default}%\"`")),
                );
                default
            }
        },
    };
    let tolerance = bound("tolerance", 5.0);
    let alarm = bound("alarm", 10.0_f64.max(tolerance)).max(tolerance);
    let rows = match attributes.get("src") {
        Some(path) => Rows::File(path.clone()),
        None => Rows::Inline(table::rows(fence, faults, |faults| {
            kpis(fence.body, &fence.origin, faults)
        })?),
    };
    Some(KpiBlock {
        rows,
        caption: attributes.text("caption"),
        tolerance,
        alarm,
    })
}

/// Parses figures from CSV text. `None` if there is no header or a required column is missing.
pub(crate) fn kpis(text: &str, origin: &Origin, faults: &mut Vec<Fault>) -> Option<Vec<Kpi>> {
    let grid = Grid::parse(text, origin, faults)?;
    let columns = columns(
        &grid,
        &["metric", "target", "actual"],
        &["unit", "period", "direction", "previous"],
        faults,
    )?;
    Some(
        grid.rows
            .iter()
            .filter_map(|row| kpi(row, &columns, faults))
            .collect(),
    )
}

/// The positions of the named columns; `None` and faults if a required one is missing.
pub(super) fn columns(
    grid: &Grid,
    needed: &[&'static str],
    optional: &[&'static str],
    faults: &mut Vec<Fault>,
) -> Option<Vec<(&'static str, usize)>> {
    let mut found = Vec::new();
    let mut is_complete = true;
    for (name, is_needed) in needed
        .iter()
        .map(|n| (*n, true))
        .chain(optional.iter().map(|n| (*n, false)))
    {
        match grid.column(name) {
            Some(at) => found.push((name, at)),
            None if is_needed => {
                is_complete = false;
                let known = grid.header.iter().map(|cell| cell.text.as_str());
                let help = match nearest(name, known) {
                    Some(meant) => format!("should `{meant}` be `{name}`?"),
                    None => format!("the header needs the columns {}", needed.join(", ")),
                };
                let place = grid
                    .header
                    .first()
                    .map(|cell| cell.span)
                    .unwrap_or_default();
                let message = format!("the column `{name}` is missing");
                faults.push(Fault::new(Code::TableColumnUnknown, place, message).help(help));
            }
            None => {}
        }
    }
    is_complete.then_some(found)
}

/// The cell of a named column; `None` where the column is not there.
pub(super) fn cell<'a>(row: &'a [Cell], columns: &[(&str, usize)], name: &str) -> Option<&'a Cell> {
    columns
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, at)| &row[*at])
}

/// A required number.
pub(super) fn number(cell: &Cell, name: &str, faults: &mut Vec<Fault>) -> Option<Number> {
    let number = Number::parse(&cell.text);
    if number.is_none() {
        let message = match cell.text.as_str() {
            "" => format!("`{name}` is empty"),
            text => format!("`{name}` is `{text}`, which is not a number"),
        };
        faults.push(Fault::new(Code::TableCellType, cell.span, message).help("write a number"));
    }
    number
}

fn kpi(row: &[Cell], columns: &[(&'static str, usize)], faults: &mut Vec<Fault>) -> Option<Kpi> {
    let text = |name| cell(row, columns, name).map_or(String::new(), |cell| cell.text.clone());
    let target = number(cell(row, columns, "target")?, "target", faults);
    let actual_cell = cell(row, columns, "actual")?;
    let actual = match actual_cell.text.as_str() {
        "" | "-" | "–" | "—" | "n/a" => None,
        _ => Some(number(actual_cell, "actual", faults)),
    };
    let direction = match cell(row, columns, "direction") {
        None => Direction::Up,
        Some(cell) => match cell.text.to_lowercase().trim_end_matches(" is better") {
            "" | "up" | "higher" | "more" | "increase" | "maximise" | "maximize" | "↑" => {
                Direction::Up
            }
            "down" | "lower" | "less" | "fewer" | "smaller" | "decrease" | "minimise"
            | "minimize" | "↓" => Direction::Down,
            _ => {
                let other = &cell.text;
                let message = format!("`direction` is `{other}`");
                let help = "write `up` where more is better, `down` where less is";
                faults.push(Fault::new(Code::TableCellType, cell.span, message).help(help));
                Direction::Up
            }
        },
    };
    let mut previous = Vec::new();
    if let Some(cell) = cell(row, columns, "previous") {
        for part in cell
            .text
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            match Number::parse(part) {
                Some(number) => previous.push(number.value),
                None => {
                    let message = format!("`previous` contains `{part}`, which is not a number");
                    let help = "write earlier figures, oldest first, separated by `;`";
                    faults.push(Fault::new(Code::TableCellType, cell.span, message).help(help));
                }
            }
        }
    }
    let (target, actual) = match (target?, actual) {
        (target, None) => (target, None),
        (target, Some(actual)) => (target, Some(actual?)),
    };
    let unit = match text("unit") {
        unit if unit.is_empty() && !target.prefix.is_empty() => target.prefix.clone(),
        unit if unit.is_empty() => target.suffix.clone(),
        unit => unit,
    };
    Some(Kpi {
        metric: text("metric"),
        target,
        actual,
        unit,
        period: text("period"),
        direction,
        previous,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(row: &str) -> Kpi {
        let mut faults = Vec::new();
        let text = format!("metric,target,actual,unit,period,direction,previous\n{row}\n");
        let mut found = kpis(&text, &Origin::contiguous(0), &mut faults).unwrap();
        assert_eq!(faults, []);
        found.remove(0)
    }

    #[test]
    fn the_variance_knows_which_way_is_better() {
        let revenue = read_one("Revenue,290000,268400,£,Q2,up,241000; 262500");
        assert_eq!(revenue.variance(), Some(-21_600.0));
        assert!((revenue.variance_percent().unwrap() + 7.448).abs() < 0.001);
        assert_eq!(revenue.status(5.0, 10.0), KpiStatus::Watch);
        assert_eq!(revenue.previous, [241_000.0, 262_500.0]);
        let delay = read_one("Days to reply,4,5,days,Q2,down,");
        assert_eq!(delay.status(5.0, 10.0), KpiStatus::OffTarget);
        assert_eq!(
            read_one("Days to reply,4,3,days,Q2,down,").status(5.0, 10.0),
            KpiStatus::Ahead
        );
        assert_eq!(
            read_one("Complaints,0,0,,Q2,down,").status(5.0, 10.0),
            KpiStatus::OnTarget
        );
        assert_eq!(
            read_one("Complaints,0,1,,Q2,down,").status(5.0, 10.0),
            KpiStatus::OffTarget
        );
        assert_eq!(
            read_one("Complaints,3,,,Q2,down,").status(5.0, 10.0),
            KpiStatus::NotMeasured
        );
    }

    #[test]
    fn the_better_way_may_be_said_in_words() {
        for words in ["Lower is better", "fewer", "minimise", "↓"] {
            let kpi = read_one(&format!("Errors,20,12,,May,{words},"));
            assert_eq!(kpi.direction, Direction::Down, "{words}");
        }
        let kpi = read_one("Errors,20,12,,May,higher is better,");
        assert_eq!(kpi.direction, Direction::Up);
    }

    #[test]
    fn a_figure_at_its_bound_is_within_it() {
        assert_eq!(
            read_one("Margin,0.3,0.285,,Q2,up,").status(5.0, 10.0),
            KpiStatus::OnTarget
        );
    }

    #[test]
    fn a_wrong_cell_is_found_and_the_other_rows_stay() {
        let mut faults = Vec::new();
        let text = "metric,target,actual,direction\nA,many,2,up\nB,2,2,sideways\nC,few,2,left\n";
        let found = kpis(text, &Origin::contiguous(0), &mut faults).unwrap();
        assert_eq!(found.len(), 1);
        let said: Vec<_> = faults
            .iter()
            .map(|fault| (fault.span.start, fault.message.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                (33, "`target` is `many`, which is not a number"),
                (49, "`direction` is `sideways`"),
                (60, "`target` is `few`, which is not a number"),
                (66, "`direction` is `left`")
            ]
        );
    }
}
