//! The history that pages show: git's commits, and the texts of former revisions.

use std::sync::Arc;

use camino::Utf8Path;
use foldhash::HashMap;

use crate::source::{FilePath, Source};

use super::revisions::revisions;
use super::scan::scan;
use super::{Digest, FormerTexts, History, ObjectId, OnDisk, Query, texts};

/// A library's git history, with the texts of its revisions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Archive {
    /// The commits; empty if git was not read.
    pub history: History,
    /// The text of every revision, as far as it can be read.
    pub texts: FormerTexts,
}

impl Archive {
    /// Whether git has an earlier text of a document.
    pub(crate) fn has_former_texts(&self, path: &FilePath) -> bool {
        let document = self.history.documents.get(path);
        document.is_some_and(|document| document.changes.len() > 1)
    }
}

/// Reads the git history, and the texts of all revisions that are not in `previous`.
///
/// `previous` is the archive of the previous build, or an empty one; `present` returns the document
/// on disk.
pub(crate) fn archive<'t>(
    previous: Archive,
    folder: &Utf8Path,
    query: &Query<'_>,
    present: impl Fn(&FilePath) -> Option<&'t Arc<Source>>,
) -> Archive {
    let mut known = previous.texts;
    let mut show = |path: &FilePath, id: &ObjectId, text: &str| {
        known.keep(id.clone(), text, present(path));
    };
    let history = scan(previous.history, folder, query, &mut show);
    let mut kept = FormerTexts::default();
    let mut asked: HashMap<ObjectId, &Arc<Source>> = HashMap::default();
    let mut in_order: Vec<(usize, ObjectId)> = Vec::new();
    for path in query.paths {
        let has_past = history.documents.get(path);
        if has_past.is_none_or(|document| document.changes.is_empty()) {
            continue;
        }
        let Some(today) = present(path) else { continue };
        // Only the version is needed to tell revisions apart.
        let present = Digest {
            version: (query.digest.version_of)(&today.text),
            ..Digest::default()
        };
        let on_disk = has_past
            .filter(|document| document.on_disk == OnDisk::Committed)
            .and_then(|document| Some(&document.changes.first()?.after));
        for revision in revisions(&history, path, &present) {
            if on_disk == Some(&revision.text) {
                kept.keep(revision.text, &today.text, Some(today));
                continue;
            }
            if !kept.contains(&revision.text) && !kept.take_over(&revision.text, &mut known) {
                in_order.push((revision.repository, revision.text.clone()));
                asked.entry(revision.text).or_insert(today);
            }
        }
    }
    let in_order = in_order.iter().map(|(repository, id)| (*repository, id));
    texts(&history, query.program, in_order, |id, text| {
        kept.keep(id.clone(), text, asked.get(id).copied());
    });
    Archive {
        history,
        texts: kept,
    }
}
