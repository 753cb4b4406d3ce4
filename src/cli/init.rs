//! `sopress init`

mod existing;
mod hosted;
mod installation;
mod workflow;

use anyhow::{Context, bail};
use camino::{Utf8Path, Utf8PathBuf};

use self::hosted::{branch, hosted};
use self::workflow::Service;
use super::open::SETTINGS;
use super::today::today;
use super::{CLEAN, print, write};

/// Start a library, in a new folder or where documents already are
///
/// In a new or empty folder it writes settings, roles, a glossary and two procedures to learn from. Where
/// documents are, it writes `sopress.toml` only, and says what it found; the settings of MkDocs, Docusaurus,
/// VitePress, Hugo, mdBook, GitBook, Jekyll, Obsidian, wikis of GitHub and the Tech Docs Template are taken
/// over. Nothing is overwritten; the site folder is added to `.gitignore`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress init handbook    a new folder `handbook`
  sopress init             the folder here, with the documents that are in it
  sopress init --github    also what checks and publishes it on GitHub, for a library of any age
  sopress init --gitlab    the same on GitLab")]
pub struct Arguments {
    /// The folder to create the library in
    #[arg(value_name = "DIR", default_value = ".")]
    library: Utf8PathBuf,
    /// Write a workflow for GitHub: checks in pull requests, GitHub Pages, reminders of reviews
    ///
    /// It is written to `.github/workflows/sops.yml` in the repository of the library. A library that
    /// is already there is not changed.
    #[arg(long)]
    github: bool,
    /// Write `.gitlab-ci.yml` for GitLab: checks in merge requests, GitLab Pages, reminders of reviews
    #[arg(long, conflicts_with = "github")]
    gitlab: bool,
    #[command(flatten)]
    installation: installation::InstallationArguments,
}

/// The line of the settings with the address of the site.
const ADDRESS: &str = "# base_url = \"https://sops.example.com/\"\n";

/// Path and text; `@TODAY@` stands for the day.
const STARTER: &[(&str, &str)] = &[
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

/// The `.gitignore` entry for the site folder.
const IGNORED: &str = include_str!("starter/gitignore");

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let root = &arguments.library;
    let service = match (arguments.github, arguments.gitlab) {
        (true, _) => Some(Service::GitHub),
        (_, true) => Some(Service::GitLab),
        _ => None,
    };
    // Before anything is written.
    let installation = service
        .map(|_| arguments.installation.installation())
        .transpose()?;
    let has_settings = root.join(SETTINGS).exists();
    let is_begun = STARTER.iter().any(|(path, _)| root.join(path).exists());
    let existing = match has_settings {
        true => None,
        false => existing::look(root)?,
    };
    if let Some(existing) = existing {
        take_over(root, &existing)?;
    } else if service.is_none() || !is_begun {
        start(root, arguments.github)?;
    }
    if let (Some(service), Some(installation)) = (service, installation) {
        workflow::write(root, service, &installation)?;
    }
    Ok(CLEAN)
}

/// Writes the settings of a library that is already there.
fn take_over(root: &Utf8Path, existing: &existing::Existing) -> anyhow::Result<()> {
    write::create(&root.join(SETTINGS), &existing.settings)?;
    ignore_site(&root.join(".gitignore"))?;
    existing.report(&typed(root))?;
    print::line(&format!(
        "wrote `{}` and added `site` to `.gitignore`; no document was changed",
        match root.as_str() {
            "." => SETTINGS.into(),
            _ => root.join(SETTINGS),
        }
    ));
    Ok(())
}

/// The folder as it is written in a command.
fn typed(root: &Utf8Path) -> String {
    match root.as_str().contains(char::is_whitespace) {
        true => format!("\"{root}\""),
        false => root.to_string(),
    }
}

fn start(root: &Utf8Path, is_for_github: bool) -> anyhow::Result<()> {
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
    let day = today("--date", None, "UTC")?.to_string();
    // The folder may not exist yet; its parent belongs to the same repository.
    let existing = root.ancestors().find(|at| at.is_dir());
    let existing = existing.unwrap_or(Utf8Path::new("."));
    let hosted = is_for_github.then(|| hosted(existing)).flatten();
    let address = hosted.map(|hosted| {
        let (site, repository) = (hosted.site, hosted.repository);
        let branch = branch(existing);
        let mut lines = format!("base_url = \"{site}\"\nrepository = \"{repository}\"\n");
        if branch != "main" {
            lines.push_str(&format!("edit_branch = \"{branch}\"\n"));
        }
        lines
    });
    let address = address.as_deref().unwrap_or(ADDRESS);
    for (path, text) in STARTER {
        let text = text.replace("@TODAY@", &day).replace(ADDRESS, address);
        write::create(&root.join(path), &text)?;
    }
    ignore_site(&root.join(".gitignore"))?;
    print::line(&format!(
        "created a library of three pages in `{root}`; preview it with `sopress serve {}`",
        typed(root)
    ));
    Ok(())
}

/// A repository that already exists may have a `.gitignore` of its own.
fn ignore_site(file: &Utf8Path) -> anyhow::Result<()> {
    if !file.exists() {
        return write::create(file, IGNORED);
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read `{file}`"))?;
    let is_listed = |name: &str| {
        text.lines()
            .any(|line| line.trim().trim_matches('/') == name)
    };
    if is_listed(IGNORED.trim().trim_matches('/')) {
        return Ok(());
    }
    let end = match text.is_empty() || text.ends_with('\n') {
        true => "",
        false => "\n",
    };
    write::replace(file, &format!("{text}{end}{IGNORED}"))
}

fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    crate::wording::list(&names, "and")
}
