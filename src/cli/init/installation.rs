//! Where a workflow gets sopress from: always from an address that its author names, never by a name
//! that somebody else may register.

use std::process::{Command, Stdio};

use anyhow::{Context, bail, ensure};

/// The place of the releases, as the package names it; empty if it names none.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// What the runners of both services can run.
const ARCHIVE: &str = "sopress-x86_64-unknown-linux-gnu.tar.gz";

/// Options of `init`.
#[derive(clap::Args)]
pub struct InstallationArguments {
    /// With --github or --gitlab: the address of a release of sopress, where its archives are
    ///
    /// Such as `https://github.com/OWNER/sopress/releases/download/v0.1.0`. The workflow downloads the
    /// archive for Linux from there, and stops if its SHA-256 is not the one written in the workflow.
    #[arg(long, value_name = "URL", conflicts_with = "build_from")]
    releases: Option<String>,
    /// The SHA-256 of the archive [default: from `SHA256SUMS` of the release, read with `curl`]
    #[arg(long, value_name = "HASH", conflicts_with = "build_from")]
    sha256: Option<String>,
    /// With --github or --gitlab: compile sopress from this commit of a git repository, and keep it
    #[arg(long, value_name = "URL@COMMIT")]
    build_from: Option<String>,
}

/// Where a workflow gets sopress from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Installation {
    /// An archive of a release.
    Release {
        /// The address of the release, without a slash at the end.
        url: String,
        /// Of the archive, in lower-case hexadecimal digits.
        sha256: String,
    },
    /// A commit of a git repository, which is compiled.
    Source {
        /// The address of the repository.
        url: String,
        /// The whole hash.
        commit: String,
    },
}

impl InstallationArguments {
    /// An error if nothing says where sopress comes from.
    pub fn installation(&self) -> anyhow::Result<Installation> {
        if let Some(source) = &self.build_from {
            let (url, commit) = source.rsplit_once('@').unwrap_or((source, ""));
            let is_commit = commit.len() == 40 && is_hexadecimal(commit);
            ensure!(
                is_commit && is_address(url),
                "`--build-from {source}` is not `URL@COMMIT` with the 40 digits of a commit, such as \
                 `https://example.org/sopress.git@{}`",
                "0123456789".repeat(4)
            );
            return Ok(Installation::Source {
                url: url.to_owned(),
                commit: commit.to_owned(),
            });
        }
        let url = match (&self.releases, REPOSITORY) {
            (Some(url), _) => url.trim_end_matches('/').to_owned(),
            (None, "") => bail!(
                "this sopress does not say where its releases are, so a workflow could not install it; \
                 pass `--releases URL`, the address of the files of a release, or \
                 `--build-from URL@COMMIT` to compile it from a git repository"
            ),
            (None, repository) => {
                format!(
                    "{repository}/releases/download/v{}",
                    env!("CARGO_PKG_VERSION")
                )
            }
        };
        ensure!(
            is_address(&url),
            "`--releases {url}` is not an address that begins with `https://` or `http://`"
        );
        let sha256 = match &self.sha256 {
            Some(hash) => hash.to_ascii_lowercase(),
            None => listed(&url)?,
        };
        ensure!(
            sha256.len() == 64 && is_hexadecimal(&sha256),
            "`{sha256}` is not a SHA-256, which has 64 digits from `0` to `f`"
        );
        Ok(Installation::Release { url, sha256 })
    }
}

impl Installation {
    /// The variables of a workflow that the steps of the installation use.
    pub fn variables(&self) -> String {
        match self {
            Installation::Release { url, sha256 } => {
                format!("  SOPRESS_RELEASE: \"{url}\"\n  SOPRESS_SHA256: \"{sha256}\"\n")
            }
            Installation::Source { url, commit } => {
                format!("  SOPRESS_SOURCE: \"{url}\"\n  SOPRESS_COMMIT: \"{commit}\"\n")
            }
        }
    }
}

/// The SHA-256 of the archive, as the release says it.
fn listed(url: &str) -> anyhow::Result<String> {
    let list = format!("{url}/SHA256SUMS");
    let help = format!(
        "pass `--sha256 HASH` with the line `{ARCHIVE}` of `SHA256SUMS`, one of the files of the release"
    );
    let asked = Command::new("curl")
        .args([
            "--silent",
            "--show-error",
            "--fail",
            "--location",
            "--max-time",
            "30",
        ])
        .arg(&list)
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run `curl` to read `{list}`; {help}"))?;
    if !asked.status.success() {
        let said = String::from_utf8_lossy(&asked.stderr);
        bail!("cannot read `{list}`: {}; {help}", said.trim());
    }
    let text = String::from_utf8_lossy(&asked.stdout);
    let hash = text.lines().find_map(|line| {
        let (hash, name) = line.split_once(char::is_whitespace)?;
        (name.trim_start_matches([' ', '*']) == ARCHIVE).then(|| hash.to_owned())
    });
    hash.with_context(|| format!("`{list}` does not list `{ARCHIVE}`"))
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Nothing that a shell or YAML would read as more than text.
fn is_address(url: &str) -> bool {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| url.strip_prefix(scheme));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/%+".contains(c);
    rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(is_plain))
}
