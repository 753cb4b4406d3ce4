//! What a document's procedures say: who acts, where each answer leads, and what was left alone.
//!
//! In: tokens, headings, the settings, whom the front matter names. Out: [`Recognised`], with the
//! words by which each fact is known. Writes nothing.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::cast::Cast;
use super::exits::Surroundings;
use super::find::Finder;
use super::flat::Flat;
use super::leads::{LeadMark, lead};
use super::raw::{Form, LeftAlone, RawProcedure, RawStep, WhyLeft};
use super::resolve;
use super::shown::{is_procedure_heading, labels, names_of, responsible};
use crate::dialect::top_level;
use crate::dialect::{Token, plain};
use crate::language::vocabulary;
use crate::parse::outline::Outline;
use crate::parse::writer::Setting;
use crate::text::{At, Span};

/// All that was understood of the procedures of a document.
#[derive(Debug, Default)]
pub struct Recognised {
    /// By the token that opens them, in the order of the text.
    pub procedures: BTreeMap<usize, Understood>,
    pub left: Vec<LeftAlone>,
}

/// A procedure.
#[derive(Debug)]
pub struct Understood {
    pub heading: String,
    pub anchor: Option<String>,
    pub form: Form,
    pub steps: Vec<UnderstoodStep>,
    /// One past its last token.
    pub end: usize,
    pub left: Vec<LeftAlone>,
}

impl Understood {
    /// Whether it stands in the page as its author wrote it.
    pub fn is_written(&self) -> bool {
        self.form == Form::Written
    }
}

/// A step.
#[derive(Debug)]
pub struct UnderstoodStep {
    pub raw: RawStep,
    /// Who acts, and the words that say so.
    pub who: Option<At<String>>,
    /// Where what it says begins, behind a label that names who acts: a byte of its text.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    pub exits: Vec<UnderstoodExit>,
    /// What it says, in one line.
    pub text: String,
}

/// A way out of a step.
#[derive(Clone, Debug)]
pub struct UnderstoodExit {
    /// The case; empty: always.
    pub answer: At<String>,
    /// Whether it is whatever case is left.
    pub is_rest: bool,
    /// What is done in that case.
    pub text: String,
    pub target: Aim,
    /// The words by which it is known.
    pub words: Span,
    /// The list item that holds it, its phrase, and where in the text of it the label ends.
    pub item: Option<(usize, usize)>,
    /// Whether it stands by itself, as an item or a cell.
    pub is_listed: bool,
}

/// Where an exit leads, as far as the words by themselves go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Index of a step of the procedure.
    Step(usize),
    Next,
    End,
    /// A place of the document.
    Anchor(String),
    /// A document, named by the words at this place of the file.
    Document(Span),
    /// Another procedure of the document, by its heading.
    Elsewhere(String),
    /// A number that no step has, or several.
    Number(String),
    Unclear,
}

/// Reads the procedures of a document.
pub fn recognise(
    tokens: &[Token<'_>],
    ends: &[usize],
    outline: &Outline,
    setting: &Setting<'_>,
) -> Recognised {
    let (reading, own_id) = (setting.reading, setting.own_id);
    let vocabulary = vocabulary(&reading.language);
    let top = top_level(0..tokens.len(), ends);
    let mut cast = Cast::new(vocabulary, &reading.names, setting.shown);
    let has_list = tokens.iter().any(|token| {
        matches!(
            token.event,
            Event::Start(Tag::List(_) | Tag::Table(_) | Tag::Heading { .. } | Tag::Paragraph)
        )
    });
    if !has_list {
        return Recognised::default();
    }
    for name in responsible(tokens, ends, &top, vocabulary) {
        cast.add(&name);
    }
    let has_procedure = top
        .iter()
        .any(|at| is_procedure_heading(tokens, ends, *at, reading, vocabulary));
    if !cast.has_declared {
        let mut first = Finder::new(
            (tokens, ends, outline, setting),
            vocabulary,
            &cast,
            has_procedure,
        );
        first.find();
        for labels in labels(&first.found, vocabulary) {
            cast.learn(&labels);
        }
    }
    let mut finder = Finder::new(
        (tokens, ends, outline, setting),
        vocabulary,
        &cast,
        has_procedure,
    );
    finder.find();
    let left = std::mem::take(&mut finder.left);
    let found = std::mem::take(&mut finder.found);
    let heading = |at: Option<usize>| {
        let planned = at.and_then(|at| outline.headings.get(&at));
        let text = planned.map(|planned| planned.text.clone());
        let title = at
            .filter(|at| outline.title == Some(*at))
            .map(|at| plain(&tokens[at + 1..ends[at]]));
        (
            text.or(title).unwrap_or_default(),
            planned.map(|planned| planned.id.clone()),
        )
    };
    let headings: Vec<(String, Option<String>)> =
        found.iter().map(|one| heading(one.heading)).collect();
    let links = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| match &token.event {
            Event::Start(Tag::Link { dest_url, .. }) => Some((at, dest_url.to_string())),
            _ => None,
        });
    let links: BTreeMap<usize, String> = links.collect();
    let mut recognised = Recognised {
        procedures: BTreeMap::new(),
        left,
    };
    for (place, raw) in found.into_iter().enumerate() {
        let (text, anchor) = headings[place].clone();
        let others = headings
            .iter()
            .enumerate()
            .filter(|(other, (name, _))| *other != place && !name.is_empty() && *name != text);
        let around = Surroundings {
            numbers: raw
                .steps
                .iter()
                .map(|step| step.name.clone())
                .collect::<HashSet<_>>(),
            steps: raw.steps.iter().map(|step| step.at).collect(),
            others: others
                .map(|(_, (name, _))| (name.clone(), names_of(name, vocabulary)))
                .collect(),
            id_pattern: reading.id_pattern.clone(),
            own_id: own_id.map(str::to_owned),
            links: links.clone(),
        };
        let start = raw.steps.first().map_or(0, |step| step.at);
        let start = match &raw.form {
            Form::Lists(lists) => lists[0],
            _ => start,
        };
        let understood = understand(&finder, raw, &around, text, anchor);
        recognised.procedures.insert(start, understood);
    }
    recognised
}

fn understand(
    finder: &Finder<'_>,
    raw: RawProcedure,
    around: &Surroundings,
    heading: String,
    anchor: Option<String>,
) -> Understood {
    let mut left = Vec::new();
    let mut steps: Vec<UnderstoodStep> = Vec::with_capacity(raw.steps.len());
    for step in &raw.steps {
        let understood = finder.step(step, &steps, &mut left);
        steps.push(understood);
    }
    let ways: Vec<Vec<super::answers::Found>> =
        steps.iter().map(|step| finder.ways(step, around)).collect();
    resolve::resolve(&mut steps, ways, &mut left);
    Understood {
        heading,
        anchor,
        form: raw.form,
        steps,
        end: raw.end,
        left,
    }
}

impl Finder<'_> {
    /// Who acts in a step, and what it says.
    fn step(
        &self,
        raw: &RawStep,
        before: &[UnderstoodStep],
        left: &mut Vec<LeftAlone>,
    ) -> UnderstoodStep {
        let to = self.facts_begin(raw);
        let words = raw.words.start..to;
        let named = self.who(raw, &words, left);
        let inherited = || match raw.parent {
            Some(parent) => before.get(parent)?.who.clone(),
            None => raw.group.clone().map(|(name, span)| At::new(name, span)),
        };
        let (who, from) = match named {
            Some((who, from)) => (Some(who), from),
            None => (inherited(), words.start),
        };
        let flat = &raw.flat;
        let text = flat.said(&(from..to));
        let byte = |word: usize| {
            flat.words
                .get(word)
                .map_or(flat.text.len(), |word| word.range.start)
        };
        UnderstoodStep {
            raw: raw.clone(),
            who,
            from: byte(from),
            to: if to < raw.words.end {
                byte(to)
            } else {
                byte(raw.words.end)
            },
            exits: Vec::new(),
            text,
        }
    }

    /// The word at which lines such as `Who: …` begin below the first one.
    fn facts_begin(&self, raw: &RawStep) -> usize {
        let flat = &raw.flat;
        let begins = |at: &usize| {
            let between = flat.words[at - 1].range.end..flat.words[*at].range.start;
            flat.text[between].contains('\n')
                && self.label_line(flat, &(*at..raw.words.end)).is_some()
        };
        (raw.words.start + 1..raw.words.end)
            .find(begins)
            .unwrap_or(raw.words.end)
    }

    /// The label of a line that states a fact, and where its value begins.
    pub fn label_line(&self, flat: &Flat, words: &Range<usize>) -> Option<(FactLabel, usize)> {
        let lead = lead(flat, words, self.vocabulary)?;
        if !matches!(lead.mark, LeadMark::Colon | LeadMark::Dash | LeadMark::None) {
            return None;
        }
        let label = &flat.words[lead.label.clone()];
        let labels = &self.vocabulary.labels;
        let kind = match () {
            () if labels.who.is(label) => FactLabel::Who,
            () if lead.mark == LeadMark::None => return None,
            () if labels.details.values().any(|phrases| phrases.is(label)) => FactLabel::Other,
            () if labels.others.is(label) && lead.mark == LeadMark::Colon => FactLabel::Other,
            () if labels.remarks.is(label) => FactLabel::Remark,
            () => return None,
        };
        Some((kind, lead.rest))
    }
}

/// What a label below a step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactLabel {
    Who,
    Other,
    Remark,
}

impl LeftAlone {
    pub fn of(flat: &Flat, words: &Range<usize>, why: WhyLeft) -> LeftAlone {
        LeftAlone {
            span: flat.span_of(words),
            what: flat.said(words),
            why,
        }
    }
}
