//! Goals become steps: numbers as their author counts them, `the next step`, `the first point`.

use std::collections::HashMap;

use super::answers::Found;
use super::exits::Goal;
use super::raw::{LeftAlone, WhyLeft};
use super::recognise::{Aim, UnderstoodExit, UnderstoodStep};

/// Gives each step its exits. What cannot be known is unclear, and is noted.
pub fn resolve(steps: &mut [UnderstoodStep], ways: Vec<Vec<Found>>, left: &mut Vec<LeftAlone>) {
    let numbers = Numbers::of(steps);
    for (at, found) in ways.into_iter().enumerate() {
        let exits = found
            .into_iter()
            .filter_map(|one| exit(steps, &numbers, at, one, left));
        let exits: Vec<UnderstoodExit> = exits.collect();
        steps[at].exits = exits;
    }
    forget_doubtful(steps, left);
}

/// The steps by their numbers.
struct Numbers {
    shown: HashMap<String, Vec<usize>>,
    typed: HashMap<String, Vec<usize>>,
}

impl Numbers {
    fn of(steps: &[UnderstoodStep]) -> Numbers {
        let mut numbers = Numbers {
            shown: HashMap::new(),
            typed: HashMap::new(),
        };
        for (at, step) in steps.iter().enumerate() {
            numbers
                .shown
                .entry(step.raw.name.to_lowercase())
                .or_default()
                .push(at);
            if let Some(typed) = &step.raw.typed {
                numbers.typed.entry(typed.clone()).or_default().push(at);
            }
        }
        numbers
    }

    /// The step of a number as its author means it, seen from a step.
    fn find(
        &self,
        number: &str,
        own: &UnderstoodStep,
        steps: &[UnderstoodStep],
    ) -> Result<usize, WhyLeft> {
        let shown = self.shown.get(number);
        let typed = self.typed.get(number);
        if !self.typed.is_empty() && typed.is_some_and(|typed| Some(typed) != shown) {
            return Err(WhyLeft::Ambiguous);
        }
        match shown.map(Vec::as_slice) {
            Some([one]) => Ok(*one),
            Some(_) => Err(WhyLeft::Ambiguous),
            None => {
                // `b` within step 2 is 2b.
                let parent = own.raw.parent.map(|parent| &steps[parent].raw.name);
                let whole = parent.map(|parent| format!("{parent}{number}"));
                let found = whole.and_then(|whole| self.shown.get(&whole));
                match found.map(Vec::as_slice) {
                    Some([one]) if !number.starts_with(|c: char| c.is_ascii_digit()) => Ok(*one),
                    _ => Err(WhyLeft::Missing),
                }
            }
        }
    }
}

fn exit(
    steps: &[UnderstoodStep],
    numbers: &Numbers,
    at: usize,
    found: Found,
    left: &mut Vec<LeftAlone>,
) -> Option<UnderstoodExit> {
    let words = found.flat.span_of(&found.words);
    let mut note = |why| {
        left.push(LeftAlone {
            span: words,
            what: found.text.clone(),
            why,
        })
    };
    let target = match found.goal {
        Goal::Step(number) => match numbers.find(&number, &steps[at], steps) {
            Ok(step) => Aim::Step(step),
            Err(why) => {
                note(why);
                match found.flat.words.is_empty() {
                    true => Aim::Unclear,
                    false => Aim::Number(number),
                }
            }
        },
        Goal::This => Aim::Step(at),
        Goal::Next => Aim::Next,
        Goal::Previous if at > 0 => Aim::Step(at - 1),
        Goal::First => Aim::Step(0),
        Goal::End => Aim::End,
        Goal::Past(number) => match numbers.find(&number, &steps[at], steps) {
            Ok(step) if step == at + 1 && step + 1 < steps.len() => Aim::Step(step + 1),
            Ok(step) if step == at + 1 => Aim::End,
            _ => {
                note(WhyLeft::Unclear);
                Aim::Unclear
            }
        },
        Goal::Anchor(id) => Aim::Anchor(id),
        Goal::Document(document) => Aim::Document(found.flat.span_of(&document)),
        Goal::Elsewhere(heading) => Aim::Elsewhere(heading),
        Goal::Previous | Goal::Unclear => {
            note(WhyLeft::Unclear);
            Aim::Unclear
        }
    };
    let is_kept = found.is_listed || target != Aim::Next || !found.answer.value.is_empty();
    is_kept.then_some(UnderstoodExit {
        answer: found.answer,
        is_rest: found.is_rest,
        text: found.text,
        target,
        words,
        item: found.item,
        is_listed: found.is_listed,
    })
}

/// A step that is nothing but `Stop.` may mean a machine, and one that names a document may only
/// mention it: they are exits only where the next step is reached from elsewhere, or there is none.
/// A step that names several documents without a case leads to none of them.
fn forget_doubtful(steps: &mut [UnderstoodStep], left: &mut Vec<LeftAlone>) {
    let reached: Vec<bool> = (0..steps.len())
        .map(|at| {
            let mut exits = steps.iter().flat_map(|step| &step.exits);
            exits.any(|exit| exit.target == Aim::Step(at)) || at > 0 && ends_list(&steps[at - 1])
        })
        .collect();
    for at in 0..steps.len() {
        // An item that gives no answer and names a place elsewhere only points to it.
        let is_pointer = |exit: &UnderstoodExit| {
            exit.is_listed
                && exit.answer.value.is_empty()
                && matches!(
                    exit.target,
                    Aim::Anchor(_) | Aim::Document(_) | Aim::Elsewhere(_)
                )
        };
        steps[at].exits.retain(|exit| !is_pointer(exit));
        let is_last = at + 1 >= steps.len();
        let is_mention = |exit: &UnderstoodExit| {
            exit.answer.value.is_empty()
                && !exit.is_listed
                && matches!(exit.target, Aim::Document(_))
        };
        let mentions = steps[at].exits.iter().filter(|exit| is_mention(exit));
        let are_several = mentions.count() > 1;
        if !are_several && (is_last || reached[at + 1]) {
            continue;
        }
        let text = steps[at].text.trim_end_matches(['.', '!']).to_lowercase();
        let is_doubtful = |exit: &UnderstoodExit| {
            exit.answer.value.is_empty()
                && !exit.is_listed
                && (exit.target == Aim::End && exit.text.to_lowercase() == text
                    || matches!(exit.target, Aim::Document(_) | Aim::Elsewhere(_)))
        };
        let (doubtful, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut steps[at].exits)
            .into_iter()
            .partition(is_doubtful);
        steps[at].exits = kept;
        left.extend(doubtful.into_iter().map(|exit| LeftAlone {
            span: exit.words,
            what: exit.text,
            why: WhyLeft::Unclear,
        }));
    }
}

/// Whether an answer of a step leads on to the next.
fn ends_list(step: &UnderstoodStep) -> bool {
    step.exits.iter().any(|exit| exit.target == Aim::Next)
}
