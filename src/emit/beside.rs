//! The folder beside the output in which a new site is made.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use tempfile::TempDir;

use super::{Error, compare, manifest};
use crate::library::Route;
use crate::pipeline::{Content, Files};

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

    /// Writes the files that the old site at `out` lacks or holds otherwise; the addresses of all
    /// others. `old` are the files of the old site.
    pub fn put_changed<'r>(
        &self,
        site: &impl Files,
        routes: &'r BTreeSet<Route>,
        out: &Utf8Path,
        old: &BTreeSet<String>,
    ) -> Result<Vec<&'r Route>, Error> {
        let here = self.site();
        let folders: BTreeSet<&Utf8Path> = routes
            .iter()
            .filter_map(|route| Utf8Path::new(route.as_str()).parent())
            .collect();
        fs::create_dir_all(&here).map_err(Error::io("create the folder", &here))?;
        for folder in folders {
            let folder = here.join(folder);
            fs::create_dir_all(&folder).map_err(Error::io("create the folder", &folder))?;
        }
        let write = |route: &'r Route| {
            let content = site.one(route)?;
            let content = content.expect("a site has every file that it lists");
            let name = route.as_str();
            if old.contains(name) && compare::holds(&out.join(name), &content)? {
                return Ok(Some(route));
            }
            put(&content, &here.join(name))?;
            Ok(None)
        };
        let is_first = |route: &&Route| site.goes_first(route);
        let (first, rest): (Vec<&Route>, Vec<&Route>) = routes.iter().partition(is_first);
        let first: Result<Vec<Option<&Route>>, Error> = first.into_par_iter().map(write).collect();
        let first = first?;
        site.first_are_made();
        let rest: Result<Vec<Option<&Route>>, Error> = rest.into_par_iter().map(write).collect();
        Ok(first.into_iter().chain(rest?).flatten().collect())
    }

    /// Puts links to files of the old site into the new one.
    pub fn link(&self, unchanged: &[&Route], out: &Utf8Path) -> Result<(), Error> {
        let here = self.site();
        unchanged.par_iter().try_for_each(|route| {
            let (old, new) = (out.join(route.as_str()), here.join(route.as_str()));
            // Not every file system knows hard links.
            fs::hard_link(&old, &new)
                .or_else(|_| fs::copy(&old, &new).map(drop))
                .map_err(Error::io("copy", &old))
        })
    }

    /// Puts the list of the files beside them.
    pub fn put_manifest(&self, text: &str) -> Result<(), Error> {
        let list = self.site().join(manifest::NAME);
        fs::write(&list, text).map_err(Error::io("write", &list))
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
