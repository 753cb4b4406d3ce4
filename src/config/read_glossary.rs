//! Reads `glossary.toml`: `[[term]]`, or `[term.NAME]`, or `NAME = "definition"`.

use crate::config::table::{self, Table};
use crate::config::{Glossary, Term};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::text::At;

pub const SECTIONS: &[&str] = &["term", "terms"];
pub const KEYS: &[&str] = &[
    "name",
    "term",
    "definition",
    "abbreviation",
    "synonyms",
    "see",
];

pub fn read_glossary(source: &Source) -> (Glossary, Vec<Diagnostic>) {
    table::read(source, |root| {
        root.only(SECTIONS);
        let mut glossary = Glossary::default();
        for key in ["term", "terms"] {
            for (name, entry) in root.items(key, "a term") {
                glossary.terms.extend(term(name, entry));
            }
        }
        glossary
    })
}

fn term(key: Option<At<&str>>, entry: Table<'_>) -> Option<Term> {
    entry.only(KEYS);
    let key = key.map(|key| At::new(key.value.to_owned(), key.span));
    let Some(name) = entry.text("name").or(entry.text("term")).or(key) else {
        let help = Some("add `name = \"…\"`");
        entry.invalid(entry.span, "an entry of the glossary has no `name`", help);
        return None;
    };
    let definition = entry.words("definition").unwrap_or_else(|| {
        let message = format!("the term `{}` has no `definition`", name.value);
        entry.invalid(name.span, message, Some("say what it means"));
        String::new()
    });
    Some(Term {
        name: name.value,
        span: name.span,
        definition,
        abbreviation: entry.words("abbreviation"),
        synonyms: entry.strings("synonyms").unwrap_or_default(),
        see: entry.words("see"),
    })
}
