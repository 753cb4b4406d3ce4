//! Who acts in a step, by the words that say so.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::find::Finder;
use super::flat::Flat;
use super::leads::{LeadMark, lead};
use super::raw::{LeftAlone, RawStep, WhyLeft};
use super::recognise::FactLabel;
use super::subject::Subjects;
use crate::language::WordKind;
use crate::text::At;

/// Who acts, and the word behind a label that says it.
type Named = Option<(At<String>, usize)>;

impl Finder<'_> {
    /// Who acts in a step of which `words` are the text.
    pub(super) fn who(
        &self,
        raw: &RawStep,
        words: &Range<usize>,
        left: &mut Vec<LeftAlone>,
    ) -> Named {
        if let Some(cell) = &raw.who {
            let who = self.in_cell(cell);
            return Some((who?, words.start));
        }
        let stated = self.stated(raw, words);
        let named = self.in_text(&raw.flat, words, Some(left));
        if let Some(stated) = stated {
            let behind = self
                .labelled(&raw.flat, words)
                .map_or(words.start, |(_, behind)| behind);
            return Some((stated, behind));
        }
        if named.is_some() || !raw.is_heading {
            return named;
        }
        let first = raw.below_text.iter().find(|flat| {
            let all = 0..flat.words.len();
            !matches!(
                self.label_line(flat, &all),
                Some((FactLabel::Remark | FactLabel::Other, _))
            )
        })?;
        let (who, _) = self.in_text(first, &(0..first.words.len()), Some(left))?;
        Some((who, words.start))
    }

    fn in_cell(&self, cell: &Flat) -> Option<At<String>> {
        let all = 0..cell.words.len();
        let name = self.cast.value(&cell.text)?;
        Some(At::new(name, cell.span_of(&all)))
    }

    /// In a text by itself: a label, a bracket, the subject.
    fn in_text(
        &self,
        flat: &Flat,
        words: &Range<usize>,
        left: Option<&mut Vec<LeftAlone>>,
    ) -> Named {
        if let Some(found) = self.labelled(flat, words) {
            return Some(found);
        }
        let lead = lead(flat, words, self.vocabulary);
        let is_labelled = lead.as_ref().is_some_and(|lead| {
            matches!(lead.mark, LeadMark::Colon | LeadMark::Dash) && lead.label.len() < 7
        });
        if let Some(found) = self.behind(flat, words) {
            return Some((found, words.start));
        }
        if let (true, Some(lead), Some(left)) = (is_labelled, &lead, left)
            && lead.is_bold
            && self.label_line(flat, words).is_none()
        {
            left.push(LeftAlone::of(flat, &lead.label, WhyLeft::Label));
        }
        let from = match &lead {
            Some(lead) if is_labelled && !self.is_label_of_sentence(flat, &lead.label) => {
                return None;
            }
            _ => words.start,
        };
        let end = self.sentence_end(flat, from, words.end);
        let subjects = Subjects {
            vocabulary: self.vocabulary,
            flat,
            cast: self.cast,
        };
        let (name, at) = subjects.of(&(from..end))?;
        Some((At::new(name, flat.span_of(&at)), words.start))
    }

    /// A colon far behind the beginning belongs to the sentence: `The clerk asks: …`.
    fn is_label_of_sentence(&self, flat: &Flat, label: &Range<usize>) -> bool {
        let determiners = &self.vocabulary.sentence.determiners;
        let is_plain = !flat.styles[label.start].is_bold;
        is_plain && (determiners.contains(&flat.words[label.start].text) || label.len() > 3)
    }

    fn sentence_end(&self, flat: &Flat, from: usize, end: usize) -> usize {
        let ends =
            |at: &usize| matches!(flat.words[*at].text.as_str(), "." | "!" | "?" | ";" | ":");
        (from..end).find(ends).unwrap_or(end)
    }

    /// A label that names whoever acts: `**Nurse:** …`, `Nurse – …`, `[Nurse] …`.
    fn labelled(&self, flat: &Flat, words: &Range<usize>) -> Named {
        let lead = lead(flat, words, self.vocabulary)?;
        if matches!(
            lead.mark,
            LeadMark::None | LeadMark::Arrow | LeadMark::Comma
        ) {
            return None;
        }
        let mut label = lead.label.clone();
        let by = &self.vocabulary.sentence.by;
        if lead.mark == LeadMark::Bracket && by.contains(&flat.words[label.start].text) {
            label.start += 1;
        }
        let name = self.cast.named(&flat.words[label.clone()])?;
        Some((At::new(name.to_owned(), flat.span_of(&label)), lead.rest))
    }

    /// Whoever stands in a bracket or behind a dash at the end: `… (Nurse)`, `… – Nurse`.
    fn behind(&self, flat: &Flat, words: &Range<usize>) -> Option<At<String>> {
        let text = |at: usize| flat.words[at].text.as_str();
        let mut end = words.end;
        while end > words.start && matches!(text(end - 1), "." | ";" | ":") {
            end -= 1;
        }
        let name = |label: Range<usize>| {
            let by = &self.vocabulary.sentence.by;
            let mut label = label;
            if label.len() > 1 && by.contains(&flat.words[label.start].text) {
                label.start += 1;
            }
            if let Some((FactLabel::Who, from)) = self.label_line(flat, &label) {
                label.start = from;
            }
            let name = self.cast.named(&flat.words[label.clone()])?;
            Some(At::new(name.to_owned(), flat.span_of(&label)))
        };
        let is_closed = end > words.start + 2 && matches!(text(end - 1), ")" | "]");
        if is_closed {
            let open = (words.start..end - 1)
                .rev()
                .find(|at| matches!(text(*at), "(" | "["))?;
            return name(open + 1..end - 1);
        }
        let closes = |at: &usize| {
            matches!(text(*at), ")" | "]")
                && flat.words.get(at + 1).is_some_and(|next| next.text == ".")
        };
        let mut bracketed = (words.start + 2..end).filter(closes).filter_map(|close| {
            let open = (words.start..close)
                .rev()
                .find(|at| matches!(text(*at), "(" | "["))?;
            name(open + 1..close)
        });
        if let (Some(one), None) = (bracketed.next(), bracketed.next()) {
            return Some(one);
        }
        let dash = (words.start + 1..end).rev().find(|at| text(*at) == "–")?;
        name(dash + 1..end)
    }

    /// Whom a label such as `Responsible:` names, in the lines and blocks below a step.
    fn stated(&self, raw: &RawStep, words: &Range<usize>) -> Option<At<String>> {
        let in_lines = self.in_lines(&raw.flat, words.end..raw.words.end);
        in_lines.or_else(|| {
            let blocks = raw.blocks.iter();
            blocks.take(12).find_map(|block| self.in_block(*block))
        })
    }

    fn in_block(&self, block: usize) -> Option<At<String>> {
        match &self.tokens[block].event {
            Event::Start(Tag::Paragraph) => {
                let flat = self.flat(block + 1..self.ends[block]);
                self.in_lines(&flat, 0..flat.words.len())
            }
            Event::Start(Tag::List(_)) => self.items(block).into_iter().find_map(|item| {
                let (phrase, _) = self.phrase(item + 1..self.ends[item]);
                let flat = self.flat(phrase);
                self.in_lines(&flat, 0..flat.words.len())
            }),
            Event::Start(Tag::Table(_)) => {
                let cells = self.cells(block);
                let [(_, row)] = cells.rows.as_slice() else {
                    return self.in_rows(&cells);
                };
                let is_who =
                    |head: &std::rc::Rc<Flat>| self.is_column(head, &self.vocabulary.columns.who);
                let column = cells.head.iter().position(is_who);
                match column {
                    Some(column) => self.in_cell(row.get(column)?),
                    None => self.in_rows(&cells),
                }
            }
            _ => None,
        }
    }

    /// A table of two columns, a fact a row.
    fn in_rows(&self, cells: &super::tables::Cells) -> Option<At<String>> {
        let rows = std::iter::once(&cells.head).chain(cells.rows.iter().map(|(_, row)| row));
        rows.filter(|row| row.len() == 2).find_map(|row| {
            let label = super::find::without_marks(&row[0].words);
            self.vocabulary
                .labels
                .who
                .is(label)
                .then(|| self.in_cell(&row[1]))
                .flatten()
        })
    }

    /// The first line of some words that says who acts.
    fn in_lines(&self, flat: &Flat, words: Range<usize>) -> Option<At<String>> {
        for line in lines(flat, words) {
            let Some((FactLabel::Who, from)) = self.label_line(flat, &line) else {
                continue;
            };
            let mut end = line.end;
            while end > from
                && flat.words[end - 1].kind == WordKind::Mark
                && !matches!(flat.words[end - 1].text.as_str(), ")" | "]")
            {
                end -= 1;
            }
            if from < end {
                let name = self.cast.value(&flat.said(&(from..end)))?;
                return Some(At::new(name, flat.span_of(&(from..end))));
            }
        }
        None
    }
}

/// The lines of some words.
fn lines(flat: &Flat, words: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = words.start;
    for at in words.start + 1..words.end {
        let between = flat.words[at - 1].range.end..flat.words[at].range.start;
        if flat.text[between].contains('\n') {
            found.push(start..at);
            start = at;
        }
    }
    if start < words.end {
        found.push(start..words.end);
    }
    found
}
