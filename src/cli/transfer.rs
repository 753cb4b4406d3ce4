//! `sopress transfer`

use anyhow::{Context, bail};
use camino::Utf8PathBuf;

use super::names::declared;
use super::open::library_around;
use super::record::{Edit, Records, records, write};
use super::{CLEAN, FINDINGS, print};
use crate::edit::replace_value;
use crate::parse::{self, Meta};
use crate::source::{FilePath, Source};
use crate::text::{At, Span};
use crate::wording::Count;

/// Transfer all documents of one owner or approver to another
///
/// Changes the front matter of every document and every `_defaults.toml`. An approver entry with a
/// date records a past approval, so it is not changed. Each change is verified before anything is
/// written: if anything else in a file would change, no file is written.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress transfer --from \"Sales Manager\" --to \"Head of Sales\" --dry-run
  sopress transfer --from \"Ann Lee\" --to \"Bo Li\"")]
pub struct Arguments {
    /// The role or person that owns or approves them now
    #[arg(long, value_name = "NAME")]
    from: String,
    /// The role or person to transfer them to, as listed in `roles.toml`
    #[arg(long, value_name = "NAME")]
    to: String,
    /// Accept names that are not in `roles.toml`
    #[arg(long)]
    force: bool,
    /// Show what would change, without changing anything
    #[arg(long)]
    dry_run: bool,
    /// The folder of the library, or one in it
    #[arg(long, value_name = "DIR", default_value = ".", value_parser = library_around)]
    library: Utf8PathBuf,
}

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let records = records(&arguments.library, None)?;
    let (from, to) = (arguments.from.trim(), arguments.to.trim());
    let roles = &records.examined.config.roles;
    let owners = &records.examined.library.documents;
    let owns = |name: &str| {
        let mut owners = owners
            .iter()
            .filter_map(|document| document.meta.owner.as_ref());
        owners.any(|owner| owner.value.trim() == name)
    };
    if from.is_empty() || to.is_empty() {
        bail!("`--from` and `--to` each need a name");
    }
    declared("--to", to, roles, arguments.force)?;
    let lists_nobody = roles.roles.is_empty() && roles.people.is_empty();
    if lists_nobody && !owns(to) && !arguments.force {
        bail!(
            "`--to {to}` does not own a document, and there is no `roles.toml`; `--force` accepts the name \
             as it is"
        );
    }
    if is_same(&records, from, to) {
        bail!("`{from}` and `{to}` are the same");
    }
    let mut edits = Vec::new();
    for (path, meta) in metas(&records) {
        let places = places(&records, meta, from);
        if places.is_empty() {
            continue;
        }
        let fields: Vec<&str> = places.iter().map(|(field, _)| *field).collect();
        print::line(&format!("{path}: {}", fields.join(", ")));
        edits.push(edited(&records, path, meta, &places, to)?);
    }
    if edits.is_empty() {
        declared("--from", from, roles, arguments.force)?;
        print::line(&format!(
            "`{from}` does not own a document and is not to approve one; nothing was changed"
        ));
        return Ok(FINDINGS);
    }
    if !arguments.dry_run {
        write(&edits)?;
    }
    let files = Count(edits.len(), "file");
    print::line(&match arguments.dry_run {
        true => format!("{files} would change"),
        false => format!("{files} changed"),
    });
    Ok(CLEAN)
}

/// Every front matter as written, of documents, including drafts, and of folders.
fn metas(records: &Records) -> Vec<(&FilePath, &Meta)> {
    let library = &records.examined.library;
    let documents = library.documents.iter();
    let documents = documents.map(|document| (&document.sop.path, &document.sop.meta));
    let defaults = library.defaults.iter();
    documents
        .chain(defaults.map(|defaults| (&defaults.path, &defaults.meta)))
        .collect()
}

/// The places where a front matter names `from`, in order.
fn places(records: &Records, meta: &Meta, from: &str) -> Vec<(&'static str, Span)> {
    let names = |at: &&At<String>| is_same(records, &at.value, from);
    let owner = meta.owner.iter().filter(names);
    let mut found: Vec<(&'static str, Span)> = owner.map(|at| ("owner", at.span)).collect();
    for approver in &meta.approvers {
        if approver.date.is_some() || meta.approved.is_some() {
            continue;
        }
        let named = [Some(&approver.name), approver.role.as_ref()];
        let named = named.into_iter().flatten().filter(names);
        found.extend(named.map(|at| ("approver", at.span)));
    }
    found.sort_by_key(|(_, span)| span.start);
    found.dedup_by_key(|(_, span)| span.start);
    found
}

/// Whether two names refer to the same role or person.
fn is_same(records: &Records, one: &str, other: &str) -> bool {
    let roles = &records.examined.config.roles;
    let role = |text: &str| roles.find(text).map(|role| &role.id.value);
    one.trim().eq_ignore_ascii_case(other.trim())
        || role(one).is_some_and(|one| Some(one) == role(other))
}

fn edited(
    records: &Records,
    path: &FilePath,
    meta: &Meta,
    places: &[(&'static str, Span)],
    to: &str,
) -> anyhow::Result<Edit> {
    let mut edit = records.edit(path)?;
    let refused = || format!("`{path}` was not changed, and neither was any other file");
    let reading = &records.examined.config.settings.reading;
    // Spans are counted from after the byte order mark.
    let (mark, bare) = match edit.text().strip_prefix('\u{feff}') {
        Some(bare) => ("\u{feff}", bare.to_owned()),
        None => ("", edit.text().to_owned()),
    };
    let mut text = bare.clone();
    for (_, span) in places.iter().rev() {
        text = replace_value(&text, span.range(), to).with_context(refused)?;
    }
    let read = |text: &str| {
        let (path, text) = (path.clone(), text.to_owned());
        let source = Source { path, text };
        match source.path.name() == "_defaults.toml" {
            true => parse::defaults(&source, reading).0,
            false => parse::parse(&source, reading).sop.meta.clone(),
        }
    };
    let (before, after) = (read(&bare), read(&text));
    if before != *meta {
        bail!("`{path}` changed while it was read; try again");
    }
    if !is_only_renamed(&before, &after, places.len(), to) {
        bail!("`{path}` cannot be changed without changing something else; nothing was written");
    }
    edit.replace(format!("{mark}{text}"));
    Ok(edit)
}

/// Whether the new front matter names `to` in exactly the changed places and is otherwise the same.
fn is_only_renamed(before: &Meta, after: &Meta, count: usize, to: &str) -> bool {
    let names = |meta: &Meta| -> Vec<String> {
        let owner = meta.owner.iter().map(|at| at.value.clone());
        let approvers = meta.approvers.iter();
        let approvers = approvers.flat_map(|approver| {
            let role = approver.role.as_ref().map(|role| role.value.clone());
            [Some(approver.name.value.clone()), role]
                .into_iter()
                .flatten()
        });
        owner.chain(approvers).collect()
    };
    let (old, new) = (names(before), names(after));
    let changed = old.iter().zip(&new).filter(|(old, new)| old != new);
    let is_renamed = old.len() == new.len()
        && changed.clone().count() == count
        && changed.clone().all(|(_, new)| new == to);
    is_renamed
        && before.id.as_ref().map(|at| &at.value) == after.id.as_ref().map(|at| &at.value)
        && before.title.as_ref().map(|at| &at.value) == after.title.as_ref().map(|at| &at.value)
        && before.status.as_ref().map(|at| at.value) == after.status.as_ref().map(|at| at.value)
        && before.reviews.len() == after.reviews.len()
        && before.changes.len() == after.changes.len()
        && before.extra == after.extra
}
