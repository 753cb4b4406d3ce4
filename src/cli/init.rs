//! `sopress init`

use std::fs::{self, OpenOptions};
use std::io::Write;

use anyhow::{Context, bail};
use camino::{Utf8Path, Utf8PathBuf};

use super::today::today;
use super::{CLEAN, print};

/// Start a library: settings, roles, glossary and two procedures to learn from
///
/// Writes into a new folder, or into one that has none of these files: nothing is overwritten.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress init handbook    a new folder `handbook`
  sopress init             the folder here")]
pub struct Arguments {
    /// The folder of the library
    #[arg(value_name = "DIR", default_value = ".")]
    library: Utf8PathBuf,
}

/// Path and text; `@TODAY@` stands for the day.
const STARTER: &[(&str, &str)] = &[
    (".gitignore", include_str!("starter/gitignore")),
    ("glossary.toml", include_str!("starter/glossary.toml")),
    ("roles.toml", include_str!("starter/roles.toml")),
    ("sopress.toml", include_str!("starter/sopress.toml")),
    ("sops/index.md", include_str!("starter/sops/index.md")),
    (
        "sops/operations/_defaults.toml",
        include_str!("starter/sops/operations/_defaults.toml"),
    ),
    (
        "sops/operations/tool-access.md",
        include_str!("starter/sops/operations/tool-access.md"),
    ),
    (
        "sops/operations/writing-procedures.md",
        include_str!("starter/sops/operations/writing-procedures.md"),
    ),
];

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let root = &arguments.library;
    let there: Vec<&str> = STARTER
        .iter()
        .map(|(path, _)| *path)
        .filter(|path| root.join(path).exists())
        .collect();
    if !there.is_empty() {
        bail!(
            "`{root}` already holds {}; nothing was written",
            quoted(&there)
        );
    }
    let day = today(None, "UTC")?.to_string();
    for (path, text) in STARTER {
        write_new(&root.join(path), &text.replace("@TODAY@", &day))?;
    }
    print::line(&format!(
        "`{root}` holds a library of three pages; see it with `sopress serve {root}`"
    ));
    Ok(CLEAN)
}

fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    crate::wording::list(&names, "and")
}

/// Writes a file that does not exist yet, and the folders above it.
pub fn write_new(file: &Utf8Path, text: &str) -> anyhow::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot create the folder `{folder}`"))?;
    }
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .with_context(|| format!("cannot write `{file}`"))
}
