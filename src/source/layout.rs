//! What each file of a library is, by its path.

use std::collections::BTreeSet;

use camino::Utf8Path;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::aside::aside;
use super::read::Selection;
use super::{Error, FilePath};

/// What a file is in the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Settings,
    Document,
    Defaults,
    Data,
    Theme,
    Asset,
    Aside,
    ReadmeBesideIndex,
}

/// Which files of the library are what.
pub(super) struct Layout {
    /// The source folder; `None`: the library's root.
    pub(super) folder: Option<FilePath>,
    include: GlobSet,
    pub(super) exclude: GlobSet,
}

impl Layout {
    pub(super) fn new(root: &Utf8Path, selection: &Selection) -> Result<Layout, Error> {
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
    pub(super) fn inside(&self, path: &FilePath) -> Option<FilePath> {
        match &self.folder {
            None => Some(path.clone()),
            Some(folder) => path.below(folder),
        }
    }

    /// `None` if the file is not part of the library. `indexed` are the folders with an `index.md`.
    pub(super) fn role(
        &self,
        path: &FilePath,
        indexed: &BTreeSet<Option<FilePath>>,
    ) -> Option<Role> {
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

pub(super) fn matches(globs: &GlobSet, path: &FilePath, inside: Option<&FilePath>) -> bool {
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
