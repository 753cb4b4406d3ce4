//! A text that a document had before, as HTML for today's site.
//!
//! Links lead to today's documents where those can be found; the others are plain text.

use std::sync::Arc;

use crate::library::{Broken, Document, DocumentIndex, Past, Route, Target};
use crate::parse::{self, Sop};
use crate::render::{Stage, body};
use crate::source::Source;

/// A former text, as far as its page shows it.
pub(super) struct Former {
    pub title: String,
    pub body: String,
}

/// A former text for the page at `route`.
///
/// # Errors
/// A block's template that asks for something its view does not hold.
pub(super) fn fill(
    stage: &Stage<'_>,
    route: &Route,
    index: DocumentIndex,
    text: &str,
) -> tera::TeraResult<Former> {
    let document = stage.library.document(index);
    let source = Source {
        path: document.sop.path.clone(),
        text: text.to_owned(),
    };
    let parsed = parse::parse(&source, &stage.config.settings.reading);
    let sop = parsed.sop;
    let links = sop.links.iter();
    let links: Vec<Target> = links
        .map(|link| target(stage, index, &sop, &link.target))
        .collect();
    let images = sop.images.iter();
    let images: Vec<Target> = images
        .map(|image| target(stage, index, &sop, &image.target))
        .collect();
    let former = Document {
        sop: Arc::clone(&sop),
        links,
        images,
        source_path: document.source_path.clone(),
        meta: document.meta.clone(),
        route: document.route.clone(),
        kind: document.kind.clone(),
        review: document.review.clone(),
        past: Past::default(),
        references: Vec::new(),
        referred_by: Vec::new(),
        ..*document
    };
    Ok(Former {
        title: sop.title.value.clone(),
        body: body::fill_of(stage, route, index, &former, &sop.body)?,
    })
}

fn target(stage: &Stage<'_>, index: DocumentIndex, sop: &Sop, written: &str) -> Target {
    if let Some(anchor) = written.strip_prefix('#') {
        let is_there = sop.headings.iter().any(|heading| heading.id == anchor)
            || sop.anchors.iter().any(|known| known == anchor);
        return match is_there {
            true => Target::Here {
                anchor: anchor.to_owned(),
            },
            false => Target::Broken(Broken::Unknown),
        };
    }
    // An anchor of then may not be there today; the top of the page always is.
    match stage.resolve(index, written) {
        Some(Target::Document { document, .. }) => Target::Document {
            document,
            anchor: None,
        },
        Some(target) => target,
        None => Target::Broken(Broken::Unknown),
    }
}
