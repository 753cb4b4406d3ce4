//! Steps in tables: a row each, with columns for the number, what is done, who does it and where
//! to go on.

use std::rc::Rc;

use super::find::{Finder, Open, without_marks};
use super::flat::Flat;
use super::raw::{Form, RawProcedure, RawStep};
use crate::dialect::top_level;
use crate::language::{Phrases, WordKind};

/// A table as cells.
pub struct Cells {
    pub head: Vec<Rc<Flat>>,
    /// Each with the token of its row.
    pub rows: Vec<(usize, Vec<Rc<Flat>>)>,
}

impl Finder<'_> {
    pub fn cells(&self, table: usize) -> Cells {
        let read = |row: usize| -> Vec<Rc<Flat>> {
            let cells = top_level(row + 1..self.ends[row], self.ends).into_iter();
            cells
                .map(|cell| self.flat(cell + 1..self.ends[cell].max(cell + 1)))
                .collect()
        };
        let mut rows = top_level(table + 1..self.ends[table], self.ends).into_iter();
        let head = rows.next().map(read).unwrap_or_default();
        Cells {
            head,
            rows: rows.map(|row| (row, read(row))).collect(),
        }
    }

    /// Whether the head of a column is one of these.
    pub fn is_column(&self, head: &Flat, phrases: &Phrases) -> bool {
        phrases.is(without_marks(&head.words))
    }

    /// The answer that the head of a column names.
    fn answer_column(&self, head: &Flat) -> bool {
        let words = without_marks(&head.words);
        let answers = &self.vocabulary.answers;
        answers.words.is(words)
            || answers.whole.is(words)
            || answers.otherwise.is(words)
            || answers.conditions.end_at(words, 0).is_some()
    }

    /// Reads a table that is a procedure; whether it is one.
    pub(super) fn tabled(&mut self, table: usize, open: &[Open]) -> bool {
        let cells = self.cells(table);
        let columns = &self.vocabulary.columns;
        let find = |phrases: &Phrases, is_free: &dyn Fn(usize) -> bool| {
            let heads = cells.head.iter().enumerate();
            let mut heads =
                heads.filter(|(at, head)| is_free(*at) && self.is_column(head, phrases));
            heads.next().map(|(at, _)| at)
        };
        let numbered = |at: usize| {
            let filled = cells
                .rows
                .iter()
                .filter_map(|(_, row)| row.get(at)?.words.first().cloned());
            let filled: Vec<_> = filled.collect();
            !filled.is_empty() && filled.iter().all(|word| word.kind == WordKind::Number)
        };
        let number = find(&columns.number, &numbered);
        let answers: Vec<usize> = (0..cells.head.len())
            .filter(|at| Some(*at) != number && self.answer_column(&cells.head[*at]))
            .collect();
        let answers = if answers.len() > 1 {
            answers
        } else {
            Vec::new()
        };
        let is_free = |at: usize| Some(at) != number && !answers.contains(&at);
        let who = find(&columns.who, &is_free);
        let what = find(&columns.what, &|at| is_free(at) && Some(at) != who);
        let go = find(&columns.go, &|at| {
            is_free(at) && Some(at) != who && Some(at) != what
        });
        let Some(what) = what else { return false };
        let is_below = open.last().is_some_and(|open| open.is_procedure);
        let is_step = number.is_some_and(|at| {
            let first = cells.head[at].words.first();
            first.is_some_and(|word| self.vocabulary.steps.nouns.contains(&word.text))
        });
        let says_more = who.is_some() || !answers.is_empty() || go.is_some();
        let is_plan = number.is_none() && !is_below && find(&columns.due, &is_free).is_some();
        let is_one = !is_plan && says_more && (number.is_some() || who.is_some())
            || number.is_some() && (is_below || is_step);
        if !is_one || cells.rows.len() < 2 && !is_below {
            return false;
        }
        let mut steps: Vec<RawStep> = Vec::new();
        for (order, (row, texts)) in cells.rows.iter().enumerate() {
            let Some(flat) = texts.get(what).filter(|flat| !flat.words.is_empty()) else {
                continue;
            };
            let typed = number.and_then(|at| Some(texts.get(at)?.words.first()?.text.clone()));
            let heads = answers.iter().chain(&go).filter_map(|at| {
                let cell = texts.get(*at).filter(|cell| !cell.words.is_empty())?;
                let head = match Some(*at) == go {
                    true => String::new(),
                    false => cells.head[*at].text.trim().to_owned(),
                };
                Some((head, Rc::clone(cell)))
            });
            let name = typed.unwrap_or_else(|| (order + 1).to_string());
            steps.push(RawStep {
                number: order as u32 + 1,
                typed: None,
                parent: None,
                at: *row,
                flat: Rc::clone(flat),
                words: 0..flat.words.len(),
                below_text: Vec::new(),
                blocks: Vec::new(),
                group: open
                    .last()
                    .and_then(|open| open.role.clone())
                    .filter(|_| who.is_none()),
                who: who.and_then(|at| texts.get(at).map(Rc::clone)),
                answers: heads.collect(),
                is_heading: false,
                is_line: false,
                name,
            });
        }
        if steps.is_empty() {
            return false;
        }
        let heading = open.last().map(|open| open.token);
        let end = self.ends[table] + 1;
        self.found.push(RawProcedure {
            heading,
            form: Form::Written,
            steps,
            end,
        });
        true
    }
}
