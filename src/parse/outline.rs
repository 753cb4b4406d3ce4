//! The headings of a body, before anything is written: the title, ids and levels.
//!
//! In: tokens. Out: which heading is the title, and for each other one its id, its text and the
//! level at which a page shows it: never below 2 (the title is 1) and never skipping one.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, HeadingLevel, Tag};

use crate::dialect::{Token, plain};
use crate::text::{At, Slugs};

/// What is known of the headings in advance.
pub struct Outline {
    /// The heading that gave the title, or repeats it: its token.
    pub title: Option<usize>,
    /// The text of the first heading of level 1.
    pub first: Option<At<String>>,
    /// By token.
    pub headings: BTreeMap<usize, Planned>,
    /// The ids that are left for steps, list items and footnotes.
    pub slugs: Slugs,
    /// The id that the title's heading has on GitHub; here it means the page's top.
    pub title_id: Option<String>,
}

/// A heading before it is written.
pub struct Planned {
    /// As written.
    pub level: u8,
    /// As shown.
    pub shown: u8,
    pub id: String,
    pub text: String,
}

/// Reads the headings. `title`: the one that the front matter gives; `id`: the document's own;
/// `slugs`: the ids that the page has already.
pub fn read(
    tokens: &[Token<'_>],
    ends: &[usize],
    title: Option<&str>,
    id: Option<&str>,
    slugs: Slugs,
) -> Outline {
    let mut outline = Outline {
        title: None,
        first: None,
        headings: BTreeMap::new(),
        slugs,
        title_id: None,
    };
    let mut depth = 0usize;
    let mut found: Vec<(usize, u8, Option<String>, String)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match &token.event {
            Event::Start(Tag::Heading { level, .. }) => {
                let text = plain(&tokens[at..ends[at]]);
                let explicit = token.attributes.as_ref().and_then(|list| list.id.clone());
                let is_first = *level == HeadingLevel::H1 && depth == 0 && outline.first.is_none();
                if is_first && !text.is_empty() {
                    outline.first = Some(At::new(text.clone(), token.span));
                    let is_title = title.is_none_or(|title| repeats(&text, title, id));
                    if is_title {
                        outline.title = Some(at);
                    }
                }
                found.push((at, *level as u8, explicit, text));
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    give_ids(found, &mut outline);
    outline
}

/// Ids that authors chose come first: links to them must not break because of a heading before.
fn give_ids(found: Vec<(usize, u8, Option<String>, String)>, outline: &mut Outline) {
    let explicit: Vec<Option<String>> = found
        .iter()
        .map(|(_, _, id, _)| {
            let id = id.as_deref().filter(|id| !id.is_empty())?;
            Some(outline.slugs.unique(id))
        })
        .collect();
    let mut open: Vec<u8> = Vec::new();
    for ((at, level, _, text), id) in found.into_iter().zip(explicit) {
        let id = id.unwrap_or_else(|| outline.slugs.of_heading(&text));
        if outline.title == Some(at) {
            outline.title_id = Some(id);
            continue;
        }
        while open.last().is_some_and(|above| *above >= level) {
            open.pop();
        }
        open.push(level);
        let shown = (open.len() + 1).min(6) as u8;
        let planned = Planned {
            level,
            shown,
            id,
            text,
        };
        outline.headings.insert(at, planned);
    }
}

/// Whether a first heading only says again what the front matter says: the title itself, the
/// title after the document's id, or a template's place for it.
fn repeats(heading: &str, title: &str, id: Option<&str>) -> bool {
    let fold = |text: &str| {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ")
    };
    let heading = fold(heading);
    if is_placeholder(&heading) {
        return true;
    }
    let rest = id.and_then(|id| heading.strip_prefix(&fold(id)));
    let rest = rest.map(|rest| rest.trim_start_matches([' ', ':', '-', '–', '—', '.', '|']));
    heading == fold(title) || rest == Some(&fold(title))
}

/// Whether a heading is nothing but a template's place for the title: `<%= title %>`, `{{ title }}`.
fn is_placeholder(heading: &str) -> bool {
    let is = |open: &str, close: &str| {
        let inner = heading
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close));
        inner.is_some_and(|inner| !inner.contains(open) && !inner.contains(close))
    };
    is("<%", "%>") || is("{{", "}}")
}
