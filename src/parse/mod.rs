//! One source file to one SOP: all the work that needs no other file.
//!
//! In: a [`Source`] and the [`Reading`] settings.
//! Out: [`Parsed`]; the same text gives the same value. Knows no other document, no role list,
//! no date of today: what depends on those stands in the [`Body`] as a slot.
//!
//! ```text
//! front_matter   text -> where the fields stand      dialect (above)  text -> tokens
//! yaml, toml     fields -> one tree                  outline          headings -> ids, title
//! fields         tree -> Meta                        chapters         procedures, questions, objectives
//!                                                    writer           tokens -> HTML with slots
//!                                                    sanitise         raw HTML -> harmless HTML
//! ```

mod admonitions;
mod body;
mod brief;
mod capture;
mod chapters;
mod document;
mod elements;
mod fences;
mod fields;
mod footnotes;
mod front_matter;
mod headings;
mod highlight;
mod html;
mod inline;
mod links;
mod meta;
mod node;
mod objectives;
mod outline;
mod output;
mod parts;
mod placed;
mod prose;
mod questions;
mod raw;
mod records;
mod sanitise;
mod sop;
mod status;
pub mod steps;
mod tables;
#[cfg(test)]
mod tests;
mod toml;
mod values;
mod writer;
mod yaml;

pub use body::{Body, Piece};
pub use brief::{is_in_the_making, name_in, names_of, stated_version};
pub use fields::canonical;
pub use meta::{
    Approver, Change, ChangeKind, DocumentStatus, Meta, Outcome, Review, ReviewExemption, Standard,
    Training,
};
pub use objectives::stated;
pub use parts::{Parts, parts};
pub use sop::{Answer, Content, Heading, Image, Link, LinkForm, Parsed, PlacedBlock, Sop};

use std::sync::Arc;

use crate::config::Reading;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::source::{FilePath, Source};
use crate::text::{At, Section, Span};

/// Reads a document. Never fails: what cannot be read is a finding.
pub fn parse(source: &Source, reading: &Reading) -> Parsed {
    let mut found = Vec::new();
    let text = source.text.as_str();
    let (meta, cut) = front(source, reading, &mut found);
    let start = cut.filter(|cut| cut.is_first).map_or(0, |cut| cut.span.end);
    let left_out = cut.filter(|cut| !cut.is_first).map(|cut| cut.span);
    let shown = shown(&meta);
    let setting = writer::Setting {
        shown: &shown,
        path: &source.path,
        reading,
        file: text,
        own_id: meta.id.as_ref().map(|id| id.value.as_str()),
        title: meta.title.as_ref().map(|title| title.value.as_str()),
    };
    let span = Span::new(start, text.len());
    let read = document::read(&setting, span, left_out, &mut found);
    let has_title = meta.title.is_some() || read.first_heading.is_some();
    if !has_title && !text.trim().is_empty() {
        found.push(no_title(source));
    }
    for one in &mut found {
        one.place.span = one.place.span.on_characters(text);
    }
    diagnostic::sort(&mut found);
    Parsed {
        sop: Arc::new(sop(source, meta, read, span)),
        diagnostics: found,
    }
}

/// Whom a front matter names as one who owns, approves or must know the document.
fn shown(meta: &Meta) -> Vec<String> {
    let training = meta
        .training
        .iter()
        .flat_map(|training| &training.value.required_for);
    let approvers = meta
        .approvers
        .iter()
        .filter_map(|approver| approver.role.as_ref());
    let names = meta
        .owner
        .iter()
        .chain(&meta.audience)
        .chain(training)
        .chain(approvers);
    names.map(|name| name.value.clone()).collect()
}

/// The front matter of a document, and where it stands.
fn front(
    source: &Source,
    reading: &Reading,
    found: &mut Vec<Diagnostic>,
) -> (Meta, Option<front_matter::Cut>) {
    let (path, text) = (&source.path, source.text.as_str());
    let is_known = |key: &str| fields::is_known(key, reading);
    let cut = front_matter::cut(text, path, &is_known, found);
    let mut meta = Meta::default();
    if let Some(cut) = cut {
        meta = match cut.form {
            front_matter::Form::Yaml => {
                let read = yaml::read(&text[cut.inner.range()], cut.inner.start, path, found);
                fields::read(&read.entries, read.is_sound, reading, path, found)
            }
            front_matter::Form::Toml => {
                let read = toml::read(&text[cut.inner.range()], cut.inner.start, path, found);
                fields::read(&read.entries, read.is_sound, reading, path, found)
            }
        };
        meta.span = cut.span;
        meta.inner = cut.inner;
        meta.is_present = cut.is_first;
    }
    (meta, cut)
}

/// What was read of a document, or of a part of it.
fn sop(source: &Source, meta: Meta, read: document::Read, body_span: Span) -> Sop {
    let stated = meta.title.clone().or(read.first_heading);
    Sop {
        path: source.path.clone(),
        title: stated
            .unwrap_or_else(|| At::new(title_of_name(&name_for_title(&source.path)), Span::START)),
        meta,
        content: read.content,
        words: words(&read.sections),
        sections: read.sections.into(),
        body: read.body,
        body_span,
    }
}

fn words(sections: &[Section]) -> usize {
    let texts = sections.iter().map(|section| section.text.as_bytes());
    // One space stands between two words of a section's text, and none around.
    let words = texts.map(|text| match text {
        [] => 0,
        _ => text.iter().filter(|byte| **byte == b' ').count() + 1,
    });
    words.sum()
}

/// Reads a folder's `_defaults.toml`: the front matter that the documents below it inherit.
pub fn defaults(source: &Source, reading: &Reading) -> (Meta, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let read = toml::read(&source.text, 0, &source.path, &mut found);
    let mut meta = fields::read(
        &read.entries,
        read.is_sound,
        reading,
        &source.path,
        &mut found,
    );
    meta.span = Span::new(0, source.text.len());
    meta.inner = meta.span;
    meta.is_present = true;
    diagnostic::sort(&mut found);
    (meta, found)
}

fn no_title(source: &Source) -> Diagnostic {
    let message = format!(
        "the document has no title; `{}` is used",
        name_for_title(&source.path)
    );
    Diagnostic::new(Code::TitleMissing, &source.path, Span::START, message)
        .help("add `title` to the front matter, or a first heading `# …`")
}

/// The file's name; of a section page the folder's, since `_index` says nothing to a reader.
fn name_for_title(path: &FilePath) -> String {
    let stem = path.stem();
    let folder = path
        .folder()
        .filter(|_| stem.eq_ignore_ascii_case("_index"));
    folder.map_or(stem.to_owned(), |folder| folder.name().to_owned())
}

/// `lead-qualification` as `Lead qualification`.
fn title_of_name(stem: &str) -> String {
    let words: Vec<&str> = stem
        .split(['-', '_', ' '])
        .filter(|word| !word.is_empty())
        .collect();
    let title = words.join(" ");
    let mut letters = title.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => stem.to_owned(),
    }
}
