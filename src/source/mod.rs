//! The files of a library, as they are on disk.
//!
//! In: a folder and which of its files to read. Out: [`Sources`], plain values. Nothing else reads the
//! library. This module knows file names and bytes, not what the texts mean.

mod again;
mod aside;
mod bytes;
mod dotted;
mod layout;
mod path;
mod read;
mod walk;

pub(crate) use again::read_again;
pub use aside::Aside;
pub use path::FilePath;
pub use read::{Opened, Selection, open, read};
pub(crate) use walk::is_editor_file;

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use camino::Utf8PathBuf;

/// The file that marks a folder as the output of a build, which is not part of a library.
pub(crate) const MANIFEST: &str = ".sopress-manifest";

/// The most files and folders that are read without asking, where there is no `sopress.toml`: someone's home
/// folder has more.
const MOST_UNASKED: usize = 20_000;

/// One text file of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path, relative to the library's root.
    pub path: FilePath,
    /// Its text without a byte order mark. U+FFFD replaces NUL and invalid bytes, which are
    /// also in [`Sources::faults`].
    pub text: String,
}

/// A file that is published unchanged: an attachment, an image, a stylesheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its path, relative to the library's root.
    pub path: FilePath,
    /// Its path for the operating system.
    pub file: Utf8PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// Width and height in pixels, for images.
    pub pixels: Option<(u32, u32)>,
}

/// Everything that was read from a library, sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// The folder of the documents; `None` if that is the library's root.
    pub folder: Option<FilePath>,
    /// `sopress.toml`.
    pub settings: Option<Source>,
    /// `roles.toml`.
    pub roles: Option<Source>,
    /// `glossary.toml`.
    pub glossary: Option<Source>,
    /// Every `_defaults.toml`.
    pub defaults: Vec<Source>,
    /// The documents; shared, so that an unchanged text is never copied.
    pub documents: Vec<Arc<Source>>,
    /// Symbolic links to documents of the library, each with the document.
    pub links: BTreeMap<FilePath, FilePath>,
    /// Text files that blocks may read: every `.csv` and `.tsv` of the library.
    pub data: BTreeMap<FilePath, Source>,
    /// Every file that a document may link to or show, data files included, and everything below
    /// `static/`.
    pub assets: BTreeMap<FilePath, Asset>,
    /// Text files below `theme/`: templates, stylesheets, catalogues. The paths start with `theme/`.
    pub theme: BTreeMap<FilePath, Source>,
    /// What is wrong with files, sorted by path.
    pub faults: Vec<Fault>,
}

/// Something about a file that its author can fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub path: FilePath,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What can be wrong with a file, whatever its text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Invalid UTF-8, first at this offset.
    NotUtf8 {
        /// Byte offset in [`Source::text`].
        at: usize,
    },
    /// UTF-16 with a byte order mark; decoded.
    Utf16,
    /// NUL bytes, first at this offset.
    NulByte {
        /// Byte offset in [`Source::text`].
        at: usize,
    },
    /// Both CRLF and LF; the first line end that differs is at this offset.
    MixedLineEnds {
        /// Byte offset in [`Source::text`].
        at: usize,
    },
    /// Nothing but white space.
    Empty,
    /// Larger than the setting `library.max_bytes`; left out.
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The operating system could not read it; left out.
    Unreadable {
        /// The reason that it gave.
        reason: String,
    },
    /// Neither a file nor a folder, such as a pipe or a device; left out.
    NotAFile,
    /// A symbolic link whose target does not exist; left out.
    LinkNowhere,
    /// A symbolic link to a folder that another link led to; left out.
    LinkTwice,
    /// A symbolic link to a target outside the library; left out.
    LinkOutside,
    /// A symbolic link to itself or to a folder that contains it; left out.
    LinkCircle,
    /// A file name that is not Unicode; left out.
    NameNotUnicode,
    /// `README.md` in a folder that has an `index.md`; left out.
    ReadmeBesideIndex,
    /// A Markdown file, or a folder of them, that is not published as documents.
    NotADocument(Aside),
}

/// Why a library could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operating system reported an error.
    #[error("cannot {action} `{path}`")]
    Io {
        /// What failed, such as `read the folder`.
        action: &'static str,
        /// The file or folder.
        path: Utf8PathBuf,
        /// The error.
        source: io::Error,
    },
    /// The library is a file.
    #[error("`{0}` is not a folder")]
    NotAFolder(Utf8PathBuf),
    /// So many files that the folder is unlikely to be a library.
    #[error(
        "`{0}` has more than {MOST_UNASKED} files and no `sopress.toml`; is this the right folder? If it is, \
         add a file `sopress.toml` to it, which may be empty"
    )]
    TooManyFiles(Utf8PathBuf),
    /// `library.source` is not a folder of the library.
    #[error("`{0}` in the setting `library.source` is not a folder of the library")]
    NoSourceFolder(String),
    /// A pattern in the settings is invalid.
    #[error("`{glob}` in the setting `library.{setting}` is not a valid file name pattern")]
    Glob {
        /// `include` or `exclude`.
        setting: &'static str,
        /// As written.
        glob: String,
        /// What is wrong with it.
        source: globset::Error,
    },
}
