//! The workflow that checks and publishes a library on a code host.

use anyhow::{Context, bail};
use camino::Utf8Path;

use super::hosted::{branch, hosted};
use super::installation::Installation;
use crate::cli::{print, write};

/// A code host that runs workflows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    GitHub,
    GitLab,
}

impl Service {
    /// Where the workflow stands in a repository.
    fn file(self) -> &'static str {
        match self {
            Service::GitHub => ".github/workflows/sops.yml",
            Service::GitLab => ".gitlab-ci.yml",
        }
    }

    fn text(self, installation: &Installation) -> String {
        let text = match self {
            Service::GitHub => include_str!("../starter/sops.yml"),
            Service::GitLab => include_str!("../starter/gitlab-ci.yml"),
        };
        let install = match (self, installation) {
            (Service::GitHub, Installation::Release { .. }) => {
                include_str!("../starter/install/github-release.yml")
            }
            (Service::GitHub, Installation::Source { .. }) => {
                include_str!("../starter/install/github-source.yml")
            }
            (Service::GitLab, Installation::Release { .. }) => {
                include_str!("../starter/install/gitlab-release.yml")
            }
            (Service::GitLab, Installation::Source { .. }) => {
                include_str!("../starter/install/gitlab-source.yml")
            }
        };
        text.replace("@INSTALL@", install)
            .replace("@PIN@", &installation.variables())
    }

    fn next_step(self) -> &'static str {
        match self {
            Service::GitHub => {
                "in the settings of the repository, set Pages, Source to \"GitHub Actions\". The Pages of \
                 a private repository are public on most plans: the guide, under \"Publishing\", says \
                 what to use instead"
            }
            Service::GitLab => {
                "under Build, Pipeline schedules, run it once a day, and under Settings, General, \
                 Visibility, set who may see Pages"
            }
        }
    }
}

/// Writes the workflow to the repository of the library at `root`.
pub fn write(root: &Utf8Path, service: Service, installation: &Installation) -> anyhow::Result<()> {
    let root = root
        .canonicalize_utf8()
        .with_context(|| format!("cannot open the library `{root}`"))?;
    let repository = root.ancestors().find(|at| at.join(".git").exists());
    let repository = repository.unwrap_or(&root);
    let library = match root.strip_prefix(repository) {
        Ok(inside) if inside.as_str() != "" => inside.as_str().replace('\\', "/"),
        _ => ".".to_owned(),
    };
    if library.contains(['"', '\n', '$']) {
        bail!("the folder name `{library}` cannot be written into a workflow");
    }
    let file = repository.join(service.file());
    if file.exists() {
        bail!("`{file}` already exists; it was not changed");
    }
    let text = service
        .text(installation)
        .replace("@LIBRARY@", &library)
        .replace("@BRANCH@", &branch(&root));
    write::create(&file, &text)?;
    print::line(&format!(
        "`{file}` checks the library in each proposed change and publishes it; {}",
        service.next_step()
    ));
    let settings = std::fs::read_to_string(root.join("sopress.toml")).unwrap_or_default();
    let has_address = |line: &str| line.trim_start().starts_with("base_url");
    if !settings.lines().any(has_address) {
        let site = hosted(&root).map(|hosted| format!(", `{}`", hosted.site));
        print::line(&format!(
            "set `base_url` under `[site]` in `sopress.toml` to the address of the site{}: the site \
             map and the 404 page need it",
            site.unwrap_or_default()
        ));
    }
    Ok(())
}
