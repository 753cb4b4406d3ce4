//! Sections whose heading says what they hold: questions, objectives.
//!
//! In: tokens and the headings planned for them. Out: where questions begin and end, so that
//! the writer can take them as wholes, and the objectives.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag};

use crate::dialect::{Token, top_level};
use crate::language;
use crate::parse::objectives::{is_table_block, objectives};
use crate::parse::outline::Outline;
use crate::text::{At, Span};

/// What was found.
#[derive(Default)]
pub struct Chapters {
    /// By the token that opens them.
    pub questions: BTreeMap<usize, PlannedQuestions>,
    /// Items and rows below an Objectives heading.
    pub objectives: Vec<At<String>>,
    /// Where the `table` blocks among them stand.
    pub objective_tables: Vec<Span>,
}

/// A section of questions before it is read.
#[derive(Clone, Debug)]
pub struct PlannedQuestions {
    pub form: QuestionForm,
    /// One past its last token.
    pub end: usize,
}

/// How questions are written.
#[derive(Clone, Debug)]
pub enum QuestionForm {
    /// Headings; the answer is what follows each.
    Headings(Vec<usize>),
    /// A definition list.
    Definitions(usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Questions,
    Objectives,
    Other,
}

/// Finds the chapters among the elements that stand in no other. `procedures`: where procedures are
/// that stand in the page as steps, from the first token of each to its end. `known`: the headings
/// of such chapters in the document's language.
pub fn read(
    tokens: &[Token<'_>],
    ends: &[usize],
    outline: &Outline,
    procedures: &BTreeMap<usize, usize>,
    known: &language::Chapters,
) -> Chapters {
    let mut chapters = Chapters::default();
    let reader = Reader {
        tokens,
        outline,
        top: top_level(0..tokens.len(), ends),
    };
    // The open headings: level, kind, token.
    let mut open: Vec<(u8, Kind, usize)> = Vec::new();
    let mut place = 0;
    while let Some(&at) = reader.top.get(place) {
        let is_in = |kind| open.iter().any(|(_, of, _)| *of == kind);
        let last = open.last().copied();
        if let Some(end) = procedures.get(&at) {
            place += reader.top[place..].partition_point(|next| next < end);
            continue;
        }
        match &tokens[at].event {
            Event::Start(Tag::Heading { level, .. }) => {
                let level = *level as u8;
                while open.last().is_some_and(|(above, ..)| *above >= level) {
                    open.pop();
                }
                let Some(text) = reader.heading(at) else {
                    place += 1;
                    continue;
                };
                if matches!(open.last(), Some((_, Kind::Questions, _))) {
                    let (questions, next) = reader.run(place, |_| true);
                    let form = QuestionForm::Headings(questions);
                    let end = reader.end(next);
                    chapters
                        .questions
                        .insert(at, PlannedQuestions { form, end });
                    place = next;
                    continue;
                }
                open.push((level, kind(text, known), at));
            }
            Event::Start(Tag::List(_) | Tag::Table(_) | Tag::CodeBlock(_))
                if is_in(Kind::Objectives) =>
            {
                let objectives = objectives(tokens, ends, at);
                chapters.objectives.extend(objectives);
                if is_table_block(&tokens[at].event) {
                    chapters.objective_tables.push(tokens[at].span);
                }
            }
            Event::Start(Tag::DefinitionList)
                if last.is_some_and(|(_, kind, _)| kind == Kind::Questions) =>
            {
                let form = QuestionForm::Definitions(at);
                let end = ends[at] + 1;
                chapters
                    .questions
                    .insert(at, PlannedQuestions { form, end });
            }
            _ => {}
        }
        place += 1;
    }
    chapters
}

fn kind(heading: &str, known: &language::Chapters) -> Kind {
    let name = heading
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '))
        .trim_end_matches([':', ' '])
        .to_lowercase();
    if known.questions.contains(&name) {
        Kind::Questions
    } else if known.objectives.contains(&name) {
        Kind::Objectives
    } else {
        Kind::Other
    }
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    outline: &'a Outline,
    top: Vec<usize>,
}

impl Reader<'_> {
    /// The text of a heading; `None` for the one that is the title.
    fn heading(&self, at: usize) -> Option<&str> {
        let planned = self.outline.headings.get(&at)?;
        Some(&planned.text)
    }

    /// The headings of one level from `place` on for which `is_one` holds, and the place at which
    /// something else begins.
    fn run(&self, place: usize, is_one: impl Fn(&str) -> bool) -> (Vec<usize>, usize) {
        let level = |at: usize| match &self.tokens[at].event {
            Event::Start(Tag::Heading { level, .. }) => Some(*level as u8),
            _ => None,
        };
        let own = level(self.top[place]);
        let mut run = vec![self.top[place]];
        let mut next = place + 1;
        while let Some(&at) = self.top.get(next) {
            match level(at) {
                Some(level) if Some(level) < own => break,
                Some(level) if Some(level) == own => {
                    if !self.heading(at).is_some_and(&is_one) {
                        break;
                    }
                    run.push(at);
                }
                _ => {}
            }
            next += 1;
        }
        (run, next)
    }

    fn end(&self, place: usize) -> usize {
        self.top.get(place).copied().unwrap_or(self.tokens.len())
    }
}
