//! Finds a library's files: what is there, what is left out, where links lead.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use camino::{Utf8Path, Utf8PathBuf};
use ignore::{DirEntry, WalkBuilder};

use super::{Error, Fault, FaultKind, FilePath, MANIFEST};

/// A file in the library.
pub(super) struct Found {
    pub(super) path: FilePath,
    /// The path for the operating system.
    pub(super) file: Utf8PathBuf,
    /// In bytes.
    pub(super) size: u64,
    /// The file of the library that it is a symbolic link to.
    pub(super) link_to: Option<FilePath>,
}

/// Every file below `root`, sorted by path, except dot-files outside `static/` and outside the
/// dot-folders `admitted`, what `.gitignore` excludes, and the folders in `left_out`. Links are
/// followed inside the library, each only once, so that links between folders cannot multiply
/// without end. An error as soon as there are more than `limit`.
pub(super) fn files(
    root: &Utf8Path,
    left_out: &[FilePath],
    limit: Option<usize>,
    admitted: &BTreeSet<String>,
) -> Result<(Vec<Found>, Vec<Fault>), Error> {
    let real_root = root.canonicalize().map_err(|source| Error::Io {
        action: "read the folder",
        path: root.to_owned(),
        source,
    })?;
    let is_in_repository = real_root.ancestors().any(|at| at.join(".git").exists());
    let filter = Arc::new(Filter {
        root: root.as_std_path().to_owned(),
        real_root,
        left_out: left_out.to_vec(),
        admitted: admitted.clone(),
        links: Mutex::default(),
        faults: Mutex::default(),
    });
    let admits = Arc::clone(&filter);
    let walk = WalkBuilder::new(root)
        .standard_filters(false)
        .git_ignore(true)
        // A `.gitignore` counts in a library that is not (yet) a repository, but those of folders
        // above, such as a home folder, do not.
        .require_git(false)
        .parents(is_in_repository)
        .follow_links(true)
        .filter_entry(move |entry| admits.admits(entry))
        .build();
    let mut found = Vec::new();
    for (seen, entry) in walk.enumerate() {
        if limit.is_some_and(|limit| seen > limit) {
            return Err(Error::TooManyFiles(root.to_owned()));
        }
        match entry {
            Ok(entry) => found.extend(filter.file(&entry)),
            Err(error) => filter.walk_error(&error),
        }
    }
    found.sort_by(|a: &Found, b| a.path.cmp(&b.path));
    let faults = std::mem::take(&mut *filter.faults.lock().expect("no walk panics"));
    Ok((found, faults))
}

/// What to leave out, and what has been seen so far.
struct Filter {
    root: PathBuf,
    real_root: PathBuf,
    left_out: Vec<FilePath>,
    /// Names of dot-folders to read.
    admitted: BTreeSet<String>,
    /// Links to folders that were followed, by their real path.
    links: Mutex<BTreeSet<PathBuf>>,
    faults: Mutex<Vec<Fault>>,
}

impl Filter {
    fn admits(&self, entry: &DirEntry) -> bool {
        if entry.depth() == 0 {
            return true;
        }
        let Some(path) = self.path_of(entry.path()) else {
            self.fault_at(entry.path(), FaultKind::NameNotUnicode);
            return false;
        };
        let is_site = entry.path().join(MANIFEST).exists();
        if self.is_hidden(&path) || self.left_out.contains(&path) || is_site {
            return false;
        }
        match self.link_fault(entry) {
            None => true,
            Some(kind) => {
                self.fault(path, kind);
                false
            }
        }
    }

    /// What is wrong with a symbolic link; `None` when it may be followed.
    fn link_fault(&self, entry: &DirEntry) -> Option<FaultKind> {
        if !entry.path_is_symlink() {
            return None;
        }
        let target = match entry.path().canonicalize() {
            Ok(target) => target,
            Err(error) => return Some(broken_link(&error)),
        };
        if !target.starts_with(&self.real_root) {
            return Some(FaultKind::LinkOutside);
        }
        if !target.is_dir() {
            return None;
        }
        let folder = entry
            .path()
            .parent()
            .and_then(|at| at.canonicalize().ok())?;
        if folder.starts_with(&target) {
            return Some(FaultKind::LinkCircle);
        }
        let place = folder.join(entry.file_name());
        let is_first = self.links.lock().expect("no walk panics").insert(place);
        (!is_first).then_some(FaultKind::LinkTwice)
    }

    fn file(&self, entry: &DirEntry) -> Option<Found> {
        let kind = entry.file_type()?;
        if kind.is_dir() {
            return None;
        }
        let path = self.path_of(entry.path())?;
        if !kind.is_file() {
            // Reading a pipe could block forever.
            self.fault(path, FaultKind::NotAFile);
            return None;
        }
        match entry.metadata() {
            Ok(metadata) => Some(Found {
                file: Utf8PathBuf::from_path_buf(entry.path().to_owned()).ok()?,
                size: metadata.len(),
                link_to: self.link_target(entry),
                path,
            }),
            Err(error) => {
                self.walk_error(&error);
                None
            }
        }
    }

    fn link_target(&self, entry: &DirEntry) -> Option<FilePath> {
        if !entry.path_is_symlink() {
            return None;
        }
        let target = entry.path().canonicalize().ok()?;
        let inside = target.strip_prefix(&self.real_root).ok()?;
        FilePath::new(inside.to_str()?)
    }

    fn walk_error(&self, error: &ignore::Error) {
        match error {
            ignore::Error::Loop { child, .. } => self.fault_at(child, FaultKind::LinkCircle),
            ignore::Error::WithPath { path, err } => {
                let kind = match path.is_symlink().then(|| path.canonicalize()) {
                    Some(Err(error)) => broken_link(&error),
                    _ => FaultKind::Unreadable {
                        reason: plain_reason(err),
                    },
                };
                self.fault_at(path, kind);
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                self.walk_error(err);
            }
            ignore::Error::Partial(errors) => {
                for error in errors {
                    self.walk_error(error);
                }
            }
            // An invalid line of a `.gitignore` excludes nothing.
            _ => {}
        }
    }

    /// A fault at a path whose name may not be Unicode; it is shown as well as possible.
    fn fault_at(&self, path: &Path, kind: FaultKind) {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        let name = inside.to_string_lossy();
        if let Some(path) = FilePath::new(&name).filter(|path| !self.is_hidden(path)) {
            self.fault(path, kind);
        }
    }

    fn is_hidden(&self, path: &FilePath) -> bool {
        is_hidden(path) && !is_in(path, &self.admitted)
    }

    fn fault(&self, path: FilePath, kind: FaultKind) {
        let mut faults = self.faults.lock().expect("no walk panics");
        faults.push(Fault { path, kind });
    }

    fn path_of(&self, path: &Path) -> Option<FilePath> {
        FilePath::new(path.strip_prefix(&self.root).ok()?.to_str()?)
    }
}

/// The reason that the operating system gave, without the path, which the fault has.
fn plain_reason(error: &ignore::Error) -> String {
    let Some(io) = error.io_error() else {
        return error.to_string();
    };
    let cause = io.get_ref().and_then(|inner| inner.source());
    cause.map_or_else(|| io.to_string(), ToString::to_string)
}

/// Why a symbolic link cannot be followed.
fn broken_link(error: &io::Error) -> FaultKind {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => FaultKind::LinkNowhere,
        ErrorKind::PermissionDenied => FaultKind::Unreadable {
            reason: error.to_string(),
        },
        // Too many links in a row, for which there is no stable error kind.
        _ => FaultKind::LinkCircle,
    }
}

/// Dot-files belong to tools, except below `static/` (`.well-known`).
pub(super) fn is_hidden(path: &FilePath) -> bool {
    let is_static = path.parts().next() == Some("static");
    let is_left_out = |name: &str| name == ".git" || name == ".DS_Store" || is_editor_file(name);
    path.parts()
        .any(|name| is_left_out(name) || (name.starts_with('.') && !is_static))
}

/// Whether the path leads into one of these dot-folders, and is not hidden inside of it.
fn is_in(path: &FilePath, folders: &BTreeSet<String>) -> bool {
    let mut is_in = false;
    for name in path.parts() {
        if folders.contains(name) {
            is_in = true;
        } else if name.starts_with('.') || is_editor_file(name) {
            return false;
        }
    }
    is_in
}

/// Whether an editor keeps a file of that name beside the one that is being edited: the swap file of
/// Vim; the backup, lock and autosave files of Emacs. Their text may be out of date.
pub(crate) fn is_editor_file(name: &str) -> bool {
    let is_swap = name.starts_with('.')
        && (name.rsplit_once('.')).is_some_and(|(_, end)| end.len() == 3 && end.starts_with("sw"));
    let is_autosave = name.len() > 2 && name.starts_with('#') && name.ends_with('#');
    is_swap || is_autosave || name.starts_with(".#") || (name.len() > 1 && name.ends_with('~'))
}
