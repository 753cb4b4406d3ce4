//! `sopress retire`

use anyhow::bail;
use camino::Utf8PathBuf;

use super::open::library_around;
use super::record::{Edit, Records, one_line, records, write};
use super::{CLEAN, print};
use crate::edit::Value;
use crate::library::Document;
use crate::parse::DocumentStatus;
use crate::wording::{Count, list};

/// Withdraw a document; its page stays and shows the reason and the successor
///
/// Sets `status`, `retired` and `retired_reason`. With `--superseded-by`, the document names its
/// successor, and the successor names the document. Nothing is deleted: old links keep working.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress retire SOP-007 --reason \"The fax line was shut down\"
  sopress retire SOP-007 --superseded-by SOP-031 --reason \"Merged with ordering\"")]
pub struct Arguments {
    /// The document's id, or the path of its file
    id: String,
    /// The id of the document that replaces it
    #[arg(long, value_name = "ID")]
    superseded_by: Option<String>,
    /// The reason, in one sentence
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The date from which it is no longer in force, as YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// The folder of the library, or one in it
    #[arg(long, value_name = "DIR", default_value = ".", value_parser = library_around)]
    library: Utf8PathBuf,
}

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let records = records(&arguments.library, arguments.date.as_deref())?;
    if records.library.today > records.now {
        let date = records.library.today;
        bail!("{date} is in the future; retire the document when that date has come");
    }
    let document = records.document(&arguments.id)?;
    if document.is_withdrawn() {
        let status = document.status.name();
        bail!("{} is already {status}", arguments.id);
    }
    if document.status.is_in_the_making() {
        let (id, status) = (&arguments.id, document.status.name());
        bail!("{id} is {status} and was never in force; to discard it, delete its file");
    }
    refuse_before_it_began(&records, document, &arguments.id)?;
    let successor = match &arguments.superseded_by {
        Some(id) => Some(records.document(id)?),
        None => None,
    };
    if let Some(successor) = successor {
        if successor.sop.path == document.sop.path {
            bail!("a document cannot replace itself");
        }
        if successor.is_withdrawn() {
            let (id, status) = (successor.id().unwrap_or_default(), successor.status.name());
            bail!("the successor `{id}` is {status}");
        }
        if successor.status.is_in_the_making() {
            bail!(
                "`{}` is not approved yet: nothing would be in force in place of {}",
                successor.sop.path,
                arguments.id
            );
        }
    }
    let mut edits = vec![retired(&records, document, successor, arguments)?];
    edits.extend(match successor {
        Some(successor) => succeeding(&records, document, successor)?,
        None => None,
    });
    write(&edits)?;
    print::line(&match successor {
        None => format!("{} is retired", arguments.id),
        Some(successor) => format!(
            "{} is superseded by {}; both documents now say so",
            arguments.id,
            successor.id().unwrap_or(successor.title())
        ),
    });
    report_coming_versions(&records, successor.unwrap_or(document));
    say_who_refers(&records, document);
    Ok(CLEAN)
}

/// A document cannot be withdrawn before it took effect.
fn refuse_before_it_began(records: &Records, document: &Document, id: &str) -> anyhow::Result<()> {
    let date = records.library.today;
    let began = document.meta.effective.as_ref().map(|began| began.value);
    match began.filter(|began| date < *began) {
        None => Ok(()),
        Some(began) if began > records.now => bail!(
            "{id} takes effect on {began} and was never in force; to call it off, set its `status` \
             to `draft` or delete its file"
        ),
        Some(began) => {
            bail!("{id} took effect on {began}; it cannot be withdrawn from {date}")
        }
    }
}

/// A version with the same id that takes effect on a later date.
fn report_coming_versions(records: &Records, document: &Document) {
    let library = &records.examined.library;
    let same_id = library.iter().filter(|other| document.has_id_of(other));
    let to_come = same_id.filter_map(|other| {
        let effective = other.meta.effective.as_ref()?.value;
        let is_approved = other.status == DocumentStatus::Approved;
        (is_approved && effective > records.now).then_some((other, effective))
    });
    for (other, effective) in to_come {
        print::line(&format!(
            "`{}` still takes effect on {effective}, not earlier",
            other.sop.path
        ));
    }
}

fn retired(
    records: &Records,
    document: &Document,
    successor: Option<&Document>,
    arguments: &Arguments,
) -> anyhow::Result<Edit> {
    let mut edit = records.edit(&document.sop.path)?;
    let status = match successor {
        Some(_) => "superseded",
        None => "retired",
    };
    records.set(&mut edit, "status", &Value::Text(status.to_owned()))?;
    records.set(&mut edit, "retired", &Value::Date(records.library.today))?;
    let reason = one_line("--reason", &arguments.reason)?;
    records.set(&mut edit, "retired_reason", &reason)?;
    if let Some(successor) = successor {
        let id = id(successor)?;
        let given = &document.sop.meta.superseded_by;
        if !given.iter().any(|given| given.value == id) {
            records.set(&mut edit, "superseded_by", &Value::Text(id.to_owned()))?;
        }
    }
    Ok(edit)
}

/// Makes the successor name what it replaces, unless it already does.
fn succeeding(
    records: &Records,
    document: &Document,
    successor: &Document,
) -> anyhow::Result<Option<Edit>> {
    let id = id(document)?;
    let given = &successor.sop.meta.supersedes;
    if given.iter().any(|given| given.value == id) {
        return Ok(None);
    }
    if !given.is_empty() {
        bail!(
            "`{}` already replaces other documents; add `{id}` to its `supersedes` first",
            successor.sop.path
        );
    }
    let mut edit = records.edit(&successor.sop.path)?;
    records.set(&mut edit, "supersedes", &Value::Text(id.to_owned()))?;
    Ok(Some(edit))
}

fn id(document: &Document) -> anyhow::Result<&str> {
    match document.id() {
        Some(id) => Ok(id),
        None => bail!("`{}` has no id to refer to it by", document.sop.path),
    }
}

fn say_who_refers(records: &Records, document: &Document) {
    const MOST: usize = 5;
    let referring = &document.referred_by;
    if referring.is_empty() {
        return;
    }
    let library = &records.examined.library;
    let mut names: Vec<String> = referring
        .iter()
        .take(MOST)
        .map(|index| format!("`{}`", library.document(*index).sop.path))
        .collect();
    if referring.len() > MOST {
        names.push(format!("{} more", referring.len() - MOST));
    }
    print::line(&format!(
        "still referenced by {}: {}",
        Count(referring.len(), "document"),
        list(&names, "and")
    ));
}
