//! Rated statements: the gap between each score and the agreed one, widest first.

use crate::blocks::{Attributes, Fault, Fence, Grid, Number, Origin, Rows, kpi, table};
use crate::diagnostic::Code;

/// A `scores` block.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoresBlock {
    /// The statements, or the file that holds them.
    pub rows: Rows<Vec<Score>>,
    /// Shown above.
    pub caption: Option<String>,
    /// Lowest and highest score. Default 1 to 5.
    pub scale: (f64, f64),
    /// A gap of at least this needs action.
    pub act: Option<f64>,
    /// A gap of at least this needs discussion.
    pub discuss: Option<f64>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// What was rated.
    pub statement: String,
    /// The agreed score.
    pub ideal: Number,
    /// The current score.
    pub current: Number,
}

impl Score {
    /// Ideal less current: negative if it is better than agreed.
    pub(crate) fn gap(&self) -> f64 {
        let scale = 10_f64.powi(i32::try_from(self.decimals()).unwrap_or(6).min(6));
        ((self.ideal.value - self.current.value) * scale).round() / scale
    }

    /// Decimal places to show.
    pub(crate) fn decimals(&self) -> usize {
        self.ideal.decimals.max(self.current.decimals)
    }
}

pub(super) fn parse(fence: &Fence<'_>, faults: &mut Vec<Fault>) -> Option<ScoresBlock> {
    let attributes = Attributes::parse(
        fence,
        &["src", "caption", "scale", "act", "discuss"],
        faults,
    );
    let scale = match attributes.get("scale") {
        None => (1.0, 5.0),
        Some(given) => ends(&given.value).unwrap_or_else(|| {
            let message = format!("`scale` is `{}`", given.value);
            faults.push(
                Fault::new(Code::BlockAttributeValue, given.span, message)
                    .help("write the lowest and the highest score: `scale=\"1-5\"`"),
            );
            (1.0, 5.0)
        }),
    };
    let mut bound = |name: &str| {
        let given = attributes.get(name)?;
        let number = Number::parse(&given.value).map(|number| number.value);
        if number.is_none() {
            let message = format!("`{name}` is `{}`, which is not a number", given.value);
            faults.push(
                Fault::new(Code::BlockAttributeValue, given.span, message)
                    .help("write a gap, such as `1.0`"),
            );
        }
        number
    };
    let (act, discuss) = (bound("act"), bound("discuss"));
    let rows = match attributes.get("src") {
        Some(path) => Rows::File(path.clone()),
        None => Rows::Inline(table::rows(fence, faults, |faults| {
            scores(fence.body, &fence.origin, scale, faults)
        })?),
    };
    Some(ScoresBlock {
        rows,
        caption: attributes.text("caption"),
        scale,
        act,
        discuss,
    })
}

fn ends(text: &str) -> Option<(f64, f64)> {
    let (least, greatest) = text
        .split_once(['-', '–', ' '])
        .or_else(|| text.split_once("to"))?;
    let (least, greatest): (f64, f64) = (least.trim().parse().ok()?, greatest.trim().parse().ok()?);
    (least < greatest).then_some((least, greatest))
}

/// Parses statements from CSV text, the widest gap first, equal gaps in the order written. `None`
/// if there is no header or a required column is missing.
pub(crate) fn scores(
    text: &str,
    origin: &Origin,
    scale: (f64, f64),
    faults: &mut Vec<Fault>,
) -> Option<Vec<Score>> {
    let mut grid = Grid::parse(text, origin, faults)?;
    if grid.column("principle").is_none()
        && let Some(at) = grid.column("statement")
    {
        "principle".clone_into(&mut grid.header[at].text);
    }
    let columns = kpi::columns(&grid, &["principle", "ideal", "current"], &[], faults)?;
    let mut found = Vec::new();
    for row in &grid.rows {
        let mut rated = |name| {
            let cell = kpi::cell(row, &columns, name)?;
            let number = kpi::number(cell, name, faults)?;
            if number.value < scale.0 || number.value > scale.1 {
                let message = format!(
                    "`{name}` is {}, outside the scale {} to {}",
                    cell.text, scale.0, scale.1
                );
                faults.push(
                    Fault::new(Code::TableCellType, cell.span, message)
                        .help("is there a typing mistake in the score or the scale?"),
                );
            }
            Some(number)
        };
        let (ideal, current) = (rated("ideal"), rated("current"));
        let statement =
            kpi::cell(row, &columns, "principle").map_or(String::new(), |cell| cell.text.clone());
        if let (Some(ideal), Some(current)) = (ideal, current) {
            found.push(Score {
                statement,
                ideal,
                current,
            });
        }
    }
    found.sort_by(|a, b| b.gap().total_cmp(&a.gap()));
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_gap_comes_first_and_equal_ones_keep_their_order() {
        let mut faults = Vec::new();
        let text = "statement,ideal,current\nA,5,4.6\nB,5,3.3\nC,4,3.6\nD,4,4.2\n";
        let found = scores(text, &Origin::contiguous(0), (1.0, 5.0), &mut faults).unwrap();
        let gaps: Vec<_> = found
            .iter()
            .map(|score| (score.statement.as_str(), score.gap()))
            .collect();
        assert_eq!(gaps, [("B", 1.7), ("A", 0.4), ("C", 0.4), ("D", -0.2)]);
        assert_eq!(faults, []);
    }

    #[test]
    fn a_score_off_the_scale_is_found() {
        let mut faults = Vec::new();
        scores(
            "principle,ideal,current\nA,5,33\n",
            &Origin::contiguous(0),
            (1.0, 5.0),
            &mut faults,
        );
        assert_eq!(
            faults[0].message,
            "`current` is 33, outside the scale 1 to 5"
        );
    }
}
