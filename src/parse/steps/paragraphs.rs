//! Steps that are paragraphs, by the numbers that open them.

use pulldown_cmark::{Event, Tag};

use super::find::{Finder, Open, follows, typed_number, unnumbered};
use super::raw::{Form, RawProcedure, RawStep};

impl Finder<'_> {
    /// Paragraphs that are steps by their numbers: `Step 1 – …`, `6.2.1 …`.
    pub(super) fn paragraphs(&mut self, place: usize, open: &[Open]) -> Option<usize> {
        let opening = |finder: &Self, at: usize| {
            let flat = finder.flat(at + 1..finder.ends[at]);
            let all = 0..flat.words.len();
            let found = match finder.step_opening(&flat, &all) {
                Some((name, from, true)) => Some((name, from)),
                Some(_) => None,
                None => typed_number(&flat.words).filter(|(name, _)| name.contains('.')),
            };
            found.map(|(name, from)| (flat, name, from))
        };
        let (_, first, _) = opening(self, self.top[place])?;
        let mut steps: Vec<RawStep> = Vec::new();
        let mut last: Option<String> = None;
        let mut role = open.last().and_then(|open| open.role.clone());
        let least = open.last().map_or(0, |open| open.level);
        let mut end = place;
        let mut next = place;
        while let Some(&at) = self.top.get(next) {
            if let Some(level) = self.heading_level(at) {
                let flat = self.flat(at + 1..self.ends[at]);
                let is_group =
                    first.contains('.') && level >= least && typed_number(&flat.words).is_some();
                if !is_group {
                    break;
                }
                let from = flat.words.len() - unnumbered(&flat.words).len();
                role = self.group_role(&flat, &(from..flat.words.len()));
                next += 1;
                continue;
            }
            let is_paragraph = matches!(self.tokens[at].event, Event::Start(Tag::Paragraph));
            match opening(self, at).filter(|_| is_paragraph) {
                Some((flat, name, from)) => {
                    if last.as_ref().is_some_and(|last| !follows(last, &name)) {
                        break;
                    }
                    last = Some(name.clone());
                    steps.push(RawStep {
                        number: steps.len() as u32 + 1,
                        typed: None,
                        parent: None,
                        at,
                        words: from..flat.words.len(),
                        flat,
                        below_text: Vec::new(),
                        blocks: Vec::new(),
                        group: role.clone(),
                        who: None,
                        answers: Vec::new(),
                        is_heading: false,
                        is_line: false,
                        name,
                    });
                    end = next + 1;
                }
                None => {
                    if let Some(last) = steps.last_mut() {
                        last.blocks.push(at);
                    }
                }
            }
            next += 1;
        }
        // What stands behind the last step up to the next heading is taken to be below it.
        let end = end.max(place + 1);
        if steps.len() < 2 {
            return None;
        }
        let token = self.top.get(end).copied().unwrap_or(self.tokens.len());
        let heading = self.heading_above(open, place, end);
        self.found.push(RawProcedure {
            heading,
            form: Form::Written,
            steps,
            end: token,
        });
        Some(end)
    }

    /// The heading that a procedure stands under: above those within it.
    fn heading_above(&self, open: &[Open], place: usize, end: usize) -> Option<usize> {
        let inner = self.top[place..end]
            .iter()
            .filter_map(|at| self.heading_level(*at))
            .min();
        let above = open
            .iter()
            .rev()
            .find(|open| inner.is_none_or(|inner| open.level < inner));
        above.or(open.first()).map(|open| open.token)
    }
}
