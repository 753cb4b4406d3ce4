//! Writes an author's file completely or not at all: the old text stays until all of the new text is
//! on disk.

use std::fs;
use std::io::{ErrorKind, Write};

use anyhow::Context;
use camino::Utf8Path;
use tempfile::NamedTempFile;

/// Replaces the text of an existing file, keeping its permissions.
pub fn replace(file: &Utf8Path, text: &str) -> anyhow::Result<()> {
    let cannot = || format!("cannot write `{file}`");
    // A symbolic link stays a symbolic link.
    let real = file.canonicalize_utf8().with_context(cannot)?;
    let permissions = fs::metadata(&real).with_context(cannot)?.permissions();
    anyhow::ensure!(!permissions.readonly(), "{}: it is read-only", cannot());
    let beside = written_beside(&real, text).with_context(cannot)?;
    fs::set_permissions(beside.path(), permissions).with_context(cannot)?;
    beside.persist(&real).with_context(cannot)?;
    Ok(())
}

/// Writes a file that does not exist yet, and the folders above it.
pub fn create(file: &Utf8Path, text: &str) -> anyhow::Result<()> {
    let cannot = || format!("cannot write `{file}`");
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot create the folder `{folder}`"))?;
    }
    let beside = written_beside(file, text).with_context(cannot)?;
    if let Err(fault) = beside.persist_noclobber(file) {
        let is_there = fault.error.kind() == ErrorKind::AlreadyExists;
        anyhow::ensure!(!is_there, "`{file}` already exists; it was not changed");
        return Err(fault.error).with_context(cannot);
    }
    Ok(())
}

/// The text in a temporary file in the same folder, deleted unless it is persisted.
fn written_beside(file: &Utf8Path, text: &str) -> std::io::Result<NamedTempFile> {
    let folder = file.parent().filter(|folder| !folder.as_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sopress-");
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::PermissionsExt;
        // The permissions of any new file, restricted by the user's umask.
        builder.permissions(fs::Permissions::from_mode(0o666))
    };
    let mut beside = builder.tempfile_in(folder.unwrap_or(Utf8Path::new(".")))?;
    beside.write_all(text.as_bytes())?;
    beside.as_file().sync_all()?;
    Ok(beside)
}
