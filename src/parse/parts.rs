//! A document cut before the headings of its chapters (`## …`), where no part needs to be read to
//! read another: for two texts of one document, most of whose parts are the same.
//!
//! In: a [`Source`]. Out: [`Parts`], or nothing where parts may depend on each other: links by
//! reference, footnotes, raw HTML, admonitions of `!!!`, steps that are chapters. What a part gives
//! by itself is what it gives in its document, but for ids that the document has twice and for the
//! numbers of blocks and procedures; who puts parts together looks after those.

use crate::config::Reading;
use crate::parse::{self, Meta, Sop, document, front_matter, writer};
use crate::source::Source;
use crate::text::Span;

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
    let cuts = cuts(&source.text[start..])?;
    let mut ends = cuts.iter().copied().chain([source.text.len() - start]);
    let mut from = 0;
    let mut spans = Vec::with_capacity(cuts.len() + 1);
    for end in &mut ends {
        spans.push(Span::new(start + from, start + end));
        from = end;
    }
    (cuts.len() > 1).then_some(Parts {
        source,
        meta,
        spans,
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
        let setting = writer::Setting {
            path,
            reading,
            file: &self.source.text,
            own_id: self.meta.id.as_ref().map(|id| id.value.as_str()),
            title: self.meta.title.as_ref().map(|title| title.value.as_str()),
        };
        let mut found = Vec::new();
        let read = document::read(&setting, span, None, &mut found);
        let has_title = read.first_heading.is_some();
        let has_other = read.headings.iter().any(|heading| heading.level == 1);
        if has_other || (at > 0 && has_title) {
            return None;
        }
        Some(parse::sop(self.source, self.meta.clone(), read, span))
    }
}

/// Where the chapters begin.
fn cuts(text: &str) -> Option<Vec<usize>> {
    let mut cuts: Vec<usize> = Vec::new();
    let mut fence: Option<Fence> = None;
    let mut next = 0;
    for line in text.split_inclusive('\n') {
        let at = next;
        next += line.len();
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.contains('\r') {
            return None;
        }
        if let Some(open) = &fence {
            if open.is_left_by(line) {
                return None;
            }
            if open.is_closed_by(line) {
                fence = None;
            }
            continue;
        }
        fence = Fence::opened_by(line);
        if fence.is_some() {
            continue;
        }
        if !is_by_itself(line) {
            return None;
        }
        if line.starts_with("## ") {
            // Chapters that are steps are one procedure.
            if line.to_ascii_lowercase().contains("step") {
                return None;
            }
            cuts.push(at);
        } else if !cuts.is_empty() && is_first_level(line) {
            return None;
        }
    }
    fence.is_none().then_some(cuts)
}

/// An open code fence.
struct Fence {
    mark: u8,
    length: usize,
    /// With one, it may stand in a list.
    indent: usize,
}

impl Fence {
    /// Those that are indented further can only stand in a list: the line after it that is not
    /// indented is out of both.
    fn opened_by(line: &str) -> Option<Fence> {
        let (indent, inner) = indented(line);
        let mark = *inner.as_bytes().first()?;
        let length = run(inner, mark);
        let is_fence =
            length >= 3 && (mark == b'~' || (mark == b'`' && !inner[length..].contains('`')));
        (is_fence && indent < 4).then_some(Fence {
            mark,
            length,
            indent,
        })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let (indent, inner) = indented(line);
        let length = run(inner, self.mark);
        indent < 4 && length >= self.length && inner[length..].trim().is_empty()
    }

    /// Whether a line ends it if it stands in a list, and not if it stands in none; or the other
    /// way round.
    fn is_left_by(&self, line: &str) -> bool {
        let (indent, inner) = indented(line);
        let is_deep_end = indent >= 4 && run(inner, self.mark) >= self.length;
        self.indent > 0 && !inner.trim().is_empty() && (indent < self.indent || is_deep_end)
    }
}

fn run(inner: &str, mark: u8) -> usize {
    inner.bytes().take_while(|byte| *byte == mark).count()
}

fn indented(line: &str) -> (usize, &str) {
    let inner = line.trim_start_matches(' ');
    (line.len() - inner.len(), inner)
}

/// Whether nothing in a line speaks to another part, or is spoken to from there.
fn is_by_itself(line: &str) -> bool {
    let opens_tag = |(at, _)| {
        let after = line[at + 1..].bytes().next();
        after.is_some_and(|byte| byte.is_ascii_alphabetic() || b"/!?".contains(&byte))
    };
    let inner = line.trim_start();
    let is_apart = ["!!!", "???"].iter().any(|mark| inner.starts_with(mark));
    !is_apart && !line.contains("]:") && !line.match_indices('<').any(opens_tag)
}

/// Whether a line is, or makes the one above, a heading of the first level.
fn is_first_level(line: &str) -> bool {
    let (indent, inner) = indented(line);
    let rest = inner.strip_prefix('#');
    let is_marked = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
    let inner = inner.trim_end();
    let is_underline = !inner.is_empty() && inner.bytes().all(|byte| byte == b'=');
    indent < 4 && (is_marked || is_underline)
}
