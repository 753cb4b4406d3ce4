//! Whether the files on disk still compare with the last commit as they did.

use camino::Utf8Path;

use super::git::Git;
use super::scan::look_at_disk;
use super::{Document, History};

/// Whether git would say of the files on disk what it said when `history` was read, and so where it
/// cannot be asked. For an edit of known documents; a commit is not looked for.
pub fn is_unchanged(history: &History, folder: &Utf8Path, program: &str) -> bool {
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
