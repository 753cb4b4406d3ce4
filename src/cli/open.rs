//! Reads a library from disk for a command.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::bail;
use camino::{Utf8Path, Utf8PathBuf};

use super::today::today;
use crate::config;
use crate::date::Date;
use crate::diagnostic::Code;
use crate::history::{self, Archive, Query};
use crate::library::with_reading;
use crate::pipeline::Inputs;
use crate::source::{self, FilePath, Selection, Source, Sources};

/// The file that makes a folder a library.
pub const SETTINGS: &str = "sopress.toml";

/// Which library to read, and as of which date.
#[derive(clap::Args, Clone, Debug)]
pub struct LibraryArguments {
    /// The folder of the library, or one in it
    ///
    /// The library is the nearest folder with a `sopress.toml`, from this one upwards, as git looks for its
    /// repository. If there is none, it is this folder.
    #[arg(value_name = "DIR", default_value = ".", value_parser = library_around)]
    pub library: Utf8PathBuf,
    /// The date for which review states are computed, as YYYY-MM-DD
    ///
    /// Without it: the date in the environment variable SOURCE_DATE_EPOCH, or else today in the
    /// time zone of the settings.
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Include drafts and documents in review, marked with a banner
    #[arg(long)]
    pub drafts: bool,
}

impl LibraryArguments {
    /// The command that lists every finding for the same library and date.
    pub fn check(&self) -> String {
        let mut command = "sopress check".to_owned();
        if self.library != "." {
            command.push_str(&format!(" {}", self.library));
        }
        if let Some(date) = &self.date {
            command.push_str(&format!(" --date {date}"));
        }
        if self.drafts {
            command.push_str(" --drafts");
        }
        command
    }
}

/// The nearest folder with a `sopress.toml`, from `typed` upwards to the root of its repository; `typed`
/// itself if there is none.
pub fn library_around(typed: &str) -> Result<Utf8PathBuf, std::io::Error> {
    let folder = Utf8PathBuf::from(typed);
    if !folder.is_dir() || folder.join(SETTINGS).is_file() {
        return Ok(folder);
    }
    let whole = camino::absolute_utf8(&folder)?;
    for above in whole.ancestors() {
        if above.join(SETTINGS).is_file() {
            return Ok(above.to_owned());
        }
        if above.join(".git").exists() {
            break;
        }
    }
    Ok(folder)
}

/// A library as read from disk.
pub struct Library {
    /// Its folder.
    pub root: Utf8PathBuf,
    /// All of its files.
    pub sources: Sources,
    /// The date of the build.
    pub today: Date,
    /// Whether drafts are included.
    pub with_drafts: bool,
    /// Its git history.
    pub archive: Arc<Archive>,
}

impl Library {
    /// The inputs of the pipeline.
    pub fn inputs(&self) -> Inputs<'_> {
        Inputs {
            sources: &self.sources,
            today: self.today,
            with_drafts: self.with_drafts,
            archive: &self.archive,
        }
    }

    /// An error if there is nothing to check or to publish: the folder is most likely the wrong one.
    pub fn has_documents(&self) -> anyhow::Result<()> {
        if !self.sources.documents.is_empty() {
            return Ok(());
        }
        let folder = match &self.sources.folder {
            Some(folder) => self.root.join(folder.as_str()),
            None => self.root.clone(),
        };
        match &self.sources.settings {
            Some(_) => bail!(
                "no documents found in `{folder}`; is this the right folder? `source`, `include` and `exclude` \
                 under `[library]` in `{}` say where they are",
                self.root.join(SETTINGS)
            ),
            None => bail!(
                "no documents found in `{folder}`, and no `{SETTINGS}` there or in a folder above; is this \
                 the right folder? `sopress init` starts a library"
            ),
        }
    }

    /// The path of the library from the root of its repository, if any: empty, or `docs/sops/`.
    pub fn prefix(&self) -> String {
        let Ok(real) = self.root.canonicalize_utf8() else {
            return String::new();
        };
        let repository = real.ancestors().find(|at| at.join(".git").exists());
        match repository.and_then(|top| real.strip_prefix(top).ok()) {
            Some(inside) if inside.as_str() != "" => format!("{inside}/"),
            _ => String::new(),
        }
    }
}

/// A settings or roles file that could not be read in full.
pub fn misread(sources: &Sources) -> Option<FilePath> {
    let (settings, roles) = (sources.settings.as_ref(), sources.roles.as_ref());
    let (_, found) = config::read(settings, roles, None);
    let mut found = found.into_iter();
    let broken = found.find(|one| one.code == Code::ConfigInvalid);
    broken.map(|broken| broken.place.path)
}

/// Reads the library and its history. `out` is the site folder, which is not part of the library.
pub fn open(arguments: &LibraryArguments, out: Option<&Utf8Path>) -> anyhow::Result<Library> {
    open_again(arguments, out, Arc::default())
}

/// The same after an earlier build, whose history was `previous`.
pub fn open_again(
    arguments: &LibraryArguments,
    out: Option<&Utf8Path>,
    previous: Arc<Archive>,
) -> anyhow::Result<Library> {
    let mut library = open_files(arguments, out)?;
    ask_git(&mut library, previous);
    Ok(library)
}

/// Reads the git history of a library that was read without it.
pub fn ask_git(library: &mut Library, previous: Arc<Archive>) {
    let settings = library.sources.settings.as_ref();
    let (config, _) = config::read(settings, None, None);
    let reading = &config.settings.reading;
    let previous = Arc::unwrap_or_clone(previous);
    let archive = past(&library.root, &library.sources, reading, previous);
    library.archive = Arc::new(archive);
}

/// Reads the library without its git history.
pub fn open_files(arguments: &LibraryArguments, out: Option<&Utf8Path>) -> anyhow::Result<Library> {
    let root = arguments.library.clone();
    let opened = source::open(&root)?;
    let (config, _) = config::read(
        opened.settings.as_ref(),
        opened.roles.as_ref(),
        opened.glossary.as_ref(),
    );
    let today = today(
        "--date",
        arguments.date.as_deref(),
        &config.settings.site.time_zone,
    )?;
    let settings = &config.settings.library;
    let selection = Selection {
        source: settings.source.clone(),
        include: settings.include.clone(),
        exclude: settings.exclude.clone(),
        max_bytes: settings.max_bytes,
        left_out: out.and_then(|out| inside(&root, out)).into_iter().collect(),
    };
    let sources = source::read(&root, &selection)?;
    Ok(Library {
        archive: Arc::default(),
        root,
        sources,
        today,
        with_drafts: arguments.drafts,
    })
}

/// The git history of the documents. `previous` is the history that the last build read.
pub fn past(
    root: &Utf8Path,
    sources: &Sources,
    settings: &config::Reading,
    previous: Archive,
) -> Archive {
    let documents = sources.documents.iter();
    let present: BTreeMap<&FilePath, &Arc<Source>> =
        documents.map(|source| (&source.path, source)).collect();
    let paths: Vec<FilePath> = present.keys().map(|&path| path.clone()).collect();
    with_reading(settings, |reading| {
        let query = Query {
            paths: &paths,
            ignore_revs: None,
            digest: reading,
            program: "git",
        };
        let on_disk = |path: &FilePath| present.get(path).copied();
        history::archive(previous, root, &query, on_disk)
    })
}

/// The git history after the named documents were edited; `None` if it has not changed.
pub fn look_again(root: &Utf8Path, sources: &Sources, before: &Archive) -> Option<Archive> {
    if history::is_unchanged(&before.history, root, "git") {
        return None;
    }
    let (config, _) = config::read(sources.settings.as_ref(), None, None);
    let reading = &config.settings.reading;
    Some(past(root, sources, reading, before.clone()))
}

/// The date of the build, in the time zone of the library.
pub fn today_of(arguments: &LibraryArguments) -> anyhow::Result<Date> {
    let opened = source::open(&arguments.library)?;
    let (config, _) = config::read(opened.settings.as_ref(), None, None);
    today(
        "--date",
        arguments.date.as_deref(),
        &config.settings.site.time_zone,
    )
}

fn inside(root: &Utf8Path, out: &Utf8Path) -> Option<FilePath> {
    let root = camino::absolute_utf8(root).ok()?;
    let out = camino::absolute_utf8(out).ok()?;
    FilePath::new(out.strip_prefix(&root).ok()?.as_str())
}
