//! The first line of a flowchart: its keyword and its direction.

use crate::diagram::flow::chart::Direction;
use crate::diagram::flow::parse::parser::Parser;
use crate::diagram::mermaid::cursor::Cursor;

/// What a flowchart begins with; a word comes before its own prefixes.
pub const KEYWORDS: &[&str] = &[
    "flowchart-elk",
    "flowchart",
    "graph",
    "swimlane-beta",
    "swimlane",
];

fn keyword(cursor: &Cursor<'_>) -> Option<&'static str> {
    KEYWORDS
        .iter()
        .copied()
        .find(|word| cursor.is_at_word(word))
}

pub struct Header {
    pub direction: Direction,
    pub lanes: bool,
}

impl Parser<'_> {
    /// Parses the header; `None` if this is not a flowchart.
    pub fn header(&mut self) -> Option<Header> {
        self.cursor.skip_space();
        let start = self.cursor.at;
        let Some(word) = keyword(&self.cursor) else {
            self.cursor.take_until_blank();
            self.fault(
                start..self.cursor.at,
                "this is not a flowchart".to_owned(),
                Some("begin with `flowchart TD`"),
            );
            return None;
        };
        self.cursor.at += word.len();
        self.cursor.skip_blanks();
        let direction = self.direction_word();
        self.cursor.skip_blanks();
        let is_separated = matches!(self.cursor.peek(), None | Some('\n' | ';'));
        if !is_separated || (direction.is_none() && self.cursor.peek() == Some(';')) {
            let from = self.cursor.at;
            let found = self.cursor.take_until_blank().to_owned();
            let help = if direction.is_some() {
                "start a new line after the direction"
            } else {
                "write `TD`, `BT`, `LR` or `RL`"
            };
            self.fault(
                from..self.cursor.at,
                format!("unexpected `{found}` in the first line of a flowchart"),
                Some(help),
            );
            self.cursor.skip_line();
        }
        Some(Header {
            direction: direction.unwrap_or_default(),
            lanes: word.starts_with("swimlane"),
        })
    }

    fn direction_word(&mut self) -> Option<Direction> {
        const WORDS: [(&str, Direction); 7] = [
            ("TB", Direction::Down),
            ("TD", Direction::Down),
            ("BT", Direction::Up),
            ("LR", Direction::Right),
            ("RL", Direction::Left),
            ("BR", Direction::Down),
            ("v", Direction::Down),
        ];
        const SIGNS: [(&str, Direction); 3] = [
            (">", Direction::Right),
            ("<", Direction::Left),
            ("^", Direction::Up),
        ];
        let word = WORDS
            .into_iter()
            .find(|(word, _)| self.cursor.eat_word(word));
        word.or_else(|| SIGNS.into_iter().find(|(sign, _)| self.cursor.eat(sign)))
            .map(|(_, direction)| direction)
    }
}
