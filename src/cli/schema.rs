//! `sopress schema`

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use super::{CLEAN, print};
use crate::config::{FIELDS, keys};
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

/// What a field takes.
#[derive(Clone, Copy)]
enum Takes {
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
    Table,
    Status,
    /// One of these, in any spelling that the documentation names.
    OneOf(&'static [&'static str]),
}

fn front_matter() -> Value {
    let mut properties = Map::new();
    for (name, aliases) in FIELDS {
        // A field may stand there empty.
        let mut taken = json!({ "anyOf": [takes(field(name)), { "type": "null" }] });
        properties.insert((*name).to_owned(), taken.clone());
        taken["deprecated"] = json!(true);
        taken["description"] = json!(format!("another name for `{name}`"));
        for alias in *aliases {
            properties.insert((*alias).to_owned(), taken.clone());
        }
    }
    json!({ "type": "object", "properties": properties })
}

fn field(name: &str) -> Takes {
    match name {
        "approved" | "issued" | "effective" | "last_reviewed" | "review_due" | "retired" => {
            Takes::Date
        }
        "author" | "reviewers" | "supersedes" | "superseded_by" | "audience" | "references"
        | "related" | "attachments" | "records" | "hazards" | "ppe" | "tags" | "aliases"
        | "redirects" => Takes::Texts,
        "approvers" | "reviews" | "changes" | "training" | "standards" | "contacts" | "review" => {
            Takes::Records
        }
        "extra" => Takes::Table,
        "status" => Takes::Status,
        "draft" => Takes::Flag,
        _ => Takes::Text,
    }
}

fn settings() -> Value {
    let section = |names: &[&str]| object(names, setting);
    let sections = keys::SETTINGS.iter().map(|name| {
        let schema = match *name {
            "site" => section(keys::SITE),
            "library" => section(keys::LIBRARY),
            "review" => section(keys::REVIEW),
            "search" => section(keys::SEARCH),
            "types" => json!({ "type": "object", "additionalProperties": section(keys::TYPE) }),
            "severity" => {
                let names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
                object(&names, |_| {
                    Takes::OneOf(&["off", "hint", "warning", "error"])
                })
            }
            _ => json!({ "type": "object" }),
        };
        ((*name).to_owned(), schema)
    });
    closed(sections.collect())
}

fn setting(name: &str) -> Takes {
    match name {
        "max_bytes" | "notice_days" => Takes::Number,
        "wiki_links" | "controlled" => Takes::Flag,
        "include" | "exclude" | "required" | "procedure" => Takes::Texts,
        "sections" => Takes::Lists,
        "html" => Takes::OneOf(&["sanitise", "escape", "trust"]),
        "heading_ids" => Takes::OneOf(&["github", "gitlab", "kramdown", "mkdocs"]),
        "excerpts" => Takes::OneOf(&["on", "none"]),
        _ => Takes::Text,
    }
}

fn roles() -> Value {
    let role = object(keys::ROLE, |name| match name {
        "aliases" => Takes::Texts,
        "track" => Takes::Records,
        _ => Takes::Text,
    });
    let step = object(keys::TRACK, |name| match name {
        "day" => Takes::Number,
        _ => Takes::Text,
    });
    let mut role = role;
    role["properties"]["track"] = json!({ "type": "array", "items": step });
    let person = object(keys::PERSON, |name| match name {
        "role" | "roles" => Takes::Texts,
        "left" => Takes::Date,
        _ => Takes::Text,
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
        "synonyms" => Takes::Texts,
        _ => Takes::Text,
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

fn object(names: &[&str], taken: impl Fn(&str) -> Takes) -> Value {
    let fields = names.iter();
    closed(
        fields
            .map(|name| ((*name).to_owned(), takes(taken(name))))
            .collect(),
    )
}

fn closed(properties: Map<String, Value>) -> Value {
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn takes(what: Takes) -> Value {
    let text = json!({ "type": ["string", "number"] });
    match what {
        Takes::Text => text,
        // TOML has dates of its own, which editors hand on as texts.
        Takes::Date => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}" }),
        Takes::Texts => json!({ "anyOf": [text, { "type": "array", "items": text }] }),
        Takes::Lists => {
            let names = json!({ "anyOf": [text, { "type": "array", "items": text }] });
            json!({ "type": "array", "items": names })
        }
        Takes::Number => json!({ "type": "integer", "minimum": 0 }),
        Takes::Flag => json!({ "type": "boolean" }),
        Takes::Records => json!({ "type": ["string", "number", "object", "array"] }),
        Takes::Table => json!({ "type": "object" }),
        Takes::Status => json!({
            "type": "string",
            "examples": ["draft", "in-review", "approved", "effective", "superseded", "retired"],
        }),
        Takes::OneOf(words) => json!({ "enum": words }),
    }
}
