//! Headings, and the sections of text below them.

use pulldown_cmark::{Event, Tag};

use crate::parse::events::Token;
use crate::parse::html::escaped;
use crate::parse::outline::Planned;
use crate::parse::writer::Writer;
use crate::parse::{Heading, Piece};
use crate::text::{Landmark, Section, Span, fold_onto};

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
        self.open_section(Some(planned.id.clone()));
        if let Some(section) = self.sections.last_mut() {
            section.heading = planned.text.clone();
        }
        self.headings.push(Heading {
            level: planned.level,
            id: planned.id,
            text: planned.text,
            span,
        });
    }

    /// What is written from here on belongs to a section without a heading so far.
    pub fn open_section(&mut self, anchor: Option<String>) {
        self.end_section();
        self.sections.push(Section {
            anchor,
            ..Section::default()
        });
    }

    /// Makes the text written since the section was opened its heading.
    pub fn name_section(&mut self) {
        self.settle_text();
        if let Some(section) = self.sections.last_mut() {
            section.heading = std::mem::take(&mut section.text);
        }
    }

    /// Where what is being written can be led to.
    pub fn section_anchor(&self) -> Option<String> {
        let section = self.sections.last()?;
        match section.landmarks.last() {
            Some(landmark) => Some(landmark.anchor.clone()),
            None => section.anchor.clone(),
        }
    }

    /// Puts the text written so far into the section that it belongs to.
    pub fn end_section(&mut self) {
        self.settle_text();
        if let Some(section) = self.sections.last_mut() {
            section.text.shrink_to_fit();
        }
    }

    /// What is written from here on belongs to a step, up to the next or the end of the section.
    pub fn begin_landmark(&mut self, anchor: &str, number: u32) {
        self.settle_text();
        if let Some(section) = self.sections.last_mut() {
            section.landmarks.push(Landmark {
                at: section.text.len(),
                anchor: anchor.to_owned(),
                number,
            });
        }
    }

    fn settle_text(&mut self) {
        self.close_link();
        if let Some(section) = self.sections.last_mut() {
            fold_onto(&self.plain, &mut section.text);
        }
        self.plain.clear();
    }
}
