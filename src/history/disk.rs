//! Whether the files on disk still differ from the last commit in the same way.

use camino::Utf8Path;

use super::git::Git;
use super::scan::look_at_disk;
use super::{Document, History};

/// Whether git reports the same state of the files on disk as when `history` was read; true if git
/// cannot be run. For edits of known documents; new commits are not looked for.
pub(crate) fn is_unchanged(history: &History, folder: &Utf8Path, program: &str) -> bool {
    let documents = history.documents.iter().map(|(path, document)| {
        let document = Document {
            changes: Vec::new(),
            cut_off_at: None,
            ..*document
        };
        (path.clone(), document)
    });
    let mut now = History {
        repositories: history.repositories.clone(),
        documents: documents.collect(),
        ..History::default()
    };
    for (index, repository) in history.repositories.iter().enumerate() {
        let git = Git {
            program,
            folder: &repository.folder,
        };
        if look_at_disk(&mut now, index, git, folder).is_err() {
            return true;
        }
    }
    let before = history.documents.values();
    let mut both = now.documents.values().zip(before);
    both.all(|(now, before)| now.on_disk == before.on_disk)
}
