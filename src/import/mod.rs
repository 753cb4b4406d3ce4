//! The settings of a library that was written for another tool, from that tool's own files.
//!
//! In: the texts of the files by which a tool is known, and the paths of the Markdown files. Out:
//! [`Settings`], as far as the files say them plainly. Nothing is run and nothing is guessed: what a
//! file does not say stays at its default. Reads no disk. A tool has a file of its own, with one
//! constant in it that [`TOOLS`] lists.

mod docusaurus;
mod gitbook;
mod github_wiki;
mod hugo;
mod jekyll;
mod mdbook;
mod mkdocs;
mod obsidian;
mod patterns;
mod script;
mod settings;
mod summary;
mod tech_docs;
mod tree;
mod vitepress;

pub use settings::Settings;

use std::collections::BTreeMap;

/// A tool whose libraries are recognised.
pub struct Tool {
    /// As people name it.
    pub name: &'static str,
    /// Its dialect of Markdown, as settings name it; empty if it has none.
    pub dialect: &'static str,
    /// Its own files and folders, relative to the root of the library. One is enough to know it by.
    marks: &'static [&'static str],
    /// Further files that say something about the library.
    also: &'static [&'static str],
    /// What they say; `None` if the library is not one of this tool after all.
    read: fn(&Files<'_>) -> Option<Settings>,
}

/// In the order in which they are tried: the file of the first is the surest sign.
const TOOLS: &[&Tool] = &[
    &mkdocs::MKDOCS,
    &docusaurus::DOCUSAURUS,
    &vitepress::VITEPRESS,
    &mdbook::MDBOOK,
    &tech_docs::TECH_DOCS,
    &hugo::HUGO,
    &gitbook::GITBOOK,
    &jekyll::JEKYLL,
    &obsidian::OBSIDIAN,
    &github_wiki::GITHUB_WIKI,
];

/// What is known of a folder.
pub struct Files<'a> {
    /// The texts of those of [`wanted`] that exist, empty for a folder, and of every `SUMMARY.md`.
    pub texts: &'a BTreeMap<String, String>,
    /// The paths of all Markdown files.
    pub documents: &'a [String],
}

impl Files<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    /// The first of the files that exists.
    fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.text(name))
    }

    /// Whether there is a Markdown file in the folder.
    fn has_documents_in(&self, folder: &str) -> bool {
        let mut documents = self.documents.iter();
        documents.any(|path| {
            let below = path.strip_prefix(folder);
            below.is_some_and(|below| below.starts_with('/'))
        })
    }
}

/// The library of another tool.
pub struct Recognised {
    /// Which.
    pub tool: &'static Tool,
    /// The file or folder by which it is known.
    pub mark: &'static str,
    /// What its files say.
    pub settings: Settings,
}

/// Every file and folder that [`recognise`] asks for.
pub fn wanted() -> impl Iterator<Item = &'static str> {
    TOOLS
        .iter()
        .flat_map(|tool| tool.marks.iter().chain(tool.also))
        .copied()
}

/// The tool that the library was written for, if its own files are there.
pub fn recognise(files: &Files<'_>) -> Option<Recognised> {
    TOOLS.iter().find_map(|&tool| {
        let mut marks = tool.marks.iter();
        let mark = marks.find(|mark| files.texts.contains_key(**mark))?;
        Some(Recognised {
            tool,
            mark,
            settings: (tool.read)(files)?,
        })
    })
}
