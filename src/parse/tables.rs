//! Tables: headers with a scope, columns aligned by what they hold, a name, a region that scrolls
//! by itself; where the author asks, a caption and the tools to sort and filter:
//! `{: .sortable .filterable caption="…"}` in the line below.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use crate::blocks::{ColumnType, Number, column_type, parse_day};
use crate::diagnostic::Code;
use crate::dialect::plain;
use crate::parse::Piece;
use crate::parse::html::escaped;
use crate::parse::writer::{DEEPEST, Writer};
use crate::text::Span;

/// A row of more bytes than this can neither be read nor compared.
const LONG_ROW: usize = 2_000;

/// The tables of a body while it is written.
#[derive(Default)]
pub struct Tables {
    open: Option<Table>,
    /// Tables and blocks below the heading written last.
    pub below_heading: usize,
}

/// The table being written.
struct Table {
    alignments: Vec<Alignment>,
    types: Vec<ColumnType>,
    is_sortable: bool,
    /// Whether a figure around it is still to be closed.
    is_figure: bool,
    is_head: bool,
    column: usize,
}

impl Writer<'_> {
    /// The table is named by its caption, else for the heading above it, else for the document.
    pub fn open_table(&mut self, at: usize, alignments: &[Alignment], attributes: &str) {
        let name = self.name_of_region();
        let list = self.tokens[at].attributes.as_deref();
        let asks =
            |class: &str| list.is_some_and(|list| list.classes.iter().any(|given| given == class));
        let (is_sortable, is_filterable) = (asks("sortable"), asks("filterable"));
        let caption = list
            .and_then(|list| list.caption.clone())
            .filter(|caption| !caption.is_empty());
        let is_figure =
            (is_sortable || is_filterable || caption.is_some()) && self.depth() < DEEPEST;
        if is_figure {
            let mark = |is_on, mark| if is_on { mark } else { "" };
            let mut pieces = vec![Piece::Html(format!(
                "<figure class=\"block block-table\" data-table{}{}>\n",
                mark(is_sortable, " data-sortable"),
                mark(is_filterable, " data-filterable")
            ))];
            if let Some(caption) = &caption {
                let caption = escaped(caption);
                pieces.push(Piece::Html(format!("<figcaption>{caption}</figcaption>\n")));
            }
            if is_sortable || is_filterable {
                pieces.push(Piece::TableTools { is_filterable });
            }
            self.out.block(pieces);
        }
        self.tables.open = Some(Table {
            alignments: alignments.to_vec(),
            types: self.column_types(at, alignments.len()),
            is_sortable,
            is_figure,
            is_head: false,
            column: 0,
        });
        let name = escaped(&caption.unwrap_or(name));
        let open = format!(
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\">\n\
             <table{attributes}>\n"
        );
        self.open(open, "</tbody>\n</table>\n</div>\n");
    }

    /// A name for a region that scrolls: the heading above it, else the document's; numbered from
    /// the second one below the same heading, so that no two regions share a name.
    pub fn name_of_region(&mut self) -> String {
        self.tables.below_heading += 1;
        let first = self.outline.first.as_ref();
        let title = self.setting.title.or(first.map(|first| &*first.value));
        let above = self.content.headings.last().map(|heading| &*heading.text);
        let name = above.or(title).unwrap_or(self.setting.path.stem());
        match self.tables.below_heading {
            1 => name.to_owned(),
            number => format!("{name} ({number})"),
        }
    }

    /// After the end of a table.
    pub fn close_table(&mut self) {
        if self.tables.open.take().is_some_and(|table| table.is_figure) {
            self.out.block(vec![Piece::html("</figure>\n")]);
        }
    }

    /// What the columns hold, below the header.
    fn column_types(&self, table: usize, columns: usize) -> Vec<ColumnType> {
        let mut cells: Vec<Vec<String>> = vec![Vec::new(); columns];
        let (mut is_head, mut column) = (false, 0);
        for at in table..self.ends[table] {
            match self.tokens[at].event {
                Event::Start(Tag::TableHead) => is_head = true,
                Event::End(TagEnd::TableHead) => is_head = false,
                Event::Start(Tag::TableRow) => column = 0,
                Event::Start(Tag::TableCell) if !is_head => {
                    if let Some(cells) = cells.get_mut(column) {
                        cells.push(plain(&self.tokens[at + 1..self.ends[at]]));
                    }
                    column += 1;
                }
                _ => {}
            }
        }
        let types = cells.iter();
        types
            .map(|cells| column_type(cells.iter().map(String::as_str)))
            .collect()
    }

    pub fn open_head(&mut self) {
        if let Some(table) = &mut self.tables.open {
            table.is_head = true;
            table.column = 0;
        }
        self.open("<thead>\n<tr>".to_owned(), "</tr>\n</thead>\n<tbody>\n");
    }

    pub fn open_row(&mut self, at: usize) {
        if let Some(table) = &mut self.tables.open {
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
        let inner = &self.tokens[at + 1..self.ends[at].max(at + 1)];
        let Some(table) = &mut self.tables.open else {
            return self.open(String::new(), "");
        };
        let kind = table.types.get(table.column).copied();
        let kind = kind.unwrap_or(ColumnType::Text);
        let class = match (table.alignments.get(table.column), kind) {
            _ if attributes.contains("class=") => "",
            (Some(Alignment::Right), _) => " class=\"right\"",
            (Some(Alignment::Center), _) => " class=\"center\"",
            (Some(Alignment::None), ColumnType::Number) => " class=\"is-number\"",
            (Some(Alignment::None), ColumnType::Date) => " class=\"is-date\"",
            _ => "",
        };
        table.column += 1;
        if table.is_head && !inner.is_empty() {
            let kind = match kind {
                _ if !table.is_sortable => "",
                ColumnType::Number => " data-type=\"number\"",
                ColumnType::Date => " data-type=\"date\"",
                ColumnType::Text => " data-type=\"text\"",
            };
            self.open(
                format!("<th scope=\"col\"{kind}{class}{attributes}>"),
                "</th>",
            );
            return;
        }
        let text = || plain(inner);
        let value = match kind {
            ColumnType::Number if table.is_sortable => {
                Number::parse(&text()).map(|number| number.value.to_string())
            }
            // A day as ISO 8601 writes it sorts by its text.
            ColumnType::Date if table.is_sortable => parse_day(&text())
                .map(|day| day.to_string())
                .filter(|day| *day != text()),
            _ => None,
        };
        let value = value.map_or_else(String::new, |value| format!(" data-value=\"{value}\""));
        self.open(format!("<td{value}{class}{attributes}>"), "</td>");
    }
}
