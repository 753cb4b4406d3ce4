//! The git history of each document: the only reader of git.
//!
//! In: a library folder and the paths of its documents. Out: a [`History`], plain values that
//! [`revisions`] and [`timeline`] turn into what pages show. Only `scan`, `archive`, `state` and
//! `is_unchanged` run the `git` program; none of them fails: what git cannot provide is a
//! [`Reason`] that a page can show. Knows no document model: a function given by the caller finds
//! the version of a text.

mod archive;
mod briefs;
mod completeness;
pub mod diff;
mod digest;
mod disk;
mod evidence;
mod git;
mod former_texts;
mod lineage;
mod log;
mod merges;
mod repository;
pub mod revisions;
mod scan;
mod state;
mod texts;
pub mod timeline;

pub use archive::Archive;
pub(crate) use archive::archive;
pub use completeness::{Completeness, Reason};
pub(crate) use digest::fingerprint;
pub use digest::{Digest, DigestOptions, digest};
pub(crate) use disk::is_unchanged;
pub use evidence::{Approval, Evidence, Trailer};
pub use former_texts::FormerTexts;
pub use scan::scan;
pub(crate) use state::state;
pub(crate) use texts::texts;

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8PathBuf;
use foldhash::HashMap;

use crate::source::FilePath;

/// The id of a commit or a text in git: 40 or 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub(crate) Arc<str>);

impl ObjectId {
    /// All the digits.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The first ten digits, as people quote them.
    pub(crate) fn short(&self) -> &str {
        &self.0[..self.0.len().min(10)]
    }
}

/// What to read from git.
pub struct Query<'a> {
    /// The documents.
    pub paths: &'a [FilePath],
    /// The file that lists commits to ignore, such as mass reformatting, relative to the top of the
    /// repository. `None` means `.git-blame-ignore-revs` if it is there.
    pub ignore_revs: Option<&'a str>,
    /// What the digest of a text is made from.
    pub digest: DigestOptions<'a>,
    /// The git program.
    pub program: &'a str,
}

/// The git history of a library.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The repository of the library folder first, then those nested in it (submodules among them).
    pub repositories: Vec<Repository>,
    /// The commits that concern a document, each repository's newest first.
    pub commits: Vec<Commit>,
    /// The documents asked for, by path.
    pub documents: BTreeMap<FilePath, Document>,
    /// Digests of the documents' former texts, by the text's id in git. A text that is only the
    /// current one of an unedited document is not read.
    pub digests: HashMap<ObjectId, Digest>,
}

/// A repository, or the lack of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// The folder git was run in: the library's, or that of a nested repository.
    pub folder: Utf8PathBuf,
    /// The commit that is checked out.
    pub head: Option<ObjectId>,
    /// Whether the history is complete.
    pub completeness: Completeness,
}

/// The git history of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Index into [`History::repositories`].
    pub repository: usize,
    /// How the file on disk compares with the last commit.
    pub on_disk: OnDisk,
    /// Newest first, in the order of the commits' ancestry, not of their dates.
    pub changes: Vec<Change>,
    /// In a shallow clone, the oldest text it holds. When it was written is unknown.
    pub cut_off_at: Option<ObjectId>,
}

/// How a file compares with the last commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDisk {
    /// The same.
    Committed,
    /// Edited since, or staged.
    Edited,
    /// In no commit that is checked out.
    NeverCommitted,
    /// Git could not be run.
    Unknown,
}

/// One commit's change of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Index into [`History::commits`].
    pub commit: usize,
    /// The document's path after the change, relative to the repository's top.
    pub path: String,
    /// What happened.
    pub kind: ChangeKind,
    /// The text in the parent commit (the first parent's, for a merge).
    pub before: Option<ObjectId>,
    /// The text after.
    pub after: ObjectId,
    /// Listed among the sweeping commits: a change of form that is not a revision.
    pub is_sweeping: bool,
}

/// What a commit did to a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// The file was added.
    Created,
    /// The file was added again with the text it had when it was deleted.
    Restored,
    /// The text changed.
    Edited,
    /// The file moved; its text changed too if `before` and `after` differ.
    Moved {
        /// The path before, relative to the repository's top.
        from: String,
    },
    /// A merge whose text differs from that of all its parents.
    Merged {
        /// The texts in the other parents.
        others: Vec<ObjectId>,
        /// Whether the merge has lines that no parent had, or lacks lines that all had. False for a
        /// merge that only combined both sides, or whose texts are missing.
        brings_own: bool,
    },
}

impl Change {
    /// Whether this is a change that people made to the text: not a sweeping commit, not only a
    /// move, not a merge that only combined both sides.
    pub(crate) fn is_authored(&self) -> bool {
        let changes_text = match &self.kind {
            ChangeKind::Merged { brings_own, .. } => *brings_own,
            ChangeKind::Moved { .. } => self.before.as_ref() != Some(&self.after),
            ChangeKind::Created | ChangeKind::Restored | ChangeKind::Edited => true,
        };
        changes_text && !self.is_sweeping
    }
}

/// A commit that concerns a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub id: ObjectId,
    /// Who wrote the change, after `.mailmap`, and when: the date to show.
    pub author: Signature,
    /// Who recorded it, and when.
    pub committer: Signature,
    /// The first line of the message.
    pub subject: String,
    /// The first paragraph below it, at most about 300 characters.
    pub summary: String,
    /// What the message and the raw commit record.
    pub evidence: Evidence,
}

/// A name and a time in a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The person's name, or the address where there is none.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// When; `None` if the commit's date cannot be read.
    pub when: Option<Moment>,
}

/// A time stamp with its time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Seconds since 1970-01-01 UTC.
    pub seconds: i64,
    /// East of UTC.
    pub offset_minutes: i16,
    /// The day in that time zone.
    pub date: jiff::civil::Date,
}

impl Commit {
    /// The day of the change: the author's; if that is after `today`, which means a wrong clock,
    /// the committer's. `None` if both are.
    pub(crate) fn day(&self, today: jiff::civil::Date) -> Option<jiff::civil::Date> {
        let days = [&self.author, &self.committer];
        let mut days = days
            .into_iter()
            .filter_map(|person| Some(person.when?.date));
        days.find(|day| *day <= today)
    }
}

impl History {
    /// Whether the history of a document is complete.
    pub(crate) fn completeness_of(&self, path: &FilePath) -> Option<&Completeness> {
        let document = self.documents.get(path)?;
        self.repositories
            .get(document.repository)
            .map(|repository| &repository.completeness)
    }
}

#[cfg(test)]
mod tests;
