//! Where the new site is completed before it replaces the old one.

use std::fs;

use camino::Utf8Path;

/// Where the staging folder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Beside the output folder, which is replaced in one step.
    Beside,
    /// In the output folder, which stays; what it contains is replaced entry by entry.
    Inside,
}

impl Place {
    /// The place for a site at `out`: beside it, unless the folder itself has to stay.
    pub fn of(out: &Utf8Path, is_folder_kept: bool) -> Place {
        match out.is_dir() && (is_folder_kept || is_mount_point(out)) {
            true => Place::Inside,
            false => Place::Beside,
        }
    }
}

/// Whether a file system, or a folder of another place, is mounted at `folder`, which can then be
/// neither moved nor replaced.
#[cfg(target_os = "linux")]
fn is_mount_point(folder: &Utf8Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let asked = statx(
        CWD,
        folder.as_std_path(),
        AtFlags::empty(),
        StatxFlags::BASIC_STATS,
    );
    match asked {
        Ok(known)
            if known
                .stx_attributes_mask
                .contains(StatxAttributes::MOUNT_ROOT) =>
        {
            known.stx_attributes.contains(StatxAttributes::MOUNT_ROOT)
        }
        // Before Linux 5.8, and where a container forbids the call.
        _ => is_on_other_device(folder),
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn is_mount_point(folder: &Utf8Path) -> bool {
    is_on_other_device(folder)
}

#[cfg(not(unix))]
fn is_mount_point(_folder: &Utf8Path) -> bool {
    false
}

#[cfg(unix)]
fn is_on_other_device(folder: &Utf8Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Utf8Path| fs::metadata(path).map(|it| it.dev()).ok();
    match folder.parent() {
        Some(parent) => device(parent) != device(folder),
        None => true,
    }
}
