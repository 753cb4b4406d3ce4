//! Statements: nodes and links, and the choice between the other statements.

use std::ops::Range;

use crate::diagram::fault::FaultKind;
use crate::diagram::flow::chart::Tip;
use crate::diagram::flow::parse::arrows::{self, Arrow, WrittenLink};
use crate::diagram::flow::parse::parser::{MOST_FAULTS, ParseResult, Parser};
use crate::diagram::label::Label;
use crate::diagram::mermaid::cursor::Cursor;
use crate::diagram::mermaid::labels::{self, LabelSyntax};

impl Parser<'_> {
    /// Parses statements to the end of the text.
    pub fn document(&mut self) {
        loop {
            self.cursor.skip_space();
            if self.cursor.eat(";") {
                continue;
            }
            if self.cursor.is_at_end() || self.faults.len() >= MOST_FAULTS {
                break;
            }
            let start = self.cursor.at;
            if let Err(broken) = self.statement() {
                self.cursor.at = broken.resume.max(start);
                self.cursor.skip_line();
            }
            if self.draft.is_too_large() {
                self.note(
                    FaultKind::TooLarge,
                    start..self.cursor.at,
                    "this chart has too many nodes or links to follow".to_owned(),
                    Some("split it into several charts"),
                );
                break;
            }
        }
        self.close_groups_left_open();
    }

    fn statement(&mut self) -> ParseResult<()> {
        let cursor = self.cursor.clone();
        if cursor.is_at_word("end") {
            self.group_end()
        } else if cursor.is_at_word("subgraph") {
            self.group_start()
        } else if cursor.is_at_word("direction") && self.group_direction() {
            Ok(())
        } else if cursor.is_at_word("style") {
            self.style()
        } else if cursor.is_at_word("linkStyle") {
            self.link_style()
        } else if cursor.is_at_word("classDef") {
            self.class_definition()
        } else if cursor.is_at_word("class") {
            self.class_assignment()
        } else if cursor.is_at_word("click") && self.is_followed_by_blank("click") {
            self.click()
        } else if cursor.is_at_word("accTitle") || cursor.is_at_word("accDescr") {
            self.accessible_text()
        } else {
            self.nodes_and_links()
        }
    }

    pub fn is_followed_by_blank(&self, word: &str) -> bool {
        self.cursor.rest()[word.len()..].starts_with(char::is_whitespace)
    }

    fn accessible_text(&mut self) -> ParseResult<()> {
        let start = self.cursor.at;
        let is_title = self.cursor.is_at_word("accTitle");
        self.cursor.at += "accTitle".len();
        self.cursor.skip_space();
        let text = if self.cursor.eat(":") {
            self.cursor.skip_blanks();
            let from = self.cursor.at;
            self.cursor.skip_line();
            self.cursor.text[from..self.cursor.at].trim().to_owned()
        } else if !is_title && self.cursor.eat("{") {
            let Some(length) = self.cursor.rest().find('}') else {
                return self.broken(
                    start..self.cursor.at,
                    "`accDescr {` is never closed",
                    Some("close it with `}`"),
                );
            };
            let inside = &self.cursor.rest()[..length];
            self.cursor.at += length + 1;
            inside.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            self.cursor.at = start;
            return self.nodes_and_links();
        };
        let slot = if is_title {
            &mut self.draft.title
        } else {
            &mut self.draft.description
        };
        *slot = Some(text).filter(|text| !text.is_empty());
        Ok(())
    }

    fn nodes_and_links(&mut self) -> ParseResult<()> {
        let mut left = self.node_list()?;
        while let Some(link) = self.link()? {
            let right = self.link_target(&link)?;
            self.draft.link(&left, &right, &link);
            left = right;
        }
        self.statement_end()
    }

    fn link_target(&mut self, link: &WrittenLink) -> ParseResult<Vec<usize>> {
        if self.cursor.is_at_end() || self.cursor.peek() == Some(';') {
            return self.broken(
                link.span.clone(),
                "this link leads nowhere",
                Some("name the node it leads to"),
            );
        }
        self.node_list()
    }

    fn link(&mut self) -> ParseResult<Option<WrittenLink>> {
        let id = self.link_id();
        if let Some((arrow, span)) = arrows::whole(&mut self.cursor) {
            let mut label = Label::default();
            if self.cursor.peek() == Some('|') {
                label = self.label_between_pipes()?;
            }
            return Ok(Some(WrittenLink {
                arrow,
                label,
                span,
                id,
            }));
        }
        let Some((opening, span)) = arrows::opening(&mut self.cursor) else {
            return Ok(None);
        };
        let (label, mut arrow) = self.label_inside(opening, &span)?;
        if opening.tip != Tip::None {
            arrow.tips.0 = opening.tip;
        }
        let span = span.start..self.cursor.text[..self.cursor.at].trim_end().len();
        Ok(Some(WrittenLink {
            arrow,
            label,
            span,
            id,
        }))
    }

    /// The `e1@` before a link.
    fn link_id(&mut self) -> Option<String> {
        let mut ahead = self.cursor.clone();
        ahead.skip_blanks();
        let word = ahead.take_until_blank();
        let length = word.find('@')?;
        let mut after = Cursor::new(self.cursor.text, ahead.at - word.len() + length + 1);
        let behind = after.at;
        let is_link = arrows::whole(&mut after).is_some() || arrows::opening(&mut after).is_some();
        if !is_link || length == 0 || word[..length].contains('"') {
            return None;
        }
        self.cursor.at = behind;
        Some(word[..length].to_owned())
    }

    fn label_between_pipes(&mut self) -> ParseResult<Label> {
        let start = self.cursor.at;
        self.cursor.bump();
        let (label, _) = self.bracketed(start..start + 1, &["|"])?;
        self.cursor.skip_blanks();
        if matches!(self.cursor.peek(), None | Some('\n' | ';')) {
            return self.broken(
                start..start + 1,
                "this link leads nowhere",
                Some("name the node it leads to on the same line"),
            );
        }
        Ok(label)
    }

    fn label_inside(
        &mut self,
        opening: arrows::Opening,
        span: &Range<usize>,
    ) -> ParseResult<(Label, Arrow)> {
        let unclosed = "this link is not complete";
        let help = Some("write `-->`, or `-- text -->` for a label");
        if self.cursor.peek() == Some('"') {
            let (raw, writing) = self.quoted()?;
            return match arrows::closing(&mut self.cursor, opening.line) {
                Some(arrow) => Ok((labels::parse(&raw, writing), arrow)),
                None => self.broken(span.clone(), unclosed, help),
            };
        }
        let from = self.cursor.at;
        while let Some(c) = self.cursor.peek() {
            let to = self.cursor.at;
            if matches!(c, '-' | '=' | '.' | '<' | 'x' | 'o')
                && let Some(arrow) = arrows::closing(&mut self.cursor, opening.line)
            {
                let raw = &self.cursor.text[from..to];
                return Ok((labels::parse(raw, LabelSyntax::Plain), arrow));
            }
            let rest = self.cursor.rest();
            if c == '"'
                || rest.starts_with("--")
                    && opening.line == crate::diagram::flow::chart::Line::Solid
            {
                break;
            }
            self.cursor.bump();
        }
        self.broken(span.clone(), unclosed, help)
    }

    /// Checks that the statement ends here.
    pub fn statement_end(&mut self) -> ParseResult<()> {
        self.cursor.skip_blanks();
        let start = self.cursor.at;
        if matches!(self.cursor.peek(), None | Some('\n' | ';')) {
            return Ok(());
        }
        let line = self.cursor.text[start..].lines().next().unwrap_or_default();
        let word = line.split_whitespace().next().unwrap_or_default();
        let before = self.cursor.text[..start]
            .lines()
            .next_back()
            .unwrap_or_default();
        let help = if line.starts_with("->") || before.ends_with('-') {
            "a link is `-->`, with two dashes"
        } else if line.starts_with("%%") {
            "put the comment on its own line"
        } else if line.starts_with(['[', '(', '{']) {
            "put the shape directly after the id, without a space: `A[text]`"
        } else if line.starts_with(|c: char| c.is_alphanumeric()) {
            "an id is one word: write `id[several words]`; a link is `-->`"
        } else {
            "start a new line, or put the text in quotes"
        };
        self.broken(
            start..start + word.len(),
            format!("unexpected `{word}`"),
            Some(help),
        )
    }
}
