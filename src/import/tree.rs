//! YAML, TOML and JSON as one kind of tree. What cannot be read is nothing: these are not our files.

use granit_parser::{Event, Parser};
use serde_json::{Map, Value};

/// Reads YAML, of which every scalar stays a text. Aliases and merge keys are left out, tags ignored.
pub fn yaml(text: &str) -> Value {
    enum Open {
        List(Vec<Value>),
        Table(Map<String, Value>, Option<String>),
    }
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, _)) = event else { break };
        let value = match event {
            Event::Scalar(value, ..) => Value::String(value.into_owned()),
            Event::Alias(_) => Value::Null,
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Table(Map::new(), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(items)) => Value::Array(items),
                Some(Open::Table(entries, _)) => Value::Object(entries),
                None => continue,
            },
            Event::DocumentEnd => break,
            _ => continue,
        };
        match open.last_mut() {
            None => return value,
            Some(Open::List(items)) => items.push(value),
            Some(Open::Table(entries, key)) => match key.take() {
                Some(key) => drop(entries.insert(key, value)),
                None => *key = Some(value.as_str().unwrap_or_default().to_owned()),
            },
        }
    }
    // What was read before a fault is worth having: the outermost table.
    match open.into_iter().next() {
        Some(Open::Table(entries, _)) => Value::Object(entries),
        _ => Value::Null,
    }
}

/// Reads TOML.
pub fn toml(text: &str) -> Value {
    toml::from_str(text).unwrap_or_default()
}

/// The text at a path such as `/book/title`, if there is one that is not empty.
pub fn text(tree: &Value, path: &str) -> Option<String> {
    let text = tree.pointer(path)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The texts of a list; a text alone is a list of its lines.
pub fn texts(tree: &Value, path: &str) -> Vec<String> {
    let texts: Vec<&str> = match tree.pointer(path) {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(text)) => text.lines().collect(),
        _ => Vec::new(),
    };
    let texts = texts.into_iter().map(str::trim);
    texts
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect()
}
