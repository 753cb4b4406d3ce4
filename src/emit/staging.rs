//! The staging folder beside or in the output folder, in which a new site is completed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use tempfile::TempDir;

use super::place::Place;
use super::{Error, compare, manifest};
use crate::library::Route;
use crate::pipeline::{Content, Files};

/// How the name of a staging folder in the output folder begins.
pub(super) const INSIDE: &str = ".sopress-new-";

/// A folder that is removed when dropped. It is locked while its build runs, so that the
/// next build can tell what a killed one left behind.
pub(super) struct Staging {
    folder: Utf8PathBuf,
    // Unlocked and closed before the folder is removed.
    _lock: File,
    _holder: TempDir,
}

impl Staging {
    /// Creates the folder, and the output's parent if it is missing.
    pub fn new(out: &Utf8Path, place: Place) -> Result<Staging, Error> {
        let within = match place {
            Place::Inside => out,
            Place::Beside => out
                .parent()
                .ok_or_else(|| Error::NotAFolder(out.to_owned()))?,
        };
        fs::create_dir_all(within).map_err(Error::io("create the folder", within))?;
        // Another build may take the folder for a leftover before it is locked.
        let prefix = prefix(out, place);
        Staging::locked(within, &prefix)
            .or_else(|_| Staging::locked(within, &prefix))
            .or_else(|_| Staging::locked(within, &prefix))
    }

    fn locked(within: &Utf8Path, prefix: &str) -> Result<Staging, Error> {
        let holder = tempfile::Builder::new()
            .prefix(prefix)
            .tempdir_in(within)
            .map_err(Error::io("create a folder in", within))?;
        let folder = Utf8PathBuf::from_path_buf(holder.path().to_owned())
            .expect("both parts of the path are Unicode");
        let lock = folder.join("lock");
        let lock_file = File::create(&lock).map_err(Error::io("create", &lock))?;
        // On a file system without locks, leftovers may be kept.
        let _ = lock_file.try_lock();
        Ok(Staging {
            folder,
            _lock: lock_file,
            _holder: holder,
        })
    }

    /// The folder of the new site.
    pub fn site(&self) -> Utf8PathBuf {
        self.folder.join("site")
    }

    /// A name in the folder for what has to be put somewhere for a moment.
    pub fn aside(&self) -> Utf8PathBuf {
        self.folder.join("aside")
    }

    /// Writes the files that are missing or different in the old site at `out`; returns the addresses
    /// of the others. `old` are the files of the old site. Ends early once `stop` is set.
    pub fn write_changed<'r>(
        &self,
        site: &impl Files,
        routes: &'r BTreeSet<Route>,
        out: &Utf8Path,
        old: &BTreeSet<String>,
        stop: &AtomicBool,
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
            if stop.load(Ordering::SeqCst) {
                return Err(Error::Stopped);
            }
            let content = site.one(route)?;
            let content = content.expect("a site has every file that it lists");
            let name = route.as_str();
            if old.contains(name) && compare::is_same(&out.join(name), &content)? {
                return Ok(Some(route));
            }
            write_file(&content, &here.join(name))?;
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

    /// Links unchanged files of the old site into the new one.
    pub fn link(&self, unchanged: &[&Route], out: &Utf8Path) -> Result<(), Error> {
        let here = self.site();
        unchanged.par_iter().try_for_each(|route| {
            let (old, new) = (out.join(route.as_str()), here.join(route.as_str()));
            // Not every file system has hard links.
            fs::hard_link(&old, &new)
                .or_else(|_| fs::copy(&old, &new).map(drop))
                .map_err(Error::io("copy", &old))
        })
    }

    /// Writes the list of the files.
    pub fn write_manifest(&self, text: &str) -> Result<(), Error> {
        let list = self.site().join(manifest::NAME);
        fs::write(&list, text).map_err(Error::io("write", &list))
    }
}

/// The site goes before the lock: no build could tell a folder without one from its own.
impl Drop for Staging {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.site());
    }
}

fn write_file(content: &Content, file: &Utf8Path) -> Result<(), Error> {
    match content {
        Content::Bytes(bytes) => fs::write(file, bytes).map_err(Error::io("write", file)),
        Content::Copy(original) => {
            let mut from = File::open(original).map_err(Error::io("read", original))?;
            // Permissions are not copied: a read-only attachment must not be read-only in the site,
            // or the next build could not replace it.
            let mut to = File::create(file).map_err(Error::io("write", file))?;
            io::copy(&mut from, &mut to).map_err(Error::io("write", file))?;
            Ok(())
        }
    }
}

fn prefix(out: &Utf8Path, place: Place) -> String {
    match place {
        Place::Inside => INSIDE.to_owned(),
        Place::Beside => format!(".{}.sopress-", out.file_name().unwrap_or("site")),
    }
}

/// Removes what killed builds left: staging folders that are not locked.
pub(super) fn remove_leftovers(out: &Utf8Path) {
    if let Some(parent) = out.parent() {
        remove_unlocked(parent, &prefix(out, Place::Beside));
    }
    remove_unlocked(out, &prefix(out, Place::Inside));
}

fn remove_unlocked(within: &Utf8Path, prefix: &str) {
    let Ok(entries) = within.read_dir_utf8() else {
        return;
    };
    for entry in entries.flatten() {
        if !entry.file_name().starts_with(prefix) {
            continue;
        }
        let lock = entry.path().join("lock");
        // A leftover that cannot be removed does not stop the build.
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
