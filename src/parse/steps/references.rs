//! What a text names: a step by its number or its link, a document, another procedure.

use super::clauses::is_boundary;
use super::exits::{Goal, Mode};
use super::sentence::Reader;
use crate::language::{Word, WordKind};

impl Reader<'_> {
    /// A step that is named at a place, and where its name ends.
    pub(super) fn step(&self, at: usize, mode: Mode) -> Option<(Goal, usize)> {
        let steps = &self.vocabulary.steps;
        let words = self.words();
        let word = words.get(at)?;
        if let Some(found) = self.linked(at) {
            return Some(found);
        }
        for (phrases, goal) in [
            (&steps.this, Goal::This),
            (&steps.previous, Goal::Previous),
            (&steps.next, Goal::Next),
            (&steps.first, Goal::First),
        ] {
            if let Some(end) = phrases.end_at(words, at) {
                return Some((goal, end));
            }
        }
        if steps.articles.contains(&word.text) {
            return self
                .step(at + 1, mode)
                .filter(|_| !steps.articles.iter().any(|one| one == self.text(at + 1)));
        }
        let is_noun = |at: usize| steps.nouns.iter().any(|noun| noun == self.text(at));
        if let Some(ordinal) = steps.ordinals.iter().position(|one| *one == word.text) {
            return is_noun(at + 1).then(|| (Goal::Step((ordinal + 1).to_string()), at + 2));
        }
        if is_noun(at) {
            let mut number = at + 1;
            while self.text(number) == "#"
                || steps.number.iter().any(|word| word == self.text(number))
            {
                number += 1;
            }
            let named = words.get(number).filter(|word| self.is_number(word))?;
            let goal = Goal::Step(named.text.clone());
            let end = self.range_end(number + 1);
            return Some(self.of_other(end).unwrap_or((goal, end)));
        }
        let is_known = self.is_number(word) && self.around.numbers.contains(&word.text);
        let is_plain_number = word.text.chars().all(|c| c.is_ascii_digit());
        let next = self.text(at + 1);
        let is_alone = at + 1 >= words.len()
            || is_boundary(next)
            || self.ends_sentence(at + 1)
            || self.is_clause_word(at + 1);
        let is_meant = is_known && (!is_plain_number || is_alone || mode == Mode::Target);
        if !is_meant {
            return None;
        }
        let goal = Goal::Step(word.text.clone());
        Some(self.of_other(at + 1).unwrap_or((goal, at + 1)))
    }

    fn is_number(&self, word: &Word) -> bool {
        let text = word.text.as_str();
        let digits = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let is_letter = text.len() == 1 && self.around.numbers.contains(text);
        is_letter
            || word.kind == WordKind::Number
                && text.len() - digits.len() <= 1
                && digits
                    .split('.')
                    .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
    }

    /// Behind `2 and 3`, where one number was read.
    fn range_end(&self, at: usize) -> usize {
        let joins = self
            .vocabulary
            .steps
            .range
            .iter()
            .any(|word| word == self.text(at));
        let follows = self
            .words()
            .get(at + 1)
            .is_some_and(|word| self.is_number(word));
        match joins && follows {
            true => self.range_end(at + 2),
            false => at,
        }
    }

    /// `of SOP-004` behind a step: it is a step of something else.
    fn of_other(&self, at: usize) -> Option<(Goal, usize)> {
        let steps = &self.vocabulary.steps;
        let joint = self.text(at);
        let place = steps.of.iter().position(|word| word == joint)?;
        if steps.own.end_at(self.words(), at + 1).is_some() {
            return None;
        }
        if let Some(found) = self.other(at + 1) {
            return Some(found);
        }
        let is_named =
            (at + 1..at + 4).any(|at| steps.procedure.iter().any(|word| word == self.text(at)));
        (place == 0 || is_named).then_some((Goal::Unclear, at + 2))
    }

    /// A link to a place of the document.
    fn linked(&self, at: usize) -> Option<(Goal, usize)> {
        let link = self.flat.styles.get(at)?.link?;
        let id = self.around.links.get(&link)?.strip_prefix('#')?;
        Some((Goal::Anchor(id.to_owned()), self.link_end(at, link)))
    }

    /// Whether a goal is an address on the web: `Go to https://…` is something to do, and the
    /// procedure goes on behind it.
    pub(super) fn is_web(&self, goal: &Goal) -> bool {
        let Goal::Document(named) = goal else {
            return false;
        };
        let link = self.flat.styles[named.start].link;
        let target = link.and_then(|link| self.around.links.get(&link));
        target.is_some_and(|target| target.contains("://") || target.starts_with("mailto:"))
    }

    fn link_end(&self, at: usize, link: usize) -> usize {
        let is_in = |at: &usize| self.flat.styles[*at].link == Some(link);
        (at..self.words().len())
            .take_while(is_in)
            .last()
            .map_or(at, |last| last + 1)
    }

    /// A document or another procedure that is named at a place.
    pub(super) fn other(&self, at: usize) -> Option<(Goal, usize)> {
        let steps = &self.vocabulary.steps;
        let word = self.words().get(at)?;
        if let Some(link) = self.flat.styles[at].link {
            let end = self.link_end(at, link);
            return Some((Goal::Document(at..end), end));
        }
        if let Some(found) = self
            .documents
            .iter()
            .find(|found| found.contains(&word.range.start))
        {
            let end = self.flat.word_at(found.end);
            return Some((Goal::Document(at..end), end));
        }
        for (heading, names) in &self.around.others {
            let is_here = |name: &&Vec<String>| {
                name.iter()
                    .enumerate()
                    .all(|(place, word)| self.text(at + place) == word)
            };
            if let Some(name) = names.iter().filter(is_here).max_by_key(|name| name.len()) {
                return Some((Goal::Elsewhere(heading.clone()), at + name.len()));
            }
        }
        let is_skipped = steps.articles.contains(&word.text)
            || steps.procedure.contains(&word.text)
            || matches!(word.text.as_str(), "\"" | "“" | "„" | "«");
        let (step, end) = match is_skipped {
            true => return self.other(at + 1),
            false => self.step_of(at)?,
        };
        Some((step, end))
    }

    /// `step 4 of SOP-020`.
    fn step_of(&self, at: usize) -> Option<(Goal, usize)> {
        let steps = &self.vocabulary.steps;
        let is_noun = steps.nouns.iter().any(|noun| noun == self.text(at));
        let is_number = self
            .words()
            .get(at + 1)
            .is_some_and(|word| self.is_number(word));
        (is_noun && is_number)
            .then(|| self.of_other(at + 2))
            .flatten()
    }
}
