//! Who acts in a sentence: its subject, or whoever a passive sentence names with `by`.

use std::ops::Range;

use super::cast::Cast;
use super::flat::Flat;
use crate::language::{Vocabulary, WordKind};

/// Reads sentences for whoever acts in them.
pub struct Subjects<'a> {
    pub vocabulary: &'a Vocabulary,
    pub flat: &'a Flat,
    pub cast: &'a Cast<'a>,
}

impl Subjects<'_> {
    /// Who acts in a sentence, and the words that name them.
    pub fn of(&self, sentence: &Range<usize>) -> Option<(String, Range<usize>)> {
        let opening = self.opening(sentence);
        opening
            .iter()
            .find_map(|at| self.active(*at, sentence, *at > sentence.start))
            .or_else(|| self.passive(sentence))
    }

    fn text(&self, at: usize) -> &str {
        self.flat
            .words
            .get(at)
            .map_or("", |word| word.text.as_str())
    }

    fn has(&self, list: &[String], at: usize) -> bool {
        list.iter().any(|word| word == self.text(at))
    }

    /// Where the main clause may begin: at the start, behind an opening, behind the first commas.
    fn opening(&self, sentence: &Range<usize>) -> Vec<usize> {
        let rules = &self.vocabulary.sentence;
        let mut found = vec![sentence.start];
        if let Some(end) = rules
            .openers
            .end_at(&self.flat.words[..sentence.end], sentence.start)
        {
            found.push(end);
        } else if self.has(&rules.prepositions, sentence.start) {
            let most = (sentence.start + 5).min(sentence.end);
            found.extend(sentence.start + 2..most);
        }
        let commas = sentence.clone().filter(|at| self.text(*at) == ",");
        found.extend(commas.take(2).map(|at| at + 1));
        found.retain(|at| {
            let before = &self.flat.words[sentence.start..*at];
            *at == sentence.start || self.text(*at - 1) == "," || !self.cast.is_in(before)
        });
        found
    }

    /// `[the] nurse [then] checks …` at a place; where something else opened the sentence, some
    /// languages put the verb first.
    fn active(
        &self,
        at: usize,
        sentence: &Range<usize>,
        is_opened: bool,
    ) -> Option<(String, Range<usize>)> {
        let rules = &self.vocabulary.sentence;
        if rules.inverts && is_opened && self.is_verb(at, sentence, true) {
            let (at, name, end) = self.role(at + 1, sentence)?;
            return Some((name, at..end));
        }
        let (start, name, end) = self.role(at, sentence)?;
        if self.flat.styles[start].is_quoted {
            return None;
        }
        let mut verb = end;
        if let Some(end) = rules
            .additions
            .end_at(&self.flat.words[..sentence.end], verb)
        {
            verb = end;
        }
        while verb < sentence.end && self.has(&rules.adverbs, verb) {
            verb += 1;
        }
        let has_determiner = start > at;
        let is_plural = self.is_plural(&self.flat.said(&(start..end)), &name);
        let acts = match is_plural {
            true => (has_determiner || !rules.inverts) && self.is_plural_verb(verb, sentence),
            false => self.is_verb(verb, sentence, has_determiner),
        };
        acts.then_some((name, start..end))
    }

    /// A name at a place, behind what determines it.
    fn role(&self, at: usize, sentence: &Range<usize>) -> Option<(usize, String, usize)> {
        let determiners = &self.vocabulary.sentence.determiners;
        let mut start = at;
        while start < sentence.end && start < at + 2 && self.has(determiners, start) {
            start += 1;
        }
        let words = &self.flat.words[..sentence.end];
        let found = self
            .cast
            .at(words, start)
            .map(|(name, end)| (start, name.to_owned(), end));
        found.or_else(|| {
            let (name, end) = self.cast.at(words, at)?;
            Some((at, name.to_owned(), end))
        })
    }

    fn is_plural(&self, written: &str, name: &str) -> bool {
        let written = written.to_lowercase();
        written != name.to_lowercase()
            && self
                .vocabulary
                .plurals(&name.to_lowercase())
                .contains(&written)
    }

    fn is_verb(&self, at: usize, sentence: &Range<usize>, has_determiner: bool) -> bool {
        let rules = &self.vocabulary.sentence;
        if at >= sentence.end
            || self.flat.words[at].kind != WordKind::Word
            || !self.flat.is_plain(at)
        {
            return false;
        }
        if self.has(&rules.passive, at) {
            return false;
        }
        if self.has(&rules.verbs, at) {
            return !self.is_passive_infinitive(at, sentence);
        }
        let text = self.text(at);
        let has_ending = rules
            .endings
            .iter()
            .any(|ending| text.len() > ending.len() + 1 && text.ends_with(ending.as_str()));
        if !has_ending || self.has(&rules.no_verbs, at) || text.ends_with("'s") {
            return false;
        }
        let next = at + 1;
        let is_followed = next < sentence.end && self.flat.words[next].kind != WordKind::Mark;
        match rules.objects.is_empty() {
            true => {
                is_followed
                    || has_determiner && next >= sentence.end
                    || has_determiner && self.text(next) == ","
            }
            false => has_determiner && (next >= sentence.end || self.has(&rules.objects, next)),
        }
    }

    /// `must be called`: whoever must be called does nothing.
    fn is_passive_infinitive(&self, at: usize, sentence: &Range<usize>) -> bool {
        let rules = &self.vocabulary.sentence;
        let near = (at + 1..sentence.end).take(3);
        near.into_iter().any(|at| self.has(&rules.passive, at))
            || rules.inverts && self.has(&rules.passive, sentence.end - 1)
    }

    fn is_plural_verb(&self, at: usize, sentence: &Range<usize>) -> bool {
        let rules = &self.vocabulary.sentence;
        at < sentence.end
            && self.flat.words[at].kind == WordKind::Word
            && self.flat.is_plain(at)
            && !self.has(&rules.passive, at)
            && !self.has(&rules.no_plural_verbs, at)
            && !(self.has(&rules.verbs, at) && self.is_passive_infinitive(at, sentence))
    }

    /// `The trays are collected by the porter`: only in a sentence that opens with its subject.
    fn passive(&self, sentence: &Range<usize>) -> Option<(String, Range<usize>)> {
        let rules = &self.vocabulary.sentence;
        let opens = self.has(&rules.determiners, sentence.start);
        let is_passive = |at: &usize| self.has(&rules.passive, *at);
        let verb = sentence.clone().find(is_passive).filter(|_| opens)?;
        let is_plain = (sentence.start..verb).all(|at| {
            self.flat.words[at].kind != WordKind::Mark
                && !self.has(&self.vocabulary.exits.subjects, at)
                && self
                    .vocabulary
                    .answers
                    .conditions
                    .end_at(&self.flat.words, at)
                    .is_none()
        });
        if !is_plain || verb > sentence.start + 7 {
            return None;
        }
        let by = (verb + 1..sentence.end.min(verb + 6)).find(|at| self.has(&rules.by, *at))?;
        let blocked = &self.vocabulary.exits.blocked;
        if (verb..by).any(|at| self.flat.words[at].kind == WordKind::Mark || self.has(blocked, at))
        {
            return None;
        }
        let articles = &self.vocabulary.steps.articles;
        let first = match self.has(&rules.determiners, by + 1) || self.has(articles, by + 1) {
            true => by + 2,
            false => by + 1,
        };
        let (name, end) = self.cast.at(&self.flat.words[..sentence.end], first)?;
        let follows = self.flat.words.get(end).filter(|_| end < sentence.end);
        let is_whole = follows.is_none_or(|word| {
            word.kind == WordKind::Mark
                || rules.prepositions.contains(&word.text)
                || rules.additions.end_at(&self.flat.words, end).is_some()
                || rules.adverbs.contains(&word.text)
                || rules.inverts
                || self
                    .vocabulary
                    .answers
                    .conditions
                    .end_at(&self.flat.words, end)
                    .is_some()
                || self.vocabulary.answers.clauses.contains(&word.text)
                || rules.no_plural_verbs.contains(&word.text)
        });
        is_whole.then(|| (name.to_owned(), first..end))
    }
}
