//! Derives a document's revisions from its changes, and observations about them. Pure.

use std::collections::HashMap;

use crate::source::FilePath;

use super::{Change, Digest, Document, History, ObjectId, OnDisk};

/// A revision: a version of a document or, if no version is stated, one dated change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// As stated in the text; `None` for a dated change.
    pub version: Option<String>,
    /// The newest authored commit with this version (index into [`History::commits`]): its author
    /// and author date are shown.
    pub commit: usize,
    /// The first commit with this version.
    pub first_commit: usize,
    /// The newest of them that changed the body, otherwise the first: its day is the revision's,
    /// since recording a review later does not change the text.
    pub text_commit: usize,
    /// All the commits by which people changed the text within this version, newest first.
    pub commits: Vec<usize>,
    /// The last text with this version, including sweeping commits and merges.
    pub text: ObjectId,
    /// Index into [`History::repositories`], to read the text from.
    pub repository: usize,
    /// The file's path then, relative to the repository's top.
    pub path: String,
}

/// The revisions of a document, newest first by ancestry, regardless of dates.
///
/// `present` is the digest of the text on disk; it replaces that of the newest commit, which is not
/// read when the two are the same.
pub fn revisions(history: &History, path: &FilePath, present: &Digest) -> Vec<Revision> {
    let Some(document) = history.documents.get(path) else {
        return Vec::new();
    };
    let mut found: Vec<Revision> = Vec::new();
    let mut by_version: HashMap<&str, usize> = HashMap::new();
    // Whether the commit shown for a revision is an authored change.
    let mut has_author: Vec<bool> = Vec::new();
    // Whether a change of the body has been met.
    let mut has_text: Vec<bool> = Vec::new();
    for (place, change) in document.changes.iter().enumerate() {
        let version = digest_after(history, document, place, present)
            .and_then(|digest| digest.version.as_deref());
        let known = version.and_then(|version| by_version.get(version).copied());
        let is_authored = change.is_authored();
        let is_text = is_authored && changes_body(history, document, place, present);
        match known {
            Some(index) => {
                let revision = &mut found[index];
                revision.first_commit = change.commit;
                if !has_text[index] {
                    revision.text_commit = change.commit;
                    has_text[index] = is_text;
                }
                if is_authored {
                    if !has_author[index] {
                        revision.commit = change.commit;
                        has_author[index] = true;
                    }
                    revision.commits.push(change.commit);
                }
            }
            None if version.is_none() && !is_authored => {}
            None => {
                if let Some(version) = version {
                    by_version.insert(version, found.len());
                }
                has_author.push(is_authored);
                has_text.push(is_text);
                found.push(Revision {
                    version: version.map(str::to_owned),
                    commit: change.commit,
                    first_commit: change.commit,
                    text_commit: change.commit,
                    commits: if is_authored {
                        vec![change.commit]
                    } else {
                        Vec::new()
                    },
                    text: change.after.clone(),
                    repository: document.repository,
                    path: change.path.clone(),
                });
            }
        }
    }
    found
}

/// Whether a change altered the body, or may have because one of the two texts is unknown.
fn changes_body(history: &History, document: &Document, place: usize, present: &Digest) -> bool {
    let before = document.changes[place].before.as_ref();
    let before = before.and_then(|id| history.digests.get(id));
    let after = digest_after(history, document, place, present);
    before
        .zip(after)
        .is_none_or(|(before, after)| before.body != after.body)
}

/// The digest of the text after a document's change.
fn digest_after<'a>(
    history: &'a History,
    document: &Document,
    place: usize,
    present: &'a Digest,
) -> Option<&'a Digest> {
    let known = history.digests.get(&document.changes[place].after);
    let is_present = place == 0 && document.on_disk == OnDisk::Committed;
    known.or(is_present.then_some(present))
}

/// A commit in which people changed the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyChange<'h> {
    /// Index into [`History::commits`].
    pub commit: usize,
    /// The version that the text states after it.
    pub version: Option<&'h str>,
    /// Whether the text stated another version, or none, before.
    pub is_new_version: bool,
}

/// The commits, newest first, in which people changed a body that was there before, as far as both
/// texts are known. The commit that added the file is not included, nor are uncommitted edits;
/// changes of front matter or white space only do not count.
pub(crate) fn body_changes<'h>(
    history: &'h History,
    path: &FilePath,
    present: &'h Digest,
) -> impl Iterator<Item = BodyChange<'h>> {
    let document = history.documents.get(path);
    let changes = document.into_iter().flat_map(move |document| {
        let changes = document.changes.iter().enumerate();
        changes.map(move |(place, change)| (document, place, change))
    });
    changes.filter_map(move |(document, place, change)| {
        let before = history.digests.get(change.before.as_ref()?)?;
        let after = digest_after(history, document, place, present)?;
        let is_change = change.is_authored() && before.body != after.body;
        is_change.then_some(BodyChange {
            commit: change.commit,
            version: after.version.as_deref(),
            is_new_version: before.version != after.version,
        })
    })
}

/// An observation about the changes of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Observation {
    /// The body changed, but its version did not.
    BodyWithoutVersion {
        /// The commit; `None` for an edit that is not committed.
        commit: Option<usize>,
        /// The version both texts state.
        version: String,
        /// Whether the document still states it, with no later version since.
        is_present_version: bool,
    },
    /// A version without an entry in `changes`.
    VersionWithoutEntry {
        /// The first commit with it; `None` if it is not committed.
        commit: Option<usize>,
        /// The version.
        version: String,
    },
    /// A review date changed.
    ReviewDateMoved {
        /// The commit.
        commit: usize,
        /// Whether the commit changed nothing else in the document and recorded no review.
        is_bare: bool,
    },
}

/// Observations, newest first. Sweeping commits and plain merges give none.
///
/// `entries` are the versions in the document's list of changes; `None` if it has no such list, and
/// then no version lacks an entry.
pub(crate) fn observations(
    history: &History,
    path: &FilePath,
    present: &Digest,
    entries: Option<&[&str]>,
) -> Vec<Observation> {
    let Some(document) = history.documents.get(path) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if document.on_disk == OnDisk::Edited
        && let Some(newest) = document.changes.first()
        && let Some(committed) = history.digests.get(&newest.after)
    {
        found.extend(body_without_version(committed, present, present, None));
    }
    for (place, change) in document
        .changes
        .iter()
        .enumerate()
        .filter(|(_, change)| change.is_authored())
    {
        let before = change
            .before
            .as_ref()
            .and_then(|id| history.digests.get(id));
        let after = digest_after(history, document, place, present);
        if let (Some(before), Some(after)) = (before, after) {
            found.extend(body_without_version(
                before,
                after,
                present,
                Some(change.commit),
            ));
            found.extend(review_date_moved(before, after, change));
        }
    }
    if let Some(entries) = entries {
        let is_explained = |version: &str| entries.iter().any(|entry| same_version(entry, version));
        let revisions = revisions(history, path, present);
        let stated = present.version.as_deref();
        let is_committed = |version: &str| {
            revisions
                .iter()
                .any(|each| each.version.as_deref() == Some(version))
        };
        let uncommitted = stated
            .filter(|version| !is_committed(version))
            .map(|version| (None, version));
        let committed = revisions
            .iter()
            .filter_map(|each| Some((Some(each.first_commit), each.version.as_deref()?)));
        found.extend(
            uncommitted
                .into_iter()
                .chain(committed)
                .filter(|(_, v)| !is_explained(v))
                .map(|(commit, version)| Observation::VersionWithoutEntry {
                    commit,
                    version: version.to_owned(),
                }),
        );
    }
    found
}

fn body_without_version(
    before: &Digest,
    after: &Digest,
    present: &Digest,
    commit: Option<usize>,
) -> Option<Observation> {
    let version = after.version.clone()?;
    (before.version.as_ref() == Some(&version) && before.body != after.body).then(|| {
        let is_present_version = present.version.as_ref() == Some(&version);
        Observation::BodyWithoutVersion {
            commit,
            version,
            is_present_version,
        }
    })
}

fn review_date_moved(before: &Digest, after: &Digest, change: &Change) -> Option<Observation> {
    (before.review_dates != after.review_dates).then(|| Observation::ReviewDateMoved {
        commit: change.commit,
        is_bare: before.body == after.body
            && before.other_fields == after.other_fields
            && before.reviews == after.reviews
            && before.version == after.version,
    })
}

/// Whether two spellings of a version mean the same: white space and a leading `v` do not count.
pub(crate) fn same_version(one: &str, other: &str) -> bool {
    let bare = |version: &str| version.trim().trim_start_matches(['v', 'V']).to_owned();
    bare(one) == bare(other)
}
