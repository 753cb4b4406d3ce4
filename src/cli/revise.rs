//! `sopress revise`

mod version;

use anyhow::{Context, bail};
use camino::Utf8PathBuf;
use clap::ValueEnum;

use super::names::declared;
use super::open::library_around;
use super::record::{one_line, records, refuse_withdrawn, write};
use super::today::today;
use super::{CLEAN, print};
use crate::date::Date;
use crate::edit::Value;
use crate::history::revisions::same_version;
use crate::library::Document;
use crate::parse::{ChangeKind, DocumentStatus};

/// Raise the version of a document, and record what changed
///
/// Sets `version` and adds an entry to `changes` in the front matter, in the author's style. Nothing
/// else in the file changes. Edit the text itself before or after; one commit for both gives the
/// clearest history.
#[derive(clap::Args)]
#[command(
    after_help = "Versions: a minor change makes 1.3 of 1.2, a major one makes 2.0; 3 becomes 4, B becomes C.

Examples:
  sopress revise SOP-012 --kind minor --summary \"Step 4 names the new form\"
  sopress revise SOP-012 --kind major --summary \"Two people sign off\" --reason \"Audit of May\" \\
      --approved-by \"Head of Quality\" --effective 2027-01-01"
)]
pub struct Arguments {
    /// The document's id, or the path of its file
    id: String,
    /// Major if people must work differently, otherwise minor
    #[arg(long, value_enum)]
    kind: Kind,
    /// What changed, in one sentence
    #[arg(long, value_name = "TEXT")]
    summary: String,
    /// The reason for the change
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Who made the change
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The approver to name
    #[arg(long, value_name = "NAME")]
    approved_by: Option<String>,
    /// Accept an approver who is not in `roles.toml`
    #[arg(long)]
    force: bool,
    /// The date from which the new version is in force; also set in the document
    #[arg(long, value_name = "DATE")]
    effective: Option<String>,
    /// The new version, instead of the next one
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
    /// The date of the change, as YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// The folder of the library, or one in it
    #[arg(long, value_name = "DIR", default_value = ".", value_parser = library_around)]
    library: Utf8PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Minor,
    Major,
}

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let records = records(&arguments.library, arguments.date.as_deref())?;
    if records.library.today > records.now {
        bail!(
            "{} is in the future; give the date from which the version is in force with \
             `--effective`",
            records.library.today
        );
    }
    let document = records.document(&arguments.id)?;
    refuse_withdrawn(document, &arguments.id, "revised")?;
    refuse_before_the_last(document, records.library.today)?;
    if let Some(approver) = &arguments.approved_by {
        let roles = &records.examined.config.roles;
        declared("--approved-by", approver, roles, arguments.force)?;
    }
    let meta = &document.sop.meta;
    let kind = match arguments.kind {
        Kind::Minor => ChangeKind::Minor,
        Kind::Major => ChangeKind::Major,
    };
    let old = meta.version.as_ref().map(|version| version.value.as_str());
    let new = match (&arguments.to, old) {
        (Some(to), _) => to.trim().to_owned(),
        (None, Some(old)) => version::next(old, kind).with_context(|| {
            format!("cannot tell which version follows `{old}`; give it with `--to`")
        })?,
        (None, None) => bail!(
            "{} has no version; give the first one with `--to`",
            arguments.id
        ),
    };
    if old.is_some_and(|old| same_version(old, &new)) {
        bail!("{} already has version `{new}`", arguments.id);
    }
    let mut others = records.examined.library.iter().filter(|other| {
        let is_own = other.sop.path == document.sop.path;
        !is_own && document.has_id_of(other)
    });
    let has_version = |other: &&Document| {
        let version = other.meta.version.as_ref();
        version.is_some_and(|version| same_version(&version.value, &new))
    };
    if let Some(other) = others.find(has_version) {
        bail!("`{}` is already version `{new}`", other.sop.path);
    }
    let mut listed = meta
        .changes
        .iter()
        .filter_map(|change| change.version.as_ref());
    if listed.any(|listed| same_version(&listed.value, &new)) {
        bail!("`changes` already has an entry for version `{new}`");
    }
    let mut committed = document.past.revisions();
    if committed.any(|(_, entry)| entry.version().is_some_and(|old| same_version(old, &new))) {
        bail!("git already has a different text as version `{new}`");
    }
    if let Some(old) = old
        && version::is_before(&new, old)
    {
        bail!("`{new}` comes before `{old}`; give a later version with `--to`");
    }
    let mut record = vec![
        ("version", one_line("--to", &new)?),
        ("date", Value::Date(records.library.today)),
    ];
    let name = match kind {
        ChangeKind::Minor => "minor",
        ChangeKind::Major => "major",
    };
    let optional = |option, given: &Option<String>| {
        given
            .as_deref()
            .map(|text| one_line(option, text))
            .transpose()
    };
    record.extend(optional("--by", &arguments.by)?.map(|by| ("by", by)));
    record.push(("kind", Value::Text(name.to_owned())));
    record.push(("summary", one_line("--summary", &arguments.summary)?));
    record.extend(optional("--reason", &arguments.reason)?.map(|reason| ("reason", reason)));
    record.extend(optional("--approved-by", &arguments.approved_by)?.map(|by| ("approved_by", by)));
    let mut edit = records.edit(&document.sop.path)?;
    records.set(&mut edit, "version", &Value::Text(new.clone()))?;
    let mut in_force_from = None;
    if let Some(effective) = &arguments.effective {
        let zone = &records.examined.config.settings.site.time_zone;
        let date = today("--effective", Some(effective), zone)?;
        in_force_from = Some(date).filter(|date| *date > records.now && document.is_in_force());
        records.set(&mut edit, "effective", &Value::Date(date))?;
    }
    records.append(&mut edit, "changes", &record)?;
    write(&[edit])?;
    let old = old.map(|old| format!(" after `{old}`")).unwrap_or_default();
    print::line(&format!("{}: version `{new}`{old}", arguments.id));
    if let Some(date) = in_force_from {
        print::line(&format!(
            "no version is in force until {date}; to keep the present one until then, put the new \
             one into a file of its own with `status: approved`"
        ));
    }
    if document.status == DocumentStatus::UnderRevision {
        print::line(
            "its status is still `under-revision`; set it to `effective` when the text is finished",
        );
    }
    let is_trained = meta.training.as_ref();
    let is_trained = is_trained.is_some_and(|training| !training.value.required_for.is_empty());
    if kind == ChangeKind::Major && is_trained {
        print::line("training is required for this document; does this change require retraining?");
    }
    Ok(CLEAN)
}

/// Changes are recorded in order of date: a new one cannot be dated before the last one.
fn refuse_before_the_last(document: &Document, date: Date) -> anyhow::Result<()> {
    let dated = document.meta.changes.iter().filter_map(|change| {
        let version = change.version.as_ref();
        Some((change.date.as_ref()?.value, version?.value.as_str()))
    });
    match dated.max().filter(|(last, _)| date < *last) {
        None => Ok(()),
        Some((last, version)) => {
            bail!(
                "the change to `{version}` is dated {last}; a later change cannot be dated {date}"
            )
        }
    }
}
