//! A finished site to a folder on disk.
//!
//! In: the site, a file at a time, and where it belongs. Out: the folder, and how much of it was written. Knows
//! nothing of what the files mean.
//!
//! The new site is made complete in a folder beside the old one, in which unchanged files are
//! links to the old ones, and then takes its place. Killed at any moment, the folder holds the old
//! site or the new one, whole:
//!
//! - on Linux and macOS the two folders change places in one step, where the file system can;
//! - elsewhere, and on file systems that cannot, the old folder is moved aside first: between two
//!   renames nothing stands at the place, and the next build puts the old site back.
//!
//! The promise is for a process that ends, not for a machine that loses power: nothing is flushed.

mod beside;
mod compare;
mod footprint;
mod manifest;
mod swap;

pub use footprint::footprint;

use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::library::Route;
use crate::pipeline::Files;
use crate::render::RenderError;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or hold something else than before.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files of the previous build that are gone.
    pub removed: usize,
}

/// Why a site could not be written. The old site stands as it was.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operating system refused.
    #[error("cannot {action} `{path}`")]
    Io {
        /// What was being done.
        action: &'static str,
        /// To what.
        path: Utf8PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// The output folder holds files that no build made.
    #[error(
        "the output folder `{folder}` holds files that sopress did not make, such as `{example}`; \
         move them, or choose another folder with `--out`"
    )]
    Foreign {
        /// The output folder.
        folder: Utf8PathBuf,
        /// One of the files.
        example: String,
    },
    /// An address that is no plain path inside of the site.
    #[error("`{0}` is not an address inside of the site")]
    Address(String),
    /// A page that cannot be made.
    #[error(transparent)]
    Page(#[from] RenderError),
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
}

/// Makes the folder `out` hold exactly `site` (and a manifest), or leaves it as it is. Files are
/// asked for in parallel, and none is held longer than it takes to write it.
pub fn write(site: &impl Files, out: &Utf8Path) -> Result<Written, Error> {
    let routes = site.routes();
    for route in &routes {
        check_address(route)?;
    }
    let out = &resolved(out)?;
    swap::restore(out)?;
    beside::clear_leftovers(out);
    let old = manifest::read(out)?;
    let beside = beside::Beside::new(out)?;
    let unchanged = beside.put_changed(site, &routes, out, &old)?;
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
    beside.link(&unchanged, out)?;
    beside.put_manifest(&manifest::text(&routes))?;
    swap::swap(&beside, out)?;
    Ok(written)
}

/// Removes what killed builds left beside the site at `out`, where nothing is to be written.
pub fn clear_leftovers(out: &Utf8Path) {
    if let Ok(out) = resolved(out) {
        // A site that stands moved aside, and cannot be put back, is told by the build that writes.
        let _ = swap::restore(&out);
        beside::clear_leftovers(&out);
    }
}

/// A link at the place of the output stays a link.
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
