//! A library in one string, and what the rules find in it.

use std::collections::BTreeSet;
use std::sync::Arc;

use expect_test::Expect;

use crate::check::{Facts, check};
use crate::config;
use crate::date::{Date, parse_date};
use crate::diagnostic::{Code, Diagnostic};
use crate::history::{
    Archive, Change, ChangeKind, Commit, Completeness, Document, Evidence, Moment, ObjectId,
    OnDisk, Repository, Signature, digest,
};
use crate::library::{Input, Library, assemble, with_reading};
use crate::parse::{self, Parsed};
use crate::source::{Asset, Fault, FaultKind, FilePath, Source, Sources};
use crate::text::LineIndex;

/// Files and a day.
pub struct Given {
    files: Vec<Source>,
    sources: Sources,
    today: Date,
    with_drafts: bool,
    archive: Arc<Archive>,
}

/// Files as `-- path --` with the text below; `-- path (n bytes) --` is a file to publish. The
/// day is 21 November 2026 unless [`Given::on`] says otherwise.
pub fn library(text: &str) -> Given {
    let mut given = Given {
        files: Vec::new(),
        sources: Sources::default(),
        today: parse_date("2026-11-21").unwrap(),
        with_drafts: false,
        archive: Arc::default(),
    };
    let text = format!("\n{text}");
    for part in text.split("\n-- ").skip(1) {
        let (name, text) = part
            .split_once(" --\n")
            .or_else(|| Some((part.strip_suffix(" --")?, "")))
            .expect("`-- path --` on a line");
        given.add(name, text);
    }
    given
}

/// An archive in which a file was committed with these texts on these days.
pub fn committed(path: &str, texts: &[(&str, &str)]) -> Archive {
    let settings = config::Reading::default();
    let mut archive = Archive::default();
    archive.history.repositories.push(Repository {
        folder: "library".into(),
        head: None,
        completeness: Completeness::Whole,
    });
    let id = |at: usize| ObjectId(format!("{at:010}{:030}", 0).into());
    let mut changes = Vec::new();
    for (at, (day, text)) in texts.iter().enumerate() {
        let signature = Signature {
            name: "Ann Lee".to_owned(),
            email: "ann@example.org".to_owned(),
            when: Some(Moment {
                seconds: 0,
                offset_minutes: 0,
                date: parse_date(day).unwrap(),
            }),
        };
        archive.history.commits.push(Commit {
            id: id(at),
            author: signature.clone(),
            committer: signature,
            subject: "Change".to_owned(),
            summary: String::new(),
            evidence: Evidence::default(),
        });
        let digest = with_reading(&settings, |reading| digest(text, reading));
        archive.history.digests.insert(id(at), digest);
        archive.texts.keep(id(at), text, None);
        let kind = match at {
            0 => ChangeKind::Created,
            _ => ChangeKind::Edited,
        };
        changes.insert(
            0,
            Change {
                commit: at,
                path: path.to_owned(),
                kind,
                before: (at > 0).then(|| id(at - 1)),
                after: id(at),
                is_sweeping: false,
            },
        );
    }
    let document = Document {
        repository: 0,
        on_disk: OnDisk::Committed,
        changes,
        cut_off_at: None,
    };
    let path = FilePath::new(path).unwrap();
    archive.history.documents.insert(path, document);
    archive
}

impl Given {
    fn add(&mut self, name: &str, text: &str) {
        if let Some((name, size)) = name.split_once(" (") {
            let path = FilePath::new(name).unwrap();
            let size = size.strip_suffix(" bytes)").unwrap().parse().unwrap();
            let file = name.into();
            let asset = Asset {
                path: path.clone(),
                file,
                size,
                pixels: None,
            };
            self.sources.assets.insert(path, asset);
            return;
        }
        let path = FilePath::new(name).unwrap();
        let text = text.to_owned();
        let source = Source { path, text };
        self.files.push(source.clone());
        match source.path.name() {
            "sopress.toml" => self.sources.settings = Some(source),
            "roles.toml" => self.sources.roles = Some(source),
            "glossary.toml" => self.sources.glossary = Some(source),
            "_defaults.toml" => self.sources.defaults.push(source),
            _ => self.sources.documents.push(Arc::new(source)),
        }
    }

    pub fn on(mut self, day: &str) -> Given {
        self.today = parse_date(day).unwrap();
        self
    }

    pub fn with_drafts(mut self) -> Given {
        self.with_drafts = true;
        self
    }

    pub fn with_archive(mut self, archive: Archive) -> Given {
        self.archive = Arc::new(archive);
        self
    }

    pub fn with_fault(mut self, path: &str, kind: FaultKind) -> Given {
        let path = FilePath::new(path).unwrap();
        self.sources.faults.push(Fault { path, kind });
        self
    }

    /// What the rule of `code` finds: place, the text there, the message and the help.
    pub fn finds(self, code: Code, expected: Expect) {
        let found = self.check();
        let found = found.iter().filter(|finding| finding.code == code);
        let listed: String = found.map(|finding| self.listed(finding)).collect();
        expected.assert_eq(&listed);
    }

    /// What all rules find.
    pub fn check(&self) -> Vec<Diagnostic> {
        self.assembled(check)
    }

    /// What the documents show by themselves, before any rule.
    pub fn findings_of_files(&self) -> Vec<Diagnostic> {
        self.assembled(|facts| {
            let parsed = facts.parsed.iter();
            parsed
                .flat_map(|parsed| parsed.diagnostics.clone())
                .collect()
        })
    }

    /// The library that the files make.
    pub fn assemble(&self) -> Library {
        self.assembled(|facts| facts.library.clone())
    }

    fn assembled<T>(&self, then: impl FnOnce(&Facts<'_>) -> T) -> T {
        let sources = &self.sources;
        let (config, _) = config::read(
            sources.settings.as_ref(),
            sources.roles.as_ref(),
            sources.glossary.as_ref(),
        );
        let reading = &config.settings.reading;
        let documents = sources.documents.iter();
        let parsed: Vec<Arc<Parsed>> = documents
            .map(|source| Arc::new(parse::parse(source, reading)))
            .collect();
        let defaults = sources.defaults.iter();
        let defaults: Vec<_> = defaults
            .map(|source| (source.path.clone(), parse::defaults(source, reading).0))
            .collect();
        let library = assemble(Input {
            parsed: &parsed,
            defaults: &defaults,
            sources,
            config: &config,
            today: self.today,
            with_drafts: self.with_drafts,
            archive: &self.archive,
            theme_assets: &BTreeSet::new(),
        });
        then(&Facts {
            library: &library,
            config: &config,
            sources,
            parsed: &parsed,
            today: self.today,
        })
    }

    fn listed(&self, finding: &Diagnostic) -> String {
        let (path, span) = (&finding.place.path, finding.place.span);
        let mut files = self.files.iter();
        let text = files.find(|file| file.path == *path);
        let text = text.map_or("", |file| file.text.as_str());
        let at = LineIndex::new(text).position(span.start);
        let written = &text[span.range()];
        let help = finding.help.as_deref().unwrap_or_default();
        let (line, column, message) = (at.line, at.column, &finding.message);
        format!("{path}:{line}:{column} {written}\n    {message}\n    = {help}\n")
    }
}
