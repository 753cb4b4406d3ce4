//! The folder beside the output in which a new site is made.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use tempfile::TempDir;

use super::{Error, manifest};
use crate::library::Route;
use crate::pipeline::{Content, Site};

/// A folder of our own beside the output; gone when dropped. It is locked as long as its build
/// lives, so that the next one can tell what a killed build left behind.
pub struct Beside {
    folder: Utf8PathBuf,
    // Unlocked and closed before the folder goes.
    _lock: File,
    _holder: TempDir,
}

impl Beside {
    /// Makes the folder, and the output's parent where it is missing.
    pub fn new(out: &Utf8Path) -> Result<Beside, Error> {
        let parent = out
            .parent()
            .ok_or_else(|| Error::NotAFolder(out.to_owned()))?;
        fs::create_dir_all(parent).map_err(Error::io("create the folder", parent))?;
        // Another build that clears up may take an empty folder for a leftover.
        Beside::locked(parent, out)
            .or_else(|_| Beside::locked(parent, out))
            .or_else(|_| Beside::locked(parent, out))
    }

    fn locked(parent: &Utf8Path, out: &Utf8Path) -> Result<Beside, Error> {
        let holder = tempfile::Builder::new()
            .prefix(&prefix(out))
            .tempdir_in(parent)
            .map_err(Error::io("create a folder in", parent))?;
        let folder = Utf8PathBuf::from_path_buf(holder.path().to_owned())
            .expect("made of two names that are Unicode");
        let lock = folder.join("lock");
        let lock_file = File::create(&lock).map_err(Error::io("create", &lock))?;
        // A file system without locks only loses the clearing of leftovers.
        let _ = lock_file.try_lock();
        Ok(Beside {
            folder,
            _lock: lock_file,
            _holder: holder,
        })
    }

    /// Where the new site is made.
    pub fn site(&self) -> Utf8PathBuf {
        self.folder.join("site")
    }

    /// Makes the whole new site: what has not changed as links to the old files.
    pub fn fill(
        &self,
        site: &Site,
        out: &Utf8Path,
        changed: &BTreeSet<&Route>,
        manifest: &str,
    ) -> Result<(), Error> {
        let here = self.site();
        let folders: BTreeSet<&Utf8Path> = site
            .keys()
            .filter_map(|route| Utf8Path::new(route.as_str()).parent())
            .collect();
        fs::create_dir_all(&here).map_err(Error::io("create the folder", &here))?;
        for folder in folders {
            let folder = here.join(folder);
            fs::create_dir_all(&folder).map_err(Error::io("create the folder", &folder))?;
        }
        site.par_iter().try_for_each(|(route, content)| {
            let file = here.join(route.as_str());
            let old = out.join(route.as_str());
            // Not every file system knows hard links.
            if !changed.contains(route) && fs::hard_link(&old, &file).is_ok() {
                return Ok(());
            }
            put(content, &file)
        })?;
        let list = here.join(manifest::NAME);
        fs::write(&list, manifest).map_err(Error::io("write", &list))
    }
}

/// The lock goes last: a folder without it would be nobody's to clear.
impl Drop for Beside {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.site());
    }
}

fn put(content: &Content, file: &Utf8Path) -> Result<(), Error> {
    match content {
        Content::Bytes(bytes) => fs::write(file, bytes).map_err(Error::io("write", file)),
        Content::Copy(original) => {
            let mut from = File::open(original).map_err(Error::io("read", original))?;
            // Without the original's permissions: a read-only attachment must not make a
            // read-only site.
            let mut to = File::create(file).map_err(Error::io("write", file))?;
            io::copy(&mut from, &mut to).map_err(Error::io("write", file))?;
            Ok(())
        }
    }
}

fn prefix(out: &Utf8Path) -> String {
    format!(".{}.sopress-", out.file_name().unwrap_or("site"))
}

/// Removes what killed builds left: folders of our name whose lock nobody holds.
pub fn clear_leftovers(out: &Utf8Path) {
    let prefix = prefix(out);
    let Some(Ok(entries)) = out.parent().map(Utf8Path::read_dir_utf8) else {
        return;
    };
    for entry in entries.flatten() {
        if !entry.file_name().starts_with(&prefix) {
            continue;
        }
        let lock = entry.path().join("lock");
        // Whoever cannot remove a leftover still builds.
        let _ = match File::open(&lock) {
            Ok(file) if file.try_lock().is_ok() => fs::remove_dir_all(entry.path().join("site"))
                .or_else(|error| match error.kind() {
                    io::ErrorKind::NotFound => Ok(()),
                    _ => Err(error),
                })
                .and_then(|()| fs::remove_dir_all(entry.path())),
            Ok(_) => Ok(()),
            Err(_) => fs::remove_dir(entry.path()),
        };
    }
}
