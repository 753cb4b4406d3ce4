//! Whether a site has been changed since it was written.

use std::fs::FileType;
use std::io;
use std::time::UNIX_EPOCH;

use camino::{Utf8DirEntry, Utf8Path};
use sha2::{Digest as _, Sha256};

/// A hash of the names, sizes and modification times of all files below a folder. `None` if they
/// cannot be read.
pub(crate) fn footprint(out: &Utf8Path) -> Option<[u8; 32]> {
    let mut digest = Sha256::new();
    add(&mut digest, out).ok()?;
    Some(digest.finalize().into())
}

fn add(digest: &mut Sha256, folder: &Utf8Path) -> io::Result<()> {
    let entries = folder.read_dir_utf8()?;
    let mut entries: Vec<Utf8DirEntry> = entries.collect::<io::Result<_>>()?;
    entries.sort_by(|one, other| one.file_name().cmp(other.file_name()));
    for entry in entries {
        let kind: FileType = entry.file_type()?;
        digest.update(entry.file_name());
        if kind.is_dir() {
            digest.update(b"/");
            add(digest, entry.path())?;
            digest.update(b"\0");
            continue;
        }
        let metadata = entry.metadata()?;
        let written = metadata.modified()?.duration_since(UNIX_EPOCH);
        let written = written.map_or(0, |since| since.as_nanos());
        digest.update(b"\0");
        digest.update(metadata.len().to_le_bytes());
        digest.update(written.to_le_bytes());
    }
    Ok(())
}
