//! The files of a library, as they lie on disk.
//!
//! In: a folder and what to take from it. Out: [`Sources`], plain values. The only reader of the
//! library; knows file names and bytes, nothing of what the texts mean.

mod again;
mod bytes;
mod path;
mod read;
mod walk;

pub use again::read_again;
pub use path::FilePath;
pub use read::{Opened, Selection, open, read};
pub use walk::is_scratch;

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use camino::Utf8PathBuf;

/// The file by which a folder is known as the output of a build, and so as no part of a library.
pub const OUTPUT_MARK: &str = ".sopress-manifest";

/// One text file of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it lies, relative to the library's root.
    pub path: FilePath,
    /// Its text: without a byte order mark, NUL and invalid bytes replaced by U+FFFD
    /// (each such replacement is among [`Sources::faults`]).
    pub text: String,
}

/// A file that is published as it is: an attachment, an image, a stylesheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Where it lies, relative to the library's root.
    pub path: FilePath,
    /// The same place for the operating system.
    pub file: Utf8PathBuf,
    /// In bytes.
    pub size: u64,
    /// Width and height in pixels, where the file's head tells them.
    pub pixels: Option<(u32, u32)>,
}

/// Everything that was read of a library, in the order of the paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// The folder of the documents; `None` when they lie at the library's root.
    pub folder: Option<FilePath>,
    /// `sopress.toml`.
    pub settings: Option<Source>,
    /// `roles.toml`.
    pub roles: Option<Source>,
    /// `glossary.toml`.
    pub glossary: Option<Source>,
    /// Every `_defaults.toml`, the folder's own path in its name.
    pub defaults: Vec<Source>,
    /// The documents; shared, so that a text that stays is never copied.
    pub documents: Vec<Arc<Source>>,
    /// CSV and other text files that blocks may read: all `.csv` and `.tsv` of the library.
    pub data: BTreeMap<FilePath, Source>,
    /// Every file that a document may link to or show, tables of data among them, and everything
    /// below `static/`.
    pub assets: BTreeMap<FilePath, Asset>,
    /// Text files below `theme/`: templates, stylesheets, catalogues. The path is still that in the
    /// library, `theme/` included.
    pub theme: BTreeMap<FilePath, Source>,
    /// What could not be read as it stands; sorted by path.
    pub faults: Vec<Fault>,
}

/// Something about a file that its author can mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub path: FilePath,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What can be wrong with a file before anything is known of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Bytes that are not UTF-8; the offset of the first in the text as kept.
    NotUtf8 {
        /// Byte offset in [`Source::text`].
        at: usize,
    },
    /// UTF-16, told by its byte order mark; read as such.
    Utf16,
    /// NUL bytes; the offset of the first in the text as kept.
    NulByte {
        /// Byte offset in [`Source::text`].
        at: usize,
    },
    /// CRLF and LF in one file; the offset of the first line end that differs.
    MixedLineEnds {
        /// Byte offset in [`Source::text`].
        at: usize,
    },
    /// Nothing but white space.
    Empty,
    /// Larger than the setting `library.max_bytes`; left out.
    TooLarge {
        /// In bytes.
        size: u64,
        /// The bound, in bytes.
        limit: u64,
    },
    /// The operating system refused; left out.
    Unreadable {
        /// What it said.
        reason: String,
    },
    /// Neither a file nor a folder: a pipe, a device; left out.
    NotAFile,
    /// A symbolic link to nothing; left out.
    LinkNowhere,
    /// A symbolic link to a folder that another one led to; left out.
    LinkTwice,
    /// A symbolic link to a place outside of the library; left out.
    LinkOutside,
    /// A symbolic link to itself or to one of its own parents; left out.
    LinkCircle,
    /// A file name that is not Unicode; left out.
    NameNotUnicode,
    /// `README.md` in a folder that has an `index.md`; left out.
    ReadmeBesideIndex,
}

/// Why a library could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operating system refused.
    #[error("cannot {action} `{path}`")]
    Io {
        /// What was being done: `read the folder`.
        action: &'static str,
        /// To what.
        path: Utf8PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// The library is a file.
    #[error("`{0}` is not a folder")]
    NotAFolder(Utf8PathBuf),
    /// `library.source` names no folder of the library.
    #[error("the setting `library.source` names `{0}`, which is not a folder of the library")]
    NoSourceFolder(String),
    /// A pattern in the settings cannot be read.
    #[error("the setting `library.{setting}` holds `{glob}`, which is not a pattern of file names")]
    Glob {
        /// `include` or `exclude`.
        setting: &'static str,
        /// As written.
        glob: String,
        /// What is wrong with it.
        source: globset::Error,
    },
}
