//! Steps as their authors write them, to the model.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::exits::is_case;
use super::labels::are_topics;
use super::{ExitTarget, Procedure, Step, detail_label, is_end, step_heading};
use crate::dialect::{plain, top_level};
use crate::parse::capture::From;
use crate::parse::chapters::{PlannedProcedure, StepForm};
use crate::parse::output::push_html;
use crate::parse::writer::Writer;
use crate::parse::{Body, Piece};
use crate::text::{At, Span};

impl Writer<'_> {
    /// Reads a procedure and leaves a slot for it; the next token.
    pub fn procedure(&mut self, planned: PlannedProcedure) -> usize {
        let steps = match &planned.form {
            StepForm::Lists(lists) => self.listed_steps(lists, planned.end),
            StepForm::Headings(headings) => self.headed_steps(headings, planned.end),
        };
        let ends = steps.first().zip(steps.last());
        let span = ends.map_or(Span::START, |(first, last)| {
            Span::new(first.span.start, last.span.end.max(first.span.start))
        });
        self.out
            .slot(Piece::Procedure(self.content.procedures.len()));
        self.content.procedures.push(Procedure {
            heading: planned.heading,
            anchor: planned.anchor,
            steps,
            span,
        });
        planned.end
    }

    fn listed_steps(&mut self, lists: &[usize], end: usize) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let items =
            |writer: &Self, list: usize| top_level(list + 1..writer.ends[list], &writer.ends);
        let all: Vec<usize> = lists.iter().flat_map(|list| items(self, *list)).collect();
        let own: Vec<Option<String>> = all.iter().map(|item| self.own_id(*item)).collect();
        let mut own = own.into_iter();
        let are_topics = self.are_topics(&all);
        for (place, list) in lists.iter().enumerate() {
            let first = match self.tokens[*list].event {
                Event::Start(Tag::List(Some(first))) => u32::try_from(first).unwrap_or(1),
                _ => 1,
            };
            for (number, item) in (first..).zip(items(self, *list)) {
                let id = own
                    .next()
                    .flatten()
                    .unwrap_or_else(|| self.outline.slugs.unique(&format!("step-{number}")));
                self.content.anchors.push(id.clone());
                self.begin_landmark(&id, number);
                steps.push(self.listed_step(item, number, id, are_topics));
            }
            let next = lists.get(place + 1).copied().unwrap_or(end);
            let between = self.ends[*list] + 1..next;
            if let (Some(last), false) = (steps.last_mut(), between.is_empty()) {
                let more = self.capture_blocks(between);
                last.more.pieces.extend(more.pieces);
            }
        }
        steps
    }

    /// The id that an author gave to an item.
    fn own_id(&mut self, item: usize) -> Option<String> {
        let id = self.tokens[item].attributes.as_deref()?.id.clone()?;
        Some(self.outline.slugs.unique(&id))
    }

    fn listed_step(&mut self, item: usize, number: u32, id: String, is_topic: bool) -> Step {
        let (phrase, below) = self.first_phrase(item + 1..self.ends[item]);
        let span = self.span_of(phrase.clone(), self.tokens[item].span);
        let mut step = Step {
            number,
            id,
            span,
            ..Step::default()
        };
        let from = From {
            token: phrase.start,
            cut: 0,
        };
        self.say(&mut step, from, phrase, is_topic);
        self.below(below, &mut step);
        step
    }

    /// Whether the items open with what they are about instead of who acts.
    fn are_topics(&self, items: &[usize]) -> bool {
        let opening = |item: &usize| {
            let (phrase, _) = self.first_phrase(item + 1..self.ends[*item]);
            let lead = self.bold_lead(&phrase).filter(|lead| lead.has_colon)?;
            Some(lead.label.value)
        };
        are_topics(&items.iter().map(opening).collect::<Vec<_>>())
    }

    fn headed_steps(&mut self, headings: &[usize], end: usize) -> Vec<Step> {
        let mut steps = Vec::new();
        for (place, at) in headings.iter().copied().enumerate() {
            let next = headings.get(place + 1).copied().unwrap_or(end);
            let Some(planned) = self.outline.headings.remove(&at) else {
                continue;
            };
            self.end_section();
            let number = step_heading(&planned.text).map_or(place as u32 + 1, |(number, _)| number);
            let phrase = at + 1..self.ends[at];
            let span = self.span_of(phrase.clone(), self.tokens[at].span);
            let mut step = Step {
                number,
                id: planned.id.clone(),
                span,
                ..Step::default()
            };
            let from = self.after_number(&phrase);
            self.say(&mut step, from, phrase.clone(), false);
            self.begin_section(planned, self.tokens[at].span);
            let below = self.warnings(phrase.end + 1..next, &mut step);
            let below = self.who_below(below, &mut step);
            self.below(below, &mut step);
            steps.push(step);
        }
        steps
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

    /// Reads the paragraph below a heading, and the acting role where it opens with it; what is
    /// left to write.
    fn who_below(&mut self, range: Range<usize>, step: &mut Step) -> Range<usize> {
        let (phrase, rest) = self.first_phrase(range.clone());
        let lead = self.bold_lead(&phrase).filter(|lead| lead.has_colon);
        if !lead
            .as_ref()
            .is_some_and(|lead| is_remark(&lead.label.value))
        {
            step.lead = plain(&self.tokens[phrase.clone()]);
            step.is_end |= is_end(&step.lead);
        }
        let named = lead.filter(|lead| !is_remark(&lead.label.value));
        let (Some(lead), None) = (named, step.role) else {
            let from = From {
                token: phrase.start,
                cut: 0,
            };
            let leads = self.leading(from, phrase.end, &step.lead);
            // The paragraph is not written yet, so its links have no number.
            let leads = leads.filter(|leads| !matches!(leads.target, ExitTarget::Link(_)));
            step.leads = leads.or(step.leads.take());
            return range;
        };
        self.prose.push_str(&lead.label.value);
        self.prose.push_str(": ");
        step.role = Some(self.mention(lead.label));
        let (body, text) = self.capture_phrase(lead.rest, phrase.end);
        step.is_end |= is_end(&text);
        step.leads = self.leading(lead.rest, phrase.end, &text);
        step.lead = text;
        push_html(&mut step.more.pieces, "<p>");
        step.more.pieces.extend(body.pieces);
        push_html(&mut step.more.pieces, "</p>\n");
        rest
    }

    /// Where the words of a heading begin after `Step 2:`.
    fn after_number(&self, phrase: &Range<usize>) -> From {
        let start = From {
            token: phrase.start,
            cut: 0,
        };
        match self.tokens[phrase.clone()]
            .first()
            .map(|token| &token.event)
        {
            Some(Event::Text(text)) => match step_heading(text.trim_start()) {
                Some((_, title)) => {
                    let title = text.rfind(title).unwrap_or(text.len());
                    let is_bare =
                        step_heading(text.trim_start()).is_some_and(|(_, title)| title.is_empty());
                    self.from(phrase.start, if is_bare { text.len() } else { title })
                }
                None => start,
            },
            Some(Event::Start(Tag::Strong)) => match self.bold_lead(phrase) {
                Some(lead)
                    if step_heading(&lead.label.value)
                        .is_some_and(|(_, title)| title.is_empty()) =>
                {
                    lead.rest
                }
                _ => start,
            },
            _ => start,
        }
    }

    /// What the step asks for, and of whom. `is_topic`: bold words name a role only where
    /// `roles.toml` knows them.
    fn say(&mut self, step: &mut Step, from: From, phrase: Range<usize>, is_topic: bool) {
        let mut from = from;
        let bold = if from.cut == 0 {
            self.bold_lead(&(from.token..phrase.end))
        } else {
            None
        };
        match bold {
            Some(lead) if lead.has_colon && !is_topic && !is_remark(&lead.label.value) => {
                self.prose.push_str(&lead.label.value);
                self.prose.push_str(": ");
                step.role = Some(self.mention(lead.label));
                from = lead.rest;
            }
            Some(lead) if is_topic || !lead.has_colon => step.opening = Some(lead.label),
            _ => {}
        }
        (step.body, step.text) = self.capture_phrase(from, phrase.end);
        step.is_end = is_end(&step.text);
        step.leads = self.leading(from, phrase.end, &step.text);
    }

    pub(super) fn mention(&mut self, role: At<String>) -> usize {
        self.content.role_mentions.push(role);
        self.content.role_mentions.len() - 1
    }

    /// Details, exits and whatever else stands below a step.
    fn below(&mut self, range: Range<usize>, step: &mut Step) {
        let mut at = range.start;
        let mut plain_from = at;
        let mut asks = step.asks();
        while at < range.end {
            let next = self.ends[at] + 1;
            if self.warns(at) {
                self.more(plain_from..at, step);
                self.warning(at, step);
                plain_from = next;
            }
            match self.tokens[at].event {
                Event::Start(Tag::Paragraph) => {
                    asks |= plain(&self.tokens[at + 1..next - 1]).ends_with('?');
                }
                Event::Start(Tag::List(None)) => {
                    let items = top_level(at + 1..self.ends[at], &self.ends);
                    let decides = self.is_decision(asks, &items);
                    if decides || items.iter().any(|item| self.is_detail(*item)) {
                        self.more(plain_from..at, step);
                        if decides {
                            step.before.pieces.append(&mut step.more.pieces);
                        }
                        self.facts(&items, decides, asks, step);
                        plain_from = next;
                    }
                }
                _ => {}
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

    fn is_detail(&self, item: usize) -> bool {
        let (phrase, _) = self.first_phrase(item + 1..self.ends[item]);
        detail_label(&plain(&self.tokens[phrase])).is_some()
    }

    /// Whether items say where to go: by a label in bold, or below a question, or in which case.
    fn is_decision(&self, asks: bool, items: &[usize]) -> bool {
        items.iter().any(|item| {
            let (phrase, _) = self.first_phrase(item + 1..self.ends[*item]);
            let exit = || self.plain_exit(&phrase, false);
            !self.is_detail(*item)
                && (self.labelled_exit(&phrase).is_some()
                    || exit().is_some_and(|(label, ..)| asks || is_case(&label.value)))
        })
    }

    fn facts(&mut self, items: &[usize], decides: bool, asks: bool, step: &mut Step) {
        let mut others = Vec::new();
        for item in items.iter().copied() {
            let (phrase, rest) = self.first_phrase(item + 1..self.ends[item]);
            let text = plain(&self.tokens[phrase.clone()]);
            if let Some((kind, _)) = detail_label(&text) {
                let detail = self.detail(kind, item, phrase, rest);
                step.details.push(detail);
                continue;
            }
            let exit = self
                .labelled_exit(&phrase)
                .or_else(|| self.plain_exit(&phrase, true))
                .or_else(|| self.answer(&phrase).filter(|_| asks))
                .filter(|_| decides);
            match exit {
                Some((label, from, target)) => {
                    let exit = self.exit(label, from, target, item, phrase, rest);
                    step.exits.push(exit);
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

    /// The blocks below the phrase of a detail or an exit.
    pub(super) fn rest(&mut self, rest: Range<usize>) -> Body {
        if rest.is_empty() {
            Body::default()
        } else {
            self.capture_blocks(rest)
        }
    }
}

/// Bold words before a colon that open a step and name nobody.
fn is_remark(label: &str) -> bool {
    let remarks = [
        "note",
        "important",
        "optional",
        "tip",
        "example",
        "remember",
        "nb",
    ];
    detail_label(&format!("{label}:")).is_some() || remarks.contains(&label.to_lowercase().as_str())
}
