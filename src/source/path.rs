//! File paths inside a library.

use std::fmt;

/// A file's place relative to the library's root: `/` between parts, no `.` or `..`, no leading `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePath(String);

impl FilePath {
    /// Normalises `text`: `\` reads as `/`, `.` and empty parts fall away.
    /// `None` when `..` leads out of the library or nothing is left.
    pub fn new(text: &str) -> Option<FilePath> {
        FilePath::root().join(text)
    }

    fn root() -> FilePath {
        FilePath(String::new())
    }

    /// `relative`, as written in this folder. `None` when it leads out of the library.
    pub fn join(&self, relative: &str) -> Option<FilePath> {
        let mut parts: Vec<&str> = self.parts().collect();
        for part in relative.split(['/', '\\']) {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        (!parts.is_empty()).then(|| FilePath(parts.join("/")))
    }

    /// `relative`, as written in this file. `None` when it leads out of the library.
    pub fn beside(&self, relative: &str) -> Option<FilePath> {
        match self.folder() {
            Some(folder) => folder.join(relative),
            None => FilePath::new(relative),
        }
    }

    /// The folder the file lies in; `None` at the library's root.
    pub fn folder(&self) -> Option<FilePath> {
        self.0
            .rsplit_once('/')
            .map(|(folder, _)| FilePath(folder.to_owned()))
    }

    /// The last part: `lead-qualification.md`.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The last part up to its first dot: `break-glass` of `break-glass.html.md.erb`.
    pub fn stem(&self) -> &str {
        let name = self.name();
        match name.find('.') {
            Some(dot) if dot > 0 => &name[..dot],
            _ => name,
        }
    }

    /// What follows the last dot, in lower case; empty without one.
    pub fn extension(&self) -> String {
        match self.name().rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
            _ => String::new(),
        }
    }

    /// Whether browsers show a file of that name as an image.
    pub fn is_picture(&self) -> bool {
        let pictures = [
            "png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "ico", "svg",
        ];
        pictures.contains(&self.extension().as_str())
    }

    /// The parts in order.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|part| !part.is_empty())
    }

    /// This path without the leading folder; `None` when it does not lie below it.
    pub fn below(&self, folder: &FilePath) -> Option<FilePath> {
        let rest = self.0.strip_prefix(&folder.0)?.strip_prefix('/')?;
        Some(FilePath(rest.to_owned()))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leaves_the_library() {
        let file = FilePath::new("sops/./sales//lead.md").unwrap();
        assert_eq!(file.as_str(), "sops/sales/lead.md");
        assert_eq!(
            file.beside("../hr/leave.md").unwrap().as_str(),
            "sops/hr/leave.md"
        );
        assert_eq!(
            file.beside("..\\hr\\leave.md").unwrap().as_str(),
            "sops/hr/leave.md"
        );
        assert_eq!(file.beside("../../../etc/passwd"), None);
        assert_eq!(FilePath::new("."), None);
    }

    #[test]
    fn a_name_is_taken_as_far_as_its_first_dot() {
        let file = FilePath::new("docs/x.html.md.erb").unwrap();
        assert_eq!((file.stem(), file.extension().as_str()), ("x", "erb"));
    }
}
