//! A generated library below `target`, read: of 1,000 documents, or as many as `SOPRESS_DOCUMENTS` says.

use std::env;
use std::path::Path;

use camino::Utf8Path;
use sopress::source::{self, Selection, Sources};

use super::stock;

/// The files of the library, which is generated where it is missing.
pub fn sources() -> Sources {
    let count = env::var("SOPRESS_DOCUMENTS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(1_000);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/library-bench")
        .join(format!("{count}"))
        .join("library");
    if !folder.join("sopress.toml").exists() {
        stock::write(&folder, count).expect("target can be written");
    }
    let folder = Utf8Path::from_path(&folder).expect("a plain path");
    let opened = source::open(folder).expect("a generated library");
    let (config, _) = sopress::config::read(opened.settings.as_ref(), None, None);
    let settings = config.settings.library;
    let selection = Selection {
        source: settings.source,
        include: settings.include,
        exclude: settings.exclude,
        max_bytes: settings.max_bytes,
        left_out: Vec::new(),
    };
    source::read(folder, &selection).expect("a generated library")
}
