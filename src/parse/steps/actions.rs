//! Whether a list or a text tells somebody to do something.

use std::ops::Range;
use std::rc::Rc;

use pulldown_cmark::{Event, Tag};

use super::find::{Finder, without_marks};
use super::flat::Flat;
use crate::language::{Word, WordKind};

impl Finder<'_> {
    /// The words right above a block.
    fn above(&self, block: usize) -> Option<Rc<Flat>> {
        let before = block.checked_sub(1)?;
        let start = (0..before).rev().find(|at| self.ends[*at] == before)?;
        matches!(self.tokens[start].event, Event::Start(Tag::Paragraph))
            .then(|| self.flat(start + 1..before))
    }

    /// Whether the line above a list says that it is no procedure.
    pub fn is_never_above(&self, block: usize) -> bool {
        let Some(flat) = self.above(block) else {
            return false;
        };
        self.is_never_text(&flat.words)
    }

    /// Whether a text ends in a colon and says that what follows is no procedure.
    pub fn is_never_text(&self, words: &[Word]) -> bool {
        if words.last().is_none_or(|word| word.text != ":") {
            return false;
        }
        let from = words[..words.len() - 1]
            .iter()
            .rposition(|word| matches!(word.text.as_str(), "." | "!" | "?"));
        let last = &words[from.map_or(0, |at| at + 1)..];
        let sections = &self.vocabulary.sections;
        (sections.never_above.is_in(last) || sections.never.is(without_marks(last)))
            && !sections.above.is_in(last)
    }

    pub fn is_said_above(&self, block: usize) -> bool {
        let above = self.above(block);
        above.is_some_and(|flat| self.vocabulary.sections.above.is_in(&flat.words))
    }

    /// Whether a text tells somebody to do something.
    pub fn is_action(&self, flat: &Flat, words: &Range<usize>, is_heading: bool) -> bool {
        let slice = &flat.words[words.clone()];
        let Some(first) = slice.iter().find(|word| word.kind != WordKind::Mark) else {
            return false;
        };
        let actions = &self.vocabulary.actions;
        let ends_in = |word: &Word, endings: &[String]| {
            endings.iter().any(|ending| {
                word.text.len() > ending.len() + 1 && word.text.ends_with(ending.as_str())
            })
        };
        let last = slice.iter().rev().find(|word| word.kind == WordKind::Word);
        if actions.first.contains(&first.text)
            || ends_in(first, &actions.first_endings)
            || last.is_some_and(|last| ends_in(last, &actions.last_endings))
            || self.cast.is_in(slice)
        {
            return true;
        }
        let is_sentence = slice.last().is_some_and(|word| word.text == ".") && slice.len() > 3;
        let is_thing = actions.things.contains(&first.text) || first.kind == WordKind::Number;
        !is_heading && is_sentence && !is_thing
    }
}
