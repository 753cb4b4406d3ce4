//! Subgraphs: where they begin and end, and their own direction.

use crate::diagram::fault::FaultKind;
use crate::diagram::flow::chart::{Direction, Group};
use crate::diagram::flow::parse::parser::{ParseResult, Parser};
use crate::diagram::label::Label;
use crate::diagram::mermaid::labels::{self, LabelSyntax};

/// Deeper nesting is illegible in any picture.
const DEEPEST: usize = 12;

impl Parser<'_> {
    pub fn group_start(&mut self) -> ParseResult<()> {
        let start = self.cursor.at;
        self.cursor.at += "subgraph".len();
        let has_blank = self.cursor.skip_blanks();
        let (id, title) = if matches!(self.cursor.peek(), None | Some('\n' | ';')) {
            (None, Label::default())
        } else if has_blank {
            self.group_name(start)?
        } else {
            return self.broken(
                start..self.cursor.at,
                "`subgraph` needs a space after it",
                Some("write `subgraph name`"),
            );
        };
        let id = id.unwrap_or_else(|| format!("subGraph{}", self.draft.begun));
        self.draft.begin_group(Group {
            id,
            title,
            parent: None,
            direction: None,
            tone: None,
            span: Some(start..self.cursor.at),
        });
        if self.draft.open.len() > DEEPEST {
            self.note(
                FaultKind::TooLarge,
                start..self.cursor.at,
                format!("subgraphs are nested more than {DEEPEST} deep"),
                Some("split the chart"),
            );
        }
        self.statement_end()
    }

    fn group_name(&mut self, start: usize) -> ParseResult<(Option<String>, Label)> {
        let from = self.cursor.at;
        let (raw, writing) = if self.cursor.peek() == Some('"') {
            self.quoted()?
        } else {
            let rest = self.cursor.rest();
            let length = rest
                .find(['\n', ';', '[', '(', '{', '"', '|', '<', '>'])
                .unwrap_or(rest.len());
            self.cursor.at += length;
            (rest[..length].to_owned(), LabelSyntax::Plain)
        };
        self.cursor.skip_blanks();
        if self.cursor.peek() != Some('[') {
            let name = raw.trim().to_owned();
            if !matches!(self.cursor.peek(), None | Some('\n' | ';')) {
                let at = self.cursor.at;
                return self.broken(
                    at..at + 1,
                    "unexpected text after the name of a subgraph",
                    Some("write `subgraph id [\"the title\"]`"),
                );
            }
            let title = labels::parse(&raw, writing);
            let is_id = !name.contains(char::is_whitespace);
            return Ok((is_id.then_some(name), title));
        }
        let at = self.cursor.at;
        if raw.trim().is_empty() || at == from {
            return self.broken(
                start..at + 1,
                "this subgraph has a title but no id",
                Some("write `subgraph id [the title]`"),
            );
        }
        self.cursor.bump();
        let (title, _) = self.bracketed(at..at + 1, &["]"])?;
        Ok((Some(raw.trim().to_owned()), title))
    }

    pub fn group_end(&mut self) -> ParseResult<()> {
        let start = self.cursor.at;
        self.cursor.at += "end".len();
        if !self.draft.end_group() {
            let help = "remove it, or write `End` or `x[end]` for a node";
            return self.broken(
                start..self.cursor.at,
                "`end` without a subgraph",
                Some(help),
            );
        }
        Ok(())
    }

    /// Parses `direction LR`; returns whether it is one.
    pub fn group_direction(&mut self) -> bool {
        let mut ahead = self.cursor.clone();
        ahead.at += "direction".len();
        if !ahead.skip_blanks() {
            return false;
        }
        let direction = match ahead.rest().get(..2) {
            Some("TB" | "TD") => Direction::Down,
            Some("BT") => Direction::Up,
            Some("LR") => Direction::Right,
            Some("RL") => Direction::Left,
            _ => return false,
        };
        ahead.skip_line();
        self.cursor = ahead;
        if let Some(open) = self.draft.open.last_mut() {
            open.group.direction = Some(direction);
        }
        true
    }

    pub fn close_groups_left_open(&mut self) {
        while let Some(open) = self.draft.open.last() {
            let span = open.group.span.clone().unwrap_or(0..0);
            self.fault(
                span,
                "this subgraph is never closed".to_owned(),
                Some("close it with a line `end`"),
            );
            self.draft.end_group();
        }
    }
}
