//! The facts below a step: what they say, and the roles that they name.

use std::ops::Range;

use super::{Detail, DetailKind, role_names};
use crate::dialect::plain;
use crate::language::{Vocabulary, vocabulary};
use crate::parse::capture::{From, Lead};
use crate::parse::writer::Writer;
use crate::text::{At, Span};

impl Writer<'_> {
    /// The words of the document's language.
    pub fn vocabulary(&self) -> &'static Vocabulary {
        vocabulary(&self.setting.reading.language)
    }

    /// The fact that an item states: `Tools: …`.
    pub(super) fn detail_of(&self, item: usize) -> Option<DetailKind> {
        let (phrase, _) = self.first_phrase(item + 1..self.ends[item]);
        let text = plain(&self.tokens[phrase]);
        let (label, _) = text.split_once(':')?;
        let words = self.vocabulary().words(label);
        let mut details = self.vocabulary().labels.details.iter();
        let (name, _) = details.find(|(_, phrases)| phrases.is(&words))?;
        DetailKind::named(name)
    }

    pub(super) fn detail(
        &mut self,
        kind: DetailKind,
        item: usize,
        phrase: Range<usize>,
        rest: Range<usize>,
    ) -> Detail {
        let span = self.span_of(phrase.clone(), self.tokens[item].span);
        let lead = self.bold_lead(&phrase).filter(|lead| lead.has_colon);
        let lead: Option<Lead> = lead.or_else(|| self.plain_lead(&phrase));
        let from = lead.map_or(
            From {
                token: phrase.start,
                cut: 0,
            },
            |lead| lead.rest,
        );
        self.prose.push_str("· ");
        self.prose.push_str(kind.name());
        self.prose.push_str(": ");
        let (mut body, text) = self.capture_phrase(from, phrase.end);
        body.pieces.extend(self.rest(rest).pieces);
        let names = if kind.names_roles() {
            role_names(&text, &self.vocabulary().role_names)
        } else {
            Vec::new()
        };
        let mut searched = self.tokens.get(from.token).map_or(span.start, |token| {
            (token.span.start + from.cut).min(span.end)
        });
        let roles = names.into_iter().map(|name| {
            let place = self
                .setting
                .file
                .get(searched..span.end)
                .and_then(|text| text.find(name));
            let place = match place {
                Some(at) => {
                    searched += at + name.len();
                    Span::new(searched - name.len(), searched)
                }
                None => span,
            };
            self.mention(At::new(name.to_owned(), place))
        });
        let roles = roles.collect();
        Detail {
            kind,
            text,
            body,
            roles,
            span,
        }
    }
}
