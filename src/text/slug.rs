//! Heading ids as GitHub makes them, so that a link works there and here alike.

use std::collections::HashMap;

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

/// Combining marks belong to the letter before them (Thai, Devanagari, decomposed accents).
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Hands out the ids of one page, each only once: `notes`, `notes-1`, `notes-2`.
#[derive(Default)]
pub struct Slugs {
    given: HashMap<String, usize>,
}

impl Slugs {
    /// The id for a heading's text; `section` where the text leaves nothing.
    pub fn of_heading(&mut self, heading: &str) -> String {
        let slug = slug(heading);
        self.unique(if slug.is_empty() { "section" } else { &slug })
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
            let candidate = format!("{wanted}-{next}");
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
    fn a_repeated_heading_is_numbered_and_no_id_is_given_twice() {
        let mut slugs = Slugs::default();
        assert_eq!(slugs.of_heading("Notes"), "notes");
        assert_eq!(slugs.of_heading("Notes 1"), "notes-1");
        assert_eq!(slugs.of_heading("Notes"), "notes-2");
        assert_eq!(slugs.of_heading("???"), "section");
    }
}
