//! `sopress check`

use std::time::Instant;

use super::build::exit_code;
use super::open::{LibraryArguments, open};
use super::print::{self, Format, Progress};
use crate::pipeline::{self, Memory};
use crate::wording::Count;

/// Report what is wrong with a library, without writing anything
///
/// Checks front matter, links, anchors, images, roles, review dates, ids and more. docs/checks.md
/// lists every rule. The settings can change the severity of each. Drafts and documents in review are
/// checked too, and the rest as the site without them.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress check                     the library here
  sopress check handbook --format json > findings.json
  sopress check --date 2027-01-01   what will be overdue by then")]
pub struct Arguments {
    #[command(flatten)]
    library: LibraryArguments,
    /// The format of the findings
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let start = Instant::now();
    let progress = Progress::new();
    progress.say("reading");
    let library = open(
        &arguments.library,
        Some(&arguments.library.library.join("site")),
    )?;
    library.has_documents()?;
    progress.say("checking");
    let examined = pipeline::examine_with_drafts(library.inputs(), &mut Memory::default());
    drop(progress);
    let found = &examined.diagnostics;
    let drafts = match examined.library.withheld.len() {
        0 => String::new(),
        drafts => format!("{}, ", Count(drafts, "draft")),
    };
    print::findings(found, &library.sources, arguments.format, &library.prefix());
    print::line(&format!(
        "{}, {drafts}{}, {:.2} s",
        Count(examined.library.documents.len(), "document"),
        print::counts(found),
        start.elapsed().as_secs_f64()
    ));
    Ok(exit_code(found))
}
