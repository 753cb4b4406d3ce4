//! Heading ids as the hosts of Markdown make them, so that a link works there and here alike.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// Whose heading ids a library's links are written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SlugDialect {
    /// GitHub, Docusaurus, Hugo: letters of any script, each space a hyphen.
    #[default]
    Github,
    /// GitLab: the same with hyphens in a row made one.
    Gitlab,
    /// Kramdown without its GitHub parser: ASCII letters and digits, from the first letter on.
    Kramdown,
    /// Python-Markdown, so MkDocs: accents dropped, ASCII only, repeats numbered with `_`.
    Mkdocs,
}

impl SlugDialect {
    /// Every dialect by the name that settings give it.
    pub const NAMES: &[(&str, SlugDialect)] = &[
        ("github", SlugDialect::Github),
        ("gitlab", SlugDialect::Gitlab),
        ("kramdown", SlugDialect::Kramdown),
        ("mkdocs", SlugDialect::Mkdocs),
    ];

    /// The id of a heading before repeats are told apart. Empty when nothing is left.
    pub fn slug(self, heading: &str) -> String {
        match self {
            SlugDialect::Github => slug(heading),
            SlugDialect::Gitlab => with_single_hyphens(&slug(heading)),
            SlugDialect::Kramdown => kramdown(heading),
            SlugDialect::Mkdocs => mkdocs(heading),
        }
    }

    /// What stands between an id and the number of its repeat.
    fn joint(self) -> char {
        match self {
            SlugDialect::Mkdocs => '_',
            _ => '-',
        }
    }

    /// The id of a heading that leaves nothing.
    fn nameless(self) -> &'static str {
        match self {
            SlugDialect::Mkdocs => "_1",
            _ => "section",
        }
    }
}

/// The id GitHub gives a heading: lower case, letters and digits of any script kept, spaces to
/// hyphens, other punctuation dropped. Empty when nothing is left.
pub fn slug(heading: &str) -> String {
    let mut out = String::with_capacity(heading.len());
    for c in heading.trim().chars() {
        match c {
            ' ' | '\t' | '\n' => out.push('-'),
            '-' | '_' => out.push(c),
            c if c.is_alphanumeric() || is_mark(c) => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

/// As much of a name as the name of a file has room for beside what is put before and behind it: file
/// systems take 255 bytes.
pub fn shortened(name: &str) -> &str {
    const ROOM: usize = 150;
    beginning(name, ROOM)
}

/// The first `most` bytes of a text, or some fewer where a character would be cut.
pub fn beginning(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn with_single_hyphens(slug: &str) -> String {
    let mut out = String::with_capacity(slug.len());
    for c in slug.chars() {
        if c != '-' || !out.ends_with('-') {
            out.push(c);
        }
    }
    out
}

fn kramdown(heading: &str) -> String {
    let from_letter = heading.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let kept = from_letter.chars().filter_map(|c| match c {
        ' ' | '\t' | '\n' => Some('-'),
        '-' => Some('-'),
        c => c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()),
    });
    kept.collect()
}

fn mkdocs(heading: &str) -> String {
    let decomposed = heading.nfkd().filter(char::is_ascii);
    let kept: String = decomposed
        .filter(|c| c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || matches!(c, '_' | '-'))
        .collect();
    let parts = kept
        .trim()
        .split(|c: char| c == '-' || c.is_ascii_whitespace());
    let mut out = String::with_capacity(kept.len());
    for (at, part) in parts.enumerate() {
        if at > 0 && !out.ends_with('-') {
            out.push('-');
        }
        out.push_str(&part.to_ascii_lowercase());
    }
    out
}

/// Combining marks belong to the letter before them (Thai, Devanagari, decomposed accents).
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Hands out the ids of one page, each only once: `notes`, `notes-1`, `notes-2`.
#[derive(Default)]
pub struct Slugs {
    dialect: SlugDialect,
    given: HashMap<String, usize>,
}

impl Slugs {
    /// Ids as `dialect` has them.
    pub fn of(dialect: SlugDialect) -> Slugs {
        Slugs {
            dialect,
            given: HashMap::new(),
        }
    }

    /// The id for a heading's text; one that says nothing where the text leaves nothing.
    pub fn of_heading(&mut self, heading: &str) -> String {
        let slug = self.dialect.slug(heading);
        match slug.is_empty() {
            true => self.unique(self.dialect.nameless()),
            false => self.unique(&slug),
        }
    }

    /// `wanted` if it is free, else the first numbered form that is.
    pub fn unique(&mut self, wanted: &str) -> String {
        let mut next = match self.given.get(wanted) {
            None => {
                self.given.insert(wanted.to_owned(), 1);
                return wanted.to_owned();
            }
            Some(next) => *next,
        };
        loop {
            let candidate = format!("{wanted}{}{next}", self.dialect.joint());
            next += 1;
            if !self.given.contains_key(&candidate) {
                self.given.insert(wanted.to_owned(), next);
                self.given.insert(candidate.clone(), 1);
                return candidate;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_one_that_github_gives() {
        assert_eq!(
            slug("2. Roles & Responsibilities"),
            "2-roles--responsibilities"
        );
        assert_eq!(slug("Änderungen (Übersicht)"), "änderungen-übersicht");
        assert_eq!(slug("What's new?"), "whats-new");
        assert_eq!(slug("การทำงาน"), "การทำงาน");
    }

    #[test]
    fn each_dialect_makes_the_ids_of_its_host() {
        let ids = |dialect: SlugDialect| {
            [
                "2. Roles & Responsibilities",
                "Änderungen – Übersicht",
                "snake_case: what's new?",
            ]
            .map(|heading| dialect.slug(heading))
        };
        assert_eq!(
            ids(SlugDialect::Gitlab),
            [
                "2-roles-responsibilities",
                "änderungen-übersicht",
                "snake_case-whats-new"
            ]
        );
        assert_eq!(
            ids(SlugDialect::Kramdown),
            [
                "roles--responsibilities",
                "nderungen--bersicht",
                "snakecase-whats-new"
            ]
        );
        assert_eq!(
            ids(SlugDialect::Mkdocs),
            [
                "2-roles-responsibilities",
                "anderungen-ubersicht",
                "snake_case-whats-new"
            ]
        );
        let mut mkdocs = Slugs::of(SlugDialect::Mkdocs);
        let given = ["Notes", "Notes", "???"].map(|heading| mkdocs.of_heading(heading));
        assert_eq!(given, ["notes", "notes_1", "_1"]);
    }

    #[test]
    fn a_repeated_heading_is_numbered_and_no_id_is_given_twice() {
        let mut slugs = Slugs::default();
        assert_eq!(slugs.of_heading("Notes"), "notes");
        assert_eq!(slugs.of_heading("Notes 1"), "notes-1");
        assert_eq!(slugs.of_heading("Notes"), "notes-2");
        assert_eq!(slugs.of_heading("???"), "section");
    }
}
