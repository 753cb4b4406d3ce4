//! Runs git: without prompts, in a fixed language, changing and fetching nothing.

use std::collections::BTreeSet;
use std::io::{self, Write as _};
use std::process::{Command, Stdio};

use camino::Utf8Path;

use super::Reason;

/// The git program and the folder it runs in.
#[derive(Clone, Copy)]
pub(super) struct Git<'a> {
    pub program: &'a str,
    pub folder: &'a Utf8Path,
}

impl Git<'_> {
    /// A command that only reads: it never prompts, writes or fetches.
    pub fn command(self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.program);
        command
            .arg("-C")
            .arg(self.folder)
            .args(arguments)
            .stdin(Stdio::null());
        for (name, value) in [
            ("LC_ALL", "C"),
            ("GIT_OPTIONAL_LOCKS", "0"),
            ("GIT_NO_LAZY_FETCH", "1"),
            ("GIT_TERMINAL_PROMPT", "0"),
        ] {
            command.env(name, value);
        }
        // A hook sets these for its own repository; the library's is found from its folder.
        for name in [
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_PREFIX",
            "GIT_COMMON_DIR",
        ] {
            command.env_remove(name);
        }
        command
    }

    /// The output of a command, or why it failed.
    pub fn output(self, arguments: &[&str]) -> Result<Vec<u8>, Reason> {
        let output = self
            .command(arguments)
            .output()
            .map_err(|error| not_run(&error))?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(failure(&output.stderr))
        }
    }

    /// Maps each `Name <address>` through `.mailmap`, one a line in the order given.
    pub fn mapped(self, people: &BTreeSet<String>) -> Result<String, Reason> {
        if people.is_empty() {
            return Ok(String::new());
        }
        let mut child = self
            .command(&["check-mailmap", "--stdin"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| not_run(&error))?;
        let mut stdin = child.stdin.take().expect("stdin was asked for");
        let list: String = people
            .iter()
            .flat_map(|person| [person.as_str(), "\n"])
            .collect();
        let output = std::thread::scope(|scope| {
            // If git has exited, its exit status says so.
            scope.spawn(move || stdin.write_all(list.as_bytes()).ok());
            child.wait_with_output()
        })
        .map_err(|error| not_run(&error))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(failure(&output.stderr))
        }
    }
}

/// Why the program could not be started.
pub(super) fn not_run(error: &io::Error) -> Reason {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => Reason::NoGit,
        _ => Reason::Failed {
            said: error.to_string(),
        },
    }
}

/// The reason for an error message of git.
pub(super) fn failure(stderr: &[u8]) -> Reason {
    let said = String::from_utf8_lossy(stderr);
    if said.contains("dubious ownership") {
        Reason::DubiousOwnership
    } else if said.contains("not a git repository") || said.contains("must be run in a work tree") {
        Reason::NoRepository
    } else if said.contains("promisor remote") || said.contains("lazy fetching disabled") {
        Reason::PartialClone
    } else {
        let line = said
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or("no reason given");
        Reason::Failed {
            said: line.trim_start_matches("fatal: ").to_owned(),
        }
    }
}
