//! Digests of the texts before and after each change, and what merges added themselves.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};

use crate::source::FilePath;

use super::git::Git;
use super::{
    Change, ChangeKind, Digest, DigestOptions, History, ObjectId, OnDisk, Reason, digest, texts,
};

/// Called with each text that is read: the document's path, the text's id, the text.
pub(super) type OnText<'a> = &'a mut dyn FnMut(&FilePath, &ObjectId, &str);

/// Reads the digests of the texts before and after each change of a repository's documents.
pub(super) fn read_digests(
    history: &mut History,
    index: usize,
    git: Git<'_>,
    reading: DigestOptions<'_>,
    known: &HashMap<ObjectId, Digest>,
    show: OnText<'_>,
) -> Result<(), Reason> {
    let mut needed: Vec<&ObjectId> = Vec::new();
    let mut whose: HashMap<&ObjectId, &FilePath> = HashMap::default();
    let mut merged: BTreeMap<&ObjectId, Option<String>> = BTreeMap::new();
    for (path, document) in history
        .documents
        .iter()
        .filter(|(_, document)| document.repository == index)
    {
        let first = needed.len();
        let skips_newest = document.on_disk == OnDisk::Committed;
        for (place, change) in document.changes.iter().enumerate() {
            needed.extend(&change.before);
            if place > 0 || !skips_newest {
                needed.push(&change.after);
            }
            if let ChangeKind::Merged { others, .. } = &change.kind {
                let texts = others.iter().chain(&change.before).chain([&change.after]);
                merged.extend(texts.map(|id| (id, None)));
            }
        }
        whose.extend(needed[first..].iter().map(|id| (*id, path)));
    }
    let mut seen: HashSet<&ObjectId> = HashSet::default();
    needed.extend(merged.keys());
    needed.retain(|id| seen.insert(*id) && (!known.contains_key(id) || merged.contains_key(*id)));
    let mut digests: HashMap<ObjectId, Digest> = seen
        .iter()
        .filter_map(|id| Some(((*id).clone(), known.get(*id)?.clone())))
        .collect();
    let mut are_missing = false;
    let read = texts::stream(git, &needed, |id, text| match text {
        Some(text) => {
            digests.insert(id.clone(), digest::digest(text, reading));
            if let Some(path) = whose.get(id) {
                show(path, id, text);
            }
            if let Some(kept) = merged.get_mut(id) {
                *kept = Some(text.to_owned());
            }
        }
        None => are_missing = true,
    });
    let own: BTreeSet<ObjectId> = history
        .documents
        .values()
        .flat_map(|document| &document.changes)
        .filter(|change| brings_own(change, &merged) == Some(true))
        .map(|change| change.after.clone())
        .collect();
    for change in history
        .documents
        .values_mut()
        .flat_map(|document| &mut document.changes)
    {
        if let ChangeKind::Merged { brings_own, .. } = &mut change.kind {
            *brings_own |= own.contains(&change.after);
        }
    }
    history.digests.extend(digests);
    read?;
    if are_missing {
        Err(Reason::TextsMissing)
    } else {
        Ok(())
    }
}

/// Whether a merge has a line that no parent had, or lacks one that all had.
fn brings_own(change: &Change, texts: &BTreeMap<&ObjectId, Option<String>>) -> Option<bool> {
    let ChangeKind::Merged { others, .. } = &change.kind else {
        return None;
    };
    let text = |id: &ObjectId| texts.get(id)?.as_deref();
    let merged: BTreeSet<&str> = text(&change.after)?.lines().collect();
    let parents: Vec<BTreeSet<&str>> = change
        .before
        .iter()
        .chain(others)
        .map(|id| Some(text(id)?.lines().collect()))
        .collect::<Option<_>>()?;
    let is_new = merged
        .iter()
        .any(|line| !parents.iter().any(|parent| parent.contains(line)));
    let first = parents.first()?;
    let is_lost = first
        .iter()
        .any(|line| parents.iter().all(|parent| parent.contains(line)) && !merged.contains(line));
    Some(is_new || is_lost)
}
