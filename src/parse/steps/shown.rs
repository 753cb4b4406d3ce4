//! What a document shows by itself: which of its sections are procedures, how they are called, and who
//! acts in them.

use pulldown_cmark::{Event, Tag};

use super::find::unnumbered;
use super::flat::Flat;
use super::leads::{LeadMark, lead};
use super::raw::RawProcedure;
use crate::config::Reading;
use crate::dialect::{Token, plain, top_level};
use crate::language::Vocabulary;

/// The words by which a procedure may be named: its whole heading, and what stands before a dash.
pub(super) fn names_of(heading: &str, vocabulary: &Vocabulary) -> Vec<Vec<String>> {
    let words = vocabulary.words(heading);
    let words = unnumbered(&words);
    let texts = |words: &[crate::language::Word]| {
        words
            .iter()
            .map(|word| word.text.clone())
            .collect::<Vec<_>>()
    };
    let mut names = vec![texts(words)];
    if let Some(at) = words
        .iter()
        .position(|word| matches!(word.text.as_str(), "–" | ":" | "("))
    {
        names.push(texts(&words[..at]));
    }
    names.retain(|name| !name.is_empty());
    names
}

pub(super) fn is_procedure_heading(
    tokens: &[Token<'_>],
    ends: &[usize],
    at: usize,
    reading: &Reading,
    vocabulary: &Vocabulary,
) -> bool {
    if !matches!(tokens[at].event, Event::Start(Tag::Heading { .. })) {
        return false;
    }
    let flat = Flat::read(tokens, at + 1..ends[at], vocabulary);
    let name = flat.text.to_lowercase();
    let words = unnumbered(&flat.words);
    vocabulary.sections.procedure.is(words) || reading.procedure_headings.contains(&name)
}

/// The labels that open the steps of each procedure and are neither remarks nor answers.
pub(super) fn labels(found: &[RawProcedure], vocabulary: &Vocabulary) -> Vec<Vec<String>> {
    let of_one = |one: &RawProcedure| {
        let labels = one.steps.iter().filter_map(|step| {
            let lead = lead(&step.flat, &step.words, vocabulary)?;
            let words = &step.flat.words[lead.label.clone()];
            let is_label = lead.mark != LeadMark::None && !vocabulary.labels.remarks.is(words);
            is_label.then(|| step.flat.said(&lead.label))
        });
        labels.collect()
    };
    found.iter().map(of_one).collect()
}

/// Whom the section on responsibilities names: the labels of its items, the first cells of its
/// tables.
pub(super) fn responsible(
    tokens: &[Token<'_>],
    ends: &[usize],
    top: &[usize],
    vocabulary: &Vocabulary,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_in = None;
    for &at in top {
        match &tokens[at].event {
            Event::Start(Tag::Heading { level, .. }) => {
                if is_in.is_some_and(|above| *level as u8 > above) {
                    let name = plain(&tokens[at + 1..ends[at]]);
                    found.push(name);
                    continue;
                }
                let flat = Flat::read(tokens, at + 1..ends[at], vocabulary);
                let is_one = vocabulary
                    .sections
                    .responsibilities
                    .is(unnumbered(&flat.words));
                is_in = is_one.then_some(*level as u8);
            }
            Event::Start(Tag::List(_)) if is_in.is_some() => {
                for item in top_level(at + 1..ends[at], ends) {
                    let flat = Flat::read(tokens, item + 1..ends[item], vocabulary);
                    let lead = lead(&flat, &(0..flat.words.len()), vocabulary);
                    found.extend(lead.map(|lead| flat.said(&lead.label)));
                }
            }
            Event::Start(Tag::Table(_)) if is_in.is_some() => {
                for row in top_level(at + 1..ends[at], ends).into_iter().skip(1) {
                    let cell = top_level(row + 1..ends[row], ends).into_iter().next();
                    found.extend(
                        cell.map(|cell| plain(&tokens[cell + 1..ends[cell].max(cell + 1)])),
                    );
                }
            }
            _ => {}
        }
    }
    found.retain(|name| {
        let starts = name.chars().next().is_some_and(char::is_uppercase);
        starts && name.split_whitespace().count() <= 5
    });
    found
}
