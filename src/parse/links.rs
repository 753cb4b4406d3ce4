//! What in a running text is a link by itself: bare addresses and document ids.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

use percent_encoding::percent_decode_str;
use regex::Regex;

use crate::parse::LinkForm;

/// A stretch of text that links by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub range: Range<usize>,
    pub target: String,
    pub form: LinkForm,
}

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:https?://|www\.)[^\s<>`]+|[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)+",
    )
    .expect("a valid pattern")
});

/// Finds addresses and document ids, in their order. `own_id` is never found: a document does
/// not link to itself.
pub fn find(text: &str, id_pattern: &str, own_id: Option<&str>) -> Vec<Found> {
    let mut found = addresses(text);
    let addresses = found.len();
    let is_free = |range: &Range<usize>, found: &[Found]| {
        let (before, after) = (&text[..range.start], &text[range.end..]);
        let known = &found[..addresses];
        let later = known.partition_point(|address| address.range.end <= range.start);
        let overlaps = known
            .get(later)
            .is_some_and(|address| address.range.start < range.end);
        !is_begun(before) && !goes_on(after) && !overlaps
    };
    for range in ids(text, id_pattern) {
        let id = &text[range.clone()];
        if Some(id) != own_id && !id.is_empty() && is_free(&range, &found) {
            found.push(Found {
                target: id.to_owned(),
                range,
                form: LinkForm::Mention,
            });
        }
    }
    found.sort_by_key(|found| found.range.start);
    found
}

/// Whether an id would begin in the middle of a word or of a longer id: `FORM-SOP-001`.
fn is_begun(before: &str) -> bool {
    let bare = before.strip_suffix('-').unwrap_or(before);
    bare.ends_with(is_of_a_word)
}

/// Whether an id would end in the middle of a word, of a longer id or of a file name: `SOP-001-A`,
/// `SOP-001.pdf`. A full stop ends it.
fn goes_on(after: &str) -> bool {
    let rest = after.strip_prefix(['-', '.']).unwrap_or(after);
    rest.starts_with(is_of_a_word)
}

fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn addresses(text: &str) -> Vec<Found> {
    if !text.contains("://") && !text.contains("www.") && !text.contains('@') {
        return Vec::new();
    }
    let mut found = Vec::new();
    for address in ADDRESS.find_iter(text) {
        let before = text[..address.start()].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '@')) {
            continue;
        }
        let kept = without_punctuation(address.as_str());
        let range = address.start()..address.start() + kept.len();
        let folded = kept.to_ascii_lowercase();
        let target = if folded.starts_with("www.") {
            format!("https://{kept}")
        } else if folded.starts_with("http") && folded.contains("://") {
            kept.to_owned()
        } else {
            format!("mailto:{kept}")
        };
        let host = target.split("://").nth(1).unwrap_or(&target);
        if host.len() > 1 && host.contains(|c: char| c.is_alphanumeric()) {
            found.push(Found {
                range,
                target,
                form: LinkForm::Auto,
            });
        }
    }
    found
}

/// Sentence punctuation after an address is not part of it, nor a bracket that it did not open.
fn without_punctuation(address: &str) -> &str {
    let mut kept = address;
    let mut unopened = kept.matches(')').count() as isize - kept.matches('(').count() as isize;
    while let Some(last) = kept.chars().next_back() {
        match last {
            ')' if unopened > 0 => unopened -= 1,
            '.' | ',' | ':' | ';' | '!' | '?' | '"' | '\'' | '*' | '_' | '~' | ']' | '}' => {}
            _ => break,
        }
        kept = &kept[..kept.len() - 1];
    }
    kept
}

thread_local! {
    /// The pattern of the library, made ready once a thread: it is the same for every document.
    static PATTERN: RefCell<Option<(String, Option<Regex>)>> = const { RefCell::new(None) };
}

fn ids(text: &str, pattern: &str) -> Vec<Range<usize>> {
    if pattern.is_empty() {
        return Vec::new();
    }
    PATTERN.with_borrow_mut(|held| {
        if held.as_ref().is_none_or(|(of, _)| of != pattern) {
            let regex = regex::RegexBuilder::new(pattern)
                .size_limit(1 << 20)
                .build()
                .ok();
            *held = Some((pattern.to_owned(), regex));
        }
        match held {
            Some((_, Some(regex))) => regex.find_iter(text).map(|id| id.range()).collect(),
            _ => Vec::new(),
        }
    })
}

/// A target without its percent escapes, where they are UTF-8.
pub fn decoded(target: &str) -> String {
    match percent_decode_str(target).decode_utf8() {
        Ok(decoded) => decoded.trim().to_owned(),
        Err(_) => target.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Reading;

    fn targets(text: &str) -> Vec<String> {
        find(text, &Reading::default().id_pattern, Some("SOP-001"))
            .into_iter()
            .map(|found| found.target)
            .collect()
    }

    #[test]
    fn an_address_ends_before_the_punctuation_of_its_sentence() {
        assert_eq!(
            targets("See (https://a.example/x_(y)), www.b.example. Or ask a.b@c.example!"),
            [
                "https://a.example/x_(y)",
                "https://www.b.example",
                "mailto:a.b@c.example"
            ]
        );
    }

    #[test]
    fn an_id_is_a_mention_unless_it_is_the_documents_own_or_part_of_a_word() {
        assert_eq!(
            targets("SOP-001, SOP-SAL-003 and XSOP_QA-12 https://x.example/QA-77"),
            ["SOP-SAL-003", "https://x.example/QA-77"]
        );
    }

    #[test]
    fn a_longer_id_or_a_file_name_is_no_mention_of_the_id_in_it() {
        assert_eq!(
            targets("SOP-002-A, SOP-003.pdf, X-SOP-004, SOP-005-cleaning.md, FORM_SOP-006"),
            [""; 0]
        );
        assert_eq!(
            targets("SOP-002. See SOP-003/SOP-004 (SOP-005), SOP-006 - annex"),
            ["SOP-002", "SOP-003", "SOP-004", "SOP-005", "SOP-006"]
        );
    }
}
