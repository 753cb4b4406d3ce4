//! Who may act in a document: the declared roles and people, and whom the document itself names.

use std::collections::{BTreeSet, HashMap};

use crate::config::ActorName;
use crate::language::{Vocabulary, Word, WordKind};
use crate::text::folded;

/// The names by which those who act are known.
pub struct Cast<'a> {
    vocabulary: &'a Vocabulary,
    /// By their first word: the other words, and the name.
    by_first: HashMap<String, Vec<(Vec<String>, String)>>,
    /// Whether the library declares any role or person.
    pub has_declared: bool,
}

impl<'a> Cast<'a> {
    /// `declared`: see [`crate::config::Reading::names`]; `shown`: whom the document names as one
    /// who acts, owns, approves or is meant.
    pub fn new(vocabulary: &'a Vocabulary, declared: &[ActorName], shown: &[String]) -> Cast<'a> {
        let mut cast = Cast {
            vocabulary,
            by_first: HashMap::new(),
            has_declared: !declared.is_empty(),
        };
        for name in declared {
            cast.insert(name.words.clone(), &name.name);
        }
        for name in shown {
            cast.add(name);
        }
        cast
    }

    /// Takes one more name.
    pub fn add(&mut self, name: &str) {
        let words = self
            .vocabulary
            .words(name)
            .into_iter()
            .map(|word| word.text);
        let words: Vec<String> = words.collect();
        if words.len() <= 6 && self.whole(&words).is_none() {
            self.insert(words, name);
        }
    }

    fn insert(&mut self, words: Vec<String>, name: &str) {
        if let Some(first) = words.first() {
            let entry = (words.clone(), name.to_owned());
            self.by_first.entry(first.clone()).or_default().push(entry);
        }
    }

    fn whole(&self, words: &[String]) -> Option<&str> {
        let known = self.by_first.get(words.first()?)?;
        let found = known.iter().find(|(name, _)| name == words)?;
        Some(&found.1)
    }

    /// Whom some words name, if they name one and say nothing else but an article.
    pub fn named(&self, words: &[Word]) -> Option<&str> {
        let mut texts: Vec<String> = words.iter().map(|word| word.text.clone()).collect();
        while texts
            .last()
            .is_some_and(|last| matches!(last.as_str(), "." | ":" | "," | "–" | ";"))
        {
            texts.pop();
        }
        let determiners = &self.vocabulary.sentence.determiners;
        self.whole(&texts).or_else(|| {
            let (first, rest) = texts.split_first()?;
            determiners
                .contains(first)
                .then(|| self.whole(rest))
                .flatten()
        })
    }

    /// The longest name at a place, and where it ends.
    pub fn at(&self, words: &[Word], at: usize) -> Option<(&str, usize)> {
        let known = self.by_first.get(&words.get(at)?.text)?.iter();
        let is_here = |(name, _): &&(Vec<String>, String)| {
            let mut here = name.iter().enumerate();
            here.all(|(place, text)| words.get(at + place).is_some_and(|word| word.text == *text))
        };
        let (name, meant) = known.filter(is_here).max_by_key(|(name, _)| name.len())?;
        Some((meant, at + name.len()))
    }

    /// Whether any name stands among some words.
    pub fn is_in(&self, words: &[Word]) -> bool {
        (0..words.len()).any(|at| self.at(words, at).is_some())
    }

    /// Takes the labels of steps that plainly are people: where nobody is declared, a label for a
    /// person that opens several steps, and those beside it if all labels are for people.
    pub fn learn(&mut self, labels: &[String]) {
        if self.has_declared {
            return;
        }
        let is_person = |label: &String| self.vocabulary.is_person(label);
        let mut seen = BTreeSet::new();
        let mut again = BTreeSet::new();
        for label in labels {
            if !seen.insert(label.to_lowercase()) {
                again.insert(label.to_lowercase());
            }
        }
        let all = labels.iter().all(is_person);
        let recurs = labels
            .iter()
            .any(|label| is_person(label) && again.contains(&label.to_lowercase()));
        let meant = |label: &&String| {
            is_person(label) && recurs && (all || again.contains(&label.to_lowercase()))
        };
        let meant: Vec<String> = labels.iter().filter(meant).cloned().collect();
        for label in meant {
            self.add(&label);
        }
    }

    /// Whom the value of a label such as `Responsible:` names. The label says that they act, so a
    /// name that is not declared will do.
    pub fn value(&self, written: &str) -> Option<String> {
        let written = folded(written.trim().trim_end_matches(['.', ';', ',']));
        let words = self.vocabulary.words(&written);
        if let Some(name) = self.named(&words) {
            return Some(name.to_owned());
        }
        let starts = written.chars().next().is_some_and(char::is_uppercase);
        let is_name =
            |word: &Word| word.kind == WordKind::Word || matches!(word.text.as_str(), "-" | "&");
        let is_single = words.len() <= 4 && words.iter().all(is_name) && !self.is_in(&words);
        (starts && is_single && !self.has_declared).then_some(written)
    }
}
