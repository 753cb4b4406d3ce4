//! Where a step leads: in its own sentences, and in the answers below it.

use std::ops::Range;
use std::rc::Rc;

use pulldown_cmark::{Event, Tag};

use super::exits::{Goal, Mode, Surroundings, Way};
use super::find::{Finder, without_marks};
use super::flat::Flat;
use super::leads::{Lead, LeadMark, lead};
use super::recognise::UnderstoodStep;
use super::sentence::Reader;
use crate::dialect::top_level;
use crate::text::At;

/// A way out of a step, before its goal is a step.
#[derive(Clone, Debug)]
pub struct Found {
    pub answer: At<String>,
    pub is_rest: bool,
    pub goal: Goal,
    pub flat: Rc<Flat>,
    pub words: Range<usize>,
    pub text: String,
    /// The item that holds it, and the byte of its text behind the label.
    pub item: Option<(usize, usize)>,
    pub is_listed: bool,
}

impl Finder<'_> {
    /// All ways out of a step.
    pub(super) fn ways(&self, step: &UnderstoodStep, around: &Surroundings) -> Vec<Found> {
        let raw = &step.raw;
        let from = raw.flat.word_at(step.from).max(raw.words.start);
        let to = raw.flat.word_at(step.to).min(raw.words.end);
        let mut found = self.in_sentences(&raw.flat, from..to, around);
        let mut asks = asks(&raw.flat, &(from..to));
        for (head, cell) in &raw.answers {
            let reader = Reader::new(self.vocabulary, cell, around);
            let all = 0..cell.words.len();
            let (goal, words) = outcome(&reader.ways(all.clone(), Mode::Target), &all);
            found.push(Found {
                answer: At::new(head.clone(), cell.span_of(&all)),
                is_rest: false,
                goal,
                flat: Rc::clone(cell),
                words,
                text: cell.said(&all),
                item: None,
                is_listed: true,
            });
        }
        for block in &raw.blocks {
            match &self.tokens[*block].event {
                Event::Start(Tag::Paragraph) => {
                    let flat = self.flat(*block + 1..self.ends[*block]);
                    let all = 0..flat.words.len();
                    if self.is_remark(&flat) || around.steps.contains(block) {
                        continue;
                    }
                    asks |= asks_last(&flat);
                    found.extend(self.in_sentences(&flat, all, around));
                }
                Event::Start(Tag::List(_)) => found.extend(self.in_items(*block, asks, around)),
                Event::Start(Tag::Table(_)) => found.extend(self.in_table(*block, around)),
                _ => {}
            }
        }
        found
    }

    fn in_sentences(
        &self,
        flat: &Rc<Flat>,
        words: Range<usize>,
        around: &Surroundings,
    ) -> Vec<Found> {
        let reader = Reader::new(self.vocabulary, flat, around);
        let ways = reader.ways(words, Mode::Step).into_iter();
        let found = ways.map(|way| {
            let answer = way
                .answer
                .clone()
                .unwrap_or(way.words.start..way.words.start);
            Found {
                answer: At::new(flat.said(&answer), flat.span_of(&answer)),
                is_rest: way.is_rest,
                goal: way.goal,
                flat: Rc::clone(flat),
                text: flat.said(&way.words),
                words: way.words,
                item: None,
                is_listed: false,
            }
        });
        found.collect()
    }

    /// A paragraph that is no part of what is to be done: a note, a warning, a fact.
    fn is_remark(&self, flat: &Flat) -> bool {
        let all = 0..flat.words.len();
        if self.label_line(flat, &all).is_some() {
            return true;
        }
        let Some(start) = flat
            .words
            .iter()
            .position(|word| word.text.chars().any(char::is_alphanumeric))
        else {
            return true;
        };
        let end = self.vocabulary.labels.remarks.end_at(&flat.words, start);
        end.is_some_and(|end| {
            flat.words
                .get(end)
                .is_none_or(|word| matches!(word.text.as_str(), ":" | "!" | "–"))
        })
    }

    /// The answers in a list, if it is one of answers.
    fn in_items(&self, list: usize, asks: bool, around: &Surroundings) -> Vec<Found> {
        let mut answers = Vec::new();
        let items = self.items(list);
        if items.iter().any(|item| around.steps.contains(item)) {
            return Vec::new();
        }
        for item in items {
            let (phrase, _) = self.phrase(item + 1..self.ends[item]);
            let flat = self.flat(phrase);
            let all = 0..flat.words.len();
            if self.label_line(&flat, &all).is_some() || all.is_empty() {
                continue;
            }
            let lead =
                lead(&flat, &all, self.vocabulary).filter(|lead| lead.mark != LeadMark::Bracket);
            let reader = Reader::new(self.vocabulary, &flat, around);
            let bare = lead.as_ref().is_none_or(|lead| lead.rest >= all.end);
            let is_bare = bare
                && self.is_answer(&flat, &lead.as_ref().map_or(all, |lead| lead.label.clone()));
            answers.push(match is_bare {
                true => Some(self.bare_answer(item, &flat, around)),
                false => self.answer(item, &flat, lead, &reader),
            });
        }
        // Labels below a question may be topics: what decides is a case, or a way on.
        let is_way = |one: &Answer| one.is_case || one.is_firm;
        let leads_elsewhere = |one: &Option<Answer>| {
            let documents = |one: &Answer| matches!(one.found.goal, Goal::Document(_));
            one.as_ref()
                .is_some_and(|one| one.has_label && documents(one))
        };
        let decides = answers.iter().flatten().any(is_way)
            || asks && !answers.is_empty() && answers.iter().all(leads_elsewhere);
        if !decides {
            return Vec::new();
        }
        let kept = answers
            .into_iter()
            .flatten()
            .filter(|one| one.has_label || one.is_firm);
        kept.map(|one| one.found).collect()
    }

    /// Whether some words are an answer and nothing else.
    fn is_answer(&self, flat: &Flat, words: &Range<usize>) -> bool {
        let answers = &self.vocabulary.answers;
        let said = without_marks(&flat.words[words.clone()]);
        answers.words.is(said) || answers.whole.is(said) || answers.otherwise.is(said)
    }

    /// An answer that stands alone, and says below it what is to be done.
    fn bare_answer(&self, item: usize, flat: &Rc<Flat>, around: &Surroundings) -> Answer {
        let (_, rest) = self.phrase(item + 1..self.ends[item]);
        let mut said: Vec<Rc<Flat>> = Vec::new();
        for block in top_level(rest, self.ends) {
            match &self.tokens[block].event {
                Event::Start(Tag::Paragraph) => said.push(self.flat(block + 1..self.ends[block])),
                Event::Start(Tag::List(_)) => {
                    for item in self.items(block) {
                        let (phrase, _) = self.phrase(item + 1..self.ends[item]);
                        said.push(self.flat(phrase));
                    }
                }
                _ => {}
            }
        }
        let mut found: Vec<(Goal, Rc<Flat>, Range<usize>)> = Vec::new();
        for (place, text) in said.iter().enumerate() {
            let all = 0..text.words.len();
            let reader = Reader::new(self.vocabulary, text, around);
            let ways = reader.ways(all.clone(), Mode::Answer);
            let (goal, words) = outcome(&ways, &all);
            let is_last = place + 1 == said.len();
            if !ways.is_empty()
                && (is_last
                    || goal == Goal::Unclear
                    || matches!(goal, Goal::Step(_) | Goal::Anchor(_)))
            {
                found.push((goal, Rc::clone(text), words));
            }
        }
        let all = 0..flat.words.len();
        let is_one = found.iter().all(|(goal, ..)| *goal == found[0].0);
        let (goal, text, words) = match found.pop().filter(|_| is_one) {
            Some(one) => one,
            None => (Goal::Unclear, Rc::clone(flat), all.clone()),
        };
        let answers = &self.vocabulary.answers;
        Answer {
            has_label: true,
            is_case: true,
            is_firm: !matches!(goal, Goal::Unclear | Goal::Document(_)),
            found: Found {
                answer: At::new(flat.said(&all), flat.span_of(&all)),
                is_rest: answers.otherwise.is(without_marks(&flat.words)),
                goal,
                text: text.said(&(0..text.words.len())),
                flat: text,
                words,
                item: Some((item, flat.text.len())),
                is_listed: true,
            },
        }
    }

    fn answer(
        &self,
        item: usize,
        flat: &Rc<Flat>,
        lead: Option<Lead>,
        reader: &Reader<'_>,
    ) -> Option<Answer> {
        let all = 0..flat.words.len();
        let answers = &self.vocabulary.answers;
        let is_word = |label: &Range<usize>| {
            let words = &flat.words[label.clone()];
            answers.words.end_at(words, 0).is_some()
                || answers.whole.end_at(words, 0).is_some()
                || answers.otherwise.end_at(words, 0).is_some()
                || answers.conditions.end_at(words, 0).is_some()
        };
        let lead = lead.filter(|lead| lead.mark != LeadMark::None || is_word(&lead.label));
        let (label, body) = match &lead {
            Some(lead) => (Some(lead.label.clone()), lead.rest..all.end),
            None => (None, all.clone()),
        };
        let ways = reader.ways(body.clone(), Mode::Answer);
        let by_condition = match (&label, ways.as_slice()) {
            (None, [way]) => way.answer.clone(),
            _ => None,
        };
        let (goal, words) = match by_condition {
            Some(_) => (ways[0].goal.clone(), ways[0].words.clone()),
            None => outcome(&ways, &body),
        };
        let is_case = label.as_ref().is_some_and(is_word)
            || by_condition.is_some()
            || label.is_none() && is_word(&all);
        let is_firm = !matches!(goal, Goal::Unclear | Goal::Document(_));
        let label = label.or(by_condition);
        let said = label.clone().unwrap_or(0..0);
        let behind = flat
            .words
            .get(body.start)
            .map_or(flat.text.len(), |word| word.range.start);
        Some(Answer {
            has_label: label.is_some(),
            is_case,
            is_firm,
            found: Found {
                answer: At::new(flat.said(&said), flat.span_of(&said)),
                is_rest: label.is_some_and(|label| {
                    answers.otherwise.end_at(&flat.words, label.start).is_some()
                }),
                goal,
                flat: Rc::clone(flat),
                words,
                text: flat.said(&body),
                item: Some((item, if lead.is_some() { behind } else { 0 })),
                is_listed: true,
            },
        })
    }

    /// The answers in a table below a step: the case in the first column, where to go on in another.
    fn in_table(&self, table: usize, around: &Surroundings) -> Vec<Found> {
        let cells = self.cells(table);
        if cells.head.len() < 2 {
            return Vec::new();
        }
        let go = cells
            .head
            .iter()
            .position(|head| self.is_column(head, &self.vocabulary.columns.go));
        let says = go.filter(|at| *at > 0).unwrap_or(cells.head.len() - 1);
        let mode = match go {
            Some(_) => Mode::Target,
            None => Mode::Answer,
        };
        let mut found = Vec::new();
        for (_, row) in &cells.rows {
            let (Some(case), Some(cell)) = (row.first(), row.get(says)) else {
                continue;
            };
            let (all, answer) = (0..cell.words.len(), 0..case.words.len());
            let reader = Reader::new(self.vocabulary, cell, around);
            let (goal, words) = outcome(&reader.ways(all.clone(), mode), &all);
            found.push(Found {
                answer: At::new(case.said(&answer), case.span_of(&answer)),
                is_rest: self
                    .vocabulary
                    .answers
                    .otherwise
                    .is(without_marks(&case.words)),
                goal,
                flat: Rc::clone(cell),
                words,
                text: cell.said(&all),
                item: None,
                is_listed: true,
            });
        }
        let is_firm = |one: &Found| !matches!(one.goal, Goal::Unclear | Goal::Document(_));
        match found.iter().any(is_firm) {
            true => found,
            false => Vec::new(),
        }
    }
}

struct Answer {
    found: Found,
    has_label: bool,
    is_case: bool,
    is_firm: bool,
}

/// Where an answer leads as a whole: unclear where it names several goals or none.
fn outcome(ways: &[Way], all: &Range<usize>) -> (Goal, Range<usize>) {
    let mut plain = ways.iter();
    match (plain.next(), plain.next()) {
        (Some(way), None) if way.answer.is_none() => (way.goal.clone(), way.words.clone()),
        (Some(way), _)
            if ways
                .iter()
                .all(|other| other.answer.is_none() && other.goal == way.goal) =>
        {
            (way.goal.clone(), way.words.clone())
        }
        _ => (Goal::Unclear, all.clone()),
    }
}

fn asks(flat: &Flat, words: &Range<usize>) -> bool {
    words
        .clone()
        .any(|at| flat.words[at].text == "?" && flat.is_plain(at))
}

fn asks_last(flat: &Flat) -> bool {
    flat.words.last().is_some_and(|word| word.text == "?")
}
