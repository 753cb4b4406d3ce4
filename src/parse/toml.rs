//! TOML to the common tree.
//!
//! In: the text between the fences, or a whole `_defaults.toml`, and where it stands. Out:
//! top-level entries in the order of the file, and findings.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::node::{Entry, Node, Value};
use crate::parse::yaml::Fields;
use crate::source::FilePath;
use crate::text::{At, Span};

/// Tables nested deeper than this are read as nothing.
const DEEPEST: usize = 32;

/// Reads `text`, which begins `offset` bytes into the file.
pub fn read(text: &str, offset: usize, path: &FilePath, found: &mut Vec<Diagnostic>) -> Fields {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = match error.span() {
            Some(range) => Span::from(within(text, range)).shifted(offset),
            None => Span::new(offset, offset),
        };
        let is_duplicate = error.message().contains("duplicate key");
        let (code, message) = if is_duplicate {
            let key = &text[span.start - offset..span.end - offset];
            let message = format!("`{}` is given twice; the first counts", key.trim());
            (Code::FrontMatterKeyDuplicate, message)
        } else {
            let said = error.message().trim().replace('\n', "; ");
            (
                Code::FrontMatterInvalid,
                format!("the front matter is not valid TOML: {said}"),
            )
        };
        let is_bare = message.contains("must be quoted");
        let finding = Diagnostic::new(code, path, span, message);
        found.push(match (is_duplicate, is_bare) {
            (true, _) => finding.help("remove one of them"),
            (false, true) => finding.help("put the value in quotes: `\"…\"`"),
            (false, false) => finding,
        });
    }
    Fields {
        entries: entries(table.get_ref(), text, offset, 0),
        is_sound: errors
            .iter()
            .all(|error| error.message().contains("duplicate key")),
    }
}

/// The bytes `range`, widened to characters and cut at the end of the text.
fn within(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let mut start = range.start.min(text.len());
    let mut end = range.end.clamp(start, text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

fn entries(table: &DeTable<'_>, text: &str, offset: usize, depth: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: At::new(
                key.get_ref().to_string(),
                Span::from(within(text, key.span())).shifted(offset),
            ),
            node: node(value, text, offset, depth + 1),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key.span);
    entries
}

fn node(value: &Spanned<DeValue<'_>>, text: &str, offset: usize, depth: usize) -> Node {
    let range = within(text, value.span());
    let span = Span::from(range.clone()).shifted(offset);
    let value = match value.get_ref() {
        _ if depth > DEEPEST => Value::Nothing,
        DeValue::String(string) => Value::Text(string.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| node(item, text, offset, depth + 1))
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(entries(table, text, offset, depth)),
        _ => Value::Text(text[range].to_owned()),
    };
    Node { value, span }
}
