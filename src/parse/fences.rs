//! Fenced and indented code, and the fences that are blocks of their own.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event};

use crate::blocks;
use crate::diagnostic::Code;
use crate::parse::Piece;
use crate::parse::highlight;
use crate::parse::html::escaped;
use crate::parse::writer::Writer;
use crate::suggest;
use crate::text::Span;

impl Writer<'_> {
    pub fn code_block(&mut self, range: Range<usize>, kind: &CodeBlockKind<'_>) {
        let mut body = String::new();
        for token in &self.tokens[range.clone()] {
            if let Event::Text(text) = &token.event {
                body.push_str(text);
            }
        }
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.trim(),
            CodeBlockKind::Indented => "",
        };
        let word = first_word(info);
        if word != "faq" {
            self.content.fences.push(self.tokens[range.start].span);
        }
        if blocks::words().any(|known| known == word) && matches!(kind, CodeBlockKind::Fenced(_)) {
            self.place_block(range, word, body);
            return;
        }
        self.prose.push(' ');
        self.prose.push_str(&body);
        self.prose.push(' ');
        if !highlight::is_plain(word) && !highlight::is_known(word) {
            let start = self.tokens[range.start].span.start;
            let opener = self.setting.file[start..].lines().next().unwrap_or("");
            let span = match opener.find(word) {
                Some(at) => Span::new(at, at + word.len()).shifted(start),
                None => Span::new(start, start + opener.len()),
            };
            let message = format!("`{word}` is no language that can be highlighted");
            let help = match suggest::nearest(word, blocks::words()) {
                Some(meant) => format!("did you mean the block `{meant}`?"),
                None => "write `text` to show it plain".to_owned(),
            };
            self.report(Code::CodeLanguageUnknown, span, message, &help);
        }
        let language = match word {
            "" => String::new(),
            word => format!(" class=\"language-{}\"", escaped(word)),
        };
        let code = highlight::highlight(word, &body);
        let attributes = self.attributes(range.start);
        self.out.block(vec![Piece::Html(format!(
            "<pre{attributes} tabindex=\"0\"><code{language}>{code}</code></pre>\n"
        ))]);
    }
}

/// The language or block of an info string: its first word, `{.python}` and `python,linenos` too.
fn first_word(info: &str) -> &str {
    info.trim_start_matches(['{', '.', ' '])
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | ':'))
        .next()
        .unwrap_or("")
}
