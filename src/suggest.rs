//! The nearest of the names that exist, for "did you mean".

use strsim::{damerau_levenshtein, jaro_winkler};

/// The known name most like `wanted`, if any is close enough that a reader would agree.
/// Among equals the first wins, so that the order of `known` decides.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = wanted.to_lowercase();
    let allowed = match folded.chars().count() {
        0..=2 => 1,
        3..=5 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, f64, &str)> = None;
    for name in known {
        let candidate = name.to_lowercase();
        let distance = damerau_levenshtein(&folded, &candidate);
        let likeness = jaro_winkler(&folded, &candidate);
        if distance > allowed && likeness < 0.9 {
            continue;
        }
        let is_better = match best {
            None => true,
            Some((least, most, _)) => distance < least || (distance == least && likeness > most),
        };
        if is_better {
            best = Some((distance, likeness, name));
        }
    }
    best.map(|(_, _, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name_and_nonsense_finds_none() {
        let known = ["owner", "status", "review_cycle", "effective"];
        assert_eq!(nearest("onwer", known), Some("owner"));
        assert_eq!(nearest("review_cylce", known), Some("review_cycle"));
        assert_eq!(nearest("Status", known), Some("status"));
        assert_eq!(nearest("banana", known), None);
    }
}
