//! Steps in lists: numbered, with boxes to tick, nested, lettered.

use std::ops::Range;
use std::rc::Rc;

use pulldown_cmark::{Event, Tag};

use super::find::{Finder, Open};
use super::flat::Flat;
use super::leads::lead;
use super::raw::{Form, RawProcedure, RawStep, WhyLeft};
use crate::dialect::top_level;
use crate::language::WordKind;
use crate::parse::capture::is_block;
use crate::text::Span;

impl Finder<'_> {
    /// The steps of the list at a place and of those that number on from it; the place behind them.
    pub(super) fn listed(
        &mut self,
        place: usize,
        first: Option<u64>,
        open: &[Open],
    ) -> Option<usize> {
        let at = self.top[place];
        let items = self.items(at);
        if first.is_none() && !self.is_ticked(&items) {
            return None;
        }
        let (lists, next, is_across) = match first {
            Some(first) => self.lists(place, first),
            None => (vec![at], place + 1, false),
        };
        let all: Vec<usize> = lists.iter().flat_map(|list| self.items(*list)).collect();
        if let Some(why) = self.refused(at, &all, open) {
            self.leave(at, why);
            return None;
        }
        if all.len() < 2 && !open.last().is_some_and(|open| open.is_procedure) {
            return None;
        }
        let inherited = open.last().and_then(|open| open.role.clone());
        let mut steps = Vec::new();
        for (order, list) in lists.iter().enumerate() {
            let group = self.role_above(*list).or_else(|| match order {
                0 => inherited.clone(),
                _ => self
                    .heading_role(*list, lists[order - 1])
                    .or_else(|| inherited.clone()),
            });
            let start = match self.tokens[*list].event {
                Event::Start(Tag::List(Some(first))) => u32::try_from(first).unwrap_or(1),
                _ => 1,
            };
            for (number, item) in (start..).zip(self.items(*list)) {
                self.item(
                    item,
                    number,
                    number.to_string(),
                    None,
                    group.clone(),
                    &mut steps,
                    1,
                );
            }
            let to = lists
                .get(order + 1)
                .copied()
                .unwrap_or_else(|| self.token(next));
            let between = self
                .top
                .iter()
                .copied()
                .filter(|block| *block > *list && *block < to);
            let between: Vec<usize> = between
                .filter(|block| self.heading_level(*block).is_none())
                .collect();
            let last = steps
                .iter()
                .rposition(|step: &RawStep| step.parent.is_none());
            if let Some(last) = last {
                steps[last].blocks.extend(between);
            }
        }
        self.note_typed(&mut steps);
        let end = self.token(next);
        let form = match first.is_none() || is_across {
            true => Form::Written,
            false => Form::Lists(lists),
        };
        let heading = open.last().map(|open| open.token);
        self.found.push(RawProcedure {
            heading,
            form,
            steps,
            end,
        });
        Some(next)
    }

    fn token(&self, place: usize) -> usize {
        self.top.get(place).copied().unwrap_or(self.tokens.len())
    }

    pub fn items(&self, list: usize) -> Vec<usize> {
        top_level(list + 1..self.ends[list], self.ends)
    }

    /// Whether every item has a box to tick, and none is an answer to choose.
    fn is_ticked(&self, items: &[usize]) -> bool {
        let is_choice = |item: &usize| {
            let (phrase, _) = self.phrase(item + 1..self.ends[*item]);
            self.vocabulary
                .answers
                .words
                .end_at(&self.flat(phrase).words, 0)
                .is_some()
        };
        let is_box = |item: &usize| {
            self.tokens[item + 1..]
                .iter()
                .take(2)
                .any(|token| matches!(token.event, Event::TaskListMarker(_)))
        };
        !items.is_empty() && items.iter().all(is_box) && !items.iter().any(is_choice)
    }

    /// The list at `place` and those that number on from it, below the same heading or, where
    /// whoever acts changes, the next; whether a heading stands between them.
    fn lists(&self, place: usize, first: u64) -> (Vec<usize>, usize, bool) {
        let count = |at: usize| self.items(at).len() as u64;
        let mut lists = vec![self.top[place]];
        let mut following = first.saturating_add(count(self.top[place]));
        let (mut end, mut is_across, mut crosses) = (place + 1, false, false);
        for next in place + 1..self.top.len() {
            let at = self.top[next];
            match &self.tokens[at].event {
                Event::Start(Tag::Heading { .. }) => {
                    let flat = self.flat(at + 1..self.ends[at]);
                    if self.group_role(&flat, &(0..flat.words.len())).is_none() {
                        break;
                    }
                    crosses = true;
                }
                Event::Start(Tag::List(Some(start))) => match *start == following && *start > 1 {
                    true => {
                        lists.push(at);
                        following = following.saturating_add(count(at));
                        end = next + 1;
                        is_across |= crosses;
                    }
                    false if *start == 1 => break,
                    false => {}
                },
                _ => {}
            }
        }
        // Answers below the last step, not indented.
        let is_answer = |at: usize| match &self.tokens[at].event {
            Event::Start(Tag::List(None)) => self.items(at).iter().all(|item| {
                let (phrase, _) = self.phrase(item + 1..self.ends[*item]);
                let flat = self.flat(phrase);
                let words = 0..flat.words.len();
                let lead = lead(&flat, &words, self.vocabulary);
                lead.is_some_and(|lead| self.vocabulary.answers.words.is(&flat.words[lead.label]))
            }),
            _ => false,
        };
        if self.top.get(end).is_some_and(|at| is_answer(*at)) {
            end += 1;
        }
        (lists, end, is_across)
    }

    /// Why a list is no procedure, if it is none.
    fn refused(&self, at: usize, items: &[usize], open: &[Open]) -> Option<WhyLeft> {
        if self.is_never_above(at) {
            return Some(WhyLeft::NoProcedure);
        }
        let is_below = open.last().is_some_and(|open| open.is_procedure);
        let flats: Vec<(Rc<Flat>, Vec<usize>)> = items
            .iter()
            .map(|item| {
                let (phrase, rest) = self.phrase(item + 1..self.ends[*item]);
                let nested = top_level(rest, self.ends);
                (self.flat(phrase), nested)
            })
            .collect();
        let most = |is_one: &dyn Fn(&Flat) -> bool| {
            flats.iter().filter(|(flat, _)| is_one(flat)).count() * 3 >= flats.len() * 2
        };
        let is_link = |flat: &Flat| {
            let mut words = flat
                .words
                .iter()
                .zip(&flat.styles)
                .filter(|(word, _)| word.kind != WordKind::Mark);
            words.all(|(_, style)| style.link.is_some())
        };
        let things = &self.vocabulary.actions.things;
        let determiners = &self.vocabulary.sentence.determiners;
        let is_definition = |flat: &Flat| {
            let words = 0..flat.words.len();
            let lead = lead(flat, &words, self.vocabulary);
            let first = lead.and_then(|lead| flat.words.get(lead.rest));
            let is_thing = |word: &crate::language::Word| {
                things.contains(&word.text) || determiners.contains(&word.text)
            };
            first.is_some_and(is_thing) && !self.is_role_label(flat)
        };
        if flats.len() > 1 && (most(&is_link) || most(&is_definition)) {
            return Some(WhyLeft::NoActions);
        }
        if is_below || self.is_said_above(at) || self.is_ticked(items) {
            return None;
        }
        let is_list = |at: usize, is_numbered: bool| match self.tokens[at].event {
            Event::Start(Tag::List(first)) => first.is_some() == is_numbered,
            _ => false,
        };
        // Answers that are not indented interrupt the list.
        let is_broken =
            self.tokens.get(self.ends[at] + 1).is_some() && is_list(self.ends[at] + 1, false);
        let acts = flats.iter().filter(|(flat, below)| {
            let asks = flat.words.iter().any(|word| word.text == "?");
            let has_steps = below.iter().any(|at| is_list(*at, true));
            has_steps || asks && (is_broken || !below.is_empty()) || self.item_acts(flat)
        });
        let acts = acts.count();
        let is_enough = match self.has_procedure {
            true => acts * 3 >= flats.len() * 2,
            false => {
                acts * 2 > flats.len() || acts > 0 && flats.len() > 3 && acts * 2 == flats.len()
            }
        };
        (!is_enough).then_some(WhyLeft::NoActions)
    }

    fn is_role_label(&self, flat: &Flat) -> bool {
        let lead = lead(flat, &(0..flat.words.len()), self.vocabulary);
        lead.is_some_and(|lead| self.cast.named(&flat.words[lead.label]).is_some())
    }

    fn item_acts(&self, flat: &Flat) -> bool {
        let all = 0..flat.words.len();
        let Some(lead) = lead(flat, &all, self.vocabulary) else {
            return self.is_action(flat, &all, false);
        };
        self.cast.named(&flat.words[lead.label.clone()]).is_some()
            || self.is_action(flat, &all, false)
            || lead.rest < all.end && self.is_action(flat, &(lead.rest..all.end), false)
            || self.vocabulary.is_person(&flat.said(&lead.label))
    }

    /// The phrase that opens an item, and the blocks behind it.
    pub fn phrase(&self, range: Range<usize>) -> (Range<usize>, Range<usize>) {
        match self.tokens.get(range.start).map(|token| &token.event) {
            Some(Event::Start(Tag::Paragraph)) if !range.is_empty() => {
                let end = self.ends[range.start];
                (range.start + 1..end, end + 1..range.end)
            }
            _ => {
                let mut at = range.start;
                while at < range.end && !is_block(&self.tokens[at].event) {
                    at = self.ends[at] + 1;
                }
                (range.start..at, at..range.end)
            }
        }
    }

    /// Whom a bold line above a list names.
    fn role_above(&self, list: usize) -> Option<(String, Span)> {
        let before = list.checked_sub(1)?;
        let start = (0..before).rev().find(|at| self.ends[*at] == before)?;
        if !matches!(self.tokens[start].event, Event::Start(Tag::Paragraph)) {
            return None;
        }
        let flat = self.flat(start + 1..before);
        let is_bold =
            flat.words.iter().zip(&flat.styles).all(|(word, style)| {
                style.is_bold || style.is_italic || word.kind == WordKind::Mark
            });
        let closes = flat.words.last().is_some_and(|word| word.text == ":");
        let role = self.group_role(&flat, &(0..flat.words.len()))?;
        (is_bold || closes).then_some(role)
    }

    /// Whom the last heading between two lists names.
    fn heading_role(&self, list: usize, before: usize) -> Option<(String, Span)> {
        let between = self
            .top
            .iter()
            .rev()
            .filter(|at| **at < list && **at > before);
        let heading = between
            .copied()
            .find(|at| self.heading_level(*at).is_some())?;
        let flat = self.flat(heading + 1..self.ends[heading]);
        self.group_role(&flat, &(0..flat.words.len()))
    }

    /// Notes the typed numbers where they are not those that readers see.
    fn note_typed(&self, steps: &mut [RawStep]) {
        let typed = |step: &RawStep| {
            let text = self.file.get(self.tokens[step.at].span.start..)?;
            let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
            (!digits.is_empty()).then_some(digits)
        };
        let top: Vec<usize> = (0..steps.len())
            .filter(|at| steps[*at].parent.is_none())
            .collect();
        let all: Vec<Option<String>> = top.iter().map(|at| typed(&steps[*at])).collect();
        let is_same = all.windows(2).all(|pair| pair[0] == pair[1]);
        let is_shown = top
            .iter()
            .zip(&all)
            .all(|(at, typed)| typed.as_ref() == Some(&steps[*at].name));
        if is_same || is_shown {
            return;
        }
        for (at, typed) in top.into_iter().zip(all) {
            steps[at].typed = typed;
        }
    }
}
