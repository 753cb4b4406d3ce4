//! Aligns two sequences: which items are equal, similar, or without a counterpart.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Above this many pairs of words, blocks or rows, a comparison treats the differing part as a
/// whole. The limit does not depend on time, so the same texts always give the same difference.
const MOST_PAIRS: usize = 4_000_000;
/// The same for pairs whose similarity must be computed.
const MOST_WEIGHED: usize = 20_000;

/// The operations that turn one sequence into the other.
pub(super) fn differ<T: Eq + Hash>(before: &[T], after: &[T]) -> Vec<DiffOp> {
    let head = before
        .iter()
        .zip(after)
        .take_while(|(old, new)| old == new)
        .count();
    let (old, new) = (&before[head..], &after[head..]);
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(old, new)| old == new)
        .count();
    let (old_len, new_len) = (old.len() - tail, new.len() - tail);
    if old_len.saturating_mul(new_len) <= MOST_PAIRS {
        return capture_diff_slices(Algorithm::Myers, before, after);
    }
    let mut ops = Vec::new();
    if head > 0 {
        ops.push(DiffOp::Equal {
            old_index: 0,
            new_index: 0,
            len: head,
        });
    }
    ops.push(DiffOp::Replace {
        old_index: head,
        old_len,
        new_index: head,
        new_len,
    });
    if tail > 0 {
        let (old_index, new_index) = (head + old_len, head + new_len);
        ops.push(DiffOp::Equal {
            old_index,
            new_index,
            len: tail,
        });
    }
    ops
}

/// A place in the joined sequence: in the older one, the newer one, or both.
pub(super) type Pair = (Option<usize>, Option<usize>);

/// Joins two sequences: pairs equal items, then similar ones, keeping the order of both.
///
/// `likeness` is from 0 to 1; below 0.35, two items are not paired.
pub(super) fn pair<T: Eq + Hash>(
    before: &[T],
    after: &[T],
    likeness: impl Fn(usize, usize) -> f64,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut gap = (0..0, 0..0);
    for op in differ(before, after) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            pairs.extend(alike(gap.0, gap.1, &likeness));
            pairs.extend((0..len).map(|at| (Some(old_index + at), Some(new_index + at))));
            gap = (
                old_index + len..old_index + len,
                new_index + len..new_index + len,
            );
        } else {
            gap = (
                gap.0.start..op.old_range().end,
                gap.1.start..op.new_range().end,
            );
        }
    }
    pairs.extend(alike(gap.0, gap.1, &likeness));
    pairs
}

/// The pairing, in order, with the greatest total similarity.
fn alike(
    old: Range<usize>,
    new: Range<usize>,
    likeness: &impl Fn(usize, usize) -> f64,
) -> Vec<Pair> {
    const STRANGERS: f64 = 0.35;
    let (rows, columns) = (old.len(), new.len());
    let apart = || {
        let gone = old.clone().map(|at| (Some(at), None));
        gone.chain(new.clone().map(|at| (None, Some(at)))).collect()
    };
    if rows == 0 || columns == 0 || rows.saturating_mul(columns) > MOST_WEIGHED {
        return apart();
    }
    let mut weight = vec![0.0; rows * columns];
    // best[row][column]: the greatest sum from here to the end of both.
    let mut best = vec![0.0; (rows + 1) * (columns + 1)];
    let at = |row: usize, column: usize| row * (columns + 1) + column;
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let alike = likeness(old.start + row, new.start + column);
            weight[row * columns + column] = alike;
            let together = if alike < STRANGERS {
                0.0
            } else {
                alike + best[at(row + 1, column + 1)]
            };
            best[at(row, column)] = together
                .max(best[at(row + 1, column)])
                .max(best[at(row, column + 1)]);
        }
    }
    let (mut row, mut column, mut pairs) = (0, 0, Vec::new());
    while row < rows && column < columns {
        let alike = weight[row * columns + column];
        let together = alike + best[at(row + 1, column + 1)];
        if alike >= STRANGERS
            && together >= best[at(row + 1, column)].max(best[at(row, column + 1)])
        {
            pairs.push((Some(old.start + row), Some(new.start + column)));
            (row, column) = (row + 1, column + 1);
        } else if best[at(row + 1, column)] >= best[at(row, column + 1)] {
            pairs.push((Some(old.start + row), None));
            row += 1;
        } else {
            pairs.push((None, Some(new.start + column)));
            column += 1;
        }
    }
    pairs.extend((row..rows).map(|row| (Some(old.start + row), None)));
    pairs.extend((column..columns).map(|column| (None, Some(new.start + column))));
    pairs
}

/// The share of words that two texts have in common, from 0 to 1.
pub(super) fn common_share<'t>(
    one: impl Iterator<Item = &'t str>,
    other: impl Iterator<Item = &'t str>,
) -> f64 {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let (mut total, mut common) = (0_usize, 0_usize);
    for word in one {
        *counts.entry(word).or_default() += 1;
        total += 1;
    }
    for word in other {
        total += 1;
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            common += 2;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "no text has 2^52 words")]
    if total == 0 {
        1.0
    } else {
        common as f64 / total as f64
    }
}
