//! Sections whose heading says what they hold: a procedure, questions, objectives.
//!
//! In: tokens and the headings planned for them. Out: where procedures and questions begin and
//! end, so that the writer can take them as wholes, and the objectives.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag};

use crate::config::Reading;
use crate::dialect::{Token, top_level};
use crate::parse::objectives::{is_table_block, objectives};
use crate::parse::outline::Outline;
use crate::parse::steps::step_heading;
use crate::text::{At, Span};

/// What was found.
#[derive(Default)]
pub struct Chapters {
    /// By the token that opens them.
    pub procedures: BTreeMap<usize, PlannedProcedure>,
    /// By the token that opens them.
    pub questions: BTreeMap<usize, PlannedQuestions>,
    /// Items and rows below an Objectives heading.
    pub objectives: Vec<At<String>>,
    /// Where the `table` blocks among them stand.
    pub objective_tables: Vec<Span>,
}

/// A procedure before it is read.
#[derive(Clone, Debug)]
pub struct PlannedProcedure {
    /// The heading it stands under; empty without one.
    pub heading: String,
    /// That heading's id.
    pub anchor: Option<String>,
    pub form: StepForm,
    /// One past its last token.
    pub end: usize,
}

/// How steps are written.
#[derive(Clone, Debug)]
pub enum StepForm {
    /// Ordered lists, each numbered on from the one before; what stands between two of them
    /// belongs to the last step of the first.
    Lists(Vec<usize>),
    /// `### Step 2: …` headings.
    Headings(Vec<usize>),
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
    Procedure,
    Questions,
    Objectives,
    Other,
}

/// Finds the chapters among the elements that stand in no other.
pub fn read(
    tokens: &[Token<'_>],
    ends: &[usize],
    outline: &Outline,
    reading: &Reading,
) -> Chapters {
    let mut chapters = Chapters::default();
    let reader = Reader {
        tokens,
        ends,
        outline,
        top: top_level(0..tokens.len(), ends),
    };
    // The open headings: level, kind, token.
    let mut open: Vec<(u8, Kind, usize)> = Vec::new();
    let mut has_list: Option<usize> = None;
    let mut place = 0;
    while let Some(&at) = reader.top.get(place) {
        let is_in = |kind| open.iter().any(|(_, of, _)| *of == kind);
        let last = open.last().copied();
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
                let is_procedure = open.iter().any(|(_, kind, _)| *kind == Kind::Procedure);
                if step_heading(text).is_some() {
                    let (steps, next) = reader.run(place, |text| step_heading(text).is_some());
                    if steps.len() > 1 || is_procedure {
                        let above = open.last().map(|(.., heading)| *heading);
                        let end = reader.end(next);
                        let form = StepForm::Headings(steps);
                        chapters
                            .procedures
                            .insert(at, reader.planned(above, form, end));
                        place = next;
                        continue;
                    }
                }
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
                open.push((level, kind(text, reading), at));
            }
            Event::Start(Tag::List(Some(first))) if is_in(Kind::Procedure) => {
                let above = last.map(|(.., heading)| heading);
                if above.is_some() && has_list != above {
                    has_list = above;
                    let (lists, next) = reader.lists(place, *first);
                    let end = reader.end(next);
                    let form = StepForm::Lists(lists);
                    chapters
                        .procedures
                        .insert(at, reader.planned(above, form, end));
                    place = next;
                    continue;
                }
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

fn kind(heading: &str, reading: &Reading) -> Kind {
    let name = heading
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '))
        .trim_end_matches([':', ' '])
        .to_lowercase();
    let is_procedure = |known: &String| known.to_lowercase() == name;
    if reading.procedure_headings.iter().any(is_procedure) {
        return Kind::Procedure;
    }
    match name.as_str() {
        "faq" | "faqs" | "frequently asked questions" | "questions and answers" => Kind::Questions,
        "objectives" | "objective" | "goals and objectives" | "quality objectives" => {
            Kind::Objectives
        }
        _ => Kind::Other,
    }
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    ends: &'a [usize],
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

    /// The list at `place` and those below the same heading that number on from it.
    fn lists(&self, place: usize, first: u64) -> (Vec<usize>, usize) {
        let items = |at: usize| top_level(at + 1..self.ends[at], self.ends).len() as u64;
        let mut lists = vec![self.top[place]];
        let mut following = first.saturating_add(items(self.top[place]));
        let mut end = place + 1;
        for next in place + 1..self.top.len() {
            match &self.tokens[self.top[next]].event {
                Event::Start(Tag::Heading { .. }) => break,
                Event::Start(Tag::List(Some(start))) if *start == following && *start > 1 => {
                    lists.push(self.top[next]);
                    following = following.saturating_add(items(self.top[next]));
                    end = next + 1;
                }
                _ => {}
            }
        }
        (lists, end)
    }

    fn end(&self, place: usize) -> usize {
        self.top.get(place).copied().unwrap_or(self.tokens.len())
    }

    fn planned(&self, heading: Option<usize>, form: StepForm, end: usize) -> PlannedProcedure {
        let planned = heading.and_then(|at| self.outline.headings.get(&at));
        PlannedProcedure {
            heading: planned.map_or(String::new(), |planned| planned.text.clone()),
            anchor: planned.map(|planned| planned.id.clone()),
            form,
            end,
        }
    }
}
