//! Writes a site to a folder on disk.
//!
//! In: the site, one file at a time, and the output folder. Out: the folder, and how many files were
//! written. This module does not know what the files mean.
//!
//! The new site is completed in a staging folder beside the old one, in which unchanged files are hard
//! links to the old ones, and then replaces it. If the process is killed at any moment, the output
//! folder holds all of the old site or all of the new one:
//!
//! - on Linux and macOS the two folders are exchanged in one step, if the file system supports it;
//! - otherwise the old folder is moved aside first: between the two renames the output folder is
//!   missing, and the next build puts the old site back.
//!
//! A folder that cannot be replaced, such as a mount point, stays: the staging folder stands in it, and
//! its entries are exchanged one after the other.
//!
//! This does not hold if the machine loses power: nothing is flushed to disk.

mod place;
mod staging;
mod compare;
mod footprint;
mod manifest;
mod swap;
mod in_place;

pub(crate) use footprint::footprint;

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use camino::{Utf8Path, Utf8PathBuf};

use self::place::Place;
use crate::library::Route;
use crate::pipeline::Files;
use crate::render::RenderError;

/// How many files were written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or changed.
    pub written: usize,
    /// Files that are the same as before.
    pub unchanged: usize,
    /// Files of the previous build that were removed.
    pub removed: usize,
}

/// Why a site could not be written. The old site is unchanged.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operating system reported an error.
    #[error("cannot {action} `{path}`")]
    Io {
        /// What failed, such as `write`.
        action: &'static str,
        /// The file or folder.
        path: Utf8PathBuf,
        /// The error.
        source: io::Error,
    },
    /// The output folder contains files that no build made.
    #[error(
        "the output folder `{folder}` contains files that sopress did not write, such as `{example}`; \
         move them, or choose another folder with `--out`"
    )]
    Foreign {
        /// The output folder.
        folder: Utf8PathBuf,
        /// One of the files.
        example: String,
    },
    /// An address that is not a plain path inside the site.
    #[error("`{0}` is not an address inside the site")]
    Address(String),
    /// A page cannot be made.
    #[error(transparent)]
    Page(#[from] RenderError),
    /// The output folder does not exist, and this user may not create it.
    #[error(
        "cannot create the folder `{out}`, because this user may not write to `{parent}`; create it and \
         give it to this user, such as with `sudo install -d -o \"$(id -un)\" {out}`, or choose another \
         folder with `--out`"
    )]
    ParentRefused {
        /// The output folder.
        out: Utf8PathBuf,
        /// The folder above it.
        parent: Utf8PathBuf,
    },
    /// This user may not write to the output folder.
    #[error(
        "cannot write to the folder `{0}`; make it writable for this user, such as with \
         `sudo chown -R \"$(id -un)\" {0}`, run a container as the owner of the folder with \
         `--user \"$(id -u):$(id -g)\"`, or choose another folder with `--out`"
    )]
    Refused(Utf8PathBuf),
    /// Stopped on request.
    #[error("stopped; the site is as it was before")]
    Stopped,
    /// The output folder is a file.
    #[error("`{0}` is not a folder")]
    NotAFolder(Utf8PathBuf),
}

impl Error {
    fn io(action: &'static str, path: &Utf8Path) -> impl FnOnce(io::Error) -> Error {
        move |source| Error::Io {
            action,
            path: path.to_owned(),
            source,
        }
    }

    /// Whether the place, rather than the site, is what makes it fail.
    fn is_refusal(&self) -> bool {
        use io::ErrorKind::{CrossesDevices, PermissionDenied, ReadOnlyFilesystem, ResourceBusy};
        let Error::Io { source, .. } = self else {
            return false;
        };
        matches!(
            source.kind(),
            CrossesDevices | PermissionDenied | ReadOnlyFilesystem | ResourceBusy
        )
    }
}

/// How a site is written.
#[derive(Clone, Copy, Debug)]
pub struct Options<'s> {
    /// Keep the output folder itself and replace what it contains: for a folder that something else
    /// holds open, such as a container that has it mounted.
    pub in_place: bool,
    /// Once this is set, no more files are written, and the old site stays.
    pub stop: &'s AtomicBool,
}

impl Default for Options<'_> {
    fn default() -> Self {
        static NEVER: AtomicBool = AtomicBool::new(false);
        Options {
            in_place: false,
            stop: &NEVER,
        }
    }
}

/// Makes the folder `out` hold exactly `site` and a manifest, or leaves it unchanged. Files are made in
/// parallel, and each is dropped once it is written.
pub fn write(site: &impl Files, out: &Utf8Path, options: Options) -> Result<Written, Error> {
    for route in &site.routes() {
        check_address(route)?;
    }
    let out = &resolved(out)?;
    swap::restore(out)?;
    staging::remove_leftovers(out);
    let place = Place::of(out, options.in_place);
    let has_folder = out.exists();
    let written = match write_at(site, out, place, options) {
        Err(error) if error.is_refusal() && has_folder && place == Place::Beside => {
            write_at(site, out, Place::Inside, options)
        }
        other => other,
    };
    written.map_err(|error| match (&error, out.parent()) {
        (Error::Io { path, .. }, _)
            if error.is_refusal() && has_folder && path.starts_with(out) =>
        {
            Error::Refused(out.clone())
        }
        (_, Some(parent)) if error.is_refusal() && !has_folder => Error::ParentRefused {
            out: out.clone(),
            parent: parent.to_owned(),
        },
        _ => error,
    })
}

fn write_at(
    site: &impl Files,
    out: &Utf8Path,
    place: Place,
    options: Options,
) -> Result<Written, Error> {
    let routes = site.routes();
    let old = manifest::read(out, place)?;
    let staging = staging::Staging::new(out, place)?;
    let unchanged = staging.write_changed(site, &routes, out, &old, options.stop)?;
    let written = Written {
        written: routes.len() - unchanged.len(),
        unchanged: unchanged.len(),
        removed: old
            .iter()
            .filter(|name| !routes.contains(&Route::new(name.as_str())))
            .count(),
    };
    let is_same = written.written == 0 && written.removed == 0 && old.len() == routes.len();
    if is_same && out.exists() {
        return Ok(written);
    }
    staging.link(&unchanged, out)?;
    if options.stop.load(Ordering::SeqCst) {
        return Err(Error::Stopped);
    }
    match place {
        Place::Inside => in_place::replace(&staging, out, &routes, &old)?,
        Place::Beside => {
            staging.write_manifest(&manifest::text(routes.iter().map(Route::as_str)))?;
            swap::swap(&staging, out)?;
        }
    }
    Ok(written)
}

/// Removes what killed builds left beside and in the site at `out`, for a build that has nothing to write.
pub(crate) fn remove_leftovers(out: &Utf8Path) {
    if let Ok(out) = resolved(out) {
        // If the old site cannot be put back, the next build that writes reports it.
        let _ = swap::restore(&out);
        staging::remove_leftovers(&out);
    }
}

/// The real path of the output folder, so that a symbolic link to it is kept.
fn resolved(out: &Utf8Path) -> Result<Utf8PathBuf, Error> {
    match out.canonicalize_utf8() {
        Ok(real) if real.is_dir() => Ok(real),
        Ok(real) => Err(Error::NotAFolder(real)),
        Err(_) => camino::absolute_utf8(out).map_err(Error::io("find the folder", out)),
    }
}

fn check_address(route: &Route) -> Result<(), Error> {
    let text = route.as_str();
    let is_plain = |part: &str| {
        !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', '\0'])
    };
    if text.split('/').all(is_plain) && text != manifest::NAME {
        return Ok(());
    }
    Err(Error::Address(text.to_owned()))
}
