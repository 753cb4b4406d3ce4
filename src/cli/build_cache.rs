//! A record of the last build, by which the next build can tell that nothing has changed.
//!
//! Kept in the user's cache folder, never in the library or the site: it contains findings, which
//! may name drafts. If it cannot be read or written, the site is built as usual.

use std::fs;
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::open::Library;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::emit;
use crate::history;
use crate::source::{FilePath, Source};
use crate::text::Span;

/// How many sites are remembered; the least recently used is dropped first.
const MOST: usize = 50;

/// The site that the last build wrote.
pub struct Last {
    /// How many of its files are pages.
    pub pages: usize,
    /// How many drafts it left out.
    pub drafts: usize,
    /// The findings of that build.
    pub found: Vec<Diagnostic>,
}

/// A digest of everything that a build depends on.
pub struct Inputs {
    stamp: String,
    file: Utf8PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Record {
    inputs: String,
    site: String,
    pages: usize,
    drafts: usize,
    found: Vec<Row>,
}

#[derive(Serialize, Deserialize)]
struct Row {
    code: String,
    severity: Severity,
    message: String,
    path: String,
    start: usize,
    end: usize,
    help: Option<String>,
}

/// A digest of what the site of a library depends on; `None` if there is no cache folder.
/// `choices` are the options that change what is written.
pub fn inputs(library: &Library, out: &Utf8Path, choices: &[bool]) -> Option<Inputs> {
    let folder = etcetera::choose_base_strategy().ok()?.cache_dir();
    let folder = Utf8PathBuf::from_path_buf(folder).ok()?.join("sopress");
    let place = camino::absolute_utf8(out).ok()?;
    let file = folder.join(format!(
        "{}.json",
        &hex(&Sha256::digest(place.as_str()))[..32]
    ));
    let program = std::env::current_exe().ok()?;
    let program = written(Utf8Path::from_path(&program)?)?;
    let sources = &library.sources;
    let mut stamp = Stamp(Sha256::new());
    stamp.add(env!("CARGO_PKG_VERSION"));
    stamp.add(&format!("{program:?} {choices:?} {}", library.today));
    stamp.add(camino::absolute_utf8(&library.root).ok()?.as_str());
    stamp.add(&format!(
        "{:?} {:?} {:?}",
        sources.folder, sources.links, sources.faults
    ));
    let single = [&sources.settings, &sources.roles, &sources.glossary];
    for source in single {
        stamp.files(source.iter());
    }
    stamp.files(sources.defaults.iter());
    stamp.files(sources.documents.iter().map(|source| &**source));
    stamp.files(sources.data.values());
    stamp.files(sources.theme.values());
    for asset in sources.assets.values() {
        stamp.add(&format!("{:?} {:?}", asset.path, written(&asset.file)?));
    }
    let documents = sources.documents.iter();
    let paths: Vec<FilePath> = documents.map(|source| source.path.clone()).collect();
    stamp.add(&history::state(&library.root, &paths, "git"));
    Some(Inputs {
        stamp: hex(&stamp.0.finalize()),
        file,
    })
}

/// The record of the site at `out`, if it was built from these inputs and is unchanged since.
pub fn recall(inputs: &Inputs, out: &Utf8Path) -> Option<Last> {
    let text = fs::read(&inputs.file).ok()?;
    let record: Record = serde_json::from_slice(&text).ok()?;
    if record.inputs != inputs.stamp || record.site != hex(&emit::footprint(out)?) {
        return None;
    }
    let found = record.found.into_iter().map(|row| {
        Some(Diagnostic {
            code: Code::named(&row.code)?,
            severity: row.severity,
            message: row.message,
            place: Place {
                path: FilePath::new(&row.path)?,
                span: (row.start <= row.end).then(|| Span::new(row.start, row.end))?,
            },
            help: row.help,
        })
    });
    Some(Last {
        pages: record.pages,
        drafts: record.drafts,
        found: found.collect::<Option<_>>()?,
    })
}

/// Records that the site at `out` was built from these inputs.
pub fn remember(
    inputs: &Inputs,
    out: &Utf8Path,
    pages: usize,
    drafts: usize,
    found: &[Diagnostic],
) {
    let Some(site) = emit::footprint(out) else {
        return;
    };
    let found = found.iter().map(|one| Row {
        code: one.code.name().to_owned(),
        severity: one.severity,
        message: one.message.clone(),
        path: one.place.path.as_str().to_owned(),
        start: one.place.span.start,
        end: one.place.span.end,
        help: one.help.clone(),
    });
    let record = Record {
        inputs: inputs.stamp.clone(),
        site: hex(&site),
        pages,
        drafts,
        found: found.collect(),
    };
    let Some(folder) = inputs.file.parent() else {
        return;
    };
    let text = serde_json::to_vec(&record).expect("plain texts and numbers");
    let beside = inputs
        .file
        .with_extension(format!("{}", std::process::id()));
    let _ = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&beside, text))
        .and_then(|()| fs::rename(&beside, &inputs.file));
    forget(folder);
}

fn forget(folder: &Utf8Path) {
    let entries = folder.read_dir_utf8().into_iter().flatten().flatten();
    let mut records: Vec<(SystemTime, Utf8PathBuf)> = entries
        .filter_map(|entry| Some((written(entry.path())?.1, entry.into_path())))
        .collect();
    records.sort();
    let old = records.len().saturating_sub(MOST);
    for (_, record) in &records[..old] {
        let _ = fs::remove_file(record);
    }
}

/// The size and modification time of a file.
fn written(file: &Utf8Path) -> Option<(u64, SystemTime)> {
    let metadata = fs::metadata(file).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

struct Stamp(Sha256);

impl Stamp {
    /// Adds the length first, so that no two pairs of texts give the same bytes.
    fn add(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text);
    }

    fn files<'s>(&mut self, files: impl Iterator<Item = &'s Source>) {
        for file in files {
            self.add(file.path.as_str());
            self.add(&file.text);
        }
        self.add("");
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
