//! Where the procedures of a document are.
//!
//! In: tokens. Out: each procedure with its steps as found, and the lists that are none.

use std::ops::Range;
use std::rc::Rc;

use pulldown_cmark::{Event, Tag};

use super::cast::Cast;
use super::flat::Flat;
use super::raw::{Form, LeftAlone, RawProcedure, RawStep, WhyLeft};
use crate::config::Reading;
use crate::dialect::Token;
use crate::dialect::top_level;
use crate::language::{Phrases, Sections, Vocabulary, Word, WordKind};
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

    // ---- headings ----

    /// A run of headings that are steps; the place behind it.
    fn headed(&mut self, place: usize, open: &[Open]) -> Option<usize> {
        let first = self.top[place];
        self.outline.headings.get(&first)?;
        let flat = self.flat(first + 1..self.ends[first]);
        let is_below = open.last().is_some_and(|open| open.is_procedure);
        if let Some((_, _, true)) = self.step_opening(&flat, &(0..flat.words.len())) {
            let (run, next) = self.run(place, |finder, at| {
                let flat = finder.flat(at + 1..finder.ends[at]);
                matches!(
                    finder.step_opening(&flat, &(0..flat.words.len())),
                    Some((_, _, true))
                )
            });
            if run.len() > 1 || is_below {
                let above = open.last().map(|open| open.token);
                self.headed_steps(above, &run, next, true, open);
                return Some(next);
            }
            return None;
        }
        let number = typed_number(&flat.words)?.0;
        if open.last().is_some_and(|open| open.is_never) {
            return None;
        }
        let mut last = number;
        let (run, next) = self.run(place, |finder, at| {
            let flat = finder.flat(at + 1..finder.ends[at]);
            let Some((number, words)) = typed_number(&flat.words) else {
                return false;
            };
            let words = &flat.words[words..];
            let sections = &finder.vocabulary.sections;
            let is_section =
                sections.never.is(words) || sections.procedure.is(words) || words.is_empty();
            let follows = number == last || follows(&last, &number);
            last = number;
            follows && !is_section
        });
        let blocks = |from: usize, to: usize| &self.top[from..to];
        let is_empty = blocks(place, next)
            .iter()
            .all(|at| match &self.tokens[*at].event {
                Event::Start(Tag::List(Some(_))) => false,
                Event::Start(Tag::Paragraph) => {
                    let flat = self.flat(at + 1..self.ends[*at]);
                    typed_number(&flat.words).is_none_or(|(number, _)| !number.contains('.'))
                        && self.step_opening(&flat, &(0..flat.words.len())).is_none()
                }
                _ => true,
            });
        let headings = run.iter().all(|at| self.role_of_never(*at));
        let is_meant = is_below || headings && self.shows_actions(&run, place, next);
        if run.len() < 2 || !is_empty || !is_meant {
            return None;
        }
        let above = open.last().map(|open| open.token);
        self.headed_steps(above, &run, next, false, open);
        Some(next)
    }

    fn role_of_never(&self, at: usize) -> bool {
        let flat = self.flat(at + 1..self.ends[at]);
        !self.is_headed_by(|sections| &sections.never, unnumbered(&flat.words))
    }

    fn is_headed_by(&self, phrases: fn(&Sections) -> &Phrases, words: &[Word]) -> bool {
        let sections = &self.vocabulary.sections;
        is_headed_by(phrases(sections), words, &sections.joints)
    }

    /// Whether headings with numbers say what is to be done: most of them open with a verb or with
    /// whoever acts, or what stands below them leads from one to another.
    fn shows_actions(&self, run: &[usize], place: usize, next: usize) -> bool {
        let acting = run.iter().filter(|at| {
            let flat = self.flat(**at + 1..self.ends[**at]);
            let from = flat.words.len() - unnumbered(&flat.words).len();
            self.is_action(&flat, &(from..flat.words.len()), true)
        });
        if acting.count() * 2 >= run.len() {
            return true;
        }
        let steps = &self.vocabulary.exits.go;
        self.top[place..next].iter().any(|at| {
            let flat = self.flat(*at + 1..self.ends[*at]);
            let step = |at: usize| {
                let is_noun = self
                    .vocabulary
                    .steps
                    .nouns
                    .iter()
                    .any(|noun| Some(noun) == flat.words.get(at).map(|word| &word.text));
                let is_number = flat
                    .words
                    .get(at + 1)
                    .is_some_and(|word| word.kind == WordKind::Number);
                (is_noun && is_number).then_some(((), at + 2))
            };
            (0..flat.words.len()).any(|at| steps.at(&flat.words, at, &step).is_some())
        })
    }

    fn run(
        &self,
        place: usize,
        mut is_one: impl FnMut(&Self, usize) -> bool,
    ) -> (Vec<usize>, usize) {
        let own = self.heading_level(self.top[place]);
        let mut run = Vec::new();
        let mut next = place;
        while let Some(&at) = self.top.get(next) {
            match self.heading_level(at) {
                Some(level) if Some(level) < own => break,
                Some(level) if Some(level) == own => {
                    if !is_one(self, at) {
                        break;
                    }
                    run.push(at);
                }
                _ => {}
            }
            next += 1;
        }
        (run, next.max(place + 1))
    }

    fn headed_steps(
        &mut self,
        above: Option<usize>,
        run: &[usize],
        next: usize,
        as_steps: bool,
        open: &[Open],
    ) {
        let end = self.top.get(next).copied().unwrap_or(self.tokens.len());
        let mut steps = Vec::new();
        for (place, &at) in run.iter().enumerate() {
            let flat = self.flat(at + 1..self.ends[at]);
            let all = 0..flat.words.len();
            let (name, from) = match self.step_opening(&flat, &all) {
                Some((name, from, _)) => (name, from),
                None => typed_number(&flat.words).unwrap_or(((place + 1).to_string(), 0)),
            };
            let to = run.get(place + 1).copied().unwrap_or(end);
            let blocks: Vec<usize> = self
                .top
                .iter()
                .copied()
                .filter(|block| *block > at && *block < to)
                .collect();
            let below = blocks
                .iter()
                .filter(|block| matches!(self.tokens[**block].event, Event::Start(Tag::Paragraph)));
            let below_text = below
                .map(|block| self.flat(*block + 1..self.ends[*block]))
                .collect();
            let own = steps.len();
            steps.push(RawStep {
                number: leading(&name).unwrap_or(place as u32 + 1),
                typed: None,
                parent: None,
                at,
                words: from..flat.words.len(),
                flat,
                below_text,
                blocks: blocks.clone(),
                group: open.last().and_then(|open| open.role.clone()),
                who: None,
                answers: Vec::new(),
                is_heading: true,
                is_line: false,
                name,
            });
            for block in blocks {
                let is_list = matches!(self.tokens[block].event, Event::Start(Tag::List(Some(_))));
                if is_list && !self.is_never_above(block) {
                    self.nested(block, own, &mut steps, 1);
                }
            }
        }
        let form = match as_steps {
            true => Form::Headings(run.to_vec()),
            false => Form::Written,
        };
        self.found.push(RawProcedure {
            heading: above,
            form,
            steps,
            end,
        });
    }

    /// `Step 2: …` at the start of a text: the number, where the rest begins, and whether the text
    /// is so called for certain.
    pub fn step_opening(&self, flat: &Flat, words: &Range<usize>) -> Option<(String, usize, bool)> {
        let text = |at: usize| flat.words.get(at).map_or("", |word| word.text.as_str());
        let is_noun = self
            .vocabulary
            .steps
            .nouns
            .iter()
            .take(1)
            .any(|noun| noun == text(words.start));
        let named = flat
            .words
            .get(words.start + 1)
            .filter(|word| is_noun && word.kind == WordKind::Number)?;
        let mut rest = words.start + 2;
        let is_marked = matches!(text(rest), ":" | "–" | "." | ")" | "-") || rest >= words.end;
        while rest < words.end && matches!(text(rest), ":" | "–" | "." | ")" | "-") {
            rest += 1;
        }
        let is_heading = true;
        (is_marked || is_heading && rest < words.end && starts_new(flat, rest))
            .then(|| (named.text.clone(), rest, is_marked))
    }

    // ---- paragraphs ----

    /// Paragraphs that are steps by their numbers: `Step 1 – …`, `6.2.1 …`.
    fn paragraphs(&mut self, place: usize, open: &[Open]) -> Option<usize> {
        let opening = |finder: &Self, at: usize| {
            let flat = finder.flat(at + 1..finder.ends[at]);
            let all = 0..flat.words.len();
            let found = match finder.step_opening(&flat, &all) {
                Some((name, from, true)) => Some((name, from)),
                Some(_) => None,
                None => typed_number(&flat.words).filter(|(name, _)| name.contains('.')),
            };
            found.map(|(name, from)| (flat, name, from))
        };
        let (_, first, _) = opening(self, self.top[place])?;
        let mut steps: Vec<RawStep> = Vec::new();
        let mut last: Option<String> = None;
        let mut role = open.last().and_then(|open| open.role.clone());
        let least = open.last().map_or(0, |open| open.level);
        let mut end = place;
        let mut next = place;
        while let Some(&at) = self.top.get(next) {
            if let Some(level) = self.heading_level(at) {
                let flat = self.flat(at + 1..self.ends[at]);
                let is_group =
                    first.contains('.') && level >= least && typed_number(&flat.words).is_some();
                if !is_group {
                    break;
                }
                let from = flat.words.len() - unnumbered(&flat.words).len();
                role = self.group_role(&flat, &(from..flat.words.len()));
                next += 1;
                continue;
            }
            let is_paragraph = matches!(self.tokens[at].event, Event::Start(Tag::Paragraph));
            match opening(self, at).filter(|_| is_paragraph) {
                Some((flat, name, from)) => {
                    if last.as_ref().is_some_and(|last| !follows(last, &name)) {
                        break;
                    }
                    last = Some(name.clone());
                    steps.push(RawStep {
                        number: steps.len() as u32 + 1,
                        typed: None,
                        parent: None,
                        at,
                        words: from..flat.words.len(),
                        flat,
                        below_text: Vec::new(),
                        blocks: Vec::new(),
                        group: role.clone(),
                        who: None,
                        answers: Vec::new(),
                        is_heading: false,
                        is_line: false,
                        name,
                    });
                    end = next + 1;
                }
                None => {
                    if let Some(last) = steps.last_mut() {
                        last.blocks.push(at);
                    }
                }
            }
            next += 1;
        }
        // What stands behind the last step up to the next heading is taken to be below it.
        let end = end.max(place + 1);
        if steps.len() < 2 {
            return None;
        }
        let token = self.top.get(end).copied().unwrap_or(self.tokens.len());
        let heading = self.heading_above(open, place, end);
        self.found.push(RawProcedure {
            heading,
            form: Form::Written,
            steps,
            end: token,
        });
        Some(end)
    }

    /// The heading that a procedure stands under: above those within it.
    fn heading_above(&self, open: &[Open], place: usize, end: usize) -> Option<usize> {
        let inner = self.top[place..end]
            .iter()
            .filter_map(|at| self.heading_level(*at))
            .min();
        let above = open
            .iter()
            .rev()
            .find(|open| inner.is_none_or(|inner| open.level < inner));
        above.or(open.first()).map(|open| open.token)
    }

    // ---- what a list says ----

    /// The words right above a block.
    fn above(&self, block: usize) -> Option<Rc<Flat>> {
        let before = block.checked_sub(1)?;
        let start = (0..before).rev().find(|at| self.ends[*at] == before)?;
        matches!(self.tokens[start].event, Event::Start(Tag::Paragraph))
            .then(|| self.flat(start + 1..before))
    }

    /// Whether the line above a list says that it is no procedure.
    pub fn is_never_above(&self, block: usize) -> bool {
        let Some(flat) = self.above(block) else {
            return false;
        };
        self.is_never_text(&flat.words)
    }

    /// Whether a text ends in a colon and says that what follows is no procedure.
    pub fn is_never_text(&self, words: &[Word]) -> bool {
        if words.last().is_none_or(|word| word.text != ":") {
            return false;
        }
        let from = words[..words.len() - 1]
            .iter()
            .rposition(|word| matches!(word.text.as_str(), "." | "!" | "?"));
        let last = &words[from.map_or(0, |at| at + 1)..];
        let sections = &self.vocabulary.sections;
        (sections.never_above.is_in(last) || sections.never.is(without_marks(last)))
            && !sections.above.is_in(last)
    }

    pub fn is_said_above(&self, block: usize) -> bool {
        let above = self.above(block);
        above.is_some_and(|flat| self.vocabulary.sections.above.is_in(&flat.words))
    }

    /// Whether a text tells somebody to do something.
    pub fn is_action(&self, flat: &Flat, words: &Range<usize>, is_heading: bool) -> bool {
        let slice = &flat.words[words.clone()];
        let Some(first) = slice.iter().find(|word| word.kind != WordKind::Mark) else {
            return false;
        };
        let actions = &self.vocabulary.actions;
        let ends_in = |word: &Word, endings: &[String]| {
            endings.iter().any(|ending| {
                word.text.len() > ending.len() + 1 && word.text.ends_with(ending.as_str())
            })
        };
        let last = slice.iter().rev().find(|word| word.kind == WordKind::Word);
        if actions.first.contains(&first.text)
            || ends_in(first, &actions.first_endings)
            || last.is_some_and(|last| ends_in(last, &actions.last_endings))
            || self.cast.is_in(slice)
        {
            return true;
        }
        let is_sentence = slice.last().is_some_and(|word| word.text == ".") && slice.len() > 3;
        let is_thing = actions.things.contains(&first.text) || first.kind == WordKind::Number;
        !is_heading && is_sentence && !is_thing
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
fn is_headed_by(phrases: &Phrases, words: &[Word], joints: &[String]) -> bool {
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

fn leading(name: &str) -> Option<u32> {
    name.rsplit('.').next()?.parse().ok()
}

fn starts_new(flat: &Flat, at: usize) -> bool {
    let word = &flat.words[at];
    flat.text[word.range.clone()]
        .chars()
        .next()
        .is_some_and(char::is_uppercase)
}
