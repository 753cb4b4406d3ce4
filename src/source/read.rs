//! From a folder on disk to [`Sources`].

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::sync::Arc;

use camino::Utf8Path;
use rayon::prelude::*;

use super::aside::aside;
use super::dotted::dot_folders;
use super::layout::{Layout, Role, matches};
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
    let (found, mut faults) = walk::files(root, &selection.left_out, limit, &BTreeSet::new())?;
    let indexed: BTreeSet<Option<FilePath>> = found
        .iter()
        .filter(|file| file.path.is_markdown() && is_index(&file.path))
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
        folder: layout.folder.clone(),
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
    for asset in linked_assets(root, selection, &layout, &sources.documents)? {
        sources.assets.insert(asset.path.clone(), asset);
    }
    faults.sort_by(|a, b| a.path.cmp(&b.path));
    // A folder is reported once, whatever lies in it.
    faults.dedup();
    sources.faults = faults;
    Ok(sources)
}

/// The files in dot-folders that the documents link into.
fn linked_assets(
    root: &Utf8Path,
    selection: &Selection,
    layout: &Layout,
    documents: &[Arc<Source>],
) -> Result<Vec<Asset>, Error> {
    let folders: BTreeSet<String> = documents
        .par_iter()
        .flat_map_iter(|source| dot_folders(&source.text))
        .map(str::to_owned)
        .collect();
    if folders.is_empty() {
        return Ok(Vec::new());
    }
    let (found, _) = walk::files(root, &selection.left_out, None, &folders)?;
    let inside = found.iter().filter(|file| {
        let is_excluded = matches(
            &layout.exclude,
            &file.path,
            layout.inside(&file.path).as_ref(),
        );
        walk::is_hidden(&file.path) && !is_excluded
    });
    Ok(inside.map(asset).collect())
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

/// Whether the file is the page of its folder by name.
fn is_index(path: &FilePath) -> bool {
    let stem = path.stem();
    ["index", "_index"]
        .iter()
        .any(|name| stem.eq_ignore_ascii_case(name))
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
