//! The page of a procedure, and its model, from what was understood of it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::raw::Form;
use super::recognise::{Aim, Understood, UnderstoodExit, UnderstoodStep};
use super::{Exit, ExitTarget, Procedure, Step};
use crate::dialect::plain;
use crate::dialect::top_level;
use crate::parse::capture::From;
use crate::parse::html::escaped;
use crate::parse::output::push_html;
use crate::parse::writer::Writer;
use crate::parse::{Body, Piece};
use crate::text::{At, Span};

impl Writer<'_> {
    /// Reads a procedure and leaves a slot for it; the next token, or `None` where its author's own
    /// form stays.
    pub fn procedure(&mut self, planned: Understood) -> Option<usize> {
        let ids = self
            .steps
            .of_procedure
            .remove(&planned.steps.first().map_or(0, |step| step.raw.at));
        let ids = ids.unwrap_or_default();
        let number = self.content.procedures.len();
        let mut steps: Vec<Step> = planned
            .steps
            .iter()
            .zip(ids)
            .map(|(step, id)| self.model(step, id))
            .collect();
        match &planned.form {
            Form::Lists(lists) => self.listed_steps(lists, &planned, &mut steps),
            Form::Headings(headings) => self.headed_steps(headings, &planned, &mut steps),
            Form::Written => {}
        }
        let ends = steps.first().zip(steps.last());
        let span = ends.map_or(Span::START, |(first, last)| {
            Span::new(first.span.start, last.span.end.max(first.span.start))
        });
        let is_headed = planned
            .steps
            .iter()
            .all(|step| step.raw.is_heading || step.raw.parent.is_some());
        let is_written = planned.form == Form::Written;
        if !is_written {
            self.out.slot(Piece::Procedure(number));
        }
        self.content.procedures.push(Procedure {
            heading: planned.heading,
            anchor: planned.anchor,
            steps,
            span,
            is_written,
            is_headed,
            left: planned.left,
        });
        (!is_written).then_some(planned.end)
    }

    /// What a step says, without its HTML.
    fn model(&mut self, step: &UnderstoodStep, id: String) -> Step {
        let raw = &step.raw;
        let role = step.who.clone().map(|who| self.mention(who));
        let exits = step.exits.iter().map(|exit| self.exit_of(exit)).collect();
        let mut body = Body::default();
        push_html(&mut body.pieces, &escaped(&step.text));
        Step {
            number: raw.number,
            name: raw.name.clone(),
            parent: raw.parent,
            id,
            role,
            text: step.text.clone(),
            body,
            exits,
            span: raw.flat.span(&(raw.line_start()..raw.line_end())),
            ..Step::default()
        }
    }

    fn exit_of(&mut self, exit: &UnderstoodExit) -> Exit {
        let target = match &exit.target {
            Aim::Step(at) => ExitTarget::Step(*at),
            Aim::Next => ExitTarget::Continue,
            Aim::End => ExitTarget::Stop,
            Aim::Anchor(id) => ExitTarget::Anchor(id.clone()),
            Aim::Document(_) | Aim::Unclear => ExitTarget::Unclear,
            Aim::Elsewhere(heading) => ExitTarget::Elsewhere(heading.clone()),
            Aim::Number(number) => ExitTarget::Number(number.clone()),
        };
        let document = match &exit.target {
            Aim::Document(span) => Some(*span),
            _ => None,
        };
        Exit {
            label: exit.answer.clone(),
            is_rest: exit.is_rest,
            text: exit.text.clone(),
            body: Body::default(),
            target,
            words: exit.words,
            document,
            is_listed: exit.is_listed,
            is_shown: false,
            span: exit.words,
        }
    }

    fn listed_steps(&mut self, lists: &[usize], planned: &Understood, steps: &mut [Step]) {
        for (place, list) in lists.iter().enumerate() {
            let items = top_level(list + 1..self.ends[*list], &self.ends);
            let mut last = None;
            for item in items {
                let found = planned
                    .steps
                    .iter()
                    .position(|step| step.raw.at == item && step.raw.parent.is_none());
                let Some(at) = found else { continue };
                self.begin_landmark(&steps[at].id.clone(), steps[at].number);
                self.listed_step(item, &planned.steps[at], &mut steps[at]);
                last = Some(at);
            }
            let next = lists.get(place + 1).copied().unwrap_or(planned.end);
            let between = self.ends[*list] + 1..next;
            if let (Some(at), false) = (last, between.is_empty()) {
                self.below(between, &planned.steps[at], &mut steps[at]);
            }
        }
    }

    fn listed_step(&mut self, item: usize, understood: &UnderstoodStep, step: &mut Step) {
        let (phrase, below) = self.first_phrase(item + 1..self.ends[item]);
        self.say(step, understood, phrase);
        self.below(below, understood, step);
    }

    fn headed_steps(&mut self, headings: &[usize], planned: &Understood, steps: &mut [Step]) {
        for (place, at) in headings.iter().copied().enumerate() {
            let next = headings.get(place + 1).copied().unwrap_or(planned.end);
            let Some(of) = planned.steps.iter().position(|step| step.raw.at == at) else {
                continue;
            };
            let Some(heading) = self.outline.headings.remove(&at) else {
                continue;
            };
            self.end_section();
            let phrase = at + 1..self.ends[at];
            let (understood, step) = (&planned.steps[of], &mut steps[of]);
            self.say(step, understood, phrase.clone());
            self.begin_section(heading, self.tokens[at].span);
            let below = self.warnings(phrase.end + 1..next, step);
            let below = self.who_below(below, understood, step);
            self.below(below, understood, step);
        }
    }

    /// Takes the alerts that stand first; what is left.
    fn warnings(&mut self, range: Range<usize>, step: &mut Step) -> Range<usize> {
        let mut at = range.start;
        while at < range.end && self.warns(at) {
            at = self.warning(at, step);
        }
        at..range.end
    }

    /// Whether a warning or a caution opens here.
    fn warns(&self, at: usize) -> bool {
        let note = self.plan.notes.get(&at);
        note.is_some_and(|note| matches!(note.kind, "warning" | "caution"))
    }

    /// Takes one alert; the next token.
    fn warning(&mut self, at: usize, step: &mut Step) -> usize {
        let next = self.ends[at] + 1;
        let body = self.capture_blocks(at..next);
        step.warnings.pieces.extend(body.pieces);
        next
    }

    /// Reads the paragraph below a heading, without the label of whoever acts; what is left to write.
    fn who_below(
        &mut self,
        range: Range<usize>,
        understood: &UnderstoodStep,
        step: &mut Step,
    ) -> Range<usize> {
        let (phrase, rest) = self.first_phrase(range.clone());
        let Some(flat) = understood.raw.below_text.first() else {
            return range;
        };
        let text = crate::text::folded(&flat.text);
        if phrase.is_empty()
            || !text.starts_with(crate::text::folded(&plain(&self.tokens[phrase.clone()])).as_str())
        {
            return range;
        }
        let who = understood.who.as_ref();
        let lead = self.bold_lead(&phrase).filter(|lead| lead.has_colon);
        let lead = lead.filter(|lead| {
            who.is_some_and(|who| {
                who.span.start <= lead.label.span.end && lead.label.span.start <= who.span.start
            })
        });
        let is_remark = self.bold_lead(&phrase).is_some_and(|lead| {
            let words = self.vocabulary().words(&lead.label.value);
            let labels = &self.vocabulary().labels;
            lead.has_colon && (labels.remarks.is(&words) || labels.who.is(&words))
        });
        let Some(lead) = lead else {
            if !is_remark {
                step.lead = text;
            }
            return range;
        };
        self.prose.push_str(&lead.label.value);
        self.prose.push_str(": ");
        let (body, text) = self.capture_phrase(lead.rest, phrase.end);
        step.lead = text;
        push_html(&mut step.more.pieces, "<p>");
        step.more.pieces.extend(body.pieces);
        push_html(&mut step.more.pieces, "</p>\n");
        rest
    }

    /// What the step asks for, without the label of whoever acts.
    fn say(&mut self, step: &mut Step, understood: &UnderstoodStep, phrase: Range<usize>) {
        let raw = &understood.raw;
        let from = match understood.from {
            0 => From {
                token: phrase.start,
                cut: 0,
            },
            at => raw.flat.place(at, phrase.end),
        };
        if let Some(who) = &understood.who
            && understood.from > raw.line_start()
        {
            self.prose.push_str(&who.value);
            self.prose.push_str(": ");
        }
        step.span = self.span_of(phrase.clone(), step.span);
        let (body, _) = self.capture_phrase(from, phrase.end);
        step.body = body;
    }

    pub(super) fn mention(&mut self, role: At<String>) -> usize {
        self.content.role_mentions.push(role);
        self.content.role_mentions.len() - 1
    }

    /// Details, exits and whatever else stands below a step.
    fn below(&mut self, range: Range<usize>, understood: &UnderstoodStep, step: &mut Step) {
        let mut at = range.start;
        let mut plain_from = at;
        while at < range.end {
            let next = self.ends[at] + 1;
            if self.warns(at) {
                self.more(plain_from..at, step);
                self.warning(at, step);
                plain_from = next;
            }
            if matches!(self.tokens[at].event, Event::Start(Tag::List(None))) {
                let items = top_level(at + 1..self.ends[at], &self.ends);
                let is_exit = |item: &usize| exit_at(understood, *item).is_some();
                let decides = items.iter().any(is_exit);
                if decides || items.iter().any(|item| self.detail_of(*item).is_some()) {
                    self.more(plain_from..at, step);
                    if decides {
                        step.before.pieces.append(&mut step.more.pieces);
                    }
                    self.facts(&items, understood, step);
                    plain_from = next;
                }
            }
            at = next;
        }
        self.more(plain_from..range.end, step);
    }

    fn more(&mut self, range: Range<usize>, step: &mut Step) {
        if !range.is_empty() {
            let body = self.capture_blocks(range);
            step.more.pieces.extend(body.pieces);
        }
    }

    fn facts(&mut self, items: &[usize], understood: &UnderstoodStep, step: &mut Step) {
        let mut others = Vec::new();
        for item in items.iter().copied() {
            let (phrase, rest) = self.first_phrase(item + 1..self.ends[item]);
            if let Some(at) = exit_at(understood, item) {
                let cut = understood.exits[at].item.map_or(0, |(_, cut)| cut);
                self.exit(&mut step.exits[at], cut, phrase, rest);
                continue;
            }
            match self.detail_of(item) {
                Some(kind) => {
                    let detail = self.detail(kind, item, phrase, rest);
                    step.details.push(detail);
                }
                None => others.push(item),
            }
        }
        if !others.is_empty() {
            push_html(&mut step.more.pieces, "<ul>\n");
            for item in others {
                let next = self.ends[item] + 1;
                let (body, _) = self.capture(|writer| writer.write(item..next));
                step.more.pieces.extend(body.pieces);
            }
            push_html(&mut step.more.pieces, "</ul>\n");
        }
    }

    /// The HTML of an answer, without its label.
    fn exit(&mut self, exit: &mut Exit, cut: usize, phrase: Range<usize>, rest: Range<usize>) {
        self.prose.push_str("· ");
        self.prose.push_str(&exit.label.value);
        self.prose.push_str(": ");
        let from = match cut {
            0 => From {
                token: phrase.start,
                cut: 0,
            },
            cut => super::flat::Flat::read(self.tokens, phrase.clone(), self.vocabulary())
                .place(cut, phrase.end),
        };
        exit.span = self.span_of(phrase.clone(), exit.span);
        let (mut body, text) = self.capture_phrase(from, phrase.end);
        body.pieces.extend(self.rest(rest).pieces);
        exit.body = body;
        exit.text = text;
        exit.is_shown = true;
    }

    /// The blocks below the phrase of a detail or an exit.
    pub(super) fn rest(&mut self, rest: Range<usize>) -> Body {
        if rest.is_empty() {
            Body::default()
        } else {
            self.capture_blocks(rest)
        }
    }
}

fn exit_at(understood: &UnderstoodStep, item: usize) -> Option<usize> {
    let is_here = |exit: &UnderstoodExit| exit.item.is_some_and(|(of, _)| of == item);
    understood.exits.iter().position(is_here)
}
