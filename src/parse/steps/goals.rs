//! Words that lead somewhere: `go to step 4`, `no further action`, `see SOP-012`.

use std::ops::Range;

use super::clauses::is_boundary;
use super::exits::{Goal, Mode};
use super::sentence::Reader;
use crate::language::{Word, WordKind};

impl Reader<'_> {
    /// Where some clauses lead, and by which words. `is_last`: whether nothing follows them.
    pub(super) fn goal(
        &self,
        clauses: &[Range<usize>],
        mode: Mode,
        is_last: bool,
    ) -> Option<(Goal, Range<usize>)> {
        let mut goals: Vec<(Goal, Range<usize>, usize)> = Vec::new();
        for (place, clause) in clauses.iter().enumerate() {
            let mut at = clause.start;
            while at < clause.end {
                match self.go_at(at, clause, mode) {
                    Some((goal, end)) => {
                        goals.push((goal, at..end, place));
                        at = end.max(at + 1);
                    }
                    None => at += 1,
                }
            }
        }
        let last = self.last(clauses, mode).filter(|_| is_last);
        // `Skip step 5 and go on with step 6` leads to step 6.
        if goals
            .iter()
            .any(|(goal, ..)| !matches!(goal, Goal::Past(_)))
        {
            goals.retain(|(goal, ..)| !matches!(goal, Goal::Past(_)));
        }
        let first = goals.first().cloned();
        match first {
            Some((goal, words, _)) => {
                let is_one = goals.iter().all(|(other, ..)| *other == goal);
                let ends_too = matches!(&last, Some((Goal::End, end)) if end.start >= words.end);
                let goes_on = matches!(&last, Some((Goal::Next, _)) if goal != Goal::Next);
                match is_one && !ends_too && !goes_on {
                    true => Some((goal, words)),
                    false => Some((Goal::Unclear, words)),
                }
            }
            None => last.or_else(|| self.document(clauses, mode, is_last)),
        }
    }

    /// Whether words that lead somewhere open here.
    pub(super) fn exit_at(&self, at: usize, end: usize) -> bool {
        let clause = at..end;
        let stop = self.next_clause(at, end).map_or(end, |clause| clause.end);
        self.go_at(at, &clause, Mode::Step).is_some()
            || self
                .weak(&(at..stop), Mode::Answer)
                .is_some_and(|(_, words)| words.start == at)
    }

    /// Words with a step in them that open at a place of a clause.
    fn go_at(&self, at: usize, clause: &Range<usize>, mode: Mode) -> Option<(Goal, usize)> {
        if !self.flat.is_plain(at) {
            return None;
        }
        let exits = &self.vocabulary.exits;
        let step = |at: usize| self.step(at, mode);
        let is_first = (clause.start..at).all(|at| self.is_joint(at));
        let words = self.words();
        let past = || {
            let found = exits.skip.at(words, at, &step)?;
            match found.step? {
                Goal::Step(number) => Some((Goal::Past(number), found.end)),
                _ => None,
            }
        };
        let found = exits.go.at(words, at, &step);
        let mut found = found.and_then(|found| Some((found.step?, found.end)));
        if found.is_none() && mode != Mode::Step && is_first {
            let seen = exits.see.at(words, at, &step);
            found = seen.and_then(|found| Some((found.step?, found.end)));
            found = found.or_else(|| self.bare(at, clause, mode));
            found = found.or_else(past);
        }
        if found.is_none() && is_first {
            let over = exits.over.end_at(words, at);
            found = over
                .filter(|end| *end >= clause.end || self.is_late(*end))
                .map(|end| (Goal::First, end));
        }
        let (goal, end) = found?;
        (!self.is_blocked(clause.start..at, mode)).then_some((goal, end))
    }

    /// A step alone: `→ step 4`, or `4` where only a step can be meant.
    fn bare(&self, at: usize, clause: &Range<usize>, mode: Mode) -> Option<(Goal, usize)> {
        let (goal, end) = self.step(at, mode)?;
        if matches!(goal, Goal::Next | Goal::Unclear) {
            return None;
        }
        let is_number = self.words()[at].kind == WordKind::Number;
        let mut end = end;
        if self
            .vocabulary
            .steps
            .again
            .iter()
            .any(|word| word == self.text(end))
        {
            end += 1;
        }
        let is_alone = end >= clause.end;
        (is_alone && (!is_number || mode == Mode::Target)).then_some((goal, end))
    }

    fn is_late(&self, at: usize) -> bool {
        let answers = &self.vocabulary.answers;
        [&answers.conditions, &answers.late]
            .iter()
            .any(|phrases| phrases.end_at(self.words(), at).is_some())
    }

    fn is_joint(&self, at: usize) -> bool {
        let text = self.text(at);
        is_boundary(text)
            || self
                .vocabulary
                .answers
                .joints
                .iter()
                .any(|word| word == text)
    }

    fn is_blocked(&self, before: Range<usize>, mode: Mode) -> bool {
        let exits = &self.vocabulary.exits;
        let has = |list: &[String], at: usize| list.iter().any(|word| word == self.text(at));
        let last = before.end.checked_sub(1).filter(|at| before.contains(at));
        before.clone().any(|at| {
            has(&exits.blocked, at)
                || self.text(at).ends_with("n't")
                || mode == Mode::Step && has(&exits.optional, at)
        }) || last.is_some_and(|at| has(&exits.blocked_before, at))
    }

    /// What the last clause says without a step.
    fn last(&self, clauses: &[Range<usize>], mode: Mode) -> Option<(Goal, Range<usize>)> {
        let said = |clause: &&Range<usize>| {
            let words = &self.words()[clause.start..clause.end];
            let is_said = |word: &Word| {
                word.kind != WordKind::Mark && !self.vocabulary.answers.joints.contains(&word.text)
            };
            words.iter().any(is_said) || self.weak(clause, mode).is_some()
        };
        let last = clauses.iter().rev().find(said)?;
        self.weak(last, mode)
    }

    /// A clause that is nothing but words for going on, ending or trying again.
    pub(super) fn weak(&self, clause: &Range<usize>, mode: Mode) -> Option<(Goal, Range<usize>)> {
        let exits = &self.vocabulary.exits;
        let mut end = clause.end;
        while end > clause.start && self.words()[end - 1].kind == WordKind::Mark {
            end -= 1;
        }
        let mut start = clause.start;
        while start < end {
            let words = &self.words()[start..end];
            let is_set = (start..end).all(|at| {
                let style = self.flat.styles[at];
                style.is_code
                    || style.is_quoted
                    || style.is_italic
                    || style.is_bold && mode == Mode::Step
            });
            let goal = match () {
                () if is_set => None,
                () if exits.end.is(words) => Some(Goal::End),
                () if exits.next.is(words) => Some(Goal::Next),
                () if mode != Mode::Step && exits.again.is(words) => Some(Goal::This),
                () if mode != Mode::Step && exits.close.is(words) => Some(Goal::End),
                () => None,
            };
            if let Some(goal) = goal {
                return Some((goal, start..end));
            }
            if !self.is_joint(start) {
                return None;
            }
            start += 1;
        }
        None
    }

    /// Another document or procedure to which the clauses lead.
    fn document(
        &self,
        clauses: &[Range<usize>],
        mode: Mode,
        is_last: bool,
    ) -> Option<(Goal, Range<usize>)> {
        let exits = &self.vocabulary.exits;
        let phrases = match mode {
            Mode::Step => &exits.go,
            _ => &exits.follow,
        };
        let mut found = None;
        for (place, clause) in clauses.iter().enumerate() {
            let is_final = place + 1 == clauses.len();
            for at in clause.clone() {
                let document = |at: usize| self.other(at);
                let matched = phrases.at(self.words(), at, &document);
                let Some((goal, end)) = matched.and_then(|found| Some((found.step?, found.end)))
                else {
                    continue;
                };
                if !self.is_blocked(clause.start..at, mode)
                    && !self.is_web(&goal)
                    && is_last
                    && (is_final || mode == Mode::Step || matches!(goal, Goal::Elsewhere(_)))
                {
                    found = Some((goal, at..end));
                    break;
                }
            }
        }
        found.or_else(|| {
            let [clause] = clauses else { return None };
            let (goal, end) = self.other(clause.start).filter(|_| mode != Mode::Step)?;
            let is_link = self.flat.styles[clause.start].link.is_some();
            (is_link && end >= clause.end).then(|| (goal, clause.clone()))
        })
    }
}
