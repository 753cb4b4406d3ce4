//! `sopress roles`

use std::collections::{BTreeMap, BTreeSet};

use super::open::{Library as Opened, LibraryArguments, open_files};
use super::{CLEAN, print};
use crate::library::Library;
use crate::parse::steps::WhyLeft;
use crate::pipeline::{self, Memory};
use crate::source::FilePath;
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

/// Words of the longest label that may be a name.
const LONGEST_NAME: usize = 5;

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
        print::out(&toml(&proposed, &opened));
    }
    let acting = match proposed.len() {
        0 => "no name that is missing from `roles.toml` acts",
        1 => "1 name acts",
        names => &format!("{names} names act"),
    };
    print::line(&match proposed.is_empty() {
        true => format!("{acting} in several steps"),
        false => format!("{acting} in several steps; correct the list and add it to `roles.toml`"),
    });
    Ok(CLEAN)
}

/// A name that acts in several steps, as first written, with the places in which it does.
pub struct Proposed<'a> {
    name: String,
    places: BTreeSet<(&'a FilePath, usize)>,
}

/// Names that act in several steps and are not declared, most steps first. They are those whom a document
/// names as one who acts, and labels such as `**Cook:**` at the start of a step.
pub fn proposed(library: &Library) -> Vec<Proposed<'_>> {
    let mut found: BTreeMap<String, Proposed<'_>> = BTreeMap::new();
    let mut add = |name: &str, path, at| {
        let name = name.trim().trim_end_matches(':');
        let proposed = found
            .entry(name.to_lowercase())
            .or_insert_with(|| Proposed {
                name: name.to_owned(),
                places: BTreeSet::new(),
            });
        proposed.places.insert((path, at));
    };
    for role in &library.roles.roles {
        let acts = role.performs.iter().chain(&role.approves);
        for at in acts.filter(|_| role.declared.is_none()) {
            let sop = &library.document(at.document).sop;
            let procedure = sop.procedures.get(at.procedure);
            if let Some(step) = procedure.and_then(|procedure| procedure.steps.get(at.step)) {
                add(&role.name, &sop.path, step.span.start);
            }
        }
    }
    for document in &library.documents {
        let procedures = document.sop.procedures.iter();
        for left in procedures.flat_map(|procedure| &procedure.left) {
            if left.why == WhyLeft::Label && left.what.split_whitespace().count() <= LONGEST_NAME {
                add(&left.what, &document.sop.path, left.span.start);
            }
        }
    }
    let mut found: Vec<Proposed<'_>> = found.into_values().collect();
    found.retain(|proposed| proposed.places.len() >= RECURRING);
    found.sort_by_key(|proposed| std::cmp::Reverse(proposed.places.len()));
    found
}

fn toml(proposed: &[Proposed<'_>], opened: &Opened) -> String {
    let documents = opened.sources.documents.iter();
    let lines: BTreeMap<_, _> = documents
        .map(|source| (&source.path, LineIndex::new(&source.text)))
        .collect();
    let mut out =
        "# Names that act in several steps. Correct this list before you use it.\n".to_owned();
    for Proposed { name, places } in proposed {
        let named: Vec<String> = places
            .iter()
            .take(MOST_PLACES)
            .filter_map(|(path, at)| {
                let line = lines.get(path)?.position(*at).line;
                Some(format!("{path}:{line}"))
            })
            .collect();
        let more = match places.len() - named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let (count, name) = (
            Count(places.len(), "step"),
            toml::Value::from(name.as_str()),
        );
        out.push_str(&format!(
            "\n# {count}: {}{more}\n[[roles]]\nname = {name}\n",
            named.join(", ")
        ));
    }
    out
}
