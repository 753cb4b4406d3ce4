//! Changes in the library's folder, as the operating system reports them.
//!
//! In: a folder. Out: the paths that changed, a burst at a time. Reading a file is not a change, nor is
//! anything in the output of a build or in git's internal files; a commit and a checkout are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::source::{MANIFEST, is_editor_file};

/// A burst is over when nothing has happened for this long.
const QUIET: Duration = Duration::from_millis(12);
/// A longer burst is cut.
const LONGEST_BURST: Duration = Duration::from_millis(250);
/// How often to look at all files where the operating system does not report changes.
const POLL: Duration = Duration::from_millis(400);

/// How changes are detected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// Not at all.
    Off,
    /// The operating system reports them.
    Native,
    /// By looking at all files at short intervals: for network drives and containers.
    Polled,
}

/// The changes of one burst.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// Inside the watched folder.
    pub(super) paths: BTreeSet<PathBuf>,
    /// There is a new commit, or another one is checked out.
    pub(super) is_commit: bool,
    /// Events were missed: anything may have changed.
    pub(super) is_uncertain: bool,
}

impl Changes {
    /// Whether nothing changed.
    pub(super) fn is_empty(&self) -> bool {
        *self == Changes::default()
    }
}

/// Watches a folder until it is dropped.
pub(super) struct Watch {
    events: Receiver<notify::Result<Event>>,
    left_out: Vec<PathBuf>,
    _watcher: Option<Box<dyn Watcher + Send>>,
}

/// Watches `root`, an absolute path without links, except the folders in `left_out`.
pub(super) fn watch(
    root: &Utf8Path,
    left_out: &[Utf8PathBuf],
    how: Watching,
) -> Result<Watch, notify::Error> {
    let (tell, events) = mpsc::channel();
    let config = Config::default().with_poll_interval(POLL);
    let mut watcher: Option<Box<dyn Watcher + Send>> = match how {
        Watching::Off => None,
        Watching::Native => Some(Box::new(RecommendedWatcher::new(tell, config)?)),
        Watching::Polled => Some(Box::new(PollWatcher::new(tell, config)?)),
    };
    if let Some(watcher) = &mut watcher {
        watcher.watch(root.as_std_path(), RecursiveMode::Recursive)?;
        for (folder, mode) in outside_git(root) {
            // If it fails, edits are still seen, but commits are not.
            let _ = watcher.watch(&folder, mode);
        }
    }
    Ok(Watch {
        events,
        left_out: left_out.iter().map(|path| path.into()).collect(),
        _watcher: watcher,
    })
}

impl Watch {
    /// Waits for the next burst, at most for `timeout`.
    pub(super) fn next(&self, timeout: Duration) -> Changes {
        let mut changes = Changes::default();
        let begin = Instant::now();
        while changes.is_empty() {
            let left = timeout.saturating_sub(begin.elapsed());
            match self.events.recv_timeout(left) {
                Ok(event) => self.note(event, &mut changes),
                Err(RecvTimeoutError::Timeout) => return changes,
                Err(RecvTimeoutError::Disconnected) => {
                    std::thread::sleep(left);
                    return changes;
                }
            }
        }
        let burst = Instant::now();
        while burst.elapsed() < LONGEST_BURST {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => self.note(event, &mut changes),
                Err(_) => break,
            }
        }
        changes
    }

    fn note(&self, event: notify::Result<Event>, changes: &mut Changes) {
        let Ok(event) = event else {
            changes.is_uncertain = true;
            return;
        };
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        changes.is_uncertain |= event.need_rescan();
        for path in event.paths {
            match kind(&path, &self.left_out) {
                Kind::Nothing => {}
                Kind::Commit => changes.is_commit = true,
                Kind::File => drop(changes.paths.insert(path)),
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Nothing,
    Commit,
    File,
}

/// What a change of this path means.
fn kind(path: &Path, left_out: &[PathBuf]) -> Kind {
    if left_out.iter().any(|folder| path.starts_with(folder)) {
        return Kind::Nothing;
    }
    let mut names = path.iter().map(|name| name.to_string_lossy());
    if names.by_ref().any(|name| name == ".git") {
        let is_lock = path
            .extension()
            .is_some_and(|extension| extension == "lock");
        // A worktree's `HEAD` is in `worktrees/NAME/` of the repository.
        let rest: Vec<_> = names.collect();
        let is_head = rest
            .last()
            .is_some_and(|name| name == "HEAD" || name == "packed-refs");
        let is_branch = rest.iter().any(|name| name == "refs");
        let is_log = rest.first().is_some_and(|name| name == "logs");
        return match (is_head || is_branch) && !is_lock && !is_log {
            true => Kind::Commit,
            false => Kind::Nothing,
        };
    }
    if path
        .file_name()
        .is_some_and(|name| is_temporary(&name.to_string_lossy()))
    {
        return Kind::Nothing;
    }
    let is_in_site = path
        .ancestors()
        .skip(1)
        .any(|folder| folder.join(MANIFEST).exists());
    match is_in_site {
        true => Kind::Nothing,
        false => Kind::File,
    }
}

/// Whether the file is an editor's own; Vim creates `4913` to see whether it can write.
fn is_temporary(name: &str) -> bool {
    is_editor_file(name) || name == "4913"
}

/// What else to watch if the repository is not inside `root`.
fn outside_git(root: &Utf8Path) -> Vec<(PathBuf, RecursiveMode)> {
    let Some(git) = root
        .ancestors()
        .map(|at| at.join(".git"))
        .find(|git| git.exists())
    else {
        return Vec::new();
    };
    let folder = match git.is_dir() {
        true if git.starts_with(root) => return Vec::new(),
        true => git.into_std_path_buf(),
        // A worktree or a submodule: `gitdir: PATH`.
        false => {
            let text = fs::read_to_string(&git).unwrap_or_default();
            let Some(path) = text.trim().strip_prefix("gitdir:") else {
                return Vec::new();
            };
            let beside = git.parent().unwrap_or(root);
            beside.join(path.trim()).into_std_path_buf()
        }
    };
    // A worktree shares its branches with the main repository.
    let shared = fs::read_to_string(folder.join("commondir"))
        .map_or_else(|_| folder.clone(), |path| folder.join(path.trim()));
    let mut watched = vec![
        (shared.join("refs"), RecursiveMode::Recursive),
        (folder.clone(), RecursiveMode::NonRecursive),
    ];
    if shared != folder {
        watched.push((shared, RecursiveMode::NonRecursive));
    }
    watched
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_told_apart_from_gits_internal_files() {
        for (path, expected) in [
            ("/lib/sops/a.md", Kind::File),
            ("/lib/.git/HEAD", Kind::Commit),
            ("/lib/.git/refs/heads/main", Kind::Commit),
            ("/lib/.git/packed-refs", Kind::Commit),
            ("/repo/.git/worktrees/lib/HEAD", Kind::Commit),
            ("/lib/.git/refs/heads/main.lock", Kind::Nothing),
            ("/lib/.git/index", Kind::Nothing),
            ("/lib/.git/logs/HEAD", Kind::Nothing),
            ("/lib/.git/objects/ab/cdef", Kind::Nothing),
            ("/lib/out/index.html", Kind::Nothing),
            ("/lib/outside.md", Kind::File),
            ("/lib/sops/.a.md.swp", Kind::Nothing),
            ("/lib/sops/4913", Kind::Nothing),
            ("/lib/sops/4913/a.md", Kind::File),
            ("/lib/sops/a.md~", Kind::Nothing),
            ("/lib/sops/.#a.md", Kind::Nothing),
            ("/lib/sops/#a.md#", Kind::Nothing),
        ] {
            let out = [PathBuf::from("/lib/out")];
            assert_eq!(kind(Path::new(path), &out), expected, "{path}");
        }
    }
}
