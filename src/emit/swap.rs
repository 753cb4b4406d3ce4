//! A new folder takes the place of an old one.

use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::Error;
use super::beside::Beside;

/// Puts the new site at `out`; the old one ends in the folder beside, and goes with it.
pub fn swap(beside: &Beside, out: &Utf8Path) -> Result<(), Error> {
    let new = beside.site();
    if !out.exists() {
        return fs::rename(&new, out).map_err(Error::io("put the new site at", out));
    }
    match exchange(&new, out) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => in_two_steps(&new, out),
        Err(error) => Err(Error::io("put the new site at", out)(error)),
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(new: &Utf8Path, out: &Utf8Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    renameat_with(
        CWD,
        new.as_std_path(),
        CWD,
        out.as_std_path(),
        RenameFlags::EXCHANGE,
    )
    .map_err(|error| match error {
        Errno::INVAL | Errno::NOSYS | Errno::NOTSUP => io::ErrorKind::Unsupported.into(),
        other => other.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_new: &Utf8Path, _out: &Utf8Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn in_two_steps(new: &Utf8Path, out: &Utf8Path) -> Result<(), Error> {
    let aside = aside(out);
    fs::rename(out, &aside).map_err(Error::io("move aside", out))?;
    if let Err(error) = fs::rename(new, out) {
        fs::rename(&aside, out).map_err(Error::io("put back the old site at", out))?;
        return Err(Error::io("put the new site at", out)(error));
    }
    // The new site stands; an old one that cannot be removed goes with the next build.
    let _ = fs::remove_dir_all(&aside);
    Ok(())
}

/// Puts back the old site when a build was killed between the two steps.
pub fn restore(out: &Utf8Path) -> Result<(), Error> {
    let aside = aside(out);
    if !aside.exists() {
        return Ok(());
    }
    if out.exists() {
        let _ = fs::remove_dir_all(&aside);
        return Ok(());
    }
    fs::rename(&aside, out).map_err(Error::io("put back the old site at", out))
}

fn aside(out: &Utf8Path) -> Utf8PathBuf {
    let name = out.file_name().unwrap_or("site");
    out.with_file_name(format!(".{name}.sopress.old"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(root: &Utf8Path, name: &str, text: &str) -> Utf8PathBuf {
        let folder = root.join(name);
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("a.html"), text).unwrap();
        folder
    }

    #[test]
    fn in_two_steps_the_new_folder_takes_the_place_of_the_old() {
        let root = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(root.path()).unwrap();
        let (old, new) = (folder(root, "site", "old"), folder(root, "new", "new"));
        in_two_steps(&new, &old).unwrap();
        assert_eq!(fs::read_to_string(old.join("a.html")).unwrap(), "new");
        assert!(!aside(&old).exists());
    }

    #[test]
    fn a_build_killed_between_the_two_steps_is_undone_by_the_next() {
        let root = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(root.path()).unwrap();
        let out = root.join("site");
        folder(root, ".site.sopress.old", "old");
        restore(&out).unwrap();
        assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "old");
    }
}
