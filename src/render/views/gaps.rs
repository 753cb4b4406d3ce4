//! Gaps in the numbers of a series of ids.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::Library;

/// A series whose range is this many times its length is not numbered in sequence.
const SPARSE: u64 = 3;

/// Numbers between the first and the last of each series of ids (`SOP-SAL-`) that no document has,
/// including drafts: `SOP-SAL-004`, `SOP-SAL-007 – 009`.
pub(in crate::render) fn gaps(library: &Library) -> Vec<String> {
    let own = library
        .documents
        .iter()
        .filter_map(|document| document.id());
    let withheld = library.withheld.iter().filter_map(|one| one.id.as_deref());
    between(own, withheld)
}

/// The number of a withheld document is not a gap, but it does not extend a series either: the site
/// does not show how far the numbers of drafts go.
fn between<'a>(
    own: impl Iterator<Item = &'a str>,
    withheld: impl Iterator<Item = &'a str>,
) -> Vec<String> {
    let mut series: BTreeMap<Series<'_>, BTreeSet<u64>> = BTreeMap::new();
    for (name, number) in own.filter_map(numbered) {
        series.entry(name).or_default().insert(number);
    }
    for (name, number) in withheld.filter_map(numbered) {
        if let Some(numbers) = series.get_mut(&name)
            && numbers.first() < Some(&number)
            && numbers.last() > Some(&number)
        {
            numbers.insert(number);
        }
    }
    let mut found = Vec::new();
    for ((lead, width), numbers) in series {
        let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
            continue;
        };
        let count = u64::try_from(numbers.len()).unwrap_or(u64::MAX);
        if last - first >= count.saturating_mul(SPARSE) {
            continue;
        }
        let mut before = *first;
        for number in numbers.iter().skip(1) {
            let written = |number: u64| format!("{number:0width$}");
            match number - before {
                1 => {}
                2 => found.push(format!("{lead}{}", written(before + 1))),
                _ => found.push(format!(
                    "{lead}{} – {}",
                    written(before + 1),
                    written(number - 1)
                )),
            }
            before = *number;
        }
    }
    found
}

/// The text before the number, and how many digits the number has.
type Series<'a> = (&'a str, usize);

fn numbered(id: &str) -> Option<(Series<'_>, u64)> {
    let lead = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &id[lead.len()..];
    Some(((lead, digits.len()), digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use std::iter::empty;

    use super::between;

    #[test]
    fn a_number_left_out_is_found_in_each_series() {
        let ids = [
            "SOP-001", "SOP-002", "SOP-004", "SOP-008", "POL-1", "POL-2", "X",
        ];
        let found = between(ids.into_iter(), empty());
        assert_eq!(found, ["SOP-003", "SOP-005 – 007"]);
    }

    #[test]
    fn a_draft_fills_a_gap_and_makes_no_series_longer() {
        let own = ["SOP-001", "SOP-004"];
        let drafts = ["SOP-002", "SOP-009", "HR-001", "HR-009"];
        assert_eq!(between(own.into_iter(), drafts.into_iter()), ["SOP-003"]);
    }

    #[test]
    fn numbers_far_apart_are_no_series() {
        assert!(between(["SOP-001", "SOP-900"].into_iter(), empty()).is_empty());
    }
}
