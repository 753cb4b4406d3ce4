//! Steps that are headings: `### Step 2: …`, `### 3.1 …`.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::find::{
    Finder, Open, follows, is_headed_by, leading, starts_new, typed_number, unnumbered,
};
use super::flat::Flat;
use super::raw::{Form, RawProcedure, RawStep};
use crate::language::{Phrases, Sections, Word, WordKind};

impl Finder<'_> {
    /// A run of headings that are steps; the place behind it.
    pub(super) fn headed(&mut self, place: usize, open: &[Open]) -> Option<usize> {
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

    pub(super) fn is_headed_by(&self, phrases: fn(&Sections) -> &Phrases, words: &[Word]) -> bool {
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
                if matches!(self.tokens[block].event, Event::Start(Tag::Paragraph)) {
                    self.lettered(block, own, &mut steps);
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
        (is_marked || rest < words.end && starts_new(flat, rest))
            .then(|| (named.text.clone(), rest, is_marked))
    }
}
