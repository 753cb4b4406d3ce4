//! Where the procedures of a document are.
//!
//! In: tokens. Out: each procedure with its steps as found, and the lists that are none.

use std::ops::Range;
use std::rc::Rc;

use pulldown_cmark::{Event, Tag};

use super::cast::Cast;
use super::flat::Flat;
use super::raw::{LeftAlone, RawProcedure, WhyLeft};
use crate::config::Reading;
use crate::dialect::Token;
use crate::dialect::top_level;
use crate::language::{Phrases, Vocabulary, Word, WordKind};
use crate::parse::outline::Outline;
use crate::parse::writer::Setting;
use crate::text::Span;

/// What a search for procedures needs.
pub struct Finder<'a> {
    pub tokens: &'a [Token<'a>],
    pub ends: &'a [usize],
    pub outline: &'a Outline,
    pub reading: &'a Reading,
    /// The text of the file.
    pub file: &'a str,
    pub vocabulary: &'static Vocabulary,
    pub cast: &'a Cast<'a>,
    pub top: Vec<usize>,
    /// Whether a section of the document is called a procedure.
    pub has_procedure: bool,
    pub found: Vec<RawProcedure>,
    pub left: Vec<LeftAlone>,
}

/// A heading that is open.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub level: u8,
    pub token: usize,
    pub is_procedure: bool,
    pub is_never: bool,
    pub role: Option<(String, Span)>,
}

impl<'a> Finder<'a> {
    pub fn new(
        (tokens, ends, outline, setting): (
            &'a [Token<'a>],
            &'a [usize],
            &'a Outline,
            &'a Setting<'a>,
        ),
        vocabulary: &'static Vocabulary,
        cast: &'a Cast<'a>,
        has_procedure: bool,
    ) -> Finder<'a> {
        Finder {
            tokens,
            ends,
            outline,
            reading: setting.reading,
            file: setting.file,
            vocabulary,
            cast,
            top: top_level(0..tokens.len(), ends),
            has_procedure,
            found: Vec::new(),
            left: Vec::new(),
        }
    }

    pub fn flat(&self, range: Range<usize>) -> Rc<Flat> {
        Rc::new(Flat::read(self.tokens, range, self.vocabulary))
    }

    pub fn heading_level(&self, at: usize) -> Option<u8> {
        match &self.tokens[at].event {
            Event::Start(Tag::Heading { level, .. }) => Some(*level as u8),
            _ => None,
        }
    }

    /// Finds all procedures, in the order of the text.
    pub fn find(&mut self) {
        let mut open: Vec<Open> = Vec::new();
        let mut place = 0;
        while let Some(&at) = self.top.get(place) {
            if let Some(level) = self.heading_level(at) {
                while open.last().is_some_and(|above| above.level >= level) {
                    open.pop();
                }
                if let Some(next) = self.headed(place, &open) {
                    place = next;
                    continue;
                }
                open.push(self.opened(at, level, open.last()));
                place += 1;
                continue;
            }
            let is_never = open.last().is_some_and(|open| open.is_never);
            let next = match &self.tokens[at].event {
                Event::Start(Tag::List(first)) => match is_never {
                    true => {
                        if first.is_some() {
                            self.leave(at, WhyLeft::NoProcedure);
                        }
                        None
                    }
                    false => self.listed(place, *first, &open),
                },
                Event::Start(Tag::Table(_)) if !is_never => {
                    self.tabled(at, &open).then_some(place + 1)
                }
                Event::Start(Tag::Paragraph) if !is_never => self.paragraphs(place, &open),
                _ => None,
            };
            place = next.unwrap_or(place + 1).max(place + 1);
        }
    }

    pub fn leave(&mut self, at: usize, why: WhyLeft) {
        let span = self.tokens[at].span;
        let first = top_level(at + 1..self.ends[at], self.ends)
            .first()
            .copied()
            .unwrap_or(at);
        let flat = Flat::read(self.tokens, first..self.ends[first], self.vocabulary);
        let what = flat
            .text
            .lines()
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned();
        self.left.push(LeftAlone { span, what, why });
    }

    fn opened(&self, at: usize, level: u8, above: Option<&Open>) -> Open {
        let flat = self.flat(at + 1..self.ends[at]);
        let words = unnumbered(&flat.words);
        let mut is_never = self.is_headed_by(|sections| &sections.never, words);
        let name = flat.said(&(0..flat.words.len())).to_lowercase();
        let name =
            name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
        let name = name.trim_end_matches([':', ' ']);
        let is_set = self
            .reading
            .procedure_headings
            .iter()
            .any(|known| known == name);
        let is_procedure = is_set || self.is_headed_by(|sections| &sections.procedure, words);
        is_never &= !is_set;
        let role = self.group_role(&flat, &(flat.words.len() - words.len()..flat.words.len()));
        let is_below = |of: fn(&Open) -> bool| above.is_some_and(of);
        Open {
            level,
            token: at,
            is_procedure: is_procedure && !is_never || is_below(|above| above.is_procedure),
            is_never: is_never
                || !is_procedure && role.is_none() && is_below(|above| above.is_never),
            role: role.or_else(|| above.and_then(|above| above.role.clone())),
        }
    }

    /// Who acts in all steps below a heading or a bold line: `Nurse`, `Steps of the nurse`,
    /// `Preparation (nurse)`.
    pub fn group_role(&self, flat: &Flat, words: &Range<usize>) -> Option<(String, Span)> {
        let found = |range: Range<usize>| {
            let name = self.cast.named(&flat.words[range.clone()])?;
            Some((name.to_owned(), flat.span_of(&range)))
        };
        if let Some(whole) = found(words.clone()) {
            return Some(whole);
        }
        let of_role = &self.vocabulary.sections.of_role;
        for at in words.clone() {
            let Some((name, end)) = self.cast.at(&flat.words[..words.end], at) else {
                continue;
            };
            let name = name.to_owned();
            let (before, after) = (&flat.words[words.start..at], &flat.words[end..words.end]);
            let is_bracketed = before
                .last()
                .is_some_and(|word| matches!(word.text.as_str(), "(" | "[" | "–" | ":"))
                && after
                    .iter()
                    .all(|word| matches!(word.text.as_str(), ")" | "]" | ":" | "."));
            let is_labelled = before.is_empty()
                && after
                    .first()
                    .is_some_and(|word| matches!(word.text.as_str(), ":" | "–"));
            let is_said = |words: &[Word]| {
                words.iter().all(|word| word.kind == WordKind::Mark)
                    || of_role.is(without_marks(words))
            };
            if is_bracketed || is_labelled || is_said(before) && is_said(after) {
                return Some((name, flat.span_of(&(at..end))));
            }
        }
        None
    }
}

/// The words behind a number: `2.1 Scope` is `scope`.
pub fn unnumbered(words: &[Word]) -> &[Word] {
    let is_number = |word: &Word| {
        word.kind == WordKind::Number
            || matches!(word.text.as_str(), "." | ")" | "§" | "-" | "–" | ":")
    };
    let from = words
        .iter()
        .position(|word| !is_number(word))
        .unwrap_or(words.len());
    without_marks(&words[from..])
}

pub fn without_marks(words: &[Word]) -> &[Word] {
    let end = words
        .iter()
        .rposition(|word| word.kind != WordKind::Mark)
        .map_or(0, |at| at + 1);
    &words[..end]
}

/// Whether the first or the last words of a heading are one of the phrases, and what else it says
/// only narrows it: `Agenda of the meeting`, `Acceptance criteria`.
pub(super) fn is_headed_by(phrases: &Phrases, words: &[Word], joints: &[String]) -> bool {
    let ends = (0..words.len()).any(|at| phrases.end_at(words, at) == Some(words.len()));
    let starts = phrases.end_at(words, 0).is_some_and(|end| {
        let next = words.get(end);
        next.is_some_and(|word| word.kind == WordKind::Mark || joints.contains(&word.text))
    });
    ends || starts
}

/// A number that opens a text, and where the rest begins: `2. Weigh`, `6.2.1 Weigh`.
pub fn typed_number(words: &[Word]) -> Option<(String, usize)> {
    let first = words.first().filter(|word| word.kind == WordKind::Number)?;
    let is_plain = first
        .text
        .split('.')
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()));
    let is_marked = words
        .get(1)
        .is_some_and(|word| matches!(word.text.as_str(), "." | ")" | ":" | "–" | "-"));
    let is_dotted = first.text.contains('.');
    let rest = if is_marked { 2 } else { 1 };
    (is_plain && (is_marked || is_dotted) && rest < words.len()).then(|| (first.text.clone(), rest))
}

/// Whether one number comes after another: `2` after `1`, `6.2.1` after `6.1.3`.
pub fn follows(one: &str, other: &str) -> bool {
    let numbers = |text: &str| -> Option<Vec<u32>> {
        text.split('.').map(|part| part.parse().ok()).collect()
    };
    let (Some(one), Some(other)) = (numbers(one), numbers(other)) else {
        return false;
    };
    if one.len() != other.len() {
        return false;
    }
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    same < one.len()
        && other[same] == one[same] + 1
        && other[same + 1..].iter().all(|part| *part <= 1)
}

pub(super) fn leading(name: &str) -> Option<u32> {
    name.rsplit('.').next()?.parse().ok()
}

pub(super) fn starts_new(flat: &Flat, at: usize) -> bool {
    let word = &flat.words[at];
    flat.text[word.range.clone()]
        .chars()
        .next()
        .is_some_and(char::is_uppercase)
}
