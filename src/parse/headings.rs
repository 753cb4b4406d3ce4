//! Headings, and the sections of text below them.

use pulldown_cmark::{Event, Tag};

use crate::parse::events::Token;
use crate::parse::html::escaped;
use crate::parse::outline::Planned;
use crate::parse::writer::Writer;
use crate::parse::{Heading, Piece, Section};
use crate::text::{Span, folded};

impl Writer<'_> {
    /// Writes a heading; what follows belongs to it.
    pub fn heading(&mut self, at: usize) {
        let end = self.ends[at];
        let Some(planned) = self.outline.headings.remove(&at) else {
            return;
        };
        self.end_section();
        let Token { event, span, .. } = &self.tokens[at];
        let mut classes: Vec<String> = match event {
            Event::Start(Tag::Heading { classes, .. }) => classes
                .iter()
                .map(|class| class.to_string())
                .filter(|class| {
                    class
                        .chars()
                        .all(|c| c.is_alphanumeric() || "-_".contains(c))
                })
                .collect(),
            _ => Vec::new(),
        };
        let listed = self.tokens[at].attributes.as_deref();
        classes.extend(listed.iter().flat_map(|list| list.classes.clone()));
        let class = match classes.as_slice() {
            [] => String::new(),
            some => format!(" class=\"{}\"", escaped(&some.join(" "))),
        };
        let (shown, id) = (planned.shown, escaped(&planned.id));
        self.out.html(&format!("<h{shown} id=\"{id}\"{class}>"));
        self.inside(at + 1..end);
        if !planned.text.is_empty() {
            self.out.inline(vec![
                Piece::Html(format!(" <a class=\"anchor\" href=\"#{id}\" aria-label=\"")),
                Piece::Words {
                    message: "document.permalink-to",
                    blanks: vec![("heading", planned.text.clone())],
                },
                Piece::html("\"><span aria-hidden=\"true\">#</span></a>"),
            ]);
        }
        self.out.html(&format!("</h{shown}>\n"));
        self.begin_section(planned, *span);
    }

    /// What is written from here on belongs to a heading.
    pub fn begin_section(&mut self, planned: Planned, span: Span) {
        self.plain.clear();
        self.tables = 0;
        self.sections.push(Section {
            anchor: Some(planned.id.clone()),
            heading: planned.text.clone(),
            text: String::new(),
        });
        self.headings.push(Heading {
            level: planned.level,
            id: planned.id,
            text: planned.text,
            span,
        });
    }

    /// Puts the text written so far into the section that it belongs to.
    pub fn end_section(&mut self) {
        self.close_link();
        if let Some(section) = self.sections.last_mut() {
            section.text = folded(&self.plain);
        }
        self.plain.clear();
    }
}
