//! A front matter as a tree of texts, the same for YAML and TOML.

use crate::text::{At, Span};

/// A value and the bytes of the file it was written in.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub value: Value,
    pub span: Span,
}

/// What was written, before any field has said what it takes. Numbers, dates and truth values
/// are the author's own text, so that `1.10` and `007` survive.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Nothing,
    Text(String),
    List(Vec<Node>),
    Table(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: At<String>,
    pub node: Node,
}

impl Node {
    /// The text of a scalar, trimmed.
    pub fn text(&self) -> Option<At<String>> {
        match &self.value {
            Value::Text(text) => Some(At::new(text.trim().to_owned(), self.span)),
            _ => None,
        }
    }

    /// As a message names it.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Nothing => "nothing",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}
