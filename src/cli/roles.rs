//! `sopress roles`

use std::collections::BTreeMap;
use std::fmt::Write;

use super::open::{Library as Opened, LibraryArguments, open_files};
use super::{CLEAN, print};
use crate::library::{Library, RoleFacts, StepRef};
use crate::pipeline::{self, Memory};
use crate::text::LineIndex;
use crate::wording::Count;

/// Propose roles for `roles.toml`, from the procedures
///
/// Prints those who act in several steps of the procedures, drafts included, and are not in `roles.toml`,
/// with the places. Correct the list: two names may mean one role, and not everyone who acts is a role.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress roles --suggest
  sopress roles handbook --suggest > proposed.toml")]
pub struct Arguments {
    #[command(flatten)]
    library: LibraryArguments,
    /// Print the proposed roles
    #[arg(long, required = true)]
    suggest: bool,
}

/// Steps in which a name has to act before it is proposed.
const RECURRING: usize = 2;

/// Places listed for each name.
const MOST_PLACES: usize = 5;

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let out = arguments.library.library.join("site");
    let opened = open_files(&arguments.library, Some(&out))?;
    opened.has_documents()?;
    let mut inputs = opened.inputs();
    inputs.with_drafts = true;
    let assembled = pipeline::assemble(inputs, &mut Memory::default());
    let proposed = proposed(&assembled.library);
    if !proposed.is_empty() {
        print::out(&toml(&proposed, &opened, &assembled.library));
    }
    print::line(&match proposed.len() {
        0 => "no name that is missing from `roles.toml` acts in several steps".to_owned(),
        names => format!(
            "{} in several steps; correct the list and add it to `roles.toml`",
            match names {
                1 => "1 name acts".to_owned(),
                names => format!("{names} names act"),
            }
        ),
    });
    Ok(CLEAN)
}

/// The roles that act in several steps and are not declared, most steps first.
pub fn proposed(library: &Library) -> Vec<&RoleFacts> {
    let acts = |role: &RoleFacts| role.performs.len() + role.approves.len();
    let roles = library.roles.roles.iter();
    let mut found: Vec<&RoleFacts> = roles
        .filter(|role| role.declared.is_none() && acts(role) >= RECURRING)
        .collect();
    found.sort_by_key(|role| std::cmp::Reverse(acts(role)));
    found
}

fn toml(proposed: &[&RoleFacts], opened: &Opened, library: &Library) -> String {
    let documents = opened.sources.documents.iter();
    let lines: BTreeMap<_, _> = documents
        .map(|source| (&source.path, LineIndex::new(&source.text)))
        .collect();
    let place = |at: &StepRef| {
        let document = library.document(at.document);
        let step = document
            .sop
            .procedures
            .get(at.procedure)?
            .steps
            .get(at.step)?;
        let lines = lines.get(&document.sop.path)?;
        let line = lines.position(step.span.start).line;
        Some(format!("{}:{line}", document.sop.path))
    };
    let mut out =
        "# Names that act in several steps. Correct this list before you use it.\n".to_owned();
    for role in proposed {
        let mut steps: Vec<&StepRef> = role.performs.iter().chain(&role.approves).collect();
        steps.sort();
        steps.dedup();
        let places: Vec<String> = steps
            .iter()
            .take(MOST_PLACES)
            .filter_map(|at| place(at))
            .collect();
        let more = match steps.len() - places.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let name = toml::Value::from(role.name.as_str());
        let id = toml::Value::from(role.id.0.as_str());
        let count = Count(steps.len(), "step");
        let _ = write!(
            out,
            "\n# {count}: {}{more}\n[[roles]]\nid = {id}\nname = {name}\n",
            places.join(", ")
        );
    }
    out
}
