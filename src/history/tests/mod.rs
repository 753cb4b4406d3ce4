//! Real repositories made by the tests, and what must be read from them.

mod changes;
mod completeness;
mod compared;
mod laws;
mod rows;

use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};

use super::{Digest, DigestOptions, History, Query, digest, scan};
use crate::edit::front;
use crate::source::FilePath;

/// A repository in a temporary folder.
struct Repo {
    folder: Utf8PathBuf,
    _kept: tempfile::TempDir,
}

impl Repo {
    fn new() -> Repo {
        let repo = Repo::without_git();
        repo.git(&["init", "--quiet", "--initial-branch=main", "."]);
        repo
    }

    fn without_git() -> Repo {
        let kept = tempfile::tempdir().expect("a temporary folder");
        let folder = Utf8PathBuf::from_path_buf(kept.path().join("repo")).expect("UTF-8");
        std::fs::create_dir(&folder).expect("a new folder");
        Repo {
            folder,
            _kept: kept,
        }
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(&self.folder, arguments, &[])
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.folder.join(path);
        std::fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        std::fs::write(file, text).expect("a file");
    }

    fn commit(&self, message: &str) -> String {
        self.commit_with(message, &[])
    }

    fn commit_with(&self, message: &str, environment: &[(&str, &str)]) -> String {
        self.git(&["add", "--all"]);
        git(
            &self.folder,
            &["commit", "--quiet", "--allow-empty", "-m", message],
            environment,
        );
        self.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    /// Writes one file and commits it.
    fn put(&self, path: &str, text: &str, message: &str) -> String {
        self.write(path, text);
        self.commit(message)
    }

    fn read(&self, paths: &[&str]) -> History {
        read_in(&self.folder, paths)
    }
}

fn git(folder: &Utf8Path, arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args([
            "-c",
            "protocol.file.allow=always",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_AUTHOR_NAME", "Ann Lee")
        .env("GIT_AUTHOR_EMAIL", "ann@example.org")
        .env("GIT_AUTHOR_DATE", "2026-03-01T12:00:00+0100")
        .env("GIT_COMMITTER_NAME", "Ann Lee")
        .env("GIT_COMMITTER_EMAIL", "ann@example.org")
        .env("GIT_COMMITTER_DATE", "2026-03-01T12:00:00+0100")
        .envs(environment.iter().copied())
        .output()
        .expect("git runs");
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn at(path: &str) -> FilePath {
    FilePath::new(path).expect("a path inside the library")
}

fn version_of(text: &str) -> Option<String> {
    front::raw_fields(text)
        .into_iter()
        .find(|(name, _)| name == "version")
        .map(|(_, value)| value)
}

const DIGEST_OPTIONS: DigestOptions<'static> = DigestOptions {
    version_of: &version_of,
    review_dates: &["last_reviewed", "review_due"],
    reviews: &["reviews"],
};

fn read_in(folder: &Utf8Path, paths: &[&str]) -> History {
    let paths: Vec<FilePath> = paths.iter().map(|path| at(path)).collect();
    scan_after(
        History::default(),
        folder,
        &Query {
            paths: &paths,
            ignore_revs: None,
            digest: DIGEST_OPTIONS,
            program: "git",
        },
    )
}

fn scan_after(previous: History, folder: &Utf8Path, query: &Query<'_>) -> History {
    scan(previous, folder, query, &mut |_, _, _| {})
}

fn brief(text: &str) -> Digest {
    digest(text, DIGEST_OPTIONS)
}

/// The subjects of a document's changes, newest first.
fn subjects<'h>(history: &'h History, path: &str) -> Vec<&'h str> {
    let changes = &history.documents[&at(path)].changes;
    changes
        .iter()
        .map(|change| history.commits[change.commit].subject.as_str())
        .collect()
}

/// The subjects of the changes that people made to the text.
fn authored<'h>(history: &'h History, path: &str) -> Vec<&'h str> {
    let changes = history.documents[&at(path)]
        .changes
        .iter()
        .filter(|change| change.is_authored());
    changes
        .map(|change| history.commits[change.commit].subject.as_str())
        .collect()
}
