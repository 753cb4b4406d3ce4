//! File paths inside a library.

use std::fmt;

/// A path relative to the library's root: `/` between parts, no `.` or `..`, no leading `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePath(String);

impl FilePath {
    /// Normalises `text`: `\` becomes `/`, `.` and empty parts are removed. `None` when `..` leads out
    /// of the library or nothing is left.
    pub fn new(text: &str) -> Option<FilePath> {
        FilePath::root().join(text)
    }

    fn root() -> FilePath {
        FilePath(String::new())
    }

    /// A path relative to this folder. `None` when it leads out of the library.
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

    /// A path relative to this file's folder. `None` when it leads out of the library.
    pub fn beside(&self, relative: &str) -> Option<FilePath> {
        match self.folder() {
            Some(folder) => folder.join(relative),
            None => FilePath::new(relative),
        }
    }

    /// The folder that contains the file; `None` at the library's root.
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

    /// The part after the last dot, in lower case; empty if there is none.
    pub fn extension(&self) -> String {
        match self.name().rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
            _ => String::new(),
        }
    }

    /// Whether the extension is that of an image which browsers can show.
    pub fn is_picture(&self) -> bool {
        let pictures = [
            "png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "ico", "svg",
        ];
        pictures.contains(&self.extension().as_str())
    }

    /// The parts between slashes.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|part| !part.is_empty())
    }

    /// This path relative to `folder`; `None` when it is not inside.
    pub fn below(&self, folder: &FilePath) -> Option<FilePath> {
        let rest = self.0.strip_prefix(&folder.0)?.strip_prefix('/')?;
        Some(FilePath(rest.to_owned()))
    }

    /// The path as text.
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
    fn a_stem_ends_at_the_first_dot() {
        let file = FilePath::new("docs/x.html.md.erb").unwrap();
        assert_eq!((file.stem(), file.extension().as_str()), ("x", "erb"));
    }
}
