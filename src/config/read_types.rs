//! Reads `[types]` and `[fields]` of `sopress.toml`: what documents are, and what their front matter
//! may hold.

use std::collections::btree_map::Entry;

use toml::de::DeValue;

use crate::config::table::Table;
use crate::config::{DocumentType, FIELDS, Field, Reading, Settings, types};
use crate::suggest::nearest;
use crate::text::At;

pub const TYPE: &[&str] = &[
    "controlled",
    "label",
    "required",
    "sections",
    "procedure",
    "cycle",
];

/// Only what is given changes; a new type is controlled unless it says otherwise.
pub fn read_type(name: &str, table: Table<'_>, settings: &mut Settings) {
    table.only(TYPE);
    let required = required(table, &settings.reading);
    let of_type = match settings.types.entry(name.to_owned()) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(new) => new.insert(DocumentType {
            is_controlled: true,
            label: in_words(name),
            ..DocumentType::default()
        }),
    };
    if let Some(is_controlled) = table.flag("controlled") {
        of_type.is_controlled = is_controlled;
    }
    if let Some(label) = table.words("label") {
        of_type.label = label;
    }
    if let Some(required) = required {
        of_type.required = required;
    }
    if let Some(sections) = table.lists("sections") {
        of_type.sections = sections
            .into_iter()
            .map(|names| with_synonyms(names, &settings.site.language))
            .collect();
    }
    if let Some(procedure) = table.strings("procedure") {
        of_type.procedure = procedure;
    }
    if let Some(cycle) = table.cycle("cycle") {
        of_type.cycle = Some(cycle);
    }
}

/// `work-order` as `Work order`.
fn in_words(name: &str) -> String {
    let mut letters: Vec<char> = name.replace('-', " ").chars().collect();
    letters
        .iter_mut()
        .take(1)
        .for_each(char::make_ascii_uppercase);
    letters.into_iter().collect()
}

/// Fields by their canonical names; any other is the author's own, unless it looks like a slip.
fn required(table: Table<'_>, reading: &Reading) -> Option<Vec<String>> {
    let named = |name: At<String>| {
        let meant = reading.fields.get(&name.value).unwrap_or(&name.value);
        if let Some(field) = Field::named(meant) {
            return Some(field.name.to_owned());
        }
        let is_slip = near_field(&name.value).is_some();
        if is_slip && !reading.allowed_fields.contains(&name.value) {
            no_field("required", &name, table);
            return None;
        }
        Some(name.value)
    };
    let list = table.list("required")?;
    Some(list.into_iter().filter_map(named).collect())
}

fn no_field(key: &str, name: &At<String>, table: Table<'_>) {
    let message = format!("`{key}`: unknown field `{}`", name.value);
    let help = match near_field(&name.value) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "allow a field of your own in `[fields.allow]`".to_owned(),
    };
    table.unknown(name.span, message, help);
}

fn near_field(name: &str) -> Option<&'static str> {
    nearest(name, FIELDS.iter().map(|field| field.name))
}

/// The headings that the built-in types accept for a section, after those that are given for it.
fn with_synonyms(mut names: Vec<String>, language: &str) -> Vec<String> {
    for synonym in types::synonyms(&names[0], language) {
        if !names.contains(&synonym) {
            names.push(synonym);
        }
    }
    names
}

/// `[fields]`: `theirs = "ours"`; `allow` is a list of names, or a table whose keys are names.
pub fn read_fields(table: Table<'_>, reading: &mut Reading) {
    for (key, value) in table.entries_in_order() {
        match (key.value, value.get_ref()) {
            ("allow", DeValue::Table(_)) => {
                let allow = table.table("allow", "`[fields.allow]`");
                let names = allow
                    .map(|allow| allow.entries_in_order())
                    .unwrap_or_default();
                let names = names.into_iter().map(|(name, _)| name.value.to_owned());
                reading.allowed_fields.extend(names);
            }
            ("allow", _) => {
                let names = table.strings("allow").unwrap_or_default();
                reading.allowed_fields.extend(names);
            }
            (theirs, _) => match table.text(theirs) {
                Some(ours) if Field::named(&ours.value).is_some() => {
                    reading.fields.insert(theirs.to_owned(), ours.value);
                }
                Some(ours) => no_field(theirs, &ours, table),
                None => {}
            },
        }
    }
}

/// What any type calls a procedure is read as one: a parse does not know the folder's type.
pub fn add_procedure_headings(settings: &mut Settings) {
    let headings = &mut settings.reading.procedure_headings;
    for heading in settings
        .types
        .values()
        .flat_map(|of_type| &of_type.procedure)
    {
        let folded = heading.to_lowercase();
        if !headings.contains(&folded) {
            headings.push(folded);
        }
    }
}
