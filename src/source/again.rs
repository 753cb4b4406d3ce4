//! Reads a few edited documents again, in a library that is otherwise unchanged.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use camino::Utf8Path;

use super::dotted::dot_folders;
use super::walk::is_hidden;
use super::{Fault, FaultKind, FilePath, Source, Sources, bytes};

/// The library after the files `changed` were written. `None` when more than the texts of known
/// documents may have changed, so that everything must be read. The cost does not depend on how much
/// text the library holds.
pub(crate) fn read_again(
    root: &Utf8Path,
    before: &Sources,
    changed: &[FilePath],
    max_bytes: u64,
) -> Option<Sources> {
    let mut edited: Vec<(usize, FilePath)> = Vec::new();
    for path in changed.iter().collect::<BTreeSet<_>>() {
        let at = before.documents.binary_search_by(|one| one.path.cmp(path));
        match at {
            Ok(at) => edited.push((at, path.clone())),
            Err(_) if is_unrelated(root, before, path) => {}
            Err(_) => return None,
        }
    }
    let mut after = before.clone();
    for (at, path) in edited {
        let file = root.join(path.as_str());
        let metadata = fs::symlink_metadata(&file).ok()?;
        if !metadata.is_file() || metadata.len() > max_bytes {
            return None;
        }
        let (text, kinds) = bytes::decode(&fs::read(&file).ok()?);
        let kinds = kinds.into_iter().chain(bytes::document_faults(&text));
        let kinds: Vec<FaultKind> = kinds.collect();
        after.faults.retain(|fault| fault.path != path);
        after.faults.extend(kinds.into_iter().map(|kind| Fault {
            path: path.clone(),
            kind,
        }));
        if after.documents[at].text != text {
            if dot_folders(&after.documents[at].text) != dot_folders(&text) {
                return None;
            }
            after.documents[at] = Arc::new(Source { path, text });
        }
    }
    after.faults.sort_by(|a, b| a.path.cmp(&b.path));
    Some(after)
}

/// Whether a path was not a file of the library before and is not one now.
fn is_unrelated(root: &Utf8Path, before: &Sources, path: &FilePath) -> bool {
    let is_known = before.assets.contains_key(path);
    if is_hidden(path) && !is_known && path.name() != ".gitignore" {
        return true;
    }
    if root.join(path.as_str()).symlink_metadata().is_ok() {
        return false;
    }
    let single = [&before.settings, &before.roles, &before.glossary];
    let mut known = (before.documents.iter().map(|source| &source.path))
        .chain(before.defaults.iter().map(|source| &source.path))
        .chain(single.into_iter().flatten().map(|source| &source.path))
        .chain(before.assets.keys())
        .chain(before.theme.keys())
        .chain(before.faults.iter().map(|fault| &fault.path));
    !known.any(|one| one == path || one.below(path).is_some())
}
