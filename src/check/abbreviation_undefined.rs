//! An abbreviation is explained neither in the document nor in the glossary.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Sop;
use crate::text::Span;

/// Known to every reader, so never asked for.
const PLAIN: [&str; 26] = [
    "SOP", "OK", "FAQ", "PDF", "CSV", "URL", "ID", "UK", "US", "USA", "EU", "VAT", "CEO", "CFO",
    "HR", "IT", "AM", "PM", "TV", "PC", "USB", "GMT", "UTC", "ISO", "RACI", "NB",
];

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
    for document in facts.library.controlled() {
        let texts = || document.sop.sections.iter().map(|section| &section.text);
        let mut seen = BTreeSet::new();
        for word in texts().flat_map(|text| capitals(text)) {
            if known.contains(word) || !seen.insert(word) {
                continue;
            }
            let explained = [format!("({word})"), format!("{word} (")];
            let explains = |text: &String| explained.iter().any(|form| text.contains(form));
            if !texts().any(explains) {
                let file = sources.get(&document.sop.path);
                found.extend(file.and_then(|file| finding(file, &document.sop, word)));
            }
        }
    }
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

/// Whether a word stands by itself, neither within another one nor within an id.
fn is_whole(file: &str, span: Span) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    !file[..span.start].ends_with(is_part) && !file[span.end..].starts_with(is_part)
}

/// Charts, rows and code have words of their own.
fn is_prose(sop: &Sop, span: Span) -> bool {
    let mut fences = sop.fences.iter();
    !fences.any(|fence| fence.range().contains(&span.start))
}

/// Words of two to six capitals; `SOP-SAL-003` and `CSVs` hold none.
fn capitals(text: &str) -> impl Iterator<Item = &str> {
    // Few texts hold capitals side by side, and those without are passed over at once.
    let mut pairs = text.as_bytes().windows(2);
    let has_capitals = pairs.any(|pair| pair.iter().all(u8::is_ascii_uppercase));
    let text = if has_capitals { text } else { "" };
    let is_gap = |c: char| {
        matches!(
            c,
            '(' | ')' | ',' | ';' | ':' | '.' | '?' | '!' | '"' | '“' | '”' | '/'
        ) || c.is_whitespace()
    };
    let is_capitals = |word: &&str| {
        (2..=6).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    text.split(is_gap).filter(is_capitals)
}
