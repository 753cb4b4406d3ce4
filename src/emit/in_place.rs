//! Replaces the old site by the new one in a folder that has to stay: a mount point, a folder whose
//! parent this user may not change, or one that another program holds open.
//!
//! The entries of the folder are exchanged one after the other. Each exchange is one step where the
//! file system can do that. If one fails, those before it are undone. If the process is killed in
//! between, the folder holds entries of both sites, all of them listed, and the next build completes
//! it.

use std::collections::BTreeSet;
use std::fs;
use std::io;

use camino::Utf8Path;

use super::staging::Staging;
use super::{Error, manifest, swap};
use crate::library::Route;

/// Puts the new site into `out`; the old one ends up in the staging folder, which is removed later.
pub(super) fn replace(
    staging: &Staging,
    out: &Utf8Path,
    routes: &BTreeSet<Route>,
    old: &BTreeSet<String>,
) -> Result<(), Error> {
    let new: BTreeSet<&str> = routes.iter().map(Route::as_str).collect();
    let old: BTreeSet<&str> = old.iter().map(String::as_str).collect();
    // From here until the end, the folder may hold files of both sites.
    list(staging, out, new.union(&old).copied())?;
    let mut done: Vec<&str> = Vec::new();
    for name in in_order(&new, &old) {
        if let Err(source) = trade(&staging.site(), out, name, staging) {
            for name in done.iter().rev() {
                // The first error is the one to report.
                let _ = trade(&staging.site(), out, name, staging);
            }
            let _ = list(staging, out, old.iter().copied());
            return Err(Error::io("replace", &out.join(name))(source));
        }
        done.push(name);
    }
    list(staging, out, new.iter().copied())
}

/// The names to exchange. Folders go first: they hold what pages need, and most pages. What is only
/// in the old site goes last, so that no page links to a file that is missing already.
fn in_order<'n>(new: &BTreeSet<&'n str>, old: &BTreeSet<&'n str>) -> Vec<&'n str> {
    let top = |name: &&'n str| match name.split_once('/') {
        Some((folder, _)) => (false, folder),
        None => (true, *name),
    };
    let entries: BTreeSet<(bool, &str)> = new.iter().map(top).collect();
    let mut names: Vec<&str> = entries.into_iter().map(|(_, name)| name).collect();
    let kept: BTreeSet<&str> = names.iter().copied().collect();
    let gone: BTreeSet<&str> = old.iter().map(|name| top(name).1).collect();
    names.extend(gone.difference(&kept));
    names
}

/// Exchanges the entries called `name` of two folders; either may be missing. Doing it twice changes
/// nothing.
fn trade(site: &Utf8Path, out: &Utf8Path, name: &str, staging: &Staging) -> io::Result<()> {
    let (new, old) = (site.join(name), out.join(name));
    let exists = |path: &Utf8Path| fs::symlink_metadata(path).is_ok();
    match (exists(&new), exists(&old)) {
        (true, true) => match swap::exchange(&new, &old) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                trade_in_steps(&new, &old, &staging.aside())
            }
            other => other,
        },
        (true, false) => fs::rename(&new, &old),
        (false, true) => fs::rename(&old, &new),
        (false, false) => Ok(()),
    }
}

/// For file systems that cannot exchange. A file is replaced in one step all the same; a folder is
/// missing between two renames.
fn trade_in_steps(new: &Utf8Path, old: &Utf8Path, aside: &Utf8Path) -> io::Result<()> {
    if new.is_file() && old.is_file() {
        fs::hard_link(old, aside).or_else(|_| fs::copy(old, aside).map(drop))?;
        fs::rename(new, old)?;
    } else {
        fs::rename(old, aside)?;
        if let Err(error) = fs::rename(new, old) {
            fs::rename(aside, old)?;
            return Err(error);
        }
    }
    fs::rename(aside, new)
}

/// Replaces the manifest of `out`.
fn list<'n>(
    staging: &Staging,
    out: &Utf8Path,
    names: impl Iterator<Item = &'n str>,
) -> Result<(), Error> {
    let (new, list) = (staging.aside(), out.join(manifest::NAME));
    fs::write(&new, manifest::text(names)).map_err(Error::io("write", &new))?;
    fs::rename(&new, &list).map_err(Error::io("write", &list))
}

#[cfg(test)]
mod tests {
    use super::*;
    use camino::Utf8PathBuf;

    #[test]
    fn without_an_exchange_files_and_folders_change_places() {
        let root = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(root.path().to_owned()).unwrap();
        let at = |name: &str| root.join(name);
        for folder in ["new", "old"] {
            fs::create_dir_all(at(folder).join("a")).unwrap();
            fs::write(at(folder).join("a/x"), folder).unwrap();
            fs::write(at(folder).join("b"), folder).unwrap();
        }
        let trade = || {
            for (new, old) in [("new/a", "old/a"), ("new/b", "old/b")] {
                trade_in_steps(&at(new), &at(old), &at("aside")).unwrap();
            }
        };
        let read = |name: &str| fs::read_to_string(at(name)).unwrap();
        trade();
        assert_eq!(
            ["old/a/x", "old/b", "new/a/x", "new/b"].map(read),
            ["new", "new", "old", "old"]
        );
        trade();
        assert_eq!(["old/a/x", "old/b"].map(read), ["old", "old"]);
        assert!(!at("aside").exists());
    }
}
