//! Footnotes: numbered in the order in which a reader meets them, with links there and back.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag};

use crate::diagnostic::Code;
use crate::dialect::Token;
use crate::parse::Piece;
use crate::parse::writer::Writer;
use crate::text::Span;

/// The footnotes of a body.
#[derive(Default)]
pub struct Footnotes<'a> {
    /// The token at which each is defined, by label.
    defined: BTreeMap<&'a str, usize>,
    /// All definitions, those of a label that another one has too.
    all: Vec<(&'a str, usize)>,
    /// How many of them have been looked at for notes to which nothing refers.
    looked_at: usize,
    /// Those referred to, in order: label, ids of the note and of its references.
    met: Vec<Met>,
    /// The place of each label in `met`.
    places: BTreeMap<&'a str, usize>,
}

struct Met {
    /// The token at which it is defined.
    at: usize,
    id: String,
    references: Vec<String>,
}

impl<'a> Footnotes<'a> {
    pub fn of(tokens: &'a [Token<'a>]) -> Footnotes<'a> {
        let mut footnotes = Footnotes::default();
        for (at, token) in tokens.iter().enumerate() {
            if let Event::Start(Tag::FootnoteDefinition(label)) = &token.event {
                footnotes.defined.entry(label).or_insert(at);
                footnotes.all.push((label, at));
            }
        }
        footnotes
    }
}

impl<'a> Writer<'a> {
    pub fn footnote_reference(&mut self, label: &str) {
        let Some((label, start)) = self.footnotes.defined.get_key_value(label) else {
            self.out.text(&format!("[^{label}]"));
            return;
        };
        let (label, start): (&'a str, usize) = (label, *start);
        let slugs = &mut self.outline.slugs;
        let met = &mut self.footnotes.met;
        let at = *self.footnotes.places.entry(label).or_insert(met.len());
        if at == met.len() {
            met.push(Met {
                at: start,
                id: slugs.unique(&format!("fn-{}", at + 1)),
                references: Vec::new(),
            });
        }
        let number = at + 1;
        let note = &mut met[at];
        let own = slugs.unique(&format!("fnref-{number}"));
        let pieces = vec![
            Piece::Html(format!(
                "<sup class=\"footnote\"><a id=\"{own}\" href=\"#{}\" role=\"doc-noteref\" \
                 aria-label=\"",
                note.id
            )),
            Piece::Words {
                message: "footnote.label",
                blanks: vec![("number", number.to_string())],
            },
            Piece::Html(format!("\">{number}</a></sup>")),
        ];
        note.references.push(own.clone());
        self.content.anchors.push(own);
        self.out.inline(pieces);
    }

    /// Writes the notes: those that were referred to, those that these refer to, and then those to
    /// which nothing refers.
    pub fn write_footnotes(&mut self) {
        let mut at = 0;
        loop {
            if at == self.footnotes.met.len() && !self.add_unused() {
                break;
            }
            if at == 0 {
                self.out.block(vec![
                    Piece::html("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\""),
                    Piece::words("footnote.list"),
                    Piece::html("\">\n"),
                ]);
                self.out.html("<ol>\n");
            }
            let start = self.footnotes.met[at].at;
            let id = self.footnotes.met[at].id.clone();
            self.out.html(&format!("<li id=\"{id}\">"));
            self.write(start + 1..self.ends[start]);
            self.close_link();
            for (count, reference) in std::mem::take(&mut self.footnotes.met[at].references)
                .iter()
                .enumerate()
            {
                let message = match count {
                    0 => "footnote.back",
                    _ => "footnote.back-again",
                };
                let (number, place) = ((at + 1).to_string(), (count + 1).to_string());
                self.out.inline(vec![
                    Piece::Html(format!(
                        " <a class=\"footnote-back\" href=\"#{reference}\" \
                         role=\"doc-backlink\" aria-label=\""
                    )),
                    Piece::Words {
                        message,
                        blanks: vec![("number", number), ("place", place)],
                    },
                    Piece::html("\">↩</a>"),
                ]);
            }
            self.out.html("</li>\n");
            self.content.anchors.push(id);
            at += 1;
        }
        if at > 0 {
            self.out.html("</ol>\n");
            self.out.block(vec![Piece::html("</section>\n")]);
        }
    }

    /// Adds the first note to which nothing refers, and reports it.
    fn add_unused(&mut self) -> bool {
        let Footnotes {
            defined,
            all,
            looked_at,
            met,
            places,
        } = &mut self.footnotes;
        let is_met = |label: &str, at: usize| {
            let place = places.get(label);
            place.is_some_and(|place| met[*place].at == at)
        };
        let rest = all[*looked_at..].iter();
        let skipped = rest.take_while(|(label, at)| is_met(label, *at)).count();
        *looked_at += skipped + 1;
        let Some((label, at)) = all.get(*looked_at - 1).copied() else {
            *looked_at = all.len();
            return false;
        };
        let id = self.outline.slugs.unique(&format!("fn-{}", met.len() + 1));
        if defined.get(label) == Some(&at) {
            places.insert(label, met.len());
        }
        met.push(Met {
            at,
            id,
            references: Vec::new(),
        });
        let start = self.tokens[at].span.start;
        let span = Span::new(start, start + label.len() + 3);
        let message = format!("nothing refers to the footnote `{label}`");
        let help = "refer to it in the text, or remove it";
        self.report(Code::FootnoteUnused, span, message, help);
        true
    }
}
