//! A library in a string, and what must come out.

use std::process::{Command, Output};
use std::sync::Arc;

use camino::Utf8PathBuf;
use expect_test::Expect;
use sopress::config::{self, LibrarySettings};
use sopress::date::parse_date;
use sopress::diagnostic::{Diagnostic, Texts};
use sopress::library::Route;
use sopress::pipeline::{self, Assembled, Content, Files, Inputs, Memory, Pages, Site};
use sopress::source::{self, Selection, Sources};

use crate::folder::Folder;

/// The day of a build, unless a test says otherwise.
const TODAY: &str = "2026-11-22";

/// A finished build.
#[derive(PartialEq, Eq)]
pub struct Built {
    /// Every file.
    pub site: Site,
    /// How many of the files are pages.
    pub pages: usize,
    /// All findings, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

pub struct Library {
    pub folder: Folder,
    today: String,
    with_drafts: bool,
}

/// Files between lines such as `-- sops/cleaning.md --`.
pub fn library(text: &str) -> Library {
    let library = Library {
        folder: Folder::new(),
        today: TODAY.to_owned(),
        with_drafts: false,
    };
    let mut file: Option<(&str, String)> = None;
    for line in text.split_inclusive('\n') {
        let name = line
            .trim_end()
            .strip_prefix("-- ")
            .and_then(|rest| rest.strip_suffix(" --"));
        match (name, &mut file) {
            (Some(name), _) => {
                if let Some((path, text)) = file.replace((name, String::new())) {
                    library.folder.put(path, text);
                }
            }
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => panic!("a library begins with the name of a file"),
        }
    }
    if let Some((path, text)) = file {
        library.folder.put(path, text);
    }
    library
}

impl Library {
    pub fn on(mut self, today: &str) -> Library {
        self.today = today.to_owned();
        self
    }

    pub fn shows_drafts(&mut self, shows: bool) {
        self.with_drafts = shows;
    }

    pub fn set_today(&mut self, today: &str) {
        today.clone_into(&mut self.today);
    }

    pub fn with_drafts(mut self) -> Library {
        self.with_drafts = true;
        self
    }

    pub fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Library {
        self.folder.put(path, bytes);
        self
    }

    pub fn sources(&self) -> Sources {
        let opened = source::open(&self.folder.root).unwrap();
        let settings = config::read(opened.settings.as_ref(), None, None)
            .0
            .settings
            .library;
        let LibrarySettings {
            source,
            include,
            exclude,
            max_bytes,
            ..
        } = settings;
        let selection = Selection {
            source,
            include,
            exclude,
            max_bytes,
            left_out: vec![],
        };
        source::read(&self.folder.root, &selection).unwrap()
    }

    /// What the commands `build` and `serve` make, in the steps that both take.
    pub fn build_with(&self, memory: &mut Memory) -> Built {
        self.assembled(memory, |inputs, assembled, pages| Built {
            site: pages.all().unwrap(),
            pages: pages.count(),
            diagnostics: pipeline::findings(inputs, assembled),
        })
    }

    pub fn build(&self) -> Built {
        self.build_with(&mut Memory::default())
    }

    /// The library of a build, and its pages.
    pub fn assembled<T>(
        &self,
        memory: &mut Memory,
        then: impl FnOnce(Inputs<'_>, &Assembled, &Pages<'_>) -> T,
    ) -> T {
        let sources = self.sources();
        let inputs = Inputs {
            sources: &sources,
            today: parse_date(&self.today).unwrap(),
            with_drafts: self.with_drafts,
            archive: &Arc::default(),
        };
        let assembled = pipeline::assemble(inputs, memory);
        let theme = pipeline::theme(&sources, &assembled.config).unwrap();
        let pages = Pages::new(inputs, &assembled, &theme);
        then(inputs, &assembled, &pages)
    }

    /// Every file of the build, and the same file made by itself.
    pub fn each_file(&self, seen: impl Fn(&Route, &Content, &Content)) {
        let whole = self.build().site;
        self.assembled(&mut Memory::default(), |_, _, pages| {
            for (route, all) in &whole {
                let one = pages.one(route).unwrap();
                seen(route, &one.expect("it is in the site"), all);
            }
        });
    }

    /// One line a finding: `path:line:column severity code: message`.
    pub fn findings(&self) -> String {
        let (sources, built) = (self.sources(), self.build());
        let texts = Texts::new(&sources, &built.diagnostics);
        built
            .diagnostics
            .iter()
            .map(|one| line(one, &texts))
            .collect()
    }

    pub fn expect_findings(&self, expected: Expect) {
        expected.assert_eq(&self.findings());
    }

    /// The text of a page.
    pub fn page(&self, route: &str) -> String {
        let built = self.build();
        let content = built.site.get(&Route::new(route));
        match content {
            Some(Content::Bytes(bytes)) => String::from_utf8(bytes.clone()).unwrap(),
            _ => panic!("no page `{route}` among {:?}", built.site.keys()),
        }
    }

    /// `sopress COMMAND LIBRARY --date TODAY` and more arguments.
    pub fn run(&self, command: &str, more: &[&str]) -> Ran {
        let mut arguments = vec![command, self.folder.root.as_str(), "--date", &self.today];
        arguments.extend(more);
        sopress(&arguments)
    }

    pub fn site(&self) -> Utf8PathBuf {
        self.folder.at("site")
    }
}

fn line(finding: &Diagnostic, texts: &Texts<'_>) -> String {
    let start = texts.range(&finding.place).start;
    format!(
        "{}:{}:{} {} {}: {}\n",
        finding.place.path,
        start.line,
        start.column,
        finding.severity.name(),
        finding.code,
        finding.message
    )
}

/// What a command said and how it ended.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs the program itself.
pub fn sopress(arguments: &[&str]) -> Ran {
    ran(program().args(arguments).output().unwrap())
}

pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sopress"));
    command
        .env(
            "XDG_CACHE_HOME",
            concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"),
        )
        .env_remove("GITHUB_STEP_SUMMARY")
        .env("SOURCE_DATE_EPOCH", "1795348800");
    command
}

pub fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
