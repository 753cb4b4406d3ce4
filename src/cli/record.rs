//! Edits the front matter of a document's file, for all commands that record something.

use std::fs;

use anyhow::{Context, bail};
use camino::Utf8PathBuf;

use super::open::{Library, LibraryArguments, misread, open};
use super::today::today;
use super::write::replace;
use crate::date::Date;
use crate::edit::{self, Value};
use crate::library::Document;
use crate::parse;
use crate::pipeline::{self, Examined, Memory};
use crate::source::FilePath;
use crate::suggest::nearest;
use crate::text::folded;
use crate::wording::list;

/// A library that a command records something in.
pub struct Records {
    /// The library as read.
    pub library: Library,
    /// The examined library, drafts included.
    pub examined: Examined,
    /// Today, which may differ from the date that is being recorded.
    pub now: Date,
}

/// An edited file that has not been written yet.
pub struct Edit {
    file: Utf8PathBuf,
    path: FilePath,
    text: String,
}

/// Reads a library in order to record something in it. `date` as for other commands.
pub fn records(library: &Utf8PathBuf, date: Option<&str>) -> anyhow::Result<Records> {
    let arguments = LibraryArguments {
        library: library.clone(),
        date: date.map(str::to_owned),
        drafts: true,
    };
    let library = open(&arguments, Some(&library.join("site")))?;
    library.has_documents()?;
    if let Some(path) = misread(&library.sources) {
        bail!("`{path}` could not be read, and may define fields and roles; fix it first");
    }
    let examined = pipeline::examine(library.inputs(), &mut Memory::default());
    let now = today("--date", None, &examined.config.settings.site.time_zone)?;
    Ok(Records {
        library,
        examined,
        now,
    })
}

impl Records {
    /// The document with that id, of several versions the one in force, or the document at that path.
    pub fn document(&self, id: &str) -> anyhow::Result<&Document> {
        let documents = self.examined.library.iter();
        let is_path = |document: &&Document| {
            document.sop.path.as_str() == id || document.source_path.as_str() == id
        };
        if let Some(document) = documents.clone().find(is_path) {
            return Ok(document);
        }
        let is_it = |document: &&Document| {
            let own = document.id();
            own.is_some_and(|own| own.eq_ignore_ascii_case(id.trim()))
        };
        let mut found: Vec<&Document> = documents.clone().filter(is_it).collect();
        if found.len() > 1 && found.iter().any(|document| document.is_in_force()) {
            found.retain(|document| document.is_in_force());
        }
        match found.as_slice() {
            [document] => Ok(document),
            [] => {
                let ids = documents.filter_map(|document| document.id());
                let meant = nearest(id, ids).map(|near| format!("; did you mean `{near}`?"));
                bail!("no document has the id `{id}`{}", meant.unwrap_or_default())
            }
            several => {
                let paths: Vec<String> = several
                    .iter()
                    .map(|document| format!("`{}`", document.sop.path))
                    .collect();
                bail!(
                    "{} have the id `{id}`; give the path of the one you mean",
                    list(&paths, "and")
                )
            }
        }
    }

    /// Starts an edit of a document or of folder defaults.
    pub fn edit(&self, path: &FilePath) -> anyhow::Result<Edit> {
        let file = self.library.root.join(path.as_str());
        let bytes = fs::read(&file).with_context(|| format!("cannot read `{file}`"))?;
        let Ok(text) = String::from_utf8(bytes) else {
            bail!("`{path}` was not changed: it is not UTF-8");
        };
        Ok(Edit {
            file,
            path: path.clone(),
            text,
        })
    }

    /// The name that the document uses for a field.
    pub fn name(&self, edit: &Edit, field: &'static str) -> String {
        parse::name_in(&edit.text, field, &self.examined.config.settings.reading)
    }

    /// Sets a field, under the name that the author uses for it.
    pub fn set(&self, edit: &mut Edit, field: &'static str, value: &Value) -> anyhow::Result<()> {
        let name = self.name(edit, field);
        edit.text = edit::set(&edit.text, &name, value).with_context(|| edit.refused())?;
        Ok(())
    }

    /// Adds a record to a list, under the name that the author uses for it.
    pub fn append(
        &self,
        edit: &mut Edit,
        field: &'static str,
        record: &[(&str, Value)],
    ) -> anyhow::Result<()> {
        let name = self.name(edit, field);
        edit.text = edit::append(&edit.text, &name, record).with_context(|| edit.refused())?;
        Ok(())
    }
}

impl Edit {
    /// The text as changed so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Replaces the whole text.
    pub fn replace(&mut self, text: String) {
        self.text = text;
    }

    fn refused(&self) -> String {
        format!("`{}` was not changed", self.path)
    }
}

/// Refuses an action that makes no sense for a withdrawn document.
pub fn refuse_withdrawn(document: &Document, id: &str, what: &str) -> anyhow::Result<()> {
    if document.is_withdrawn() {
        let status = document.status.name();
        bail!("{id} is {status}; a withdrawn document cannot be {what}");
    }
    Ok(())
}

/// Writes all edits, once every one of them has succeeded.
pub fn write(edits: &[Edit]) -> anyhow::Result<()> {
    for edit in edits {
        replace(&edit.file, &edit.text)?;
    }
    Ok(())
}

/// Checks a text for a record: not empty, and one line.
pub fn one_line(option: &str, text: &str) -> anyhow::Result<Value> {
    let text = folded(text);
    match text.is_empty() {
        true => bail!("`{option}` is empty"),
        false => Ok(Value::Text(text)),
    }
}
