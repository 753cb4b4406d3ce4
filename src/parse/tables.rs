//! Tables: headers with a scope, a name, and a region that scrolls by itself.

use pulldown_cmark::{Alignment, Event, TagEnd};

use crate::diagnostic::Code;
use crate::parse::html::escaped;
use crate::parse::writer::Writer;
use crate::text::Span;

/// A row of more bytes than this can neither be read nor compared.
const LONG_ROW: usize = 2_000;

/// The table being written.
pub struct Table {
    alignments: Vec<Alignment>,
    is_head: bool,
    column: usize,
}

impl Writer<'_> {
    /// The table is named for the heading above it, else for the document.
    pub fn open_table(&mut self, alignments: &[Alignment], attributes: &str) {
        self.tables += 1;
        self.table = Some(Table {
            alignments: alignments.to_vec(),
            is_head: false,
            column: 0,
        });
        let first = self.outline.first.as_ref();
        let title = self.setting.title.or(first.map(|first| &*first.value));
        let above = self.headings.last().map(|heading| &*heading.text);
        let name = escaped(above.or(title).unwrap_or(self.setting.path.stem()));
        let name = match self.tables {
            1 => name,
            number => format!("{name} ({number})"),
        };
        let open = format!(
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\">\n\
             <table{attributes}>\n"
        );
        self.open(open, "</tbody>\n</table>\n</div>\n");
    }

    pub fn open_head(&mut self) {
        if let Some(table) = &mut self.table {
            table.is_head = true;
            table.column = 0;
        }
        self.open("<thead>\n<tr>".to_owned(), "</tr>\n</thead>\n<tbody>\n");
    }

    pub fn open_row(&mut self, at: usize) {
        if let Some(table) = &mut self.table {
            table.is_head = false;
            table.column = 0;
        }
        let span = self.tokens[at].span;
        let length = span.end - span.start;
        if length > LONG_ROW {
            let message = format!("a table row of {length} bytes");
            let start = Span::new(span.start, span.start);
            let help = "move long texts below the table, or make the table a list";
            self.report(Code::TableRowLong, start, message, help);
        }
        self.open("<tr>".to_owned(), "</tr>\n");
    }

    /// An empty cell of the header is no header: it would announce nothing.
    pub fn open_cell(&mut self, at: usize, attributes: &str) {
        let is_empty = matches!(
            self.tokens.get(at + 1).map(|token| &token.event),
            Some(Event::End(TagEnd::TableCell))
        );
        let Some(table) = &mut self.table else {
            return self.open(String::new(), "");
        };
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        let class = if attributes.contains("class=") {
            ""
        } else {
            class
        };
        table.column += 1;
        if table.is_head && !is_empty {
            self.open(format!("<th scope=\"col\"{class}{attributes}>"), "</th>");
        } else {
            self.open(format!("<td{class}{attributes}>"), "</td>");
        }
    }
}
