//! A real folder for a test, removed when dropped.

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use tempfile::TempDir;

pub struct Folder {
    pub root: Utf8PathBuf,
    _holder: TempDir,
}

impl Folder {
    pub fn new() -> Folder {
        let holder = tempfile::tempdir().unwrap();
        // On macOS the temporary folder is behind a link; on Windows `\\?\`, which git cannot read, would
        // come of it.
        let real = match cfg!(windows) {
            true => holder.path().to_owned(),
            false => holder.path().canonicalize().unwrap(),
        };
        Folder {
            root: Utf8PathBuf::from_path_buf(real).unwrap(),
            _holder: holder,
        }
    }

    /// Adds a file.
    pub fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Folder {
        self.put(path, bytes);
        self
    }

    pub fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn at(&self, path: &str) -> Utf8PathBuf {
        self.root.join(path)
    }

    /// Makes a symbolic link at `path` whose text is `target`.
    #[cfg(unix)]
    pub fn link(&self, path: &str, target: impl AsRef<Utf8Path>) {
        let at = self.root.join(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target.as_ref(), at).unwrap();
    }
}

/// The paths of all files below a folder, relative to it, sorted.
pub fn files(root: &Utf8Path) -> Vec<String> {
    let mut out = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir_utf8().unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path().to_owned());
            } else {
                out.push(entry.path().strip_prefix(root).unwrap().to_string());
            }
        }
    }
    out.sort();
    out
}
