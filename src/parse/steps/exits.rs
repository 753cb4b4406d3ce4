//! The ways out of a decision: their labels, and where their last words or links lead.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Exit, ExitTarget, Leading, Procedure, exit_target, is_conditional};
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
    /// before a colon or an arrow is its label all the same. `is_beside` says that other items of
    /// the list are exits.
    pub(super) fn plain_exit(
        &self,
        phrase: &Range<usize>,
        is_beside: bool,
    ) -> Option<(At<String>, From, Leads)> {
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
                let is_labelled = is_case(&label.value) || is_beside && !label.value.is_empty();
                let leads = self.says(from, phrase.end, &SENDS)
                    || is_labelled && self.says(from, phrase.end, &REFERS)
                    || is_case(&label.value) && self.is_link_alone(from, phrase.end);
                leads.then_some((label, from, Leads::Link))
            }
            target => Some((label, from, target)),
        }
    }

    /// What an item says beside an exit: in that case its reader does so and goes on.
    pub(super) fn answer(&self, phrase: &Range<usize>) -> Option<(At<String>, From, Leads)> {
        let lead = match self.bold_lead(phrase) {
            Some(lead) => lead,
            None => self
                .plain_label(phrase)
                .filter(|lead| is_case(&lead.label.value))?,
        };
        let is_label = lead.has_colon || is_case(&lead.label.value);
        is_label.then_some((lead.label, lead.rest, Leads::Words(ExitTarget::Continue)))
    }

    /// Where the last words of a step's own text send its reader.
    pub(super) fn leading(&self, from: From, end: usize, text: &str) -> Option<Leading> {
        let target = match self.target(from, end)? {
            Leads::Words(ExitTarget::Number(number)) if self.says(from, end, &SENDS) => {
                ExitTarget::Number(number)
            }
            Leads::Link if self.says(from, end, &SENDS) => {
                ExitTarget::Link(self.content.links.len().checked_sub(1)?)
            }
            _ => return None,
        };
        Some(Leading {
            target,
            is_conditional: is_conditional(text)?,
        })
    }

    fn says(&self, from: From, end: usize, phrases: &[&str]) -> bool {
        let words = self.plain_from(from, end).to_lowercase();
        phrases.iter().any(|phrase| words.contains(phrase))
    }

    fn is_link_alone(&self, from: From, end: usize) -> bool {
        let is_open = matches!(
            self.tokens.get(from.token).map(|token| &token.event),
            Some(Event::Start(Tag::Link { .. }))
        );
        is_open && self.ends[from.token] + 2 >= end
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
        self.prose.push_str("· ");
        self.prose.push_str(&label.value);
        self.prose.push_str(": ");
        let (mut body, text) = self.capture_phrase(from, phrase.end);
        let target = match target {
            Leads::Words(target) => target,
            Leads::Link => ExitTarget::Link(self.content.links.len().saturating_sub(1)),
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

/// Words before a link that send the reader there.
const SENDS: [&str; 14] = [
    "go to",
    "go back to",
    "back to",
    "return to",
    "continue with",
    "continue at",
    "continue from",
    "repeat from",
    "follow",
    "proceed to",
    "skip to",
    "jump to",
    "move to",
    "start again",
];

/// Words that send a reader on in a case, and only point to something elsewhere.
const REFERS: [&str; 5] = ["see", "use", "start", "switch to", "hand over"];

/// `Yes`, `Otherwise`, `If they refuse`: a label says in which case its way is taken.
pub(super) fn is_case(label: &str) -> bool {
    let label = label.to_lowercase();
    let mut words = label.split(|c: char| !c.is_alphanumeric());
    let first = words.next().unwrap_or("");
    matches!(
        first,
        "yes"
            | "no"
            | "if"
            | "otherwise"
            | "else"
            | "unless"
            | "when"
            | "true"
            | "false"
            | "pass"
            | "passed"
            | "fail"
            | "failed"
            | "ok"
    )
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
        let own = |link: usize| links.get(link)?.target.strip_prefix('#');
        for step in &mut procedure.steps {
            for exit in &mut step.exits {
                let ExitTarget::Link(link) = exit.target else {
                    continue;
                };
                let Some(id) = own(link) else { continue };
                let is_elsewhere = headings.iter().any(|heading| heading.id == id)
                    || anchors.iter().any(|anchor| anchor == id);
                if ids.iter().any(|step| step == id) || !is_elsewhere {
                    exit.target = ExitTarget::Anchor(id.to_owned());
                }
            }
            // A plain step that names something elsewhere is followed by the next one.
            let Some(leads) = &mut step.leads else {
                continue;
            };
            if let ExitTarget::Link(link) = leads.target {
                match own(link).filter(|id| ids.iter().any(|step| step == id)) {
                    Some(id) => leads.target = ExitTarget::Anchor(id.to_owned()),
                    None => step.leads = None,
                }
            }
        }
    }
}
