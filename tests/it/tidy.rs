//! The house rules that a compiler does not check, checked in the sources.

use std::collections::BTreeMap;
use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use sopress::diagnostic::Code;

const MOST_LINES: usize = 400;

struct SourceFile {
    /// Relative to `src`.
    path: String,
    text: String,
}

impl SourceFile {
    /// The top-level module that it belongs to.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The lines that are compiled into sopress: those before the unit tests, without comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.tests_begin().unwrap_or(self.text.len());
        self.text[..end]
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
            .map(|(at, line)| (at + 1, line))
    }

    /// The unit tests, if there are any.
    fn tests(&self) -> &str {
        self.tests_begin().map_or("", |start| &self.text[start..])
    }

    fn tests_begin(&self) -> Option<usize> {
        let is_whole = self.path.ends_with("tests.rs")
            || self.path.contains("/tests/")
            || self.path.ends_with("testing.rs");
        match is_whole {
            true => Some(0),
            false => self.text.find("#[cfg(test)]\nmod tests {"),
        }
    }
}

fn root() -> &'static Utf8Path {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Utf8Path) -> Vec<SourceFile> {
    let mut found = Vec::new();
    let mut folders: Vec<Utf8PathBuf> = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in next.read_dir_utf8().unwrap() {
            let path = entry.unwrap().path().to_owned();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension() == Some("rs") {
                let text = fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(folder).unwrap().to_string();
                found.push(SourceFile { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn sources() -> Vec<SourceFile> {
    rust_files(&root().join("src"))
}

#[test]
fn a_module_uses_only_those_above_it() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let order: BTreeMap<&str, usize> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .enumerate()
        .map(|(at, name)| (name, at))
        .collect();
    assert!(order.len() > 10, "the modules were found");
    let mut wrong = Vec::new();
    for file in sources() {
        let Some(here) = order.get(file.module()) else {
            continue;
        };
        for (number, line) in file.code() {
            for used in line.split("crate::").skip(1) {
                let name: String = used
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                if order.get(name.as_str()).is_some_and(|there| there > here) {
                    wrong.push(format!("{}:{number} uses `{name}`", file.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_edges_touch_the_world() {
    let rules: &[(&str, &[&str])] = &[
        ("std::fs", &["source", "history", "emit", "serve", "cli"]),
        ("std::net", &["serve", "cli"]),
        ("std::process", &["history", "cli", "main"]),
        ("std::env", &["cli"]),
        ("::now(", &["cli", "serve"]),
        ("SystemTime", &["cli"]),
        ("println!", &[]),
        ("print!", &[]),
        ("dbg!", &[]),
        ("todo!", &[]),
    ];
    let mut wrong = Vec::new();
    for file in sources() {
        for (number, line) in file.code() {
            for (word, allowed) in rules {
                if line.contains(word) && !allowed.contains(&file.module()) {
                    wrong.push(format!("{}:{number} has `{word}`", file.path));
                }
            }
            let is_clock = line.contains("::now(") && file.path != "cli/today.rs";
            let is_stopwatch = line.contains("Instant::now()");
            if is_clock && !is_stopwatch {
                wrong.push(format!("{}:{number} asks what day it is", file.path));
            }
            if line.contains("stdout()") && file.path != "cli/print.rs" {
                wrong.push(format!("{}:{number} prints", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_is_longer_than_can_be_read_at_a_sitting() {
    let long: Vec<String> = sources()
        .iter()
        .map(|file| (file.text.lines().count(), &file.path))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .map(|(lines, path)| format!("{path}: {lines}"))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn nothing_is_left_for_later() {
    // Split, so that this file does not match.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X:"),
    ];
    let left: Vec<String> = sources()
        .into_iter()
        .filter(|file| marks.iter().any(|mark| file.text.contains(mark)))
        .map(|file| file.path)
        .collect();
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn every_code_is_explained_and_appears_in_a_test() {
    let mut tests = String::new();
    for file in rust_files(&root().join("tests")) {
        tests.push_str(&file.text);
    }
    for file in sources() {
        tests.push_str(file.tests());
    }
    let untested: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !tests.contains(code.name()) && !tests.contains(&format!("Code::{code:?}")))
        .map(|code| code.name())
        .collect();
    let unexplained: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| code.explanation().split_whitespace().count() < 5)
        .map(|code| code.name())
        .collect();
    assert!(
        untested.is_empty() && unexplained.is_empty(),
        "{untested:?} {unexplained:?}"
    );
}

#[test]
fn every_code_is_reported_by_something() {
    let sources = sources();
    let dead: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| {
            let name = format!("Code::{code:?}");
            !sources
                .iter()
                .any(|file| file.code().any(|(_, line)| line.contains(&name)))
        })
        .map(|code| code.name())
        .collect();
    assert!(dead.is_empty(), "{dead:?}");
}

#[test]
fn the_page_on_the_architecture_shows_the_modules_as_the_library_does() {
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let page = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let between = |text: &str, open: &str, close: &str| -> String {
        let start = text.find(open).expect("the table begins") + open.len();
        let length = text[start..].find(close).expect("the table ends");
        text[start..start + length].to_owned()
    };
    let table = between(&library, "//! ```text\n", "//! ```\n").replace("//! ", "");
    assert_eq!(between(&page, "```\n", "```\n"), table);
    let listed: Vec<String> = table
        .lines()
        .flat_map(|line| {
            let columns = line.split("  ").next().unwrap_or_default();
            columns.split(", ").map(|name| name.trim().to_owned())
        })
        .collect();
    let modules: Vec<&str> = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(listed, modules, "every module has its line, in order");
}
