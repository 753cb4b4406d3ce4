//! `sopress review`

use anyhow::bail;
use camino::Utf8PathBuf;
use clap::ValueEnum;

use super::names::declared;
use super::open::library_around;
use super::record::{Records, one_line, records, refuse_withdrawn, write};
use super::{CLEAN, print};
use crate::date::Date;
use crate::edit::Value;
use crate::history::revisions::body_changes;
use crate::history::{digest, fingerprint};
use crate::library::{Document, with_reading};
use crate::parse::{Meta, Outcome};

/// Record a review of a document, with its outcome
///
/// Adds a record to `reviews` in the document's front matter, with a fingerprint of the reviewed
/// text, so that later changes to the text show. Nothing else in the file changes. A date alone does
/// not say what the review found, so the outcome is required.
#[derive(clap::Args)]
#[command(after_help = "Outcomes:
  current   no change needed
  minor     a change is needed that alters no instruction
  major     people must do something differently
  retire    the document is to be withdrawn

Examples:
  sopress review SOP-012 --outcome current --by \"Ann Lee\"
  sopress review SOP-012 --outcome minor --by \"Ann Lee\" --note \"step 4 names the old form\"
  sopress review SOP-012 --outcome current --by \"Ann Lee\" --date 2026-11-20")]
pub struct Arguments {
    /// The document's id, or the path of its file
    id: String,
    /// The outcome of the review
    #[arg(long, value_enum)]
    outcome: Found,
    /// Who reviewed it
    #[arg(long, value_name = "NAME")]
    by: String,
    /// Accept a reviewer who is not in `roles.toml`
    #[arg(long)]
    force: bool,
    /// What the review found, in one sentence
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// The day of the review, as YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// The folder of the library, or one in it
    #[arg(long, value_name = "DIR", default_value = ".", value_parser = library_around)]
    library: Utf8PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Found {
    Current,
    Minor,
    Major,
    Retire,
}

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let records = records(&arguments.library, arguments.date.as_deref())?;
    let date = records.library.today;
    if date > records.now {
        bail!("{date} is in the future; record a review after it has taken place");
    }
    let document = records.document(&arguments.id)?;
    refuse_withdrawn(document, &arguments.id, "reviewed")?;
    let roles = &records.examined.config.roles;
    declared("--by", &arguments.by, roles, arguments.force)?;
    let outcome = match arguments.outcome {
        Found::Current => Outcome::Current,
        Found::Minor => Outcome::Minor,
        Found::Major => Outcome::Major,
        Found::Retire => Outcome::Retire,
    };
    let mut edit = records.edit(&document.sop.path)?;
    let mut record = vec![
        ("date", Value::Date(date)),
        ("by", one_line("--by", &arguments.by)?),
        ("outcome", Value::Text(outcome.name().to_owned())),
    ];
    if let Some(note) = &arguments.note {
        record.push(("note", one_line("--note", note)?));
    }
    let changed = changed_after(&records, document, edit.text(), date);
    if changed.is_none() {
        record.push(("fingerprint", Value::Text(fingerprint(edit.text()))));
    }
    records.append(&mut edit, "reviews", &record)?;
    let meta = &document.sop.meta;
    let is_newer = |last: Date| last < date;
    if meta
        .last_reviewed
        .as_ref()
        .is_some_and(|last| is_newer(last.value))
    {
        records.set(&mut edit, "last_reviewed", &Value::Date(date))?;
    }
    let newest = newest_review(meta, records.now).map_or(date, |known| known.max(date));
    let cycle = document.review.cycle.filter(|_| meta.exempt.is_none());
    let mut due = cycle.map(|cycle| cycle.after(newest));
    let mut advice = match (meta.exempt.is_some(), newest > date) {
        (true, _) => "; it is exempt from review and stays exempt".to_owned(),
        (false, true) => format!("; the review on {newest} is newer and decides the due date"),
        (false, false) => String::new(),
    };
    if let Some(given) = &meta.review_due {
        match due.filter(|due| *due > given.value) {
            Some(due) => records.set(&mut edit, "review_due", &Value::Date(due))?,
            None => {
                due = Some(given.value);
                let name = records.name(&edit, "review_due");
                advice.push_str(&format!("; `{name}` is not changed"));
            }
        }
    }
    if let Some(changed) = changed {
        advice.push_str(&format!(
            "; the text dates from {changed}, so it is not recorded as the reviewed text"
        ));
    }
    write(&[edit])?;
    let due = due.map(|due| format!(", next review due {due}"));
    print::line(&format!(
        "{}: reviewed on {date} with outcome `{}`{}{advice}",
        arguments.id,
        outcome.name(),
        due.unwrap_or_default()
    ));
    match outcome {
        Outcome::Current | Outcome::Unknown => {}
        Outcome::Minor | Outcome::Major => print::line(&format!(
            "after making the change: sopress revise {} --kind {} --summary …",
            arguments.id,
            outcome.name()
        )),
        Outcome::Retire => print::line(&format!(
            "to withdraw it: sopress retire {} --reason …",
            arguments.id
        )),
    }
    Ok(CLEAN)
}

/// The date, after a past review, on which the document last changed, as far as the document or git
/// shows.
fn changed_after(records: &Records, document: &Document, text: &str, date: Date) -> Option<Date> {
    let meta = &document.sop.meta;
    let listed = meta
        .changes
        .iter()
        .filter_map(|change| change.date.as_ref());
    let stated = listed.chain(&meta.effective).map(|day| day.value);
    let history = &records.library.archive.history;
    let settings = &records.examined.config.settings.reading;
    let present = with_reading(settings, |reading| digest(text, reading));
    let changes = body_changes(history, &document.sop.path, &present);
    let committed = changes.filter_map(|change| history.commits[change.commit].day(records.now));
    let days = stated.chain(committed);
    days.filter(|day| *day > date && *day <= records.now).max()
}

/// The newest review already on record, up to `now`.
fn newest_review(meta: &Meta, now: Date) -> Option<Date> {
    let dates = meta
        .reviews
        .iter()
        .filter_map(|review| review.date.as_ref());
    let dates = dates.chain(&meta.last_reviewed).map(|date| date.value);
    dates.filter(|date| *date <= now).max()
}
