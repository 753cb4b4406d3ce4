//! The facts about a repository that are needed before its log is read.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use camino::Utf8Path;

use crate::source::FilePath;

use super::git::Git;
use super::{ObjectId, Reason};

/// A repository, seen from the folder git runs in.
pub(super) struct Facts {
    /// From the repository's top to the folder: empty or ending in `/`.
    pub prefix: String,
    pub head: Option<ObjectId>,
    /// The oldest commits of a shallow clone, whose parents are missing.
    pub cut_off: HashSet<String>,
    pub is_partial: bool,
    /// Commits listed as sweeping.
    pub sweeping: HashSet<String>,
    pub ignore_revs: Result<(), Reason>,
}

pub(super) fn facts(git: Git<'_>, ignore_revs: Option<&str>) -> Result<Facts, Reason> {
    let said = git.output(&[
        "rev-parse",
        "--show-toplevel",
        "--git-path",
        "shallow",
        "--is-shallow-repository",
        "--show-prefix",
    ])?;
    let said = String::from_utf8_lossy(&said);
    let mut lines = said.lines();
    let mut next = || lines.next().unwrap_or_default();
    let (top, shallow, is_shallow, prefix) = (next(), next(), next(), next());
    let cut_off = if is_shallow == "true" {
        let listed = std::fs::read_to_string(git.folder.join(shallow)).unwrap_or_default();
        listed.lines().map(str::to_owned).collect()
    } else {
        HashSet::new()
    };
    let (sweeping, ignore_revs) = sweeping(Utf8Path::new(top), ignore_revs);
    Ok(Facts {
        prefix: prefix.to_owned(),
        head: head(git),
        cut_off,
        is_partial: is_partial(git),
        sweeping,
        ignore_revs,
    })
}

/// The commit that is checked out; `None` before the first one.
pub(super) fn head(git: Git<'_>) -> Option<ObjectId> {
    let said = git
        .output(&["rev-parse", "--quiet", "--verify", "HEAD^{commit}"])
        .ok()?;
    Some(ObjectId(String::from_utf8_lossy(&said).trim().into()))
}

fn is_partial(git: Git<'_>) -> bool {
    let wanted = r"^(extensions\.partialclone|remote\..*\.(promisor|partialclonefilter))$";
    git.output(&["config", "--get-regexp", wanted]).is_ok()
}

fn sweeping(top: &Utf8Path, asked: Option<&str>) -> (HashSet<String>, Result<(), Reason>) {
    let file = asked.unwrap_or(".git-blame-ignore-revs");
    let unreadable = || {
        Err(Reason::IgnoreRevsUnreadable {
            file: file.to_owned(),
        })
    };
    let Ok(listed) = std::fs::read_to_string(top.join(file)) else {
        return (
            HashSet::new(),
            if asked.is_some() {
                unreadable()
            } else {
                Ok(())
            },
        );
    };
    let entries: Vec<&str> = listed
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|entry| !entry.is_empty())
        .collect();
    let is_id = |entry: &str| {
        matches!(entry.len(), 40 | 64) && entry.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let all_ids = entries.iter().all(|entry| is_id(entry));
    let ids = entries
        .into_iter()
        .filter(|entry| is_id(entry))
        .map(str::to_lowercase)
        .collect();
    (ids, if all_ids { Ok(()) } else { unreadable() })
}

/// The texts of the commit that is checked out, by path relative to the folder git runs in.
pub(super) fn checked_out(git: Git<'_>) -> Result<HashMap<String, ObjectId>, Reason> {
    let listed = git.output(&["ls-tree", "-r", "-z", "HEAD"])?;
    Ok(String::from_utf8_lossy(&listed)
        .split_terminator('\0')
        .filter_map(|entry| {
            let (meta, path) = entry.split_once('\t')?;
            let id = meta.strip_prefix("100")?.split(' ').nth(2)?;
            Some((path.to_owned(), ObjectId(id.into())))
        })
        .collect())
}

/// The paths, relative to the repository's top, that differ from the last commit on disk or in the index.
pub(super) fn edited(git: Git<'_>) -> Result<HashSet<String>, Reason> {
    let listed = git.output(&[
        "status",
        "--porcelain=v1",
        "-z",
        "--no-renames",
        "--untracked-files=no",
        "--ignore-submodules=all",
        "--",
        ".",
    ])?;
    Ok(String::from_utf8_lossy(&listed)
        .split_terminator('\0')
        .filter_map(|entry| entry.get(3..).map(str::to_owned))
        .collect())
}

/// The documents of the library's own repository (under "") and those of repositories nested in it,
/// submodules among them, by folder relative to the library.
pub(super) fn by_repository<'p>(
    folder: &Utf8Path,
    paths: &'p [FilePath],
) -> BTreeMap<String, Vec<&'p FilePath>> {
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    for path in paths {
        let mut rest = path.as_str();
        while let Some((parent, _)) = rest.rsplit_once('/') {
            if !folders.insert(parent) {
                break;
            }
            rest = parent;
        }
    }
    let nested: HashSet<&str> = folders
        .into_iter()
        .filter(|nested| folder.join(nested).join(".git").exists())
        .collect();
    let mut grouped: BTreeMap<String, Vec<&FilePath>> =
        BTreeMap::from([(String::new(), Vec::new())]);
    for path in paths {
        let mut owner = path.as_str();
        loop {
            owner = owner.rsplit_once('/').map_or("", |(parent, _)| parent);
            if owner.is_empty() || nested.contains(owner) {
                break;
            }
        }
        grouped.entry(owner.to_owned()).or_default().push(path);
    }
    grouped
}
