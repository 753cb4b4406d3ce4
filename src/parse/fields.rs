//! Reads the fields of a front matter or of a folder's defaults, whether YAML or TOML.
//!
//! In: entries. Out: a [`Meta`] and findings at the exact bytes. Does not know whether a field is
//! required.

use crate::config::{Field, Reading, folded};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::parse::node::Entry;
use crate::parse::values::{Values, flatten, kebab};
use crate::parse::{DocumentStatus, Meta, status};
use crate::source::FilePath;
use crate::suggest;
use crate::text::At;

/// Whether a key, in any spelling, names a field.
pub fn is_known(key: &str, reading: &Reading) -> bool {
    canonical(key, reading).is_some()
}

/// The name of the field that a key means: the settings' own names first, then the table.
pub fn canonical(key: &str, reading: &Reading) -> Option<&'static str> {
    field(key, reading).map(|field| field.name)
}

fn field(key: &str, reading: &Reading) -> Option<&'static Field> {
    Field::named(reading.fields.get(key).map_or(key, String::as_str))
}

/// Fills a [`Meta`]. `is_sound`: whether the whole text was valid; a review date out of a text
/// that was not is never trusted, for it could make a stale document look fresh.
pub fn read(
    entries: &[Entry],
    is_sound: bool,
    reading: &Reading,
    path: &FilePath,
    found: &mut Vec<Diagnostic>,
) -> Meta {
    let mut meta = Meta::default();
    let unknown_severity = if names_controlled(entries, reading) {
        Severity::Error
    } else {
        Severity::Warning
    };
    let mut given: Vec<(&Field, &Entry)> = Vec::new();
    let mut unpublished = None;
    for entry in entries {
        match field(&entry.key.value, reading) {
            None if is_unpublished(&entry.key.value, entry) => unpublished = Some(entry.node.span),
            Some(field) => given.push((field, entry)),
            None if reading.allowed_fields.contains(&entry.key.value) => {
                flatten(&entry.key.value, &entry.node, &mut meta.extra);
            }
            None => found.push(unknown(entry, reading, path).at(unknown_severity)),
        }
    }
    let has_owner = given
        .iter()
        .any(|(field, entry)| field.name == "owner" && !is_channel(entry));
    let mut seen: Vec<&str> = Vec::new();
    for (field, entry) in given {
        let is_channel = has_owner && is_channel(entry);
        let field = match is_channel {
            true => Field::named("contacts").expect("`contacts` is in the table"),
            false => field,
        };
        let name = field.name;
        let adds_up = is_channel || name == "redirects";
        if !adds_up && seen.contains(&name) {
            found.push(twice(name, entry, path));
            continue;
        }
        if !is_channel {
            seen.push(name);
        }
        let mut values = Values {
            name,
            path,
            language: &reading.language,
            unknown: unknown_severity,
            found,
        };
        let is_review_date = matches!(name, "last_reviewed" | "review_due" | "review_cycle");
        if !is_sound && is_review_date {
            meta.unreadable
                .push(At::new(name.to_owned(), entry.node.span));
        } else {
            meta.fill(field, &entry.node, &mut values);
        }
    }
    meta.draft = meta.draft.or(unpublished);
    // Whatever the status says: what its author calls a draft is never shown.
    if let Some(span) = meta.draft {
        meta.status = Some(At::new(DocumentStatus::Draft, span));
    }
    meta
}

/// Whether the entry is `published: false`, as Jekyll has it: its author does not want it seen.
fn is_unpublished(key: &str, entry: &Entry) -> bool {
    let text = entry.node.text();
    folded(key) == "published"
        && text.is_some_and(|text| status::is_yes(&text.value) == Some(false))
}

/// Whether an owner is given as a channel to reach them by. Beside an owner it is a contact.
fn is_channel(entry: &Entry) -> bool {
    folded(&entry.key.value) == "owner_slack"
}

fn names_controlled(entries: &[Entry], reading: &Reading) -> bool {
    entries.iter().any(|entry| {
        let text = entry.node.text().map(|text| text.value).unwrap_or_default();
        match canonical(&entry.key.value, reading) {
            Some("id") => !text.is_empty(),
            Some("type") => !text.is_empty() && kebab(&text) != "page",
            _ => false,
        }
    })
}

fn unknown(entry: &Entry, reading: &Reading, path: &FilePath) -> Diagnostic {
    let key = &entry.key;
    let mut names: Vec<&str> = Field::names().collect();
    names.extend(reading.fields.keys().map(String::as_str));
    names.extend(reading.allowed_fields.iter().map(String::as_str));
    let help = match suggest::nearest(&folded(&key.value), names) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "put a field of your own under `extra`, or list it in the settings".to_owned(),
    };
    let message = format!("unknown field `{}`", key.value);
    Diagnostic::new(Code::FrontMatterKeyUnknown, path, key.span, message).help(help)
}

fn twice(name: &str, entry: &Entry, path: &FilePath) -> Diagnostic {
    let key = &entry.key;
    let message = if key.value == name {
        format!("`{name}` is given twice; the first counts")
    } else {
        format!(
            "`{}` gives `{name}` a second time; the first counts",
            key.value
        )
    };
    Diagnostic::new(Code::FrontMatterKeyDuplicate, path, key.span, message)
        .help("remove one of them")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{FIELDS, Inheritance, Takes};
    use crate::parse::node::{Node, Value};
    use crate::text::Span;

    /// What an author may write for a field.
    fn sample(takes: Takes) -> Value {
        let text = match takes {
            Takes::Date => "2026-03-02",
            Takes::Cycle => "1 year",
            Takes::Flag => "true",
            Takes::Exemption => "exempt: history only",
            Takes::Status => "effective",
            Takes::Reviews | Takes::Changes => {
                return Value::List(vec![record("date", "2026-03-02")]);
            }
            Takes::Extra => return record("key", "value").value,
            _ => "words",
        };
        Value::Text(text.to_owned())
    }

    fn record(key: &str, value: &str) -> Node {
        let key = At::new(key.to_owned(), Span::START);
        let node = node(Value::Text(value.to_owned()));
        Node {
            value: Value::Table(vec![Entry { key, node }]),
            span: Span::START,
        }
    }

    fn node(value: Value) -> Node {
        Node {
            value,
            span: Span::START,
        }
    }

    fn read_one(name: &str, value: Value) -> (Meta, Vec<Diagnostic>) {
        let entry = Entry {
            key: At::new(name.to_owned(), Span::START),
            node: node(value),
        };
        let path = FilePath::new("a.md").expect("a path");
        let mut found = Vec::new();
        let meta = read(&[entry], true, &Reading::default(), &path, &mut found);
        (meta, found)
    }

    #[test]
    fn every_field_is_read_under_every_name_and_inherited_as_its_table_says() {
        for field in FIELDS {
            for name in [&field.name].into_iter().chain(field.aliases) {
                let (meta, found) = read_one(name, sample(field.takes));
                assert_eq!(found, [], "{name}");
                assert!(meta.is_given(field.name), "{name}");
                assert!(FIELDS.iter().all(|other| {
                    let is_by_draft = field.name == "draft" && other.name == "status";
                    other.name == field.name || is_by_draft || !meta.is_given(other.name)
                }));
                let mut heir = Meta::default();
                heir.inherit(&meta);
                let is_inherited = field.inheritance != Inheritance::Own;
                assert_eq!(heir.is_given(field.name), is_inherited, "{name}");
            }
            let (meta, found) = read_one(field.name, Value::Nothing);
            assert_eq!(
                (meta, found),
                (Meta::default(), Vec::new()),
                "{}",
                field.name
            );
        }
    }
}
