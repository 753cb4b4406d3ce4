//! Which part of [`Meta`] each field fills.
//!
//! In: the entries of a front matter or of folder defaults, whatever their language. Out: a
//! [`Meta`] and findings at the exact bytes. Does not know whether a field is required.

use crate::config::{FIELDS, Reading, field_named, folded};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::parse::node::{Entry, Node, Value};
use crate::parse::values::Values;
use crate::parse::{DocumentStatus, Meta, records, status};
use crate::source::FilePath;
use crate::suggest;
use crate::text::At;

/// Whether a key, in any spelling, names a field.
pub fn is_known(key: &str, reading: &Reading) -> bool {
    canonical(key, reading).is_some()
}

/// The field that a key means: the settings' own names first, then the table.
pub fn canonical(key: &str, reading: &Reading) -> Option<&'static str> {
    field_named(reading.fields.get(key).map_or(key, String::as_str))
}

/// The other names of a field.
pub fn aliases(field: &str) -> &'static [&'static str] {
    let mut table = FIELDS.iter();
    table
        .find(|(name, _)| *name == field)
        .map_or(&[], |(_, aliases)| aliases)
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
    let mut given: Vec<(&str, &Entry)> = Vec::new();
    for entry in entries {
        match canonical(&entry.key.value, reading) {
            Some(name) => given.push((name, entry)),
            None if reading.allowed_fields.contains(&entry.key.value) => {
                flatten(&entry.key.value, &entry.node, &mut meta.extra);
            }
            None => found.push(unknown(entry, reading, path).at(unknown_severity)),
        }
    }
    let has_owner = given
        .iter()
        .any(|(name, entry)| *name == "owner" && folded(&entry.key.value) != "owner_slack");
    let mut seen: Vec<&str> = Vec::new();
    for (name, entry) in given {
        let is_channel = has_owner && folded(&entry.key.value) == "owner_slack";
        let name = if is_channel { "contacts" } else { name };
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
            unknown: unknown_severity,
            found,
        };
        let is_review_date = matches!(name, "last_reviewed" | "review_due" | "review_cycle");
        if !is_sound && is_review_date {
            meta.unreadable
                .push(At::new(name.to_owned(), entry.node.span));
        } else {
            fill(&mut meta, name, &entry.node, &mut values);
        }
    }
    // Whatever the status says: what its author calls a draft is never shown.
    if let Some(span) = meta.draft {
        meta.status = Some(At::new(DocumentStatus::Draft, span));
    }
    meta
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
    let names = FIELDS
        .iter()
        .map(|(name, _)| *name)
        .chain(
            FIELDS
                .iter()
                .flat_map(|(_, aliases)| aliases.iter().copied()),
        )
        .chain(reading.fields.keys().map(String::as_str))
        .chain(reading.allowed_fields.iter().map(String::as_str));
    let help = match suggest::nearest(&folded(&key.value), names) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "put a field of your own under `extra`, or list it in the settings".to_owned(),
    };
    let message = format!("no field is called `{}`", key.value);
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

fn fill(meta: &mut Meta, name: &str, node: &Node, values: &mut Values<'_>) {
    match name {
        "id" => meta.id = values.text(node),
        "title" => meta.title = values.text(node),
        "type" => {
            meta.kind = values
                .text(node)
                .map(|kind| At::new(kebab(&kind.value), kind.span));
        }
        "version" => meta.version = values.text(node),
        "status" => meta.status = status::read(node, values),
        "draft" => meta.draft = status::draft(node, values),
        "owner" => meta.owner = values.text(node),
        "author" => meta.authors = values.texts(node),
        "reviewers" => meta.reviewers = values.texts(node),
        "approvers" => meta.approvers = records::approvers(node, values),
        "approved" => meta.approved = values.date(node, &mut meta.unreadable),
        "issued" => meta.issued = values.date(node, &mut meta.unreadable),
        "effective" => meta.effective = values.date(node, &mut meta.unreadable),
        "last_reviewed" => meta.last_reviewed = values.date(node, &mut meta.unreadable),
        "review_cycle" => {
            meta.review_cycle = values.cycle(node);
            if meta.review_cycle.is_none() && node.value != Value::Nothing {
                meta.unreadable.push(At::new(name.to_owned(), node.span));
            }
        }
        "review_due" => meta.review_due = values.date(node, &mut meta.unreadable),
        "review" => meta.exempt = records::exemption(node, values),
        "reviews" => meta.reviews = records::reviews(node, values, &mut meta.unreadable),
        "changes" => meta.changes = records::changes(node, values, &mut meta.unreadable),
        "supersedes" => meta.supersedes = values.words(node),
        "superseded_by" => meta.superseded_by = values.words(node),
        "retired" => meta.retired = values.date(node, &mut meta.unreadable),
        "retired_reason" => meta.retired_reason = values.text(node),
        "department" => meta.department = values.text(node),
        "site" => meta.site = values.text(node),
        "audience" => meta.audience = values.words(node),
        "training" => meta.training = records::training(node, values),
        "references" => meta.references = values.texts(node),
        "related" => meta.related = values.texts(node),
        "attachments" => meta.attachments = values.texts(node),
        "records" => meta.records = values.texts(node),
        "standards" => meta.standards = records::standards(node, values),
        "hazards" => meta.hazards = values.texts(node),
        "ppe" => meta.ppe = values.texts(node),
        "classification" => meta.classification = values.text(node),
        "contacts" => meta.contacts.extend(records::contacts(node, values)),
        "tags" => meta.tags = values.words(node),
        "aliases" => meta.aliases = values.texts(node),
        "redirects" => meta.redirects.extend(values.texts(node)),
        "extra" => match &node.value {
            Value::Table(entries) => {
                for entry in entries {
                    flatten(&entry.key.value, &entry.node, &mut meta.extra);
                }
            }
            Value::Nothing => {}
            _ => values.wrong_kind(node, "a table"),
        },
        _ => unreachable!("every name of the table is matched: {name}"),
    }
}

/// `Work Instruction` as `work-instruction`.
fn kebab(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == '_' || c == '-')
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-").to_lowercase()
}

/// Nested fields joined with dots, lists with commas.
fn flatten(name: &str, node: &Node, out: &mut Vec<(String, String)>) {
    match &node.value {
        Value::Nothing => out.push((name.to_owned(), String::new())),
        Value::Text(text) => out.push((name.to_owned(), text.clone())),
        Value::List(items) if items.iter().all(|item| item.text().is_some()) => {
            let texts: Vec<String> = items
                .iter()
                .filter_map(|item| item.text().map(|text| text.value))
                .collect();
            out.push((name.to_owned(), texts.join(", ")));
        }
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                flatten(&format!("{name}.{at}"), item, out);
            }
        }
        Value::Table(entries) => {
            for entry in entries {
                flatten(&format!("{name}.{}", entry.key.value), &entry.node, out);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_alias_stands_in_the_table_once_and_fills_a_field() {
        let mut all: Vec<&str> = FIELDS
            .iter()
            .flat_map(|(name, aliases)| std::iter::once(*name).chain(aliases.iter().copied()))
            .collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        let path = FilePath::new("a.md").unwrap();
        for (name, _) in FIELDS {
            let node = Node {
                value: Value::Nothing,
                span: crate::text::Span::START,
            };
            let mut found = Vec::new();
            let mut values = Values {
                name,
                path: &path,
                unknown: Severity::Error,
                found: &mut found,
            };
            fill(&mut Meta::default(), name, &node, &mut values);
            assert_eq!(found, [], "{name}");
        }
    }
}
