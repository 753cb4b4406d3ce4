//! All that pages show of the past: what git holds, and the texts of former revisions.

use std::collections::BTreeMap;

use camino::Utf8Path;

use crate::source::FilePath;

use super::revisions::revisions;
use super::{Digest, History, ObjectId, OnDisk, Wanted, read_again, texts};

/// What git holds of a library, with the texts of its revisions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Archive {
    /// The commits. Empty when nobody asked git.
    pub history: History,
    /// The text of every revision, as far as it can be read.
    pub texts: BTreeMap<ObjectId, String>,
}

impl Archive {
    /// Whether git was asked at all.
    pub fn was_asked(&self) -> bool {
        !self.history.repositories.is_empty()
    }
}

/// Reads what git holds, and the texts of all revisions that it has not read before.
///
/// `previous` is the archive of the build before, or an empty one; `present` gives the text on disk.
pub fn archive<'t>(
    previous: Archive,
    folder: &Utf8Path,
    wanted: &Wanted<'_>,
    present: impl Fn(&FilePath) -> Option<&'t str>,
) -> Archive {
    let history = read_again(previous.history, folder, wanted);
    let mut known = previous.texts;
    let mut kept: BTreeMap<ObjectId, String> = BTreeMap::new();
    let mut asked: Vec<(usize, ObjectId)> = Vec::new();
    for path in wanted.paths {
        let has_past = history.documents.get(path);
        if has_past.is_none_or(|document| document.changes.is_empty()) {
            continue;
        }
        let Some(text) = present(path) else { continue };
        // The versions alone tell revisions apart.
        let present = Digest {
            version: (wanted.reading.version_of)(text),
            ..Digest::default()
        };
        let on_disk = has_past
            .filter(|document| document.on_disk == OnDisk::Committed)
            .and_then(|document| Some(&document.changes.first()?.after));
        for revision in revisions(&history, path, &present) {
            if on_disk == Some(&revision.text) {
                kept.insert(revision.text, text.to_owned());
                continue;
            }
            match known.remove(&revision.text) {
                Some(text) => {
                    kept.insert(revision.text, text);
                }
                None if !kept.contains_key(&revision.text) => {
                    asked.push((revision.repository, revision.text));
                }
                None => {}
            }
        }
    }
    let asked = asked.iter().map(|(repository, id)| (*repository, id));
    kept.extend(texts(&history, wanted.program, asked));
    Archive {
        history,
        texts: kept,
    }
}
