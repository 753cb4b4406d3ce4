//! What the sentences of a step or an answer say about where to go on.
//!
//! In: a plain text with its words. Out: for each case that the text names, where it leads and by
//! which words. What is not said for certain is unclear or not there at all.

use std::collections::HashSet;
use std::ops::Range;

use super::flat::Flat;
use crate::language::{Phrases, Vocabulary, Word, WordKind};
use crate::parse::links;

/// Where some words lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A step by its number as written.
    Step(String),
    /// A place of the document, by its id.
    Anchor(String),
    This,
    Next,
    Previous,
    First,
    End,
    /// Past a step.
    Past(String),
    /// A document: the words that name it.
    Document(Range<usize>),
    /// Another procedure of the document, by its heading.
    Elsewhere(String),
    Unclear,
}

/// A case and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The words that name the case; `None`: always.
    pub answer: Option<Range<usize>>,
    /// Whether it is whatever case is left.
    pub is_rest: bool,
    pub goal: Goal,
    /// The words by which it is known.
    pub words: Range<usize>,
}

/// What the words of a step may refer to.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The numbers of the steps.
    pub numbers: HashSet<String>,
    /// The tokens that open them.
    pub steps: HashSet<usize>,
    /// The other procedures of the document: their headings, and the words by which they are named.
    pub others: Vec<(String, Vec<Vec<String>>)>,
    pub id_pattern: String,
    pub own_id: Option<String>,
    /// The target of each link, by the token that opens it.
    pub links: std::collections::BTreeMap<usize, String>,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The text of a step.
    Step,
    /// What follows an answer.
    Answer,
    /// A cell that only says where to go on.
    Target,
}

/// One case and the clauses that belong to it.
struct Segment {
    answer: Option<Range<usize>>,
    kind: Kind,
    clauses: Vec<Range<usize>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Condition,
    Rest,
    Label,
    /// After a question that no answer follows.
    Asked,
}

pub struct Reader<'a> {
    pub vocabulary: &'a Vocabulary,
    pub flat: &'a Flat,
    pub around: &'a Surroundings,
    pub(super) documents: Vec<Range<usize>>,
}

impl<'a> Reader<'a> {
    pub fn new(vocabulary: &'a Vocabulary, flat: &'a Flat, around: &'a Surroundings) -> Reader<'a> {
        let found = links::find(&flat.text, &around.id_pattern, around.own_id.as_deref());
        Reader {
            vocabulary,
            flat,
            around,
            documents: found.into_iter().map(|found| found.range).collect(),
        }
    }

    pub(super) fn words(&self) -> &'a [Word] {
        &self.flat.words
    }

    pub(super) fn text(&self, at: usize) -> &'a str {
        self.words().get(at).map_or("", |word| word.text.as_str())
    }

    /// The ways that some words name, in their order.
    pub fn ways(&self, range: Range<usize>, mode: Mode) -> Vec<Way> {
        let segments = self.segments(range.clone());
        let mut ways = Vec::new();
        for segment in &segments {
            match segment.kind {
                Kind::Plain => ways.extend(self.plain(segment, mode, range.end)),
                Kind::Asked => {
                    let goal = self.goal(&segment.clauses, mode, true);
                    ways.extend(
                        goal.filter(|(goal, _)| *goal != Goal::Next)
                            .map(|(_, words)| Way {
                                answer: segment.answer.clone(),
                                is_rest: false,
                                goal: Goal::Unclear,
                                words,
                            }),
                    );
                }
                Kind::Label => {
                    let answer = segment.answer.clone();
                    let all = self.around_clauses(segment).or(answer.clone());
                    let found = self.goal(&segment.clauses, Mode::Answer, true);
                    let (goal, words) =
                        found.unwrap_or((Goal::Unclear, all.unwrap_or(range.start..range.start)));
                    ways.push(Way {
                        answer,
                        is_rest: false,
                        goal,
                        words,
                    });
                }
                Kind::Condition | Kind::Rest => {
                    let found = self.goal(&segment.clauses, Mode::Answer, true);
                    ways.extend(found.map(|(goal, words)| Way {
                        answer: segment.answer.clone(),
                        is_rest: segment.kind == Kind::Rest,
                        goal,
                        words,
                    }));
                }
            }
        }
        ways
    }

    fn around_clauses(&self, segment: &Segment) -> Option<Range<usize>> {
        Some(segment.clauses.first()?.start..segment.clauses.last()?.end)
    }

    /// A text without a case of its own, but for a condition at its end.
    fn plain(&self, segment: &Segment, mode: Mode, end: usize) -> Option<Way> {
        let is_last = segment
            .clauses
            .last()
            .is_some_and(|last| (last.end..end).all(|at| self.words()[at].kind == WordKind::Mark));
        let (goal, words) = self.goal(&segment.clauses, mode, is_last)?;
        let late = words.end;
        let answers = &self.vocabulary.answers;
        let opens = |phrases: &Phrases| phrases.end_at(self.words(), late).is_some();
        let is_late = opens(&answers.conditions) || opens(&answers.late);
        let answer = is_late.then(|| late..self.sentence_end(late));
        Some(Way {
            answer,
            is_rest: false,
            goal,
            words,
        })
    }

    fn segments(&self, range: Range<usize>) -> Vec<Segment> {
        let mut segments = vec![Segment {
            answer: None,
            kind: Kind::Plain,
            clauses: Vec::new(),
        }];
        let mut base = 0;
        let mut asked: Option<(Range<usize>, bool)> = None;
        for sentence in self.sentences(range) {
            let is_question = self.text(sentence.end) == "?";
            if let Some((answer, body)) = self.labelled(&sentence) {
                base = segments.len();
                let clauses = self.clauses(body..sentence.end);
                segments.push(Segment {
                    answer: Some(answer),
                    kind: Kind::Label,
                    clauses,
                });
                asked = None;
                continue;
            }
            if is_question {
                let length = sentence.len();
                let opens = |at: usize| {
                    self.vocabulary
                        .answers
                        .questions
                        .iter()
                        .any(|word| word == self.text(at))
                };
                asked = Some((sentence.clone(), length <= 4 && !opens(sentence.start)));
                base = 0;
                continue;
            }
            let mut open = base;
            if let Some((question, is_fragment)) = asked.clone() {
                open = segments.len();
                let kind = match is_fragment {
                    true => Kind::Condition,
                    false => Kind::Asked,
                };
                if is_fragment {
                    asked = None;
                }
                segments.push(Segment {
                    answer: Some(question),
                    kind,
                    clauses: Vec::new(),
                });
            }
            self.sentence(&sentence, open, &mut segments);
        }
        segments.retain(|segment| !segment.clauses.is_empty() || segment.kind == Kind::Label);
        segments
    }

    /// Adds the clauses of a sentence to the segment `open`, and to one for each case it names.
    fn sentence(&self, sentence: &Range<usize>, open: usize, segments: &mut Vec<Segment>) {
        let mut open = open;
        let mut from = sentence.start;
        let mut added = segments[open].clauses.len();
        while from < sentence.end {
            let Some(clause) = self.next_clause(from, sentence.end) else {
                break;
            };
            let start = self.case_start(&clause);
            if let Some((answer, kind, body)) = start.and_then(|at| self.case(at, sentence.end)) {
                let rest = self.clauses(body..sentence.end);
                if rest.is_empty() && from > sentence.start && open_has(segments, open, added) {
                    // `Go to step 2, unless …`: the case stands behind what it is a case of.
                    let clauses = segments[open].clauses.split_off(added);
                    segments.push(Segment {
                        answer: Some(answer),
                        kind,
                        clauses,
                    });
                    return;
                }
                segments.push(Segment {
                    answer: Some(answer),
                    kind,
                    clauses: Vec::new(),
                });
                open = segments.len() - 1;
                added = 0;
                from = body.max(from + 1);
                continue;
            }
            from = clause.end;
            segments[open].clauses.push(clause);
        }
    }

    /// A case at a place: its words, and where what is done begins.
    fn case(&self, at: usize, end: usize) -> Option<(Range<usize>, Kind, usize)> {
        let answers = &self.vocabulary.answers;
        let words = &self.words()[..end];
        let is_whole = |after: usize| {
            after >= end
                || is_boundary(self.text(after))
                || self.exit_at(after, end)
                || self.is_clause_word(after)
        };
        if let Some(after) = answers
            .whole
            .end_at(words, at)
            .filter(|after| is_whole(*after))
        {
            return Some((at..after, Kind::Condition, self.behind(after, end)));
        }
        if let Some(after) = answers.otherwise.end_at(words, at) {
            return Some((at..after, Kind::Rest, self.behind(after, end)));
        }
        let opened = answers.conditions.end_at(words, at)?;
        let comma = (opened..end).find(|at| self.closes_case(*at));
        let stop = match comma {
            Some(comma) if !self.opens_case(comma + 1, end) => comma,
            _ => {
                let is_told = |at: &usize| {
                    *at > opened && !self.is_subject(*at - 1) && self.exit_at(*at, end)
                };
                (opened..end)
                    .find(|at| self.closes_case(*at) || is_told(at))
                    .unwrap_or(end)
            }
        };
        Some((at..stop, Kind::Condition, self.behind(stop, end)))
    }

    /// Whether a condition ends here, and what is to be done begins.
    fn closes_case(&self, at: usize) -> bool {
        let text = self.text(at);
        matches!(text, "," | ":" | "–" | "→")
            || self.vocabulary.answers.then.iter().any(|word| word == text)
    }

    fn opens_case(&self, at: usize, end: usize) -> bool {
        let answers = &self.vocabulary.answers;
        let words = &self.words()[..end];
        let opens = |phrases: &Phrases| phrases.end_at(words, at).is_some();
        opens(&answers.otherwise) || opens(&answers.conditions) || opens(&answers.whole)
    }

    /// Whether a word before an exit makes it something that happens, not what is to be done.
    fn is_subject(&self, at: usize) -> bool {
        let exits = &self.vocabulary.exits;
        let lists = [&exits.subjects, &exits.blocked_before, &exits.optional];
        lists
            .iter()
            .any(|list| list.iter().any(|word| word == self.text(at)))
    }

    /// Past the mark that closes a case.
    fn behind(&self, at: usize, end: usize) -> usize {
        match at < end && is_boundary(self.text(at)) {
            true => at + 1,
            false => at,
        }
    }

    /// Where a case may open in a clause: at its first word that says something.
    fn case_start(&self, clause: &Range<usize>) -> Option<usize> {
        let answers = &self.vocabulary.answers;
        let mut at = clause.start;
        while at < clause.end {
            let words = &self.words()[..clause.end];
            let opens = |phrases: &Phrases| phrases.end_at(words, at).is_some();
            if opens(&answers.whole) || opens(&answers.otherwise) || opens(&answers.conditions) {
                return Some(at);
            }
            if !answers.joints.iter().any(|word| word == self.text(at)) {
                return None;
            }
            at += 1;
        }
        None
    }

    /// `Yes: …` at the start of a sentence: the answer, and where what is done begins.
    fn labelled(&self, sentence: &Range<usize>) -> Option<(Range<usize>, usize)> {
        let words = &self.words()[..sentence.end];
        let end = self
            .vocabulary
            .answers
            .words
            .end_at(words, sentence.start)?;
        let is_label = matches!(self.text(end), ":" | "–" | "→" | "=" | ",");
        (is_label && self.flat.is_plain(sentence.start)).then_some((sentence.start..end, end + 1))
    }

    /// The sentences of a range, without the marks that end them.
    pub fn sentences(&self, range: Range<usize>) -> Vec<Range<usize>> {
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

    fn sentence_end(&self, from: usize) -> usize {
        (from..self.words().len())
            .find(|at| self.ends_sentence(*at))
            .unwrap_or(self.words().len())
    }

    fn clauses(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut from = range.start;
        while let Some(clause) = self.next_clause(from, range.end) {
            from = clause.end;
            found.push(clause);
        }
        found
    }

    /// The next clause at or behind a place: up to a comma, a bracket, a dash, `and`.
<<<<<<< HEAD
    fn next_clause(&self, from: usize, end: usize) -> Option<Range<usize>> {
        let start =
            (from..end).find(|at| !is_boundary(self.text(*at)) && !self.ends_sentence(*at))?;
        let stop = (start + 1..end).find(|at| {
            is_boundary(self.text(*at)) || self.ends_sentence(*at) || self.is_clause_word(*at)
        });
=======
    pub(super) fn next_clause(&self, from: usize, end: usize) -> Option<Range<usize>> {
        let start = (from..end).find(|at| !is_boundary(self.text(*at)) && !self.ends_sentence(*at))?;
        let stop = (start + 1..end)
            .find(|at| is_boundary(self.text(*at)) || self.ends_sentence(*at) || self.is_clause_word(*at));
>>>>>>> w-procedures
        Some(start..stop.unwrap_or(end))
    }

    pub(super) fn is_clause_word(&self, at: usize) -> bool {
        let answers = &self.vocabulary.answers;
        let mut words = answers.clauses.iter().chain(&answers.then);
        words.any(|word| word == self.text(at))
    }
<<<<<<< HEAD

    // ---- goals ----

    /// Where some clauses lead, and by which words. `is_last`: whether nothing follows them.
    fn goal(
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
    fn exit_at(&self, at: usize, end: usize) -> bool {
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
    fn weak(&self, clause: &Range<usize>, mode: Mode) -> Option<(Goal, Range<usize>)> {
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

    // ---- steps and documents ----

    /// A step that is named at a place, and where its name ends.
    fn step(&self, at: usize, mode: Mode) -> Option<(Goal, usize)> {
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

    fn link_end(&self, at: usize, link: usize) -> usize {
        let is_in = |at: &usize| self.flat.styles[*at].link == Some(link);
        (at..self.words().len())
            .take_while(is_in)
            .last()
            .map_or(at, |last| last + 1)
    }

    /// A document or another procedure that is named at a place.
    fn other(&self, at: usize) -> Option<(Goal, usize)> {
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
=======
>>>>>>> w-procedures
}

fn open_has(segments: &[Segment], open: usize, added: usize) -> bool {
    segments[open].clauses.len() > added
}

<<<<<<< HEAD
fn is_boundary(text: &str) -> bool {
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
=======
pub(super) fn is_boundary(text: &str) -> bool {
    matches!(text, "," | ":" | "–" | "→" | "(" | ")" | "[" | "]" | "\"" | "“" | "”" | "„" | "«" | "»" | "=" | ">")
>>>>>>> w-procedures
}
