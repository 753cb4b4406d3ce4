//! Every command of the README and the guide is run as it is written there, except those listed here
//! with a reason; what a page shows as output is what the command prints.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};

use crate::folder::{Folder, files};
use crate::library::{ran, sopress};

/// How commands begin that are not run, and why.
const NOT_RUN: &[(&str, &str)] = &[
    ("cargo install", "compiles sopress for minutes"),
    ("cargo binstall", "downloads a release"),
    ("docker ", "needs a container service"),
    ("pandoc ", "Pandoc is not needed for anything else"),
    ("sopress completions zsh", "needs zsh"),
    (
        "sopress due . --within \"2 weeks\" --format markdown | mail",
        "sends an e-mail",
    ),
    ("sopress serve handbook --open", "opens a browser"),
    (
        "sopress init handbook --github --releases https://github.com/OWNER",
        "downloads from an address to be filled in",
    ),
    (
        "sopress init --github --releases https://github.com/OWNER",
        "downloads from an address to be filled in",
    ),
    ("rsync ", "copies to another machine"),
    ("robocopy ", "is a program of Windows"),
];

/// A place on the machine, and what stands for it here.
const ELSEWHERE: &str = "/srv/www";

/// A command as it is typed.
struct Typed {
    text: String,
    /// The lines that it prints, as the page shows them.
    shown: Vec<String>,
}

fn root() -> &'static Utf8Path {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pages() -> Vec<String> {
    let guide = files(&root().join("docs/guide"));
    let pages = guide.into_iter().filter(|name| name.ends_with(".md"));
    let pages = pages.map(|name| format!("docs/guide/{name}"));
    ["README.md".to_owned()].into_iter().chain(pages).collect()
}

/// The commands of a page: in `console` blocks, with a `$` before each, and in `sh` blocks.
fn commands(page: &str) -> Vec<Typed> {
    let text = fs::read_to_string(root().join(page)).unwrap();
    let mut commands: Vec<Typed> = Vec::new();
    let mut lines = text.lines().map(str::trim_end);
    while let Some(line) = lines.next() {
        let fence = line.trim_start();
        let is_console = fence == "```console";
        if !is_console && fence != "```sh" {
            continue;
        }
        let indent = line.len() - fence.len();
        let mut is_open = false;
        for line in lines.by_ref().take_while(|line| line.trim_start() != "```") {
            let line = line.get(indent..).unwrap_or_default();
            let begun = match is_console {
                true => line.strip_prefix("$ "),
                false => Some(line).filter(|line| !line.is_empty() && !line.starts_with('#')),
            };
            match (begun, commands.last_mut()) {
                (_, Some(last)) if is_open => last.text += &format!("\n{line}"),
                (Some(begun), _) => commands.push(Typed {
                    text: begun.to_owned(),
                    shown: Vec::new(),
                }),
                (None, Some(last)) if !line.is_empty() => last.shown.push(line.to_owned()),
                _ => {}
            }
            is_open = line.ends_with('\\');
        }
    }
    commands
}

/// A folder with everything that the pages speak of, and the programs' places in it.
struct Stage {
    folder: Folder,
    here: Utf8PathBuf,
}

impl Stage {
    fn new(page: &str) -> Stage {
        let folder = Folder::new();
        let from = root().join("example-library");
        let kept = |name: &&String| !name.starts_with("site/");
        for name in files(&from).iter().filter(kept) {
            for library in ["example-library", "remote/handbook"] {
                folder.put(
                    &format!("{library}/{name}"),
                    fs::read(from.join(name)).unwrap(),
                );
            }
        }
        let owned = "---\nid: SOP-SAL-009\ntitle: Ordering\nowner: Ann Lee\nversion: \"1.0\"\n\
            status: effective\neffective: 2026-01-01\nlast_reviewed: 2026-01-01\n---\n\nText.\n";
        folder.put("example-library/sops/sales/ordering.md", owned);
        folder.put("remote/handbook/.gitignore", "site/\n");
        let here = match page {
            "README.md" | "docs/guide/life.md" => folder.root.clone(),
            "docs/guide/publishing.md" => folder.at("clones"),
            _ => folder.at("example-library"),
        };
        fs::create_dir_all(&here).unwrap();
        let stage = Stage { folder, here };
        stage.git("init --quiet --initial-branch=main && git add . && git commit --quiet -m first");
        stage
    }

    fn git(&self, command: &str) {
        let script = format!("cd \"$HOME/remote/handbook\" && git {command}");
        assert!(self.bash(&script).status().unwrap().success());
    }

    fn bash(&self, script: &str) -> Command {
        let programs = Utf8Path::new(env!("CARGO_BIN_EXE_sopress"))
            .parent()
            .unwrap();
        let path = format!("{programs}:{}", std::env::var("PATH").unwrap());
        let mut command = Command::new("bash");
        command
            .args(["-euo", "pipefail", "-c", script])
            .current_dir(&self.here)
            .env("PATH", path)
            .env("HOME", &self.folder.root)
            .env("XDG_CACHE_HOME", self.folder.at("cache"))
            .env("SOURCE_DATE_EPOCH", "1795348800")
            .env("GIT_AUTHOR_NAME", "A")
            .env("GIT_AUTHOR_EMAIL", "a@example.org")
            .env("GIT_COMMITTER_NAME", "A")
            .env("GIT_COMMITTER_EMAIL", "a@example.org")
            .env("GIT_CONFIG_COUNT", "1")
            .env(
                "GIT_CONFIG_KEY_0",
                format!("url.{}.insteadOf", self.folder.at("remote/handbook")),
            )
            .env("GIT_CONFIG_VALUE_0", "https://example.org/handbook.git")
            .stdin(Stdio::null());
        command
    }

    fn run(&mut self, page: &str, command: &Typed) {
        let text = command
            .text
            .replace(ELSEWHERE, self.folder.at("www").as_str());
        if text.starts_with("sopress serve") {
            return self.preview(page, &text);
        }
        let place = self.folder.at("here");
        let said = ran(self
            .bash(&format!("{text}\npwd > {place}"))
            .output()
            .unwrap());
        // These two end with 1 when they find something; the example library has reviews that are due.
        let finds = ["sopress due", "sopress check"].iter();
        let may_find = finds.clone().any(|one| text.starts_with(one));
        let is_good = said.code == Some(0) || (may_find && said.code == Some(1));
        assert!(is_good, "{page}: {text}: {}{}", said.out, said.err);
        if said.code == Some(0) {
            self.here = fs::read_to_string(place).unwrap().trim_end().into();
        }
        let all = format!("{}{}", said.out, said.err);
        for line in &command.shown {
            assert!(
                all.lines().any(|one| one == line),
                "{page}: {text}: `{line}` is not in {all}"
            );
        }
    }

    /// A preview runs until it is stopped: it has to say its address.
    fn preview(&self, page: &str, text: &str) {
        let mut child = self
            .bash(&format!("exec {text}"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let err = BufReader::new(child.stderr.take().unwrap());
        let lines = err.lines().map_while(Result::ok);
        let said: Vec<String> = lines.take_while(|line| !line.contains("http://")).collect();
        let is_running = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(is_running, "{page}: {text}: {said:?}");
    }
}

#[test]
fn every_command_of_the_readme_and_the_guide_works_as_written() {
    let mut unused: Vec<&str> = NOT_RUN.iter().map(|(start, _)| *start).collect();
    let mut count = 0;
    for page in pages() {
        let commands = commands(&page);
        if commands.is_empty() {
            continue;
        }
        let mut stage = Stage::new(&page);
        for command in &commands {
            let skipped = NOT_RUN
                .iter()
                .find(|(start, _)| command.text.starts_with(start));
            match skipped {
                Some((start, _)) => unused.retain(|one| one != start),
                None => {
                    stage.run(&page, command);
                    count += 1;
                }
            }
        }
    }
    assert!(count > 20, "only {count} commands");
    assert_eq!(unused, Vec::<&str>::new(), "no command begins like this");
}

#[test]
fn every_command_that_a_sentence_names_exists_with_its_options() {
    let mut helps: BTreeMap<String, String> = BTreeMap::new();
    let mut count = 0;
    for page in pages() {
        let text = fs::read_to_string(root().join(&page)).unwrap();
        for named in text
            .split('`')
            .filter_map(|span| span.strip_prefix("sopress "))
        {
            let mut words = named.split_whitespace();
            let Some(command) = words.next().filter(|word| !word.starts_with(['-', '…'])) else {
                continue;
            };
            let help = helps.entry(command.to_owned()).or_insert_with(|| {
                let asked = sopress(&[command, "--help"]);
                assert_eq!(asked.code, Some(0), "{page}: `sopress {named}`");
                asked.out
            });
            for option in words.filter(|word| word.starts_with("--")) {
                let option = option.split('=').next().unwrap();
                assert!(help.contains(option), "{page}: `sopress {named}`");
            }
            count += 1;
        }
    }
    assert!(count > 20, "only {count} commands");
}
