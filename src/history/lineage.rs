//! Follows documents through moves: walks from newest to oldest with a map from path to document.

use std::collections::{HashMap, HashSet};

use super::log::{PathChange, Record};
use super::{Change, ChangeKind, Commit, ObjectId, evidence};

/// The state of the walk.
pub(super) struct Lineage<'f> {
    sweeping: &'f HashSet<String>,
    cut_off: &'f HashSet<String>,
    /// The document of a path, at this point of the walk.
    live: HashMap<String, usize>,
    /// Changes of a path without a document. A parallel branch may use a document's former path,
    /// and the walk may meet its commits before the move.
    pending: HashMap<String, Vec<Change>>,
    /// Documents whose creation was met, by path: it was a restoration if the text had been deleted
    /// before.
    begun: HashMap<String, (usize, ObjectId)>,
    /// The file extensions of documents: other paths are ignored.
    endings: HashSet<String>,
    commits: Vec<Commit>,
    pub documents: Vec<Traced>,
}

/// A document's changes up to this point of the walk.
#[derive(Default)]
pub(super) struct Traced {
    pub changes: Vec<Change>,
    pub cut_off_at: Option<ObjectId>,
}

impl<'f> Lineage<'f> {
    /// `paths` as in the newest commit, relative to the repository's top.
    pub fn new(
        paths: &[String],
        sweeping: &'f HashSet<String>,
        cut_off: &'f HashSet<String>,
    ) -> Self {
        Lineage {
            sweeping,
            cut_off,
            live: paths
                .iter()
                .enumerate()
                .map(|(index, path)| (path.clone(), index))
                .collect(),
            pending: HashMap::new(),
            begun: HashMap::new(),
            endings: paths.iter().map(|path| ending(path).to_owned()).collect(),
            commits: Vec::new(),
            documents: paths.iter().map(|_| Traced::default()).collect(),
        }
    }

    /// Processes the next older commit.
    pub fn take(&mut self, record: &Record) {
        let is_sweeping = self.sweeping.contains(&record.id);
        let is_cut_off = self.cut_off.contains(&record.id);
        let mut renamed = Vec::new();
        let mut concerns = false;
        for entry in record.entries.iter().filter(|entry| entry.is_file) {
            if let Some(deleted) = as_deletion(entry) {
                self.maybe_revive(&entry.path, deleted);
                continue;
            }
            let Some(after) = entry.after.clone() else {
                continue;
            };
            let document = self.live.get(&entry.path).copied();
            if document.is_none() && !self.endings.contains(ending(&entry.path)) {
                continue;
            }
            if is_cut_off {
                if let Some(document) = document {
                    self.documents[document].cut_off_at = Some(after);
                }
                continue;
            }
            let Some(kind) = kind(entry, &after) else {
                continue;
            };
            let begins = kind == ChangeKind::Created;
            let change = Change {
                commit: self.commits.len(),
                path: entry.path.clone(),
                kind,
                before: entry.before[0].clone(),
                after: after.clone(),
                is_sweeping,
            };
            concerns = true;
            match document {
                Some(document) => self.documents[document].changes.push(change),
                None => self
                    .pending
                    .entry(entry.path.clone())
                    .or_default()
                    .push(change),
            }
            if begins {
                match self.live.remove(&entry.path) {
                    Some(document) => {
                        self.begun.insert(entry.path.clone(), (document, after));
                    }
                    None => {
                        self.pending.remove(&entry.path);
                    }
                }
            } else if let Some(from) = &entry.from {
                match document {
                    Some(document) => renamed.push((entry.path.clone(), from.clone(), document)),
                    None => self.follow_pending(&entry.path, from),
                }
            }
        }
        // Two files may have changed places in one commit: remove all old paths before adding new
        // ones.
        for (path, _, _) in &renamed {
            self.live.remove(path);
        }
        for (_, from, document) in renamed {
            if let Some(claimed) = self.pending.remove(&from) {
                self.documents[document].changes.extend(claimed);
            }
            self.live.insert(from, document);
        }
        if concerns {
            self.commits.push(evidence::commit(record));
        }
    }

    /// A path without a document was moved: its changes wait under the older path.
    fn follow_pending(&mut self, path: &str, from: &str) {
        if let Some(waiting) = self.pending.remove(path) {
            self.pending
                .entry(from.to_owned())
                .or_default()
                .extend(waiting);
        }
    }

    /// A deletion of the same text with which a document begins.
    fn maybe_revive(&mut self, path: &str, deleted: &ObjectId) {
        let Some((document, first)) = self.begun.get(path) else {
            return;
        };
        if first != deleted || self.live.contains_key(path) {
            return;
        }
        let document = *document;
        if let Some(beginning) = self.documents[document].changes.last_mut() {
            beginning.kind = ChangeKind::Restored;
        }
        self.live.insert(path.to_owned(), document);
        self.begun.remove(path);
    }

    /// The documents' changes, newest first, and the commits that concern them.
    ///
    /// `present` is each document's text in the newest commit.
    pub fn finish(mut self, present: &[ObjectId]) -> (Vec<Traced>, Vec<Commit>) {
        let mut used = vec![false; self.commits.len()];
        for (document, present) in self.documents.iter_mut().zip(present) {
            document.changes.sort_by_key(|change| change.commit);
            drop_discarded(&mut document.changes, present);
            for change in &document.changes {
                used[change.commit] = true;
            }
        }
        let mut place = vec![0; used.len()];
        let mut kept = Vec::new();
        for (index, commit) in self.commits.into_iter().enumerate() {
            if used[index] {
                place[index] = kept.len();
                kept.push(commit);
            }
        }
        for change in self
            .documents
            .iter_mut()
            .flat_map(|document| &mut document.changes)
        {
            change.commit = place[change.commit];
        }
        (self.documents, kept)
    }
}

/// Removes what a merge discarded: changes whose text led to none of the later ones.
fn drop_discarded(changes: &mut Vec<Change>, present: &ObjectId) {
    let mut leads_on: HashSet<ObjectId> = HashSet::from([present.clone()]);
    changes.retain(|change| {
        let is_kept = leads_on.contains(&change.after);
        if is_kept {
            leads_on.extend(change.before.clone());
            if let ChangeKind::Merged { others, .. } = &change.kind {
                leads_on.extend(others.iter().cloned());
            }
        }
        is_kept
    });
}

/// The text that a commit with one parent deleted.
fn as_deletion(entry: &PathChange) -> Option<&ObjectId> {
    match (&entry.after, entry.before.as_slice()) {
        (None, [Some(before)]) => Some(before),
        _ => None,
    }
}

/// What happened to the file; `None` if only its mode changed.
fn kind(entry: &PathChange, after: &ObjectId) -> Option<ChangeKind> {
    if let Some(from) = &entry.from {
        return Some(ChangeKind::Moved { from: from.clone() });
    }
    match entry.before.as_slice() {
        [None] => Some(ChangeKind::Created),
        [Some(before)] => (before != after).then_some(ChangeKind::Edited),
        parents if parents.iter().all(Option::is_none) => Some(ChangeKind::Created),
        parents if parents.iter().flatten().any(|before| before == after) => None,
        [_, others @ ..] => Some(ChangeKind::Merged {
            others: others.iter().flatten().cloned().collect(),
            brings_own: false,
        }),
        [] => None,
    }
}

/// From the last dot of the name on.
fn ending(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rfind('.').map_or(name, |dot| &name[dot..])
}
