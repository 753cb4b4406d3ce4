//! From a folder on disk to [`Sources`].

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::sync::Arc;

use camino::Utf8Path;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use rayon::prelude::*;

use super::aside::aside;
use super::walk::{self, Found};
use super::{
    Aside, Asset, Error, Fault, FaultKind, FilePath, MOST_UNASKED, Source, Sources, bytes,
};

/// The settings files, which say how to read the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// `sopress.toml`.
    pub settings: Option<Source>,
    /// `roles.toml`.
    pub roles: Option<Source>,
    /// `glossary.toml`.
    pub glossary: Option<Source>,
}

/// Which files of a library are its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Folder of the documents; `None`: `sops` if it exists, else the library's root.
    pub source: Option<String>,
    /// Globs, relative to the source folder or to the library's root.
    pub include: Vec<String>,
    /// Globs likewise; files that match are not read.
    pub exclude: Vec<String>,
    /// The largest text file, in bytes.
    pub max_bytes: u64,
    /// Folders to ignore, such as the output of a build.
    pub left_out: Vec<FilePath>,
}

/// Reads the settings files only, all of which are optional.
pub fn open(root: &Utf8Path) -> Result<Opened, Error> {
    let metadata = fs::metadata(root).map_err(|source| Error::Io {
        action: "open the library",
        path: root.to_owned(),
        source,
    })?;
    if !metadata.is_dir() {
        return Err(Error::NotAFolder(root.to_owned()));
    }
    Ok(Opened {
        settings: settings_file(root, "sopress.toml")?,
        roles: settings_file(root, "roles.toml")?,
        glossary: settings_file(root, "glossary.toml")?,
    })
}

fn settings_file(root: &Utf8Path, name: &str) -> Result<Option<Source>, Error> {
    let file = root.join(name);
    match fs::read(&file) {
        Ok(read) => Ok(Some(Source {
            path: FilePath::new(name).expect("a plain name"),
            text: bytes::decode(&read).0,
        })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Io {
            action: "read",
            path: file,
            source,
        }),
    }
}

/// Reads the whole library. A problem with one file is a fault and does not stop the others.
pub fn read(root: &Utf8Path, selection: &Selection) -> Result<Sources, Error> {
    let opened = open(root)?;
    let limit = opened.settings.is_none().then_some(MOST_UNASKED);
    let layout = Layout::new(root, selection)?;
    let (found, mut faults) = walk::files(root, &selection.left_out, limit)?;
    let indexed: BTreeSet<Option<FilePath>> = found
        .iter()
        .filter(|file| file.path.is_markdown() && file.path.stem().eq_ignore_ascii_case("index"))
        .map(|file| file.path.folder())
        .collect();
    let links = document_links(&found, &layout, &indexed);
    let read: Vec<(Role, Read)> = found
        .into_par_iter()
        .filter_map(|file| {
            let role = match links.contains_key(&file.path) {
                true => return None,
                false => layout.role(&file.path, &indexed)?,
            };
            let read = match role {
                Role::Aside => set_aside(&file, &layout)?,
                role => read_one(&file, role, selection.max_bytes),
            };
            Some((role, read))
        })
        .collect();

    let mut sources = Sources {
        folder: layout.folder,
        settings: opened.settings,
        roles: opened.roles,
        glossary: opened.glossary,
        links,
        ..Sources::default()
    };
    for (role, read) in read {
        faults.extend(read.faults);
        if let Some(asset) = read.asset {
            sources.assets.insert(asset.path.clone(), asset);
        }
        let Some(source) = read.source else { continue };
        match role {
            Role::Document => sources.documents.push(Arc::new(source)),
            Role::Defaults => sources.defaults.push(source),
            Role::Data => drop(sources.data.insert(source.path.clone(), source)),
            Role::Theme => drop(sources.theme.insert(source.path.clone(), source)),
            Role::Settings | Role::Asset | Role::Aside | Role::ReadmeBesideIndex => {}
        }
    }
    faults.sort_by(|a, b| a.path.cmp(&b.path));
    // A folder is reported once, whatever lies in it.
    faults.dedup();
    sources.faults = faults;
    Ok(sources)
}

/// Links to documents, which are those documents and no second ones.
fn document_links(
    found: &[Found],
    layout: &Layout,
    indexed: &BTreeSet<Option<FilePath>>,
) -> BTreeMap<FilePath, FilePath> {
    let is_document = |path: &FilePath| {
        let is_found = found.binary_search_by(|file| file.path.cmp(path)).is_ok();
        is_found && layout.role(path, indexed) == Some(Role::Document)
    };
    let links = found.iter().filter_map(|file| {
        let target = file.link_to.clone()?;
        (is_document(&file.path) && is_document(&target)).then(|| (file.path.clone(), target))
    });
    links.collect()
}

/// What a file is in the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Settings,
    Document,
    Defaults,
    Data,
    Theme,
    Asset,
    Aside,
    ReadmeBesideIndex,
}

struct Layout {
    folder: Option<FilePath>,
    include: GlobSet,
    exclude: GlobSet,
}

impl Layout {
    fn new(root: &Utf8Path, selection: &Selection) -> Result<Layout, Error> {
        let folder = match &selection.source {
            Some(name) => source_folder(root, name)?,
            None => FilePath::new("sops").filter(|_| root.join("sops").is_dir()),
        };
        Ok(Layout {
            folder,
            include: globs("include", &selection.include)?,
            exclude: globs("exclude", &selection.exclude)?,
        })
    }

    /// The path relative to the source folder; `None` for a file outside of it.
    fn inside(&self, path: &FilePath) -> Option<FilePath> {
        match &self.folder {
            None => Some(path.clone()),
            Some(folder) => path.below(folder),
        }
    }

    /// `None` if the file is not part of the library. `indexed` are the folders with an `index.md`.
    fn role(&self, path: &FilePath, indexed: &BTreeSet<Option<FilePath>>) -> Option<Role> {
        let inside = self.inside(path);
        if matches(&self.exclude, path, inside.as_ref()) {
            return None;
        }
        let is_at_root = path.folder().is_none();
        let is_settings = ["sopress.toml", "roles.toml", "glossary.toml"].contains(&path.name());
        if is_at_root && is_settings {
            return Some(Role::Settings);
        }
        match path.parts().next() {
            Some("theme") if !is_at_root && is_theme_text(path) => return Some(Role::Theme),
            Some("static" | "theme") if !is_at_root => return Some(asset_role(path)),
            _ => {}
        }
        if path.name() == "_defaults.toml" {
            return inside.map(|_| Role::Defaults);
        }
        let Some(inside) = inside else {
            return Some(asset_role(path));
        };
        if aside(path, &inside).is_some() {
            return Some(Role::Aside);
        }
        if !matches(&self.include, path, Some(&inside)) {
            return Some(asset_role(path));
        }
        let is_readme = path.stem().eq_ignore_ascii_case("readme");
        if is_readme && indexed.contains(&path.folder()) {
            return Some(Role::ReadmeBesideIndex);
        }
        Some(Role::Document)
    }
}

fn source_folder(root: &Utf8Path, name: &str) -> Result<Option<FilePath>, Error> {
    if matches!(name.trim_end_matches('/'), "" | ".") {
        return Ok(None);
    }
    FilePath::new(name)
        .filter(|folder| root.join(folder.as_str()).is_dir())
        .map(Some)
        .ok_or_else(|| Error::NoSourceFolder(name.to_owned()))
}

fn globs(setting: &'static str, patterns: &[String]) -> Result<GlobSet, Error> {
    let invalid = |glob: &str, source| Error::Glob {
        setting,
        glob: glob.to_owned(),
        source,
    };
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let glob = GlobBuilder::new(pattern)
            .literal_separator(true)
            // `CLEANING.MD` is a document; what is excluded is so however it is written.
            .case_insensitive(true)
            .build()
            .map_err(|error| invalid(pattern, error))?;
        set.add(glob);
    }
    set.build().map_err(|error| invalid("", error))
}

fn matches(globs: &GlobSet, path: &FilePath, inside: Option<&FilePath>) -> bool {
    globs.is_match(path.as_str()) || inside.is_some_and(|inside| globs.is_match(inside.as_str()))
}

fn is_theme_text(path: &FilePath) -> bool {
    let texts = [
        "html", "css", "js", "toml", "svg", "txt", "json", "xml", "ics",
    ];
    texts.contains(&path.extension().as_str())
}

fn asset_role(path: &FilePath) -> Role {
    match path.extension().as_str() {
        "csv" | "tsv" => Role::Data,
        _ => Role::Asset,
    }
}

#[derive(Default)]
struct Read {
    source: Option<Source>,
    asset: Option<Asset>,
    faults: Vec<Fault>,
}

fn read_one(file: &Found, role: Role, max_bytes: u64) -> Read {
    let fault = |kind| Fault {
        path: file.path.clone(),
        kind,
    };
    let mut out = Read::default();
    match role {
        Role::Settings => return settings_faults(file),
        Role::ReadmeBesideIndex => {
            out.faults.push(fault(FaultKind::ReadmeBesideIndex));
            return out;
        }
        Role::Asset => {
            out.asset = Some(asset(file));
            return out;
        }
        Role::Data => out.asset = Some(asset(file)),
        Role::Document | Role::Defaults | Role::Theme | Role::Aside => {}
    }
    if file.size > max_bytes {
        out.faults.push(fault(FaultKind::TooLarge {
            size: file.size,
            limit: max_bytes,
        }));
        return out;
    }
    let read = match fs::read(&file.file) {
        Ok(read) => read,
        Err(error) => {
            out.faults.push(fault(FaultKind::Unreadable {
                reason: error.to_string(),
            }));
            out.asset = None;
            return out;
        }
    };
    let (text, kinds) = bytes::decode(&read);
    out.faults.extend(kinds.into_iter().map(fault));
    if role == Role::Document {
        out.faults.extend(bytes::document_faults(&text).map(fault));
    }
    out.source = Some(Source {
        path: file.path.clone(),
        text,
    });
    out
}

/// A file that looks like a document and is none. Links to it still lead to it, except to drafts.
fn set_aside(file: &Found, layout: &Layout) -> Option<Read> {
    let (why, path) = aside(&file.path, &layout.inside(&file.path)?)?;
    let kind = FaultKind::NotADocument(why);
    Some(Read {
        asset: (why != Aside::Draft).then(|| asset(file)),
        faults: vec![Fault { path, kind }],
        ..Read::default()
    })
}

/// The faults of a settings file, whose text [`open`] has read.
fn settings_faults(file: &Found) -> Read {
    let read = fs::read(&file.file).unwrap_or_default();
    let faults = bytes::decode(&read).1.into_iter().map(|kind| Fault {
        path: file.path.clone(),
        kind,
    });
    Read {
        faults: faults.collect(),
        ..Read::default()
    }
}

fn asset(file: &Found) -> Asset {
    let pixels = file
        .path
        .is_picture()
        .then(|| imagesize::size(&file.file).ok())
        .flatten()
        .and_then(|size| {
            Some((
                u32::try_from(size.width).ok()?,
                u32::try_from(size.height).ok()?,
            ))
        });
    Asset {
        path: file.path.clone(),
        file: file.file.clone(),
        size: file.size,
        pixels,
    }
}
