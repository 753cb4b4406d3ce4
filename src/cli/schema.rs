//! `sopress schema`

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use super::{CLEAN, print};
use crate::config::{FIELDS, Takes, keys};
use crate::diagnostic::Code;

/// Print a JSON Schema, by which an editor completes and checks what you write
///
/// The names come from the tables by which sopress itself reads.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress schema > front-matter.schema.json
  sopress schema settings > sopress.schema.json")]
pub struct Arguments {
    /// Of what
    #[arg(value_enum, default_value_t)]
    of: Of,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Of {
    /// The block at the top of a document
    #[default]
    FrontMatter,
    /// sopress.toml
    Settings,
    /// roles.toml
    Roles,
    /// glossary.toml
    Glossary,
}

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let (title, mut schema) = match arguments.of {
        Of::FrontMatter => ("Front matter of a document", front_matter()),
        Of::Settings => ("sopress.toml", settings()),
        Of::Roles => ("roles.toml", roles()),
        Of::Glossary => ("glossary.toml", glossary()),
    };
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!(title);
    print::out(&format!("{schema:#}\n"));
    Ok(CLEAN)
}

/// What a setting takes.
#[derive(Clone, Copy)]
enum Setting {
    Text,
    Date,
    /// A text or a list of texts.
    Texts,
    /// A list of lists.
    Lists,
    Number,
    Flag,
    /// Texts, or tables of any fields.
    Records,
    /// One of these, in any spelling that the documentation names.
    OneOf(&'static [&'static str]),
}

fn front_matter() -> Value {
    let mut properties = Map::new();
    for field in FIELDS {
        // A field may be there without a value.
        let mut taken = json!({ "anyOf": [field_value(field.takes), { "type": "null" }] });
        let lines: Vec<&str> = field.explanation.lines().map(str::trim).collect();
        taken["description"] = json!(lines.join(" ").trim());
        properties.insert(field.name.to_owned(), taken.clone());
        taken["deprecated"] = json!(true);
        taken["description"] = json!(format!("another name for `{}`", field.name));
        for alias in field.aliases {
            properties.insert((*alias).to_owned(), taken.clone());
        }
    }
    json!({ "type": "object", "properties": properties })
}

fn field_value(takes: Takes) -> Value {
    match takes {
        Takes::Text | Takes::Name | Takes::Cycle => value(Setting::Text),
        Takes::Texts | Takes::Words => value(Setting::Texts),
        Takes::Date => value(Setting::Date),
        Takes::Flag => value(Setting::Flag),
        Takes::Status => json!({
            "type": "string",
            "examples": ["draft", "in-review", "approved", "effective", "superseded", "retired"],
        }),
        Takes::Approvers
        | Takes::Exemption
        | Takes::Reviews
        | Takes::Changes
        | Takes::Training
        | Takes::Standards
        | Takes::Contacts => value(Setting::Records),
        Takes::Extra => json!({ "type": "object" }),
    }
}

fn settings() -> Value {
    let section = |names: &[&str]| object(names, setting);
    let sections = keys::SETTINGS.iter().map(|name| {
        let schema = match *name {
            "site" => section(keys::SITE),
            "library" => section(keys::LIBRARY),
            "links" => section(keys::LINKS),
            "review" => section(keys::REVIEW),
            "search" => section(keys::SEARCH),
            "types" => json!({ "type": "object", "additionalProperties": section(keys::TYPE) }),
            "severity" => {
                let names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
                object(&names, |_| {
                    Setting::OneOf(&["off", "hint", "warning", "error"])
                })
            }
            _ => json!({ "type": "object" }),
        };
        ((*name).to_owned(), schema)
    });
    closed(sections.collect())
}

fn setting(name: &str) -> Setting {
    match name {
        "max_bytes" | "notice_days" => Setting::Number,
        "wiki_links" | "controlled" => Setting::Flag,
        "allow" | "dialect" | "include" | "exclude" | "required" | "procedure" => Setting::Texts,
        "sections" => Setting::Lists,
        "html" => Setting::OneOf(&["sanitise", "escape", "trust"]),
        "heading_ids" => Setting::OneOf(&["github", "gitlab", "kramdown", "mkdocs"]),
        "excerpts" => Setting::OneOf(&["on", "none"]),
        _ => Setting::Text,
    }
}

fn roles() -> Value {
    let role = object(keys::ROLE, |name| match name {
        "aliases" => Setting::Texts,
        "track" => Setting::Records,
        _ => Setting::Text,
    });
    let step = object(keys::TRACK, |name| match name {
        "day" => Setting::Number,
        _ => Setting::Text,
    });
    let mut role = role;
    role["properties"]["track"] = json!({ "type": "array", "items": step });
    let person = object(keys::PERSON, |name| match name {
        "role" | "roles" => Setting::Texts,
        "left" => Setting::Date,
        _ => Setting::Text,
    });
    let sections = keys::ROLES.iter().map(|name| {
        let is_person = name.starts_with("pe");
        let of = if is_person { &person } else { &role };
        ((*name).to_owned(), listed(of))
    });
    closed(sections.collect())
}

fn glossary() -> Value {
    let term = object(keys::TERM, |name| match name {
        "synonyms" => Setting::Texts,
        _ => Setting::Text,
    });
    let sections = keys::GLOSSARY.iter();
    closed(
        sections
            .map(|name| ((*name).to_owned(), listed(&term)))
            .collect(),
    )
}

/// `[[role]]`, or `[role.ID]`.
fn listed(item: &Value) -> Value {
    json!({ "anyOf": [
        { "type": "array", "items": item },
        { "type": "object", "additionalProperties": item },
    ] })
}

fn object(names: &[&str], taken: impl Fn(&str) -> Setting) -> Value {
    let fields = names.iter();
    closed(
        fields
            .map(|name| ((*name).to_owned(), value(taken(name))))
            .collect(),
    )
}

fn closed(properties: Map<String, Value>) -> Value {
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn value(what: Setting) -> Value {
    let text = json!({ "type": ["string", "number"] });
    match what {
        Setting::Text => text,
        // TOML has dates of its own, which editors hand on as texts.
        Setting::Date => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}" }),
        Setting::Texts => json!({ "anyOf": [text, { "type": "array", "items": text }] }),
        Setting::Lists => {
            let names = json!({ "anyOf": [text, { "type": "array", "items": text }] });
            json!({ "type": "array", "items": names })
        }
        Setting::Number => json!({ "type": "integer", "minimum": 0 }),
        Setting::Flag => json!({ "type": "boolean" }),
        Setting::Records => json!({ "type": ["string", "number", "object", "array"] }),
        Setting::OneOf(words) => json!({ "enum": words }),
    }
}
