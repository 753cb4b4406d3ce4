//! Steps within steps: nested lists, and letters or numbers that their author typed.

use std::rc::Rc;

use pulldown_cmark::{Event, Tag};

use super::find::{Finder, follows, typed_number};
use super::flat::Flat;
use super::leads::lead;
use super::raw::RawStep;
use crate::dialect::top_level;
use crate::language::WordKind;
use crate::text::Span;

/// What a text opens with that names a step: the name, and where the rest begins.
type Opening = Option<(String, usize)>;

/// The deepest step within steps that is read as one.
const DEEPEST: usize = 4;

impl Finder<'_> {
    /// A step with the steps within it.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn item(
        &mut self,
        item: usize,
        number: u32,
        name: String,
        parent: Option<usize>,
        group: Option<(String, Span)>,
        steps: &mut Vec<RawStep>,
        depth: usize,
    ) {
        let (phrase, rest) = self.phrase(item + 1..self.ends[item]);
        let flat = self.flat(phrase);
        let blocks = top_level(rest, self.ends);
        let own = steps.len();
        let lines = self.sub_lines(&flat, &name);
        let end = lines.first().map_or(flat.words.len(), |line| line.1);
        steps.push(RawStep {
            number,
            typed: None,
            parent,
            at: item,
            words: 0..end,
            flat: Rc::clone(&flat),
            below_text: Vec::new(),
            blocks: blocks.clone(),
            group: group.clone(),
            who: None,
            answers: Vec::new(),
            is_heading: false,
            is_line: false,
            name: name.clone(),
        });
        self.lines(item, own, &flat, &lines, steps);
        if !lines.is_empty() || depth >= DEEPEST || self.is_never_text(&flat.words) {
            return;
        }
        for block in blocks {
            match self.tokens[block].event {
                Event::Start(Tag::List(_)) if !self.is_never_above(block) => {
                    self.nested(block, own, steps, depth)
                }
                Event::Start(Tag::Paragraph) => self.lettered(block, own, steps),
                _ => {}
            }
        }
    }

    /// Adds the lines of a text that are steps within step `own`.
    fn lines(
        &self,
        at: usize,
        own: usize,
        flat: &Rc<Flat>,
        lines: &[(String, usize, usize)],
        steps: &mut Vec<RawStep>,
    ) {
        for (place, (name, _, from)) in lines.iter().enumerate() {
            let end = lines.get(place + 1).map_or(flat.words.len(), |next| next.1);
            steps.push(RawStep {
                number: place as u32 + 1,
                typed: None,
                parent: Some(own),
                at,
                words: *from..end,
                flat: Rc::clone(flat),
                below_text: Vec::new(),
                blocks: Vec::new(),
                group: None,
                who: None,
                answers: Vec::new(),
                is_heading: false,
                is_line: true,
                name: name.clone(),
            });
        }
    }

    /// Steps within a step that a paragraph below it holds: `a. …`, alone or a line each.
    pub(super) fn lettered(&self, block: usize, own: usize, steps: &mut Vec<RawStep>) {
        let flat = self.flat(block + 1..self.ends[block]);
        let name = steps[own].name.clone();
        let before = steps.iter().filter(|step| step.parent == Some(own)).count();
        let Some((first, from)) = sub_opening(&flat, 0, &name, before) else {
            return;
        };
        let mut lines = vec![(first, 0, from)];
        for at in 1..flat.words.len() {
            let between = flat.words[at - 1].range.end..flat.words[at].range.start;
            if flat.text[between].contains('\n')
                && let Some((name, from)) = sub_opening(&flat, at, &name, before + lines.len())
            {
                lines.push((name, at, from));
            }
        }
        let end = lines.get(1).map_or(flat.words.len(), |next| next.1);
        let (name, _, from) = lines.remove(0);
        steps.push(RawStep {
            number: before as u32 + 1,
            typed: None,
            parent: Some(own),
            at: block,
            words: from..end,
            flat: Rc::clone(&flat),
            below_text: Vec::new(),
            blocks: Vec::new(),
            group: None,
            who: None,
            answers: Vec::new(),
            is_heading: false,
            is_line: false,
            name,
        });
        self.lines(block, own, &flat, &lines, steps);
    }

    /// The steps of a list within a step: numbered, or with letters typed.
    pub(super) fn nested(
        &mut self,
        list: usize,
        parent: usize,
        steps: &mut Vec<RawStep>,
        depth: usize,
    ) {
        let items = self.items(list);
        let name = steps[parent].name.clone();
        let openings: Vec<(Rc<Flat>, Opening)> = items
            .iter()
            .enumerate()
            .map(|(place, item)| {
                let (phrase, _) = self.phrase(item + 1..self.ends[*item]);
                let flat = self.flat(phrase);
                let opening = sub_opening(&flat, 0, &name, place);
                (flat, opening)
            })
            .collect();
        let is_answers = openings.iter().any(|(flat, _)| {
            let lead = lead(flat, &(0..flat.words.len()), self.vocabulary);
            let label = lead.map(|lead| &flat.words[lead.label]);
            label.is_some_and(|label| {
                self.vocabulary.answers.words.is(label) || self.vocabulary.answers.whole.is(label)
            })
        });
        let is_typed = openings.iter().all(|(_, opening)| opening.is_some());
        let is_numbered = matches!(self.tokens[list].event, Event::Start(Tag::List(Some(_))));
        if is_answers || !is_typed && !is_numbered || items.is_empty() {
            return;
        }
        for (place, (item, (_, opening))) in items.into_iter().zip(openings).enumerate() {
            let own = steps.len();
            let number = place as u32 + 1;
            let (called, from) = match opening {
                Some((called, from)) if is_typed => (called, from),
                _ => (format!("{name}.{number}"), 0),
            };
            self.item(item, number, called, Some(parent), None, steps, depth + 1);
            steps[own].words.start = from;
        }
    }

    /// Lines of a text that open with `a.` or `1.1`: the name of each, where it opens and where it
    /// goes on.
    fn sub_lines(&self, flat: &Flat, name: &str) -> Vec<(String, usize, usize)> {
        let mut found: Vec<(String, usize, usize)> = Vec::new();
        for at in 1..flat.words.len() {
            let between = flat.words[at - 1].range.end..flat.words[at].range.start;
            if !flat.text[between].contains('\n') {
                continue;
            }
            if let Some((name, from)) = sub_opening(flat, at, name, found.len()) {
                found.push((name, at, from));
            }
        }
        if found.len() < 2 {
            found.clear();
        }
        found
    }
}

/// `a.`, `(b)` or `2.1` at a word: the name of the step within step `name` of which `before` came
/// before it, and where its text begins.
fn sub_opening(flat: &Flat, at: usize, name: &str, before: usize) -> Option<(String, usize)> {
    let text = |at: usize| flat.words.get(at).map_or("", |word| word.text.as_str());
    let letter = char::from(b'a' + u8::try_from(before).ok().filter(|before| *before < 26)?);
    let letter = letter.to_string();
    let open = usize::from(text(at) == "(");
    if text(at + open) == letter && matches!(text(at + open + 1), "." | ")") {
        return Some((format!("{name}{letter}"), at + open + 2));
    }
    let word = flat
        .words
        .get(at)
        .filter(|word| word.kind == WordKind::Number)?;
    let is_first = before == 0 && word.text == format!("{name}.1");
    let last = format!("{name}.{before}");
    let is_next = before > 0 && follows(&last, &word.text);
    let (called, rest) = typed_number(&flat.words[at..])?;
    (is_first || is_next).then_some((called, at + rest))
}
