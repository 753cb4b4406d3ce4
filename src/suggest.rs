//! The name that was most likely meant, for "did you mean".
//!
//! A wrong guess is worse than none, so a guess is made only where a reader would agree: one slip
//! in a short word, up to three in a long one, and never another number.

use std::cmp::Ordering;
use std::ops::Range;

use strsim::{damerau_levenshtein, jaro_winkler};

/// In characters. Longer names are not compared, as the time grows with the square.
const LONGEST: usize = 200;

/// The known name most like `wanted`, if any is close enough that a reader would agree.
/// Among equals the first wins, so that the order of `known` decides.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = Name::new(wanted);
    let mut best: Option<(Likeness, &str)> = None;
    for name in known {
        if let Some(likeness) = wanted.likeness(&Name::new(name), worst(&best)) {
            best = Some((likeness, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Names made ready to be compared with many wanted ones.
#[derive(Default)]
pub struct Known {
    names: Vec<Name>,
}

impl Known {
    /// In an order that decides among equals: the first wins.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Known {
        let names = names.into_iter().map(Name::new).collect();
        Known { names }
    }

    /// The place of the name most like `wanted`, as [`nearest`] chooses it, among those whose place
    /// `is_open`.
    pub fn nearest(&self, wanted: &str, is_open: impl Fn(usize) -> bool) -> Option<usize> {
        let wanted = Name::new(wanted);
        let mut best: Option<(Likeness, usize)> = None;
        for (place, name) in self.names.iter().enumerate() {
            if let Some(likeness) = wanted.likeness(name, worst(&best))
                && is_open(place)
            {
                best = Some((likeness, place));
            }
        }
        best.map(|(_, place)| place)
    }
}

/// Whether two names end in different numbers. Then they are names of two things, however much the
/// rest is alike: `BAK-004` is not a slip for `BAK-007`.
pub fn is_other_number(one: &str, other: &str) -> bool {
    match (last_number(one), last_number(other)) {
        (Some(here), Some(there)) => {
            one[here].trim_start_matches('0') != other[there].trim_start_matches('0')
        }
        _ => false,
    }
}

/// The name in lower case, without leading zeros in the number that it ends in.
fn folded(name: &str) -> String {
    let folded = name.to_lowercase();
    let Some(number) = last_number(&folded) else {
        return folded;
    };
    let digits = &folded[number.clone()];
    let zeros = digits.len() - digits.trim_start_matches('0').len();
    let start = number.start;
    format!("{}{}", &folded[..start], &folded[start + zeros..])
}

/// The number that a name ends in, if no whole word comes after it. A number before the words, as
/// in `4-procedure`, only gives the place in a list.
fn last_number(name: &str) -> Option<Range<usize>> {
    let end = name.rfind(|c: char| c.is_ascii_digit())? + 1;
    let letters_after = name[end..].chars().filter(|c| c.is_alphabetic()).count();
    let digits = name[..end].bytes().rev();
    let length = digits.take_while(u8::is_ascii_digit).count();
    (letters_after < 4).then_some(end - length..end)
}

fn worst<T>(best: &Option<(Likeness, T)>) -> Option<Likeness> {
    best.as_ref().map(|(likeness, _)| *likeness)
}

/// How like two names are: by the slips between them, then by what they share.
#[derive(Clone, Copy, PartialEq)]
struct Likeness {
    slips: usize,
    shared: f64,
}

impl Likeness {
    fn is_better_than(self, other: Option<Likeness>) -> bool {
        other.is_none_or(|other| match self.slips.cmp(&other.slips) {
            Ordering::Less => true,
            Ordering::Equal => self.shared > other.shared,
            Ordering::Greater => false,
        })
    }
}

/// A name, with what can be compared before each letter is.
struct Name {
    folded: String,
    length: usize,
    /// How often each letter occurs; letters outside of a to z and 0 to 9 share the last places.
    letters: [u8; 40],
}

impl Name {
    fn new(name: &str) -> Name {
        let folded = folded(name);
        let mut letters = [0_u8; 40];
        for letter in folded.chars() {
            let place = match letter {
                'a'..='z' => letter as usize - 'a' as usize,
                '0'..='9' => 26 + letter as usize - '0' as usize,
                other => 36 + other as usize % 4,
            };
            letters[place] = letters[place].saturating_add(1);
        }
        Name {
            length: folded.chars().count(),
            folded,
            letters,
        }
    }

    /// How like `known` is, if it is close enough and better than `best`.
    fn likeness(&self, known: &Name, best: Option<Likeness>) -> Option<Likeness> {
        if self.length > LONGEST || known.length > LONGEST {
            return None;
        }
        let allowed = self.allowed();
        let most = best.map_or(usize::MAX, |best| best.slips);
        let slips = match known.extends(self) {
            true => self.length.abs_diff(known.length),
            // No slip changes the length, or the count of a letter, by more than one.
            false if self.least_slips(known) > allowed.min(most) => return None,
            false => damerau_levenshtein(&self.folded, &known.folded),
        };
        let is_close = slips <= allowed && self.is_alike_word_by_word(known);
        if slips > most || !(is_close || known.extends(self)) {
            return None;
        }
        if is_other_number(&self.folded, &known.folded) {
            return None;
        }
        let shared = jaro_winkler(&self.folded, &known.folded);
        let likeness = Likeness { slips, shared };
        likeness.is_better_than(best).then_some(likeness)
    }

    fn allowed(&self) -> usize {
        let number = last_number(&self.folded).map_or(0, |number| number.len());
        let letters = self.folded.chars().filter(|c| c.is_alphanumeric()).count();
        slips_allowed(letters - number)
    }

    /// Whether each word is close to the one in its place, where both names have as many: of
    /// `washing-rooms` and `washing-tools` it is only the whole that is alike.
    fn is_alike_word_by_word(&self, other: &Name) -> bool {
        let words = |name: &Name| -> Vec<String> {
            let words = name.folded.split(|c: char| !c.is_alphabetic());
            let words = words.filter(|word| !word.is_empty());
            words.map(str::to_owned).collect()
        };
        let (ours, theirs) = (words(self), words(other));
        ours.len() != theirs.len()
            || ours.iter().zip(&theirs).all(|(our, their)| {
                damerau_levenshtein(our, their) <= slips_allowed(our.chars().count())
            })
    }

    fn least_slips(&self, other: &Name) -> usize {
        let (mut more, mut fewer) = (0_usize, 0_usize);
        for (here, there) in self.letters.iter().zip(&other.letters) {
            more += usize::from(here.saturating_sub(*there));
            fewer += usize::from(there.saturating_sub(*here));
        }
        more.max(fewer)
    }

    /// Whether one of the two is the other with words after it, and most of it.
    fn extends(&self, other: &Name) -> bool {
        let (short, long) = match self.length < other.length {
            true => (self, other),
            false => (other, self),
        };
        let rest = long.folded.strip_prefix(&short.folded);
        let is_begun = rest.is_some_and(|rest| rest.starts_with(['_', '-', ' ']));
        is_begun && 4 * short.length >= 3 * long.length
    }
}

/// How many slips are believable in that many letters: about one in four.
fn slips_allowed(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_slip_finds_its_name_and_nonsense_finds_none() {
        let known = ["owner", "status", "review_cycle", "effective"];
        assert_eq!(nearest("onwer", known), Some("owner"));
        assert_eq!(nearest("review_cylce", known), Some("review_cycle"));
        assert_eq!(nearest("Status", known), Some("status"));
        assert_eq!(nearest("review_cycle_in", known), Some("review_cycle"));
        assert_eq!(nearest("owner_team", known), None);
        assert_eq!(nearest("banana", known), None);
    }

    #[test]
    fn another_word_that_is_a_little_alike_is_not_a_slip() {
        assert_eq!(nearest("cluster", ["clauses"]), None);
        assert_eq!(nearest("clausse", ["clauses"]), Some("clauses"));
        assert_eq!(nearest("QA", ["QC"]), None);
        assert_eq!(nearest("qa", ["QA"]), Some("QA"));
        assert_eq!(nearest("Washing of rooms", ["Washing of tools"]), None);
    }

    #[test]
    fn another_number_is_another_thing() {
        for (wanted, known, answer) in [
            ("PUR-004", "PUR-007", None),
            ("PUR-4", "PUR-004", Some("PUR-004")),
            ("PRU-004", "PUR-004", Some("PUR-004")),
            ("POL-004", "SOP-004", None),
            ("step-3", "step-4", None),
            ("SOP-001-A", "SOP-002-A", None),
            ("4-procedure", "5-procedure", Some("5-procedure")),
            (
                "sop-004-washing",
                "sop-007-washing",
                Some("sop-007-washing"),
            ),
        ] {
            assert_eq!(nearest(wanted, [known]), answer, "{wanted}");
        }
    }

    proptest! {
        /// Counting letters first saves time and changes no answer.
        #[test]
        fn the_nearest_is_the_one_with_the_fewest_slips(
            wanted in "[a-c]{3,12}", known in prop::collection::vec("[a-cé]{3,12}", 1..12)
        ) {
            let name = Name::new(&wanted);
            let slips = |known: &&String| {
                let slips = damerau_levenshtein(&wanted, known);
                (slips <= name.allowed()).then_some(slips)
            };
            let least = known.iter().filter_map(|known| slips(&known)).min();
            let found = nearest(&wanted, known.iter().map(String::as_str));
            prop_assert_eq!(found.map(|found| damerau_levenshtein(&wanted, found)), least);
            let place = Known::new(known.iter().map(String::as_str)).nearest(&wanted, |_| true);
            prop_assert_eq!(place.map(|place| known[place].as_str()), found);
        }
    }
}
