//! `sopress due`

mod forms;

use anyhow::bail;
use clap::ValueEnum;

use super::open::{LibraryArguments, misread, open};
use super::{CLEAN, FINDINGS, print};
use crate::config::Roles;
use crate::date::Cycle;
use crate::library::Library;
use crate::pipeline::{self, Memory};
use crate::source::{FaultKind, Sources};
use crate::wording::Count;

/// List the reviews that are overdue or due soon
///
/// Documents whose review date is missing or cannot be read are listed first. The exit code is 1 if
/// a document in the list is overdue, was never reviewed or has no review date, and 2 if a file
/// could not be read, because the list may then be incomplete.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress due                                    overdue, and due within 30 days
  sopress due handbook --within 90d --owner \"Head of Quality\"
  sopress due --format markdown >> \"$GITHUB_STEP_SUMMARY\"
  sopress due --within 1y --format ics > reviews.ics")]
pub struct Arguments {
    #[command(flatten)]
    library: LibraryArguments,
    /// How far ahead to look: 30d, 6 weeks, 1 year
    #[arg(long, value_name = "TIME", default_value = "30d")]
    within: String,
    /// Only documents owned by this role or person
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// The format of the list
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Table,
    /// An array of objects
    Json,
    /// Rows with a header
    Csv,
    /// A table for issues, wikis and job summaries
    Markdown,
    /// Annotations for GitHub Actions
    Github,
    /// A calendar
    Ics,
}

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let Ok(within) = arguments.within.parse::<Cycle>() else {
        bail!(
            "`--within {}` is not a length of time; write for example `30d` or `6 weeks`",
            arguments.within
        );
    };
    let out = arguments.library.library.join("site");
    let library = open(&arguments.library, Some(&out))?;
    library.has_documents()?;
    let examined = pipeline::examine(library.inputs(), &mut Memory::default());
    let roles = &examined.config.roles;
    if let Some(name) = &arguments.owner
        && !is_known(name, roles, &examined.library)
    {
        bail!("`{name}` does not own a document and is not listed in `roles.toml`");
    }
    let until = within.after(library.today);
    let rows: Vec<forms::Row<'_>> = examined
        .library
        .due()
        .into_iter()
        .filter(|due| due.date.is_none_or(|date| date <= until))
        .map(|due| {
            forms::row(
                examined.library.document(due.document),
                &examined.config,
                library.today,
            )
        })
        .filter(|row| {
            let wanted = arguments.owner.as_deref();
            wanted.is_none_or(|wanted| row.is_owned_by(wanted, roles))
        })
        .collect();
    let text = match arguments.format {
        Format::Table => forms::table(&rows),
        Format::Json => forms::json(&rows),
        Format::Csv => forms::csv(&rows),
        Format::Markdown => forms::markdown(&rows),
        Format::Github => forms::github(&rows, &library.prefix()),
        Format::Ics => forms::ics(&rows, &examined.config, library.today),
    };
    print::out(&text);
    let late = rows.iter().filter(|row| row.is_late).count();
    print::line(&format!(
        "{} to review by {until}, {late} of them overdue or without a date",
        Count(rows.len(), "document")
    ));
    if let Some(path) = misread(&library.sources) {
        bail!("`{path}` could not be read, so the list may be incomplete; see `sopress check`");
    }
    let unread = unread(&library.sources);
    if unread > 0 {
        let files = Count(unread, "file");
        bail!("{files} could not be read, so the list may be incomplete; see `sopress check`");
    }
    Ok(match late {
        0 => CLEAN,
        _ => FINDINGS,
    })
}

fn is_known(name: &str, roles: &Roles, library: &Library) -> bool {
    let mut owners = library.documents.iter();
    roles.find(name).is_some()
        || roles.person(name).is_some()
        || owners.any(|document| {
            let owner = document.meta.owner.as_ref();
            owner.is_some_and(|owner| owner.value.trim().eq_ignore_ascii_case(name.trim()))
        })
}

/// Documents that were left out of the library.
fn unread(sources: &Sources) -> usize {
    let is_left_out = |kind: &FaultKind| {
        matches!(
            kind,
            FaultKind::TooLarge { .. }
                | FaultKind::Unreadable { .. }
                | FaultKind::LinkNowhere
                | FaultKind::NotAFile
        )
    };
    let faults = sources.faults.iter();
    faults.filter(|fault| is_left_out(&fault.kind)).count()
}
