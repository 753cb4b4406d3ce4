//! Replaces the old site by the new one.

use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::Error;
use super::staging::Staging;

/// Moves the new site to `out`; the old one ends up in the staging folder, which is removed later.
pub(super) fn swap(staging: &Staging, out: &Utf8Path) -> Result<(), Error> {
    let new = staging.site();
    if !out.exists() {
        return fs::rename(&new, out).map_err(Error::io("move the new site to", out));
    }
    match exchange(&new, out) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => in_two_steps(&new, out),
        Err(error) => Err(Error::io("move the new site to", out)(error)),
    }
}

/// Exchanges two entries of a file system in one step. `Unsupported` where that is not possible.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn exchange(new: &Utf8Path, out: &Utf8Path) -> io::Result<()> {
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
pub(super) fn exchange(_new: &Utf8Path, _out: &Utf8Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn in_two_steps(new: &Utf8Path, out: &Utf8Path) -> Result<(), Error> {
    let aside = aside(out);
    fs::rename(out, &aside).map_err(Error::io("move aside", out))?;
    if let Err(error) = fs::rename(new, out) {
        fs::rename(&aside, out).map_err(Error::io("move the old site back to", out))?;
        return Err(Error::io("move the new site to", out)(error));
    }
    // The next build tries again if the old site cannot be removed.
    let _ = fs::remove_dir_all(&aside);
    Ok(())
}

/// Moves the old site back if a build was killed between the two steps.
pub(super) fn restore(out: &Utf8Path) -> Result<(), Error> {
    let aside = aside(out);
    if !aside.exists() {
        return Ok(());
    }
    if out.exists() {
        let _ = fs::remove_dir_all(&aside);
        return Ok(());
    }
    fs::rename(&aside, out).map_err(Error::io("move the old site back to", out))
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
    fn in_two_steps_the_new_folder_replaces_the_old() {
        let root = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(root.path()).unwrap();
        let (old, new) = (folder(root, "site", "old"), folder(root, "new", "new"));
        in_two_steps(&new, &old).unwrap();
        assert_eq!(fs::read_to_string(old.join("a.html")).unwrap(), "new");
        assert!(!aside(&old).exists());
    }

    #[test]
    fn the_next_build_undoes_one_killed_between_the_two_steps() {
        let root = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(root.path()).unwrap();
        let out = root.join("site");
        folder(root, ".site.sopress.old", "old");
        restore(&out).unwrap();
        assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "old");
    }
}
