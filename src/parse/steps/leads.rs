//! The words that open a text before a colon, a dash or a bracket.

use std::ops::Range;

use super::flat::Flat;
use crate::language::{Vocabulary, WordKind};

/// A label that opens a text. Places are words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    pub label: Range<usize>,
    pub mark: LeadMark,
    pub is_bold: bool,
    /// What follows.
    pub rest: usize,
}

/// What closes a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeadMark {
    Colon,
    Dash,
    Arrow,
    Bracket,
    Comma,
    /// Nothing but that the label is bold.
    None,
}

/// The longest plain label, in words.
const LONGEST: usize = 12;

/// The label that opens some words.
pub fn lead(flat: &Flat, words: &Range<usize>, vocabulary: &Vocabulary) -> Option<Lead> {
    let text = |at: usize| flat.words.get(at).map_or("", |word| word.text.as_str());
    let start = (words.start..words.end).find(|at| !is_ornament(text(*at)))?;
    if flat.styles[start].is_bold || flat.styles[start].is_italic {
        return set_off(flat, start, words.end);
    }
    if matches!(text(start), "[" | "(") {
        let close =
            (start + 1..words.end.min(start + 8)).find(|at| matches!(text(*at), "]" | ")"))?;
        let is_whole = close > start + 1 && close + 1 < words.end;
        let mut rest = close + 1;
        if matches!(text(rest), ":" | "–") {
            rest += 1;
        }
        return is_whole.then_some(Lead {
            label: start + 1..close,
            mark: LeadMark::Bracket,
            is_bold: false,
            rest,
        });
    }
    for at in start..words.end.min(start + LONGEST) {
        let mark = match text(at) {
            ":" => LeadMark::Colon,
            "–" => LeadMark::Dash,
            "→" => LeadMark::Arrow,
            "-" | "=" if text(at + 1) == ">" => LeadMark::Arrow,
            "," if vocabulary.answers.words.is(&flat.words[start..at])
                && is_answer_before_comma(flat, at) =>
            {
                LeadMark::Comma
            }
            "." | "!" | "?" | ";" => return None,
            _ => continue,
        };
        let rest = match text(at) {
            "-" | "=" => at + 2,
            _ => at + 1,
        };
        let is_label = at > start && flat.words[start].kind != WordKind::Mark || text(start) == "<";
        return is_label.then_some(Lead {
            label: start..at,
            mark,
            is_bold: false,
            rest,
        });
    }
    None
}

/// `Yes, go to step 4`, but not `Yes, or genuinely so: stop`.
fn is_answer_before_comma(flat: &Flat, comma: usize) -> bool {
    let after = flat.words[comma + 1..].iter().take(LONGEST);
    let ends = [":", "–", "→"];
    let mut after = after.take_while(|word| !matches!(word.text.as_str(), "." | ";"));
    !after.any(|word| ends.contains(&word.text.as_str()))
}

/// Words in bold or italics that open a text.
fn set_off(flat: &Flat, start: usize, end: usize) -> Option<Lead> {
    let text = |at: usize| flat.words.get(at).map_or("", |word| word.text.as_str());
    let is_bold = flat.styles[start].is_bold;
    let is_set = |at: &usize| match is_bold {
        true => flat.styles[*at].is_bold,
        false => flat.styles[*at].is_italic,
    };
    let close = (start..end).find(|at| !is_set(at)).unwrap_or(end);
    let mut label = start..close;
    let mut mark = LeadMark::None;
    let mut rest = close;
    let closing = |text: &str| match text {
        ":" => Some(LeadMark::Colon),
        "–" => Some(LeadMark::Dash),
        "→" => Some(LeadMark::Arrow),
        _ => None,
    };
    if let Some(found) = closing(text(close - 1)).filter(|_| close > start + 1) {
        mark = found;
        label.end = close - 1;
    } else if let Some(found) = closing(text(close)).filter(|_| close < end) {
        mark = found;
        rest = close + 1;
    } else if matches!(text(close), "-" | "=") && text(close + 1) == ">" {
        mark = LeadMark::Arrow;
        rest = close + 2;
    }
    while label.end > label.start + 1 && matches!(text(label.end - 1), "." | ":" | ",") {
        label.end -= 1;
    }
    Some(Lead {
        label,
        mark,
        is_bold,
        rest,
    })
}

/// Signs in front of a label: warning signs, ticks.
fn is_ornament(text: &str) -> bool {
    text.chars().all(|c| {
        !c.is_alphanumeric()
            && !matches!(
                c,
                '[' | '(' | '"' | '<' | '>' | '≤' | '≥' | '−' | '-' | '–' | '±' | '='
            )
    })
}
