//! A document as parts that can be read each by itself: for two texts of one document, most of
//! whose parts are the same.
//!
//! In: a [`Source`]. Out: [`Parts`], or nothing where one part may depend on another. What a part
//! gives by itself is what it gives in its document, but for ids that the document has twice and for
//! the numbers of blocks and procedures; who puts parts together looks after those.

use std::ops::Range;

use crate::config::Reading;
use crate::language::vocabulary;
use crate::parse::{self, Meta, Sop, document, front_matter, writer};
use crate::source::Source;
use crate::text::{Chapter, Span, chapters};

/// A document that can be read a part at a time.
pub struct Parts<'s> {
    source: &'s Source,
    /// The front matter.
    pub meta: Meta,
    /// The first is what stands before any chapter, and may be empty.
    pub spans: Vec<Span>,
}

/// Cuts a document. `None` where it can only be read as a whole, or has no two chapters.
pub fn parts<'s>(source: &'s Source, reading: &Reading) -> Option<Parts<'s>> {
    let mut found = Vec::new();
    let (meta, cut) = parse::front(source, reading, &mut found);
    if cut.is_some_and(|cut: front_matter::Cut| !cut.is_first) {
        return None;
    }
    let start = cut.map_or(0, |cut| cut.span.end);
    let body = &source.text[start..];
    let chapters = chapters(body)?;
    // Chapters that are steps are one procedure.
    let nouns = &vocabulary(&reading.language).steps.nouns;
    let is_step = |chapter: &Chapter| {
        let line = body[chapter.span.clone()].lines().next();
        line.is_some_and(|line| {
            let line = line.to_lowercase();
            nouns.iter().any(|noun| line.contains(noun.as_str()))
        })
    };
    let (first, others) = chapters.split_first()?;
    if others.len() < 2 || others.iter().any(is_step) {
        return None;
    }
    let spans = [first].into_iter().chain(others).map(|chapter| {
        let Range { start: from, end } = chapter.span;
        Span::new(start + from, start + end)
    });
    Some(Parts {
        source,
        meta,
        spans: spans.collect(),
    })
}

impl<'s> Parts<'s> {
    /// The bytes of a part.
    pub fn text(&self, at: usize) -> &'s str {
        &self.source.text[self.spans[at].range()]
    }

    /// Reads a part by itself; its spans are places in the whole file. `None` where it is no part
    /// after all, because it holds another heading of the first level than the title.
    pub fn read(&self, at: usize, reading: &Reading) -> Option<Sop> {
        let span = self.spans[at];
        let path = &self.source.path;
        let shown = parse::shown(&self.meta);
        let setting = writer::Setting {
            shown: &shown,
            path,
            reading,
            file: &self.source.text,
            own_id: self.meta.id.as_ref().map(|id| id.value.as_str()),
            title: self.meta.title.as_ref().map(|title| title.value.as_str()),
        };
        let mut found = Vec::new();
        let read = document::read(&setting, span, None, &mut found);
        let has_title = read.first_heading.is_some();
        let has_other = read
            .content
            .headings
            .iter()
            .any(|heading| heading.level == 1);
        if has_other || (at > 0 && has_title) {
            return None;
        }
        Some(parse::sop(self.source, self.meta.clone(), read, span))
    }
}
