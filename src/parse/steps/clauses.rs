//! Sentences and their clauses.

use std::ops::Range;

use super::sentence::Reader;
use crate::language::WordKind;

impl Reader<'_> {
    /// The sentences of a range, without the marks that end them.
    pub(super) fn sentences(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = range.start;
        for at in range.clone() {
            if self.ends_sentence(at) {
                if start < at {
                    found.push(start..at);
                }
                start = at + 1;
            }
        }
        if start < range.end {
            found.push(start..range.end);
        }
        found
    }

    pub(super) fn ends_sentence(&self, at: usize) -> bool {
        match self.text(at) {
            "!" | "?" | ";" | "…" => true,
            "." => {
                let before = at.checked_sub(1).map_or("", |before| self.text(before));
                let is_short = self
                    .vocabulary
                    .abbreviations
                    .iter()
                    .any(|short| short == before);
                let goes_on = self.words().get(at + 1).is_some_and(|next| {
                    let first = self.flat.text[next.range.clone()].chars().next();
                    next.kind == WordKind::Number || first.is_some_and(char::is_lowercase)
                });
                !(is_short && goes_on)
            }
            _ => false,
        }
    }

    pub(super) fn sentence_end(&self, from: usize) -> usize {
        (from..self.words().len())
            .find(|at| self.ends_sentence(*at))
            .unwrap_or(self.words().len())
    }

    pub(super) fn clauses(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut from = range.start;
        while let Some(clause) = self.next_clause(from, range.end) {
            from = clause.end;
            found.push(clause);
        }
        found
    }

    /// The next clause at or behind a place: up to a comma, a bracket, a dash, `and`.
    pub(super) fn next_clause(&self, from: usize, end: usize) -> Option<Range<usize>> {
        let start =
            (from..end).find(|at| !is_boundary(self.text(*at)) && !self.ends_sentence(*at))?;
        let stop = (start + 1..end).find(|at| {
            is_boundary(self.text(*at)) || self.ends_sentence(*at) || self.is_clause_word(*at)
        });
        Some(start..stop.unwrap_or(end))
    }

    pub(super) fn is_clause_word(&self, at: usize) -> bool {
        let answers = &self.vocabulary.answers;
        let mut words = answers.clauses.iter().chain(&answers.then);
        words.any(|word| word == self.text(at))
    }
}

/// Whether a mark ends a clause.
pub(super) fn is_boundary(text: &str) -> bool {
    matches!(
        text,
        "," | ":"
            | "–"
            | "→"
            | "("
            | ")"
            | "["
            | "]"
            | "\""
            | "“"
            | "”"
            | "„"
            | "«"
            | "»"
            | "="
            | ">"
    )
}
