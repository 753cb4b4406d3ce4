//! `sopress explain`

use std::fs;

use anyhow::Context;
use camino::{Utf8Path, Utf8PathBuf};
use clap::ValueEnum;

use super::{CLEAN, print};
use crate::config;
use crate::explain;
use crate::parse;
use crate::source::{self, FilePath, Source};

/// Show how sopress reads a document
///
/// Prints each procedure with its steps: who acts and where each answer leads, with the words by
/// which that is known, and what was left as written, with the reason.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress explain sops/cleaning.md
  sopress explain sops/cleaning.md --format json")]
pub struct Arguments {
    /// A document of a library: the nearest `sopress.toml` above it has the settings
    file: Utf8PathBuf,
    /// How to show it
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let file = &arguments.file;
    let text = fs::read_to_string(file).with_context(|| format!("reading `{file}`"))?;
    let whole = camino::absolute_utf8(file).with_context(|| format!("finding `{file}`"))?;
    let root = library_of(&whole);
    let opened = source::open(&root)?;
    let (config, _) = config::read(opened.settings.as_ref(), opened.roles.as_ref(), None);
    let name = whole.strip_prefix(&root).unwrap_or(&whole);
    let path = FilePath::new(name.as_str()).or_else(|| FilePath::new(name.file_name()?));
    let path = path.with_context(|| format!("`{file}` is not a file of a library"))?;
    let source = Source { path, text };
    let parsed = parse::parse(&source, &config.settings.reading);
    match arguments.format {
        Form::Text => print::out(&explain::text(&source, &parsed.sop)),
        Form::Json => {
            let json = explain::json(&source, &parsed.sop);
            print::out(&format!("{json:#}\n"));
        }
    }
    Ok(CLEAN)
}

/// The folder of the nearest `sopress.toml` above a file, else the file's own folder.
fn library_of(file: &Utf8Path) -> Utf8PathBuf {
    let above = || file.ancestors().skip(1);
    let found = above().find(|folder| folder.join("sopress.toml").is_file());
    found
        .or(file.parent())
        .unwrap_or(Utf8Path::new("."))
        .to_owned()
}
