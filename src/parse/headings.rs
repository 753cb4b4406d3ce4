//! Headings, and the sections of text below them.

use crate::dialect::Token;
use crate::parse::html::escaped;
use crate::parse::outline::Planned;
use crate::parse::writer::Writer;
use crate::parse::{Heading, Piece};
use crate::text::Span;

impl Writer<'_> {
    /// Writes a heading; what follows belongs to it.
    pub fn heading(&mut self, at: usize) {
        let end = self.ends[at];
        let Some(planned) = self.outline.headings.remove(&at) else {
            return;
        };
        self.end_section();
        let Token {
            span, attributes, ..
        } = &self.tokens[at];
        let classes = attributes.as_deref().map_or(&[][..], |list| &list.classes);
        let class = match classes {
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

    /// Starts the section of a heading.
    pub fn begin_section(&mut self, planned: Planned, span: Span) {
        // The text of the heading itself is kept as the section's heading.
        self.prose.drop_pending();
        self.tables.below_heading = 0;
        self.open_section(Some(planned.id.clone()));
        self.prose.set_heading(planned.text.clone());
        self.content.headings.push(Heading {
            level: planned.level,
            id: planned.id,
            text: planned.text,
            span,
        });
    }

    /// Starts a section without a heading.
    pub fn open_section(&mut self, anchor: Option<String>) {
        self.close_link();
        self.prose.open_section(anchor);
    }

    /// Turns the text written since the section was opened into its heading.
    pub fn name_section(&mut self) {
        self.close_link();
        self.prose.text_to_heading();
    }

    /// Ends the open section.
    pub fn end_section(&mut self) {
        self.close_link();
        self.prose.end_section();
    }

    /// Marks where a step begins: the text up to the next one belongs to it.
    pub fn begin_landmark(&mut self, anchor: &str, number: u32) {
        self.close_link();
        self.prose.begin_landmark(anchor, number);
    }
}
