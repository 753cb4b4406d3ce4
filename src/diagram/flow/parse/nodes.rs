//! Nodes as written: an id, a shape around a text, a class, data in `@{ … }`.

use std::ops::Range;

use crate::diagram::flow::chart::Shape;
use crate::diagram::flow::parse::arrows;
use crate::diagram::flow::parse::data;
use crate::diagram::flow::parse::parser::{ParseResult, Parser};
use crate::diagram::flow::parse::shapes;
use crate::diagram::label::Label;
use crate::diagram::mermaid::labels::{self, LabelSyntax};

/// Keywords, which cannot begin an id.
const RESERVED: [&str; 13] = [
    "end",
    "subgraph",
    "style",
    "linkStyle",
    "classDef",
    "class",
    "click",
    "graph",
    "flowchart",
    "interpolate",
    "_self",
    "_blank",
    "_parent",
];

impl Parser<'_> {
    /// One node or several with ` & ` between them; returns their places in the draft.
    pub fn node_list(&mut self) -> ParseResult<Vec<usize>> {
        let mut list = vec![self.node()?];
        loop {
            let mut ahead = self.cursor.clone();
            let has_blank = ahead.skip_blanks();
            if !has_blank || !ahead.eat("&") || !ahead.skip_blanks() {
                return Ok(list);
            }
            self.cursor = ahead;
            list.push(self.node()?);
        }
    }

    fn node(&mut self) -> ParseResult<usize> {
        let start = self.cursor.at;
        let id = self.id("a node")?;
        let node = self.draft.mention(&id, start..self.cursor.at);
        if let Some((label, shape)) = self.shape()? {
            self.draft.describe(node, label, shape);
        }
        if self.cursor.eat(":::") {
            let class = self.id("a class")?;
            self.draft.assign_class(&id, &class);
        }
        if self.cursor.rest().starts_with("@{") {
            self.node_data(node, &id)?;
        }
        Ok(node)
    }

    /// Parses an id; `what` says in a fault what it is the id of.
    pub fn id(&mut self, what: &str) -> ParseResult<String> {
        let start = self.cursor.at;
        if let Some(word) = self.reserved_word() {
            let help = format!(
                "name it `{}`, or put the word in the label: `x[{word}]`",
                capital(word)
            );
            return self.broken(
                start..start + word.len(),
                format!("`{word}` is a keyword and cannot name {what}"),
                Some(&help),
            );
        }
        while self.id_piece() {}
        if self.cursor.at > start {
            return Ok(self.cursor.text[start..self.cursor.at].to_owned());
        }
        let found = self
            .cursor
            .rest()
            .split_whitespace()
            .next()
            .unwrap_or_default();
        let length = found.len();
        let message = if found.is_empty() {
            format!("expected {what}, found the end of the text")
        } else {
            format!(
                "`{}` cannot name {what}",
                found.chars().take(20).collect::<String>()
            )
        };
        self.broken(
            start..start + length,
            message,
            Some("an id is one word of letters and digits: `id[the text]`"),
        )
    }

    /// Consumes one piece of an id, split as in Mermaid's lexer.
    fn id_piece(&mut self) -> bool {
        let start = self.cursor.at;
        let Some(first) = self.cursor.peek() else {
            return false;
        };
        let could_link = matches!(first, '<' | 'x' | 'o' | '-' | '=' | '.' | '~');
        if could_link && self.is_at_link() || self.cursor.rest().starts_with(":::") {
            return false;
        }
        if (first.is_ascii_lowercase() || first == '_')
            && self.begins_word()
            && self.is_at_reserved_word()
        {
            return false;
        }
        if first == '"' {
            return false;
        }
        if matches!(first, ':' | ',' | '#' | '&' | '*' | '-')
            || !first.is_ascii() && is_letter(first)
        {
            self.cursor.bump();
            return true;
        }
        if first.is_ascii_digit() {
            while self.cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
                self.cursor.bump();
            }
            return true;
        }
        while let Some(c) = self.cursor.peek() {
            let next = self.cursor.rest()[c.len_utf8()..].chars().next();
            let goes_on = match c {
                '-' => next.is_some_and(|c| !matches!(c, '>' | '-' | '.')),
                '=' => next != Some('='),
                _ => c.is_ascii_alphanumeric() || "!\"#$%&'*+.`?\\_/".contains(c),
            };
            if !goes_on {
                break;
            }
            self.cursor.bump();
        }
        self.cursor.at > start
    }

    fn is_at_link(&self) -> bool {
        let mut link = self.cursor.clone();
        arrows::whole(&mut link).is_some() || arrows::opening(&mut link).is_some()
    }

    fn is_at_reserved_word(&self) -> bool {
        self.reserved_word().is_some()
    }

    fn reserved_word(&self) -> Option<&'static str> {
        let word = self.cursor.word();
        RESERVED.into_iter().find(|reserved| *reserved == word)
    }

    fn begins_word(&self) -> bool {
        let before = self.cursor.text[..self.cursor.at].chars().next_back();
        !before.is_some_and(char::is_alphanumeric)
    }

    fn shape(&mut self) -> ParseResult<Option<(Label, Shape)>> {
        let start = self.cursor.at;
        let Some((open, ends)) = shapes::BRACKETS
            .into_iter()
            .find(|(open, _)| self.cursor.rest().starts_with(open))
        else {
            return Ok(None);
        };
        self.cursor.at += open.len();
        if open == "[|" {
            match self.cursor.rest().find('|') {
                Some(length) if self.cursor.rest()[..length].contains(':') => {
                    self.cursor.at += length + 1
                }
                _ => {
                    return self.broken(
                        start..start + 2,
                        "`[|` needs a property",
                        Some("write `[|property:value|text]`"),
                    );
                }
            }
        }
        let closers: Vec<&str> = ends.iter().map(|(close, _)| *close).collect();
        let (label, which) = self.bracketed(start..start + open.len(), &closers)?;
        Ok(Some((label, ends[which].1)))
    }

    /// Parses the text after the opening bracket at `opener`, up to and including one of `closers`;
    /// returns which one.
    pub fn bracketed(
        &mut self,
        opener: Range<usize>,
        closers: &[&str],
    ) -> ParseResult<(Label, usize)> {
        let open = self.cursor.text[opener.clone()].to_owned();
        if self.cursor.peek() == Some('"') {
            let (raw, writing) = self.quoted()?;
            let which = closers.iter().position(|close| self.cursor.eat(close));
            return match which {
                Some(which) => Ok((labels::parse(&raw, writing), which)),
                None => self.broken(
                    opener,
                    format!("`{open}` is not closed after the quoted text"),
                    Some(&format!(
                        "put `{}` directly after the closing quote",
                        closers[0]
                    )),
                ),
            };
        }
        let from = self.cursor.at;
        let slashes = closers[0].ends_with(']')
            && closers[0].len() == 2
            && closers[0].starts_with(['/', '\\']);
        let dash = closers[0] == "-)";
        while let Some(c) = self.cursor.peek() {
            // Skips words quickly: no bracket begins with a letter.
            if c.is_alphanumeric() || c == ' ' {
                self.cursor.bump();
                continue;
            }
            let to = self.cursor.at;
            let which = closers
                .iter()
                .position(|close| self.cursor.rest().starts_with(close));
            if let Some(which) =
                which.filter(|_| slashes || dash || self.closes_exactly(closers[0]))
            {
                if self.cursor.text[from..to].is_empty() {
                    let help = "write a text, or a space in quotes: `[\" \"]`";
                    return self.broken(opener, format!("`{open}` has no text"), Some(help));
                }
                self.cursor.at += closers[which].len();
                return Ok((
                    labels::parse(&self.cursor.text[from..to], LabelSyntax::Plain),
                    which,
                ));
            }
            if matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | '"') || c == '|' && !slashes && !dash
            {
                return self.stray(opener, &open, closers[0], c);
            }
            self.cursor.bump();
        }
        self.broken(
            opener,
            format!("`{open}` is never closed"),
            Some(&format!("close it with `{}`", closers[0])),
        )
    }

    /// Mermaid takes the longest closing bracket: `])` never closes a `[`.
    fn closes_exactly(&self, closer: &str) -> bool {
        let rest = self.cursor.rest();
        ["])", "]]", ")]", ")))"]
            .into_iter()
            .find(|longer| rest.starts_with(longer))
            .is_none_or(|longer| longer == closer)
    }

    fn stray<T>(
        &mut self,
        opener: Range<usize>,
        open: &str,
        close: &str,
        c: char,
    ) -> ParseResult<T> {
        let at = self.cursor.at;
        let same_line = !self.cursor.text[opener.start..at].contains('\n');
        let help = if same_line && matches!(c, '(' | '[' | '{' | '"' | '|') {
            format!("put the text in quotes: `{open}\"…\"{close}`")
        } else {
            format!("close it with `{close}`")
        };
        let message = if same_line {
            format!("unexpected `{c}` in the text after `{open}`")
        } else {
            format!("`{open}` is never closed")
        };
        let span = if same_line && !matches!(c, ']' | ')' | '}') {
            at..at + 1
        } else {
            opener
        };
        self.broken(span, message, Some(&help))
    }

    /// Parses a text in quotes: `"…"`, or Markdown between quotes and backticks.
    pub fn quoted(&mut self) -> ParseResult<(String, LabelSyntax)> {
        let start = self.cursor.at;
        let (open, close, writing) = if self.cursor.rest().starts_with("\"`") {
            ("\"`", "`\"", LabelSyntax::Markdown)
        } else {
            ("\"", "\"", LabelSyntax::Plain)
        };
        self.cursor.at += open.len();
        let Some(length) = self.cursor.rest().find(close) else {
            return self.broken(
                start..start + open.len(),
                "this quote is never closed",
                Some(&format!("close it with `{close}`")),
            );
        };
        let raw = self.cursor.rest()[..length].to_owned();
        self.cursor.at += length + close.len();
        let is_torn = writing == LabelSyntax::Markdown && raw.contains(['"', '`']);
        if raw.is_empty() || is_torn {
            return self.broken(
                start..self.cursor.at,
                "these quotes contain no text",
                Some("write a text; inside it `\"` is `#quot;`"),
            );
        }
        Ok((raw, writing))
    }

    fn node_data(&mut self, node: usize, id: &str) -> ParseResult<()> {
        let start = self.cursor.at;
        let Some(inside) = data::inside(self.cursor.rest()) else {
            return self.broken(
                start..start + 2,
                "`@{` is never closed",
                Some("close it with `}`"),
            );
        };
        self.cursor.at += inside.len() + 3;
        let pairs = match data::parse(inside) {
            Ok(pairs) => pairs,
            Err((at, message)) => {
                let at = start + 2 + at.min(inside.len());
                return self.broken(
                    start..at,
                    message,
                    Some("write `@{ shape: name, label: \"text\" }`"),
                );
            }
        };
        for (key, value) in pairs {
            match key.as_str() {
                "shape" => match shapes::named(&value) {
                    Some(shape) => self.draft.reshape(node, shape),
                    None => {
                        let near =
                            shapes::nearest(&value).map(|near| format!("did you mean `{near}`?"));
                        return self.broken(
                            start..self.cursor.at,
                            format!("there is no shape `{value}`"),
                            near.as_deref(),
                        );
                    }
                },
                "label" if !value.is_empty() => self
                    .draft
                    .relabel(node, labels::parse(&value, LabelSyntax::Markdown)),
                "icon" | "img" => self.draft.drop_default_label(node),
                _ => {}
            }
        }
        self.draft.describe_link(node, id);
        Ok(())
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)
}
