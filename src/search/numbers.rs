//! Document numbers, found in any spelling: `SOP-SAL-003` by `sop sal 3` or `sal003`.

use super::gaps::{LARGEST, put};
use super::words::words;

/// A document number: the text before its last digits, and those digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number {
    /// Runs of letters and of digits, `sop-sal`; the whole number if it does not end in digits.
    pub series: String,
    pub last: Option<u32>,
    /// The width of the last digits as written.
    pub width: u32,
}

impl Number {
    pub fn of(id: &str) -> Option<Number> {
        let mut runs = Vec::new();
        words(id, |word, is_joined| {
            if !is_joined {
                runs.extend(letters_and_digits(word));
            }
        });
        let digits = runs.last()?.clone();
        let last = digits.parse().ok().filter(|&last| last <= LARGEST);
        if last.is_some() {
            runs.pop();
        }
        let plain: Vec<&str> = runs.iter().map(|run| without_zeros(run)).collect();
        let width = last.map_or(0, |_| u32::try_from(digits.len()).unwrap_or(0));
        Some(Number {
            series: plain.join("-"),
            last,
            width,
        })
    }
}

/// The numbers of documents 0, 1, ... as a call for the browser: each series with its width and its
/// ranges of (numbers skipped, length, ordinal of the first document).
pub(super) fn encode<'a>(numbers: impl Iterator<Item = Option<&'a Number>>) -> String {
    let mut all: Vec<(&Number, u32)> = (0..)
        .zip(numbers)
        .filter_map(|(ordinal, number)| Some((number?, ordinal)))
        .collect();
    all.sort_by(|a, b| (&a.0.series, a.0.last, a.1).cmp(&(&b.0.series, b.0.last, b.1)));
    let series: Vec<(&str, u32, String, String)> = all
        .chunk_by(|a, b| a.0.series == b.0.series)
        .map(|chunk| {
            let width = chunk
                .iter()
                .map(|(number, _)| number.width)
                .max()
                .unwrap_or(0);
            let (without, with) =
                chunk.split_at(chunk.partition_point(|(number, _)| number.last.is_none()));
            let mut whole = String::new();
            without
                .iter()
                .for_each(|&(_, ordinal)| put(&mut whole, ordinal));
            (chunk[0].0.series.as_str(), width, runs(with), whole)
        })
        .collect();
    let json = serde_json::to_string(&series).expect("text and numbers are always JSON");
    format!("sopressSearch.numbers({json})")
}

fn runs(numbers: &[(&Number, u32)]) -> String {
    let places: Vec<(u32, u32)> = numbers
        .iter()
        .filter_map(|&(number, ordinal)| Some((number.last?, ordinal)))
        .collect();
    let mut out = String::new();
    let mut next = 0;
    for run in places.chunk_by(|a, b| b.0 == a.0 + 1 && b.1 == a.1 + 1) {
        let (first, ordinal) = run[0];
        // Two documents may have the same number, so a range may start before the end of the last
        // one.
        put(&mut out, if first >= next { first - next + 1 } else { 0 });
        put(
            &mut out,
            u32::try_from(run.len()).expect("a run is no longer than the library"),
        );
        put(&mut out, ordinal);
        next = run[run.len() - 1].0 + 1;
    }
    out
}

/// `sal003` as `sal` and `003`.
fn letters_and_digits(word: &str) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    chars
        .chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit())
        .map(|run| run.iter().collect())
        .collect()
}

fn without_zeros(run: &str) -> &str {
    let trimmed = run.trim_start_matches('0');
    if trimmed.is_empty() && !run.is_empty() {
        "0"
    } else {
        trimmed
    }
}
