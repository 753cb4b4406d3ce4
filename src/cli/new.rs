//! `sopress new`

mod next_id;

use anyhow::bail;
use camino::Utf8PathBuf;

use self::next_id::next_id;
use super::names::declared;
use super::open::{Library, LibraryArguments, SETTINGS, library_around, open};
use super::{CLEAN, print, write};
use crate::config::DocumentType;
use crate::library::Document;
use crate::pipeline::{self, Examined, Memory};
use crate::source::FilePath;
use crate::suggest::nearest;
use crate::text::slug;

/// Start a document, with an id and every section that its type requires
///
/// The id is the next free one in the series of the same department, or else of the same type. The
/// file is created where the other documents of the department are. Nothing is overwritten.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress new \"Handling complaints\" --department Sales
  sopress new \"Holiday policy\" --type policy --owner people-manager
  sopress new \"Cleaning\" --id SOP-017 --library handbook")]
pub struct Arguments {
    /// The title, in quotation marks
    #[arg(required = true)]
    title: Vec<String>,
    /// The type: sop, policy, work-instruction, runbook, checklist, form, page, or one defined in the settings
    #[arg(long = "type", value_name = "TYPE", default_value = "sop")]
    kind: String,
    /// The department
    #[arg(long)]
    department: Option<String>,
    /// The role that owns it
    #[arg(long)]
    owner: Option<String>,
    /// The id, instead of the next free one
    #[arg(long)]
    id: Option<String>,
    /// Accept an owner who is not in `roles.toml`
    #[arg(long)]
    force: bool,
    /// The folder of the library, or one in it
    #[arg(long, value_name = "DIR", default_value = ".", value_parser = library_around)]
    library: Utf8PathBuf,
}

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let [title] = arguments.title.as_slice() else {
        bail!(
            "a title of several words is written in quotation marks: `sopress new \"{}\"`",
            arguments.title.join(" ")
        );
    };
    let root = &arguments.library;
    if !root.join(SETTINGS).is_file() && !root.join("sops").is_dir() {
        bail!(
            "`{root}` is not a library: there is no `{SETTINGS}` in it or in a folder above; start one with \
             `sopress init`, or name the library with `--library`"
        );
    }
    let library = open(
        &LibraryArguments {
            library: arguments.library.clone(),
            date: None,
            drafts: true,
        },
        Some(&arguments.library.join("site")),
    )?;
    let examined = pipeline::examine(library.inputs(), &mut Memory::default());
    if let Some(owner) = &arguments.owner {
        declared("--owner", owner, &examined.config.roles, arguments.force)?;
    }
    let types = &examined.config.settings.types;
    let Some(of_type) = types.get(&arguments.kind) else {
        let known = nearest(&arguments.kind, types.keys().map(String::as_str));
        let hint = known.map(|name| format!("; did you mean `{name}`?"));
        bail!(
            "there is no type `{}`{}",
            arguments.kind,
            hint.unwrap_or_default()
        );
    };
    let id = match (&arguments.id, of_type.is_controlled) {
        (Some(id), _) => Some(free(id, &examined)?),
        (None, true) => Some(next_id(
            &ids(&examined),
            &arguments.kind,
            arguments.department.as_deref(),
        )),
        (None, false) => None,
    };
    let name = slug(title);
    if name.is_empty() {
        bail!("the title `{title}` has no letters or digits to make a file name of");
    }
    let path = match folder(arguments, &examined, &library) {
        Some(folder) => format!("{folder}/{name}.md"),
        None => format!("{name}.md"),
    };
    let text = document(arguments, title, of_type, id.as_deref());
    write::create(&library.root.join(&path), &text)?;
    print::line(&format!(
        "created `{path}`, a draft; preview it with `sopress serve --drafts`"
    ));
    Ok(CLEAN)
}

fn free(id: &str, examined: &Examined) -> anyhow::Result<String> {
    let taken = ids(examined)
        .into_iter()
        .find(|one| one.id.eq_ignore_ascii_case(id));
    match taken {
        None => Ok(id.to_owned()),
        Some(one) => bail!("the id `{}` is already used by `{}`", one.id, one.title),
    }
}

/// The ids in use, from which the next one is derived.
fn ids(examined: &Examined) -> Vec<next_id::Used<'_>> {
    examined
        .library
        .documents
        .iter()
        .filter_map(|document| {
            Some(next_id::Used {
                id: document.id()?,
                title: document.title(),
                kind: &document.kind,
                department: department(document),
            })
        })
        .collect()
}

fn department(document: &Document) -> Option<&str> {
    document
        .meta
        .department
        .as_ref()
        .map(|at| at.value.as_str())
}

/// The folder of the department's documents, or else a new one named after it in the source folder.
fn folder(arguments: &Arguments, examined: &Examined, library: &Library) -> Option<FilePath> {
    let source = library.sources.folder.clone();
    let Some(wanted) = &arguments.department else {
        return source;
    };
    let there = examined
        .library
        .documents
        .iter()
        .find(|one| department(one).is_some_and(|name| name.eq_ignore_ascii_case(wanted)))
        .and_then(|document| document.sop.path.folder());
    there.or_else(|| {
        let name = slug(wanted);
        match &source {
            Some(source) => source.join(&name),
            None => FilePath::new(&name),
        }
    })
}

fn document(
    arguments: &Arguments,
    title: &str,
    of_type: &DocumentType,
    id: Option<&str>,
) -> String {
    let mut out = "---\n".to_owned();
    let mut field = |name: &str, value: &str| out.push_str(&format!("{name}: {}\n", yaml(value)));
    if let Some(id) = id {
        field("id", id);
    }
    field("title", title);
    field("type", &arguments.kind);
    if of_type.is_controlled {
        field("version", "0.1");
        field("status", "draft");
    }
    if let Some(department) = &arguments.department {
        field("department", department);
    }
    if let Some(owner) = &arguments.owner {
        field("owner", owner);
    }
    if of_type.is_controlled {
        field("review_cycle", "1 year");
    }
    out.push_str("---\n");
    for names in of_type.sections.iter().filter(|names| !names.is_empty()) {
        out.push_str(&format!("\n## {}\n\n{}\n", names[0], invitation(names)));
    }
    if of_type.sections.is_empty() {
        out.push_str("\nWhat is this about, and who is it for?\n");
    }
    out
}

/// Quoted if YAML would otherwise read something other than the text.
fn yaml(value: &str) -> String {
    let is_plain = value.starts_with(|first: char| first.is_alphabetic())
        && value
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        && !value.ends_with(' ')
        && !["true", "false", "yes", "no", "on", "off", "null"]
            .contains(&value.to_lowercase().as_str());
    match is_plain {
        true => value.to_owned(),
        false => serde_json::Value::from(value).to_string(),
    }
}

/// Sample text for a section, for the author to replace.
/// What to write in a section, by any of its names: the English one is always among those of a
/// section that is built in.
fn invitation(names: &[String]) -> &'static str {
    let known = names.iter().find_map(|name| match name.as_str() {
        "Purpose" => Some("Why this procedure exists, in one or two sentences."),
        "Scope" => Some("Who and what it covers, and what it does not cover."),
        "Responsibilities" => Some("- Role: what it is responsible for."),
        "Procedure" => Some("1. What is done first, and by which role?\n2. What is done next?"),
        _ => None,
    });
    known.unwrap_or("What the reader needs to know.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stays_a_title_in_yaml() {
        assert_eq!(yaml("Handling complaints"), "Handling complaints");
        assert_eq!(yaml("Sales: first call"), "\"Sales: first call\"");
        assert_eq!(yaml("0.1"), "\"0.1\"");
        assert_eq!(yaml("No"), "\"No\"");
        assert_eq!(yaml("the \"new\" way"), "\"the \\\"new\\\" way\"");
    }
}
