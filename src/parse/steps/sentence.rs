//! What the sentences of a step or an answer say about where to go on.
//!
//! In: a plain text with its words. Out: for each case that the text names, where it leads and by
//! which words. What is not said for certain is unclear or not there at all.

use std::ops::Range;

use super::clauses::is_boundary;
use super::exits::{Goal, Mode, Surroundings, Way};
use super::flat::Flat;
use crate::language::{Phrases, Vocabulary, Word, WordKind};
use crate::parse::links;

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
}

fn open_has(segments: &[Segment], open: usize, added: usize) -> bool {
    segments[open].clauses.len() > added
}
