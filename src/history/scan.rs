//! Reads a [`History`] from a folder: the log, the state on disk, digests of former texts.

use std::collections::BTreeSet;

use camino::Utf8Path;
use foldhash::HashMap;

use crate::source::FilePath;

use super::briefs::{OnText, read_digests};
use super::git::Git;
use super::lineage::Lineage;
use super::merges::Merges;
use super::repository::{self, Facts};
use super::{
    Commit, Completeness, Digest, Document, History, ObjectId, OnDisk, Query, Reason, Repository,
    evidence, log,
};

/// Reads what git holds of a library and calls `on_text` with each former text that it reads.
///
/// One walk over the log of the repository, and one more for each repository nested in the folder.
/// The cost is that of the repository's commits, not of the library's documents.
///
/// `previous` is an earlier result for the same digest options, or an empty history. Where there is
/// no new commit and the documents are the same, only the state on disk is read; otherwise the log
/// is walked again, and only texts without a digest in `previous` are read. Uncommitted changes of
/// `.mailmap` and of the list of sweeping commits go unnoticed.
pub fn scan(
    previous: History,
    folder: &Utf8Path,
    query: &Query<'_>,
    on_text: OnText<'_>,
) -> History {
    let is_same = previous.documents.len() == query.paths.len()
        && query
            .paths
            .iter()
            .all(|path| previous.documents.contains_key(path))
        && !previous.repositories.is_empty()
        && previous.repositories.iter().all(|before| {
            let git = Git {
                program: query.program,
                folder: &before.folder,
            };
            before.head.is_some()
                && repository::head(git) == before.head
                && !before.completeness.reasons().iter().any(may_be_fixed)
        });
    if is_same {
        let mut history = previous;
        let known = std::mem::take(&mut history.digests);
        let folders: Vec<_> = history
            .repositories
            .iter()
            .map(|each| each.folder.clone())
            .collect();
        for (index, within) in folders.iter().enumerate() {
            let git = Git {
                program: query.program,
                folder: within,
            };
            let seen = look_at_disk(&mut history, index, git, folder).and_then(|()| {
                read_digests(&mut history, index, git, query.digest, &known, on_text)
            });
            if seen.is_err() {
                return walk_log(folder, query, known, on_text);
            }
        }
        return history;
    }
    walk_log(folder, query, previous.digests, on_text)
}

/// Whether the cause may have gone without a new commit.
fn may_be_fixed(reason: &Reason) -> bool {
    !matches!(reason, Reason::NoRepository | Reason::NoCommits)
}

fn walk_log(
    folder: &Utf8Path,
    query: &Query<'_>,
    known: HashMap<ObjectId, Digest>,
    on_text: OnText<'_>,
) -> History {
    let mut history = History::default();
    for (nested, paths) in repository::by_repository(folder, query.paths) {
        let within = if nested.is_empty() {
            folder.to_owned()
        } else {
            folder.join(&nested)
        };
        let git = Git {
            program: query.program,
            folder: &within,
        };
        let index = history.repositories.len();
        let mut read = Repository {
            folder: within.clone(),
            head: None,
            completeness: Completeness::Whole,
        };
        match read_repository(git, query, &nested, &paths) {
            Ok(found) => add(&mut history, &mut read, index, found),
            Err(reason) => {
                let is_new = reason == Reason::NoCommits;
                let on_disk = if is_new {
                    OnDisk::NeverCommitted
                } else {
                    OnDisk::Unknown
                };
                read.completeness = Completeness::None(reason);
                for path in paths {
                    let document = Document {
                        repository: index,
                        on_disk,
                        changes: Vec::new(),
                        cut_off_at: None,
                    };
                    history.documents.insert(path.to_owned(), document);
                }
            }
        }
        history.repositories.push(read);
        if let Err(reason) = look_at_disk(&mut history, index, git, folder) {
            history.repositories[index].completeness.lacks(reason);
        }
        let reading = query.digest;
        if let Err(reason) = read_digests(&mut history, index, git, reading, &known, on_text) {
            history.repositories[index].completeness.lacks(reason);
        }
    }
    history
}

/// Reads the log of one repository.
struct Found {
    facts: Facts,
    documents: Vec<(FilePath, Document)>,
    commits: Vec<Commit>,
    names_unread: Option<Reason>,
}

fn read_repository(
    git: Git<'_>,
    query: &Query<'_>,
    nested: &str,
    paths: &[&FilePath],
) -> Result<Found, Reason> {
    let facts = repository::facts(git, query.ignore_revs)?;
    if facts.head.is_none() {
        return Err(Reason::NoCommits);
    }
    let committed = repository::checked_out(git)?;
    let (mut tracked, mut documents, mut present) = (Vec::new(), Vec::new(), Vec::new());
    for path in paths {
        let local = within(path, nested);
        let on_disk = if let Some(text) = committed.get(local) {
            present.push(text.clone());
            tracked.push((documents.len(), format!("{}{local}", facts.prefix)));
            OnDisk::Unknown
        } else {
            OnDisk::NeverCommitted
        };
        let document = Document {
            repository: 0,
            on_disk,
            changes: Vec::new(),
            cut_off_at: None,
        };
        documents.push(((*path).to_owned(), document));
    }
    let starts: Vec<String> = tracked.iter().map(|(_, path)| path.clone()).collect();
    let mut commits = Vec::new();
    if !starts.is_empty() {
        let mut lineage = Lineage::new(&starts, &facts.sweeping, &facts.cut_off);
        let mut merges = Merges::default();
        let walked = log::walk(git, facts.is_partial, |record| {
            merges.take(&record);
            lineage.take(&record);
        });
        walked.map_err(|reason| match reason {
            Reason::Failed { .. } if facts.is_partial => Reason::PartialClone,
            other => other,
        })?;
        let (traced, mut found) = lineage.finish(&present);
        merges.note(&mut found);
        for ((index, _), traced) in tracked.into_iter().zip(traced) {
            documents[index].1.changes = traced.changes;
            documents[index].1.cut_off_at = traced.cut_off_at;
        }
        commits = found;
    }
    let names_unread = use_mailmap(git, &mut commits).err();
    Ok(Found {
        facts,
        documents,
        commits,
        names_unread,
    })
}

/// A document's path in the repository nested at a folder; empty means the library's own.
fn within<'p>(path: &'p FilePath, nested: &str) -> &'p str {
    let path = path.as_str();
    path.strip_prefix(nested)
        .unwrap_or(path)
        .trim_start_matches('/')
}

fn add(history: &mut History, read: &mut Repository, index: usize, found: Found) {
    read.head = found.facts.head;
    let lacking = [
        (!found.facts.cut_off.is_empty()).then_some(Reason::ShallowClone),
        found.facts.ignore_revs.err(),
        found.names_unread,
    ];
    for reason in lacking.into_iter().flatten() {
        read.completeness.lacks(reason);
    }
    let first = history.commits.len();
    history.commits.extend(found.commits);
    for (path, mut document) in found.documents {
        document.repository = index;
        for change in &mut document.changes {
            change.commit += first;
        }
        history.documents.insert(path, document);
    }
}

/// Replaces the names in the commits with those of `.mailmap`.
fn use_mailmap(git: Git<'_>, commits: &mut [Commit]) -> Result<(), Reason> {
    let as_stored = |name: &str, email: &str| format!("{name} <{email}>");
    let people: BTreeSet<String> = commits
        .iter()
        .flat_map(|commit| [&commit.author, &commit.committer])
        .map(|person| as_stored(&person.name, &person.email))
        .filter(|person| !person.contains('\n'))
        .collect();
    let mapped = git.mapped(&people)?;
    let mapped: HashMap<String, (String, String)> = people
        .into_iter()
        .zip(mapped.lines())
        .filter_map(|(person, line)| {
            let (name, email) = line.strip_suffix('>')?.rsplit_once('<')?;
            Some((person, (name.trim().to_owned(), email.to_owned())))
        })
        .collect();
    for commit in commits {
        for person in [&mut commit.author, &mut commit.committer] {
            if let Some((name, email)) = mapped.get(&as_stored(&person.name, &person.email)) {
                if !name.is_empty() {
                    person.name.clone_from(name);
                }
                person.email.clone_from(email);
            }
        }
        commit.evidence.author_differs_from_committer =
            evidence::differ(&commit.author, &commit.committer);
    }
    Ok(())
}

/// Finds out which documents of a repository were edited since the last commit.
pub(super) fn look_at_disk(
    history: &mut History,
    index: usize,
    git: Git<'_>,
    library: &Utf8Path,
) -> Result<(), Reason> {
    let repository = &history.repositories[index];
    if matches!(repository.completeness, Completeness::None(_)) {
        return Ok(());
    }
    let prefix = git.output(&["rev-parse", "--show-prefix"])?;
    let prefix = String::from_utf8_lossy(&prefix)
        .trim_end_matches('\n')
        .to_owned();
    let edited = repository::edited(git)?;
    let nested = repository
        .folder
        .strip_prefix(library)
        .map(ToString::to_string)
        .unwrap_or_default();
    for (path, document) in &mut history.documents {
        if document.repository != index || document.on_disk == OnDisk::NeverCommitted {
            continue;
        }
        let local = within(path, &nested);
        let is_edited = edited.contains(&format!("{prefix}{local}"));
        document.on_disk = if is_edited {
            OnDisk::Edited
        } else {
            OnDisk::Committed
        };
    }
    Ok(())
}
