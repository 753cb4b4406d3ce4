//! Markdown files that look like documents but are none: backups, templates, parts of pages.

use super::FilePath;
use super::path::document_stem;

/// Why a Markdown file is not a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// An editor, `patch` or a merge left it: `a.md.bak`, `a.md.orig`, `a.BACKUP.12.md`.
    Backup,
    /// Its folder holds templates for new documents.
    Template,
    /// Its folder holds parts of pages: `_partials`, `_includes`.
    Partial,
    /// Its folder holds drafts that were never public: `_drafts`.
    Draft,
    /// Its name starts with `_`, by which many tools mark parts of pages.
    Underscore,
}

/// Endings that tools add to the name of the file that they keep a copy of.
const BACKUP_ENDINGS: [&str; 6] = [".bak", ".orig", ".rej", ".old", ".tmp", "~"];

/// What `git mergetool` puts before the number of a file that it keeps.
const MERGE_MARKS: [&str; 4] = ["BACKUP", "BASE", "LOCAL", "REMOTE"];

/// Why the file is not a document, and the file or folder to report. `inside` is its path relative
/// to the source folder.
pub(super) fn aside(path: &FilePath, inside: &FilePath) -> Option<(Aside, FilePath)> {
    let name = path.name();
    if is_backup(name) {
        return Some((Aside::Backup, path.clone()));
    }
    document_stem(name)?;
    let depths = inside.parts().count() - 1;
    let mut at = path.folder();
    for depth in (0..depths).rev() {
        let folder = at?;
        if let Some(aside) = folder_aside(folder.name(), depth == 0) {
            return Some((aside, folder));
        }
        at = folder.folder();
    }
    let is_part = name.starts_with('_') && !is_section_page(name);
    is_part.then(|| (Aside::Underscore, path.clone()))
}

/// `is_top`: whether the folder lies in the source folder itself. A folder `templates` further down
/// belongs to the subject that the folder above it is about.
fn folder_aside(name: &str, is_top: bool) -> Option<Aside> {
    match name.to_lowercase().as_str() {
        "_drafts" => Some(Aside::Draft),
        "_partials" | "_includes" | "_layouts" | "_snippets" => Some(Aside::Partial),
        "_templates" => Some(Aside::Template),
        "templates" | "template" if is_top => Some(Aside::Template),
        _ => None,
    }
}

/// `_index.md` and its translations: the page of a folder.
fn is_section_page(name: &str) -> bool {
    name.to_lowercase().starts_with("_index.")
}

/// Whether the file is an older or other copy of a Markdown file beside it.
pub(super) fn is_backup(name: &str) -> bool {
    let of_markdown = BACKUP_ENDINGS.iter().any(|ending| {
        let stem = name.len().checked_sub(ending.len());
        stem.is_some_and(|stem| {
            let is_same = |end: &str| end.eq_ignore_ascii_case(ending);
            name.get(stem..).is_some_and(is_same) && document_stem(&name[..stem]).is_some()
        })
    });
    of_markdown || document_stem(name).is_some_and(is_of_merge)
}

fn is_of_merge(stem: &str) -> bool {
    let rest = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let separator = rest.chars().next_back().filter(|c| ['.', '_'].contains(c));
    separator.is_some_and(|separator| {
        let rest = &rest[..rest.len() - 1];
        rest.len() + 1 < stem.len()
            && MERGE_MARKS.iter().any(|mark| {
                let before = rest.strip_suffix(mark);
                before.is_some_and(|before| before.ends_with(separator))
            })
    })
}
