//! Notes and warnings as HTML.

use crate::dialect::{Note, TAB};
use crate::parse::Piece;
use crate::parse::html::escaped;
use crate::parse::writer::Writer;

impl Writer<'_> {
    /// Opens a note and writes its title.
    pub fn open_note(&mut self, note: Note) {
        let kind = note.kind;
        if kind == TAB {
            self.open(
                "<div class=\"tab\" role=\"group\">\n".to_owned(),
                "</div>\n",
            );
            let title = note.title.unwrap_or_default();
            self.prose.push_str(&title);
            self.prose.push(' ');
            self.out.html("<p><strong>");
            self.out.inline(vec![Piece::Html(escaped(&title))]);
            self.out.html("</strong></p>\n");
            return;
        }
        self.open(
            format!("<div class=\"alert alert-{kind}\" role=\"note\">\n"),
            "</div>\n",
        );
        let title = match &note.title {
            Some(title) => {
                self.prose.push_str(title);
                self.prose.push(' ');
                Piece::Html(escaped(title))
            }
            None => Piece::words(message(kind)),
        };
        self.out.html("<p class=\"alert-title\">");
        self.out.inline(vec![title]);
        self.out.html("</p>\n");
    }
}

/// The message that names a kind of note.
fn message(kind: &str) -> &'static str {
    match kind {
        "tip" => "alert.tip",
        "important" => "alert.important",
        "warning" => "alert.warning",
        "caution" => "alert.caution",
        _ => "alert.note",
    }
}
