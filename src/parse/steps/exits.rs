//! The ways out of a decision: their labels, and where their last words or links lead.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Exit, ExitTarget, Procedure, exit_target};
use crate::parse::capture::From;
use crate::parse::writer::Writer;
use crate::parse::{Heading, Link, links};
use crate::text::{At, Span};

impl Writer<'_> {
    /// An exit that opens with its label in bold.
    pub(super) fn labelled_exit(&self, phrase: &Range<usize>) -> Option<(At<String>, From, Leads)> {
        let lead = self.bold_lead(phrase)?;
        let target = self.target(lead.rest, phrase.end)?;
        Some((lead.label, lead.rest, target))
    }

    /// An exit without a bold label: only words that clearly lead on make it one. What stands
    /// before a colon or an arrow is its label all the same.
    pub(super) fn plain_exit(&self, phrase: &Range<usize>) -> Option<(At<String>, From, Leads)> {
        let start = From {
            token: phrase.start,
            cut: 0,
        };
        let lead = self
            .plain_label(phrase)
            .filter(|lead| lead.label.value.split_whitespace().count() <= 5);
        let (label, from) = match lead {
            Some(lead) => (lead.label, lead.rest),
            None => {
                let span = self.span_of(phrase.clone(), Span::START);
                (
                    At::new(String::new(), Span::new(span.start, span.start)),
                    start,
                )
            }
        };
        match self.target(from, phrase.end)? {
            Leads::Link => {
                let words = self.plain_from(from, phrase.end).to_lowercase();
                let leads = [
                    "go to",
                    "go back to",
                    "return to",
                    "continue with",
                    "continue at",
                    "follow",
                    "proceed to",
                ];
                leads
                    .iter()
                    .any(|lead| words.contains(lead))
                    .then_some((label, from, Leads::Link))
            }
            target => Some((label, from, target)),
        }
    }

    pub(super) fn exit(
        &mut self,
        label: At<String>,
        from: From,
        target: Leads,
        item: usize,
        phrase: Range<usize>,
        rest: Range<usize>,
    ) -> Exit {
        let span = self.span_of(phrase.clone(), self.tokens[item].span);
        self.plain.push_str(&label.value);
        self.plain.push_str(": ");
        let (mut body, text) = self.capture_phrase(from, phrase.end);
        let target = match target {
            Leads::Words(target) => target,
            Leads::Link => ExitTarget::Link(self.links.len().saturating_sub(1)),
        };
        body.pieces.extend(self.rest(rest).pieces);
        Exit {
            label,
            text,
            body,
            target,
            span,
        }
    }

    /// Where a phrase leads: by the link at its end, else by its last words.
    fn target(&self, from: From, end: usize) -> Option<Leads> {
        let mut at = end;
        while at > from.token {
            at -= 1;
            match &self.tokens[at].event {
                Event::End(TagEnd::Link) => return Some(Leads::Link),
                Event::End(TagEnd::Strong | TagEnd::Emphasis) => {}
                Event::Text(text) if text.chars().all(is_ending) => {}
                Event::Text(text) => {
                    let is_outside = !self.is_in_link(from.token..end, at);
                    let words = text.trim_end_matches(is_ending).len();
                    let pattern = &self.setting.reading.id_pattern;
                    let found = links::find(text, pattern, self.setting.own_id);
                    if is_outside && found.last().is_some_and(|found| found.range.end == words) {
                        return Some(Leads::Link);
                    }
                    break;
                }
                _ => break,
            }
        }
        exit_target(&self.plain_from(from, end)).map(Leads::Words)
    }

    fn is_in_link(&self, range: Range<usize>, at: usize) -> bool {
        range.clone().any(|open| {
            matches!(self.tokens[open].event, Event::Start(Tag::Link { .. }))
                && (open..self.ends[open]).contains(&at)
        })
    }
}

/// What an exit ends in.
pub(super) enum Leads {
    /// The link written last.
    Link,
    Words(ExitTarget),
}

fn is_ending(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '!' | ';' | ',' | ')')
}

/// Links to places of the document itself become steps where they mean one, once all ids are
/// known. A link to another heading leads out of the procedure; one to nothing stays an anchor,
/// so that it is found.
pub fn settle(
    procedures: &mut [Procedure],
    links: &[Link],
    headings: &[Heading],
    anchors: &[String],
) {
    for procedure in procedures {
        let ids: Vec<String> = procedure.steps.iter().map(|step| step.id.clone()).collect();
        for exit in procedure.steps.iter_mut().flat_map(|step| &mut step.exits) {
            let ExitTarget::Link(link) = exit.target else {
                continue;
            };
            let Some(id) = links
                .get(link)
                .and_then(|link| link.target.strip_prefix('#'))
            else {
                continue;
            };
            let is_elsewhere = headings.iter().any(|heading| heading.id == id)
                || anchors.iter().any(|anchor| anchor == id);
            if ids.iter().any(|step| step == id) || !is_elsewhere {
                exit.target = ExitTarget::Anchor(id.to_owned());
            }
        }
    }
}
