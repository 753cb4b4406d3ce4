//! An abbreviation is not explained in the document or in the glossary.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rayon::prelude::*;

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Sop;
use crate::text::Span;

/// Known to every reader, so never asked for.
const PLAIN: [&str; 26] = [
    "SOP", "OK", "FAQ", "PDF", "CSV", "URL", "ID", "UK", "US", "USA", "EU", "VAT", "CEO", "CFO",
    "HR", "IT", "AM", "PM", "TV", "PC", "USB", "GMT", "UTC", "ISO", "RACI", "NB",
];

/// Words that people write in capitals to be heard.
const LOUD: [&str; 35] = [
    "ALL", "ALWAYS", "AND", "ANY", "ARE", "BEFORE", "DATE", "DO", "EACH", "END", "EVERY", "FAIL",
    "FOR", "IF", "IS", "KEEP", "MUST", "NAME", "NEVER", "NEW", "NO", "NOT", "NOTE", "OF", "OFF",
    "ON", "ONLY", "OR", "PASS", "STOP", "THE", "TO", "USE", "WITH", "YES",
];
/// The longest abbreviation.
const LONGEST: usize = 6;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let mut known: BTreeSet<String> = PLAIN.iter().map(|word| (*word).to_owned()).collect();
    for term in &facts.config.glossary.terms {
        known.extend(term.abbreviation.clone());
        let words = term.synonyms.iter().chain([&term.name]);
        known.extend(words.flat_map(|word| capitals(word)).map(str::to_owned));
    }
    for role in &facts.config.roles.roles {
        known.extend(
            role.aliases
                .iter()
                .flat_map(|alias| capitals(alias))
                .map(str::to_owned),
        );
    }
    let sources = facts.sources.documents.iter();
    let sources: BTreeMap<_, _> = sources
        .map(|source| (&source.path, source.text.as_str()))
        .collect();
    let spoken = spoken(facts);
    let is_loud = |word: &str| {
        LOUD.contains(&word) || !known.contains(word) && spoken.contains(&word.to_lowercase())
    };
    for document in facts.library.controlled() {
        let texts = || document.sop.sections.iter().map(|section| &section.text);
        let mut seen = BTreeSet::new();
        for word in texts().flat_map(|text| words(text, is_loud)) {
            if known.contains(word) || !seen.insert(word) {
                continue;
            }
            let explained = [format!("({word})"), format!("{word} (")];
            let explains = |text: &String| explained.iter().any(|form| text.contains(form));
            if !is_loud(word) && !texts().any(explains) {
                let file = sources.get(&document.sop.path);
                found.extend(file.and_then(|file| finding(file, &document.sop, word)));
            }
        }
    }
}

/// The words in capitals that the library also has in small letters: in capitals they are
/// for emphasis.
fn spoken(facts: &Facts<'_>) -> HashSet<String> {
    let capitals: HashSet<String> = facts
        .library
        .controlled()
        .flat_map(|document| document.sop.sections.iter())
        .flat_map(|section| phrases(&section.text).into_iter().flatten())
        .map(str::to_lowercase)
        .collect();
    if capitals.is_empty() {
        return capitals;
    }
    let documents = facts.library.documents.par_iter();
    let spoken = documents.flat_map_iter(|document| {
        let sections = document.sop.sections.iter();
        let words = sections.flat_map(|section| section.text.split(|c: char| !c.is_alphanumeric()));
        words.filter_map(|word| capitals.get(word).cloned())
    });
    spoken.collect()
}

fn finding(file: &str, sop: &Sop, word: &str) -> Option<Diagnostic> {
    let body = file.get(sop.body_span.range())?;
    let starts = body.match_indices(word);
    let span = starts
        .map(|(at, _)| Span::new(at, at + word.len()).shifted(sop.body_span.start))
        .find(|span| is_whole(file, *span) && is_prose(sop, *span))?;
    let message = format!("`{word}` is not explained");
    let finding = Diagnostic::new(Code::AbbreviationUndefined, &sop.path, span, message);
    Some(finding.help(format!(
        "write it out once, `… ({word})`, or add it to glossary.toml"
    )))
}

/// Whether a word is not part of a longer one or of an id.
fn is_whole(file: &str, span: Span) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    !file[..span.start].ends_with(is_part) && !file[span.end..].starts_with(is_part)
}

/// Charts, rows and code have words of their own.
fn is_prose(sop: &Sop, span: Span) -> bool {
    let mut fences = sop.fences.iter();
    !fences.any(|fence| fence.range().contains(&span.start))
}

/// Words that may be abbreviations, without those of a phrase in capitals ("DO NOT USE").
fn words(text: &str, is_loud: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
    let phrases = phrases(text).into_iter();
    let phrases = phrases.filter(move |phrase| {
        phrase.len() == 1
            || !phrase
                .iter()
                .any(|word| word.len() > LONGEST || is_loud(word))
    });
    phrases.flatten().filter(|word| is_short(word))
}

/// Words of two to six capitals; `SOP-SAL-003` and `CSVs` hold none.
fn capitals(text: &str) -> impl Iterator<Item = &str> {
    phrases(text)
        .into_iter()
        .flatten()
        .filter(|word| is_short(word))
}

fn is_short(word: &str) -> bool {
    (2..=LONGEST).contains(&word.len())
}

/// The words in capitals, those together that only spaces separate. What is in square brackets is
/// to be filled in, as is a word of one letter over and over (`DD`, `XXX`).
fn phrases(text: &str) -> Vec<Vec<&str>> {
    // Few texts hold capitals side by side, and those without are passed over at once.
    let mut pairs = text.as_bytes().windows(2);
    if !pairs.any(|pair| pair.iter().all(u8::is_ascii_uppercase)) {
        return Vec::new();
    }
    let mut phrases = Vec::new();
    let mut phrase = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == '[' {
            let end = rest.find(']').map_or(first.len_utf8(), |end| end + 1);
            rest = &rest[end..];
            phrases.push(std::mem::take(&mut phrase));
            continue;
        }
        let end = rest.find(is_gap).unwrap_or(rest.len());
        if end == 0 {
            rest = &rest[first.len_utf8()..];
            if !first.is_whitespace() {
                phrases.push(std::mem::take(&mut phrase));
            }
            continue;
        }
        let word = &rest[..end];
        rest = &rest[end..];
        let is_capitals = word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_capitals && word.bytes().any(|byte| byte != word.as_bytes()[0]) {
            phrase.push(word);
        } else {
            phrases.push(std::mem::take(&mut phrase));
        }
    }
    phrases.push(phrase);
    phrases
}

fn is_gap(c: char) -> bool {
    let is_mark = matches!(
        c,
        '(' | ')' | '[' | ']' | ',' | ';' | ':' | '.' | '?' | '!' | '"' | '“' | '”' | '/'
    );
    is_mark || c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn words_in_capitals_and_places_to_fill_in_are_no_abbreviations() {
        library(
            r#"
-- a.md --
---
id: SOP-001
---
DO NOT USE the CRM. Sign [QMB][DD/MM/YYYY], DD/MM/YYYY. WARNING HOT SURFACE. The pump must STAND.

Let it stand. Ask the BOM team.
"#,
        )
        .finds(
            Code::AbbreviationUndefined,
            expect![[r#"
            a.md:4:16 CRM
                `CRM` is not explained
                = write it out once, `… (CRM)`, or add it to glossary.toml
            a.md:6:23 BOM
                `BOM` is not explained
                = write it out once, `… (BOM)`, or add it to glossary.toml
        "#]],
        );
    }
}
