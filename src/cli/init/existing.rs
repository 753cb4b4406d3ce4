//! `sopress init` where documents already are: writes the settings, and says what was found.

use std::collections::BTreeMap;
use std::fs;

use anyhow::Context;
use camino::Utf8Path;

use super::super::open::SETTINGS;
use super::super::today::today;
use super::super::{print, roles};
use crate::config::{self, keys};
use crate::dialect::Dialect;
use crate::import::{self, Files, Recognised, Settings};
use crate::library::Library;
use crate::pipeline::{self, Examined, Inputs, Memory};
use crate::source::{self, FilePath, Selection, Source, Sources};
use crate::wording::Count;

/// A folder with documents and without settings.
pub struct Existing {
    /// The text of the settings that fit.
    pub settings: String,
    tool: Option<Recognised>,
    sources: Sources,
    /// The Markdown files that are not documents, by the settings of the tool.
    left_out: Vec<String>,
}

/// Files at the root of a repository that are about the repository.
const OF_REPOSITORY: &[&str] = &[
    "readme",
    "changelog",
    "contributing",
    "license",
    "licence",
    "code_of_conduct",
    "security",
    "support",
    "governance",
    "maintainers",
    "authors",
];

/// What is in the folder, if there are documents. A README alone is none: every repository has one.
pub fn look(root: &Utf8Path) -> anyhow::Result<Option<Existing>> {
    if !root.is_dir() {
        return Ok(None);
    }
    let everything = Selection {
        source: Some(".".to_owned()),
        include: ["**/*.md", "**/*.markdown", "**/*.mdx", "**/*.md.*"]
            .map(str::to_owned)
            .to_vec(),
        exclude: Vec::new(),
        max_bytes: config::LibrarySettings::default().max_bytes,
        left_out: FilePath::new("site").into_iter().collect(),
    };
    let all = source::read(root, &everything)?;
    let documents: Vec<String> = all
        .documents
        .iter()
        .map(|one| one.path.to_string())
        .collect();
    let mut texts = marks(root)?;
    let summaries = all
        .documents
        .iter()
        .filter(|one| one.path.name() == "SUMMARY.md");
    texts.extend(summaries.map(|one| (one.path.to_string(), one.text.clone())));
    let files = Files {
        texts: &texts,
        documents: &documents,
    };
    let mut tool = import::recognise(&files);
    let is_only_readme = || documents.iter().all(|path| is_of_repository(path));
    if documents.is_empty() || (tool.is_none() && is_only_readme()) {
        return Ok(None);
    }
    let mut settings = match &mut tool {
        Some(tool) => std::mem::take(&mut tool.settings),
        None => Settings {
            source: only_folder(root, &documents),
            ..Settings::default()
        },
    };
    if let Some(tool) = &tool
        && keys::LIBRARY.contains(&"dialect")
    {
        settings.dialect = Dialect::named(tool.tool.dialect).map(|dialect| dialect.name.to_owned());
    }
    let is_there = |folder: &String| root.join(folder).is_dir();
    settings.source = settings.source.filter(is_there);
    let title = settings.title.take();
    settings.title = title
        .or_else(|| title_of(&settings, &all))
        .or_else(|| name_of(root));
    let text = settings.toml(tool.as_ref().map(|tool| tool.mark));
    let sources = read(root, &text)?;
    settings.fields.retain(|field| {
        sources
            .documents
            .iter()
            .any(|one| has_field(&one.text, field))
    });
    let text = settings.toml(tool.as_ref().map(|tool| tool.mark));
    let is_document = |path: &&String| {
        sources
            .documents
            .iter()
            .any(|one| one.path.as_str() == *path)
    };
    let prefix = settings
        .source
        .as_deref()
        .map(|folder| format!("{folder}/"))
        .unwrap_or_default();
    let inside = documents.iter().filter(|path| path.starts_with(&prefix));
    Ok(Some(Existing {
        left_out: inside.filter(|path| !is_document(path)).cloned().collect(),
        sources: with_settings(sources, &text),
        settings: text,
        tool,
    }))
}

/// Those files of other tools that are there.
fn marks(root: &Utf8Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    for name in import::wanted() {
        let file = root.join(name);
        if file.is_dir() {
            texts.insert(name.to_owned(), String::new());
        } else if file.is_file() {
            let bytes = fs::read(&file).with_context(|| format!("cannot read `{file}`"))?;
            texts.insert(
                name.to_owned(),
                String::from_utf8_lossy(&bytes).into_owned(),
            );
        }
    }
    Ok(texts)
}

fn read(root: &Utf8Path, settings: &str) -> anyhow::Result<Sources> {
    let source = settings_file(settings);
    let library = config::read(Some(&source), None, None).0.settings.library;
    let selection = Selection {
        source: library.source,
        include: library.include,
        exclude: library.exclude,
        max_bytes: library.max_bytes,
        left_out: FilePath::new("site").into_iter().collect(),
    };
    Ok(source::read(root, &selection)?)
}

fn with_settings(mut sources: Sources, settings: &str) -> Sources {
    sources.settings = Some(settings_file(settings));
    sources
}

fn settings_file(text: &str) -> Source {
    Source {
        path: FilePath::new(SETTINGS).expect("a plain name"),
        text: text.to_owned(),
    }
}

fn is_of_repository(path: &str) -> bool {
    let stem = path.split('.').next().unwrap_or_default();
    !path.contains('/') && OF_REPOSITORY.contains(&stem.to_lowercase().as_str())
}

/// The folder that holds all documents, where only files about the repository are beside it.
fn only_folder(root: &Utf8Path, documents: &[String]) -> Option<String> {
    if root.join("sops").is_dir() {
        return None;
    }
    let mut others = documents.iter().filter(|path| !is_of_repository(path));
    let (folder, _) = others.next()?.split_once('/')?;
    let prefix = format!("{folder}/");
    let has_readme = documents.iter().any(|path| is_of_repository(path));
    let is_usual = [
        "docs",
        "doc",
        "documentation",
        "procedures",
        "handbook",
        "policies",
        "content",
    ]
    .contains(&folder.to_lowercase().as_str());
    let is_only = others.all(|path| path.starts_with(&prefix));
    (is_only && (is_usual || !has_readme)).then(|| folder.to_owned())
}

/// The heading of the introduction.
fn title_of(settings: &Settings, all: &Sources) -> Option<String> {
    let folder = settings
        .source
        .as_deref()
        .map(|folder| format!("{folder}/"))
        .unwrap_or_default();
    ["index.md", "README.md", "Home.md", "_index.md"]
        .iter()
        .find_map(|name| {
            let path = format!("{folder}{name}");
            let mut documents = all.documents.iter();
            let home = documents.find(|one| one.path.as_str() == path)?;
            let mut lines = home.text.lines();
            let heading = lines.find_map(|line| line.strip_prefix("# "))?.trim();
            let is_plain = !heading.is_empty() && !heading.contains(['[', '<', '{', '*', '`', '!']);
            is_plain.then(|| heading.trim_end_matches('#').trim().to_owned())
        })
}

/// The name of the folder in words.
fn name_of(root: &Utf8Path) -> Option<String> {
    let whole = root.canonicalize_utf8().ok()?;
    let words = whole.file_name()?.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

fn has_field(text: &str, field: &str) -> bool {
    let mut lines = text.lines().take_while(|line| !line.starts_with("# "));
    lines.any(|line| {
        let rest = line.strip_prefix(field).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with([':', '=']))
    })
}

impl Existing {
    /// Says what was found and what to do first. `typed` is the folder as it is typed in a command.
    pub fn report(&self, typed: &str) -> anyhow::Result<()> {
        let inputs = Inputs {
            sources: &self.sources,
            today: today("--date", None, "UTC")?,
            with_drafts: true,
            archive: &std::sync::Arc::default(),
        };
        let examined = pipeline::examine(inputs, &mut Memory::default());
        for line in found(self, &examined) {
            print::line(&line);
        }
        let documents = &examined.library.documents;
        let has_controlled = documents.iter().any(|document| document.id().is_some());
        let names = roles::proposed(&examined.library).len();
        let here = match typed {
            "." => String::new(),
            typed => format!(" {typed}"),
        };
        let third = match (has_controlled, names) {
            (_, 1..) => {
                format!("`sopress roles{here} --suggest` proposes a `roles.toml`; correct it")
            }
            (false, 0) => {
                "give the procedures that are controlled an `id`, an `owner` and a `review_due`"
                    .to_owned()
            }
            (true, 0) => format!("commit `{SETTINGS}`"),
        };
        print::line(&format!(
            "to do first:\n  1. `sopress serve{here}` shows the library in a browser\n  2. `sopress \
             check{here}` lists what to fix: {}\n  3. {third}",
            print::counts(&examined.diagnostics)
        ));
        Ok(())
    }
}

fn found(existing: &Existing, examined: &Examined) -> Vec<String> {
    let library: &Library = &examined.library;
    let documents = &library.documents;
    let of_tool = match &existing.tool {
        Some(known) => format!("a library of {} (`{}`): ", known.tool.name, known.mark),
        None => String::new(),
    };
    let folder = match &existing.sources.folder {
        Some(folder) => format!(" in `{folder}`"),
        None => String::new(),
    };
    let count = |what: &dyn Fn(&crate::library::Document) -> bool| {
        documents.iter().filter(|document| what(document)).count()
    };
    let drafts = count(&|document| document.status.is_in_the_making());
    let left_out = match drafts {
        0 => String::new(),
        drafts => format!(", {} of them not published", Count(drafts, "draft")),
    };
    let mut lines = vec![format!(
        "found {of_tool}{}{folder}{left_out}",
        Count(documents.len(), "document")
    )];
    let with_front_matter = count(&|document| document.sop.meta.is_present);
    lines.push(format!(
        "  front matter in {with_front_matter}, an id in {}, an owner in {}, a review date in {}",
        count(&|document| document.id().is_some()),
        count(&|document| document.meta.owner.is_some()),
        count(&|document| document.review.due.is_some()),
    ));
    let procedures = documents
        .iter()
        .map(|document| document.sop.procedures.len())
        .sum();
    let names = roles::proposed(library).len();
    let acting = match names {
        0 => String::new(),
        1 => "; 1 name acts in several steps".to_owned(),
        names => format!("; {names} names act in several steps"),
    };
    lines.push(format!("  {}{acting}", Count(procedures, "procedure")));
    let left_out = &existing.left_out;
    if !left_out.is_empty() {
        let named: Vec<String> = left_out
            .iter()
            .take(3)
            .map(|path| format!("`{path}`"))
            .collect();
        let more = match left_out.len() - named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        lines.push(format!(
            "  not documents, by the settings: {}{more}",
            named.join(", ")
        ));
    }
    lines
}
