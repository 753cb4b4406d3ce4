//! File paths inside a library.

use std::fmt;

/// How the names of Markdown files end, in lower case; an ending before those that it contains.
const DOCUMENT_ENDINGS: [&str; 8] = [
    ".html.md.erb",
    ".html.erb.md",
    ".erb.md",
    ".html.md",
    ".md.erb",
    ".markdown",
    ".mdx",
    ".md",
];

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

    /// The last part without the ending of its kind of file: `break-glass` of
    /// `break-glass.html.md.erb`, `4.2 Records` of `4.2 Records.md` and of `4.2 Records`.
    pub fn stem(&self) -> &str {
        let name = self.name();
        if let Some(stem) = document_stem(name) {
            return stem;
        }
        match name.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() && is_ending(ending) => stem,
            _ => name,
        }
    }

    /// Whether the name ends as that of a Markdown file.
    pub fn is_markdown(&self) -> bool {
        document_stem(self.name()).is_some()
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

    /// Whether the extension is that of a video which browsers can play.
    pub fn is_video(&self) -> bool {
        ["mp4", "m4v", "webm", "ogv", "mov"].contains(&self.extension().as_str())
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

/// The name of a Markdown file before its ending; `None` for any other file.
pub(super) fn document_stem(name: &str) -> Option<&str> {
    let stems = DOCUMENT_ENDINGS.iter().filter_map(|ending| {
        let stem = name.len().checked_sub(ending.len())?;
        let is_same = name.get(stem..)?.eq_ignore_ascii_case(ending);
        (stem > 0 && is_same).then(|| &name[..stem])
    });
    stems.into_iter().next()
}

/// Whether what follows a dot is the ending of a file name, and not a number or words.
fn is_ending(text: &str) -> bool {
    let is_short = (1..=5).contains(&text.len());
    is_short
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
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
    fn only_the_ending_of_a_file_is_cut_from_its_name() {
        let stem = |path: &str| FilePath::new(path).unwrap().stem().to_owned();
        assert_eq!(stem("docs/x.html.md.erb"), "x");
        assert_eq!(stem("docs/x.html.erb.md"), "x");
        assert_eq!(stem("docs/7.1 Storing.MD"), "7.1 Storing");
        assert_eq!(stem("docs/7.1 Storing"), "7.1 Storing");
        assert_eq!(stem("docs/visit.fr.md"), "visit.fr");
        assert_eq!(stem("docs/visit.html"), "visit");
        assert_eq!(stem("docs/.md"), ".md");
        assert_eq!(
            FilePath::new("docs/x.html.md.erb").unwrap().extension(),
            "erb"
        );
    }
}
