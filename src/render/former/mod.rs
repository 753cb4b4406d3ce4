//! An earlier text of a document, as HTML for the current site.
//!
//! Links lead to current documents if these can be found; other links become plain text. Most of a
//! former text is usually in the current text as well. If that can be told from the text alone,
//! [`parts`] renders only what differs, with the same HTML.

mod parts;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::library::{Broken, Document, DocumentIndex, Past, Route, Target};
use crate::parse::{self, Sop};
use crate::render::blocks::Numbers;
use crate::render::{Stage, body};
use crate::source::Source;

pub(super) use parts::LaidOut;

/// A former text, as its page shows it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Former {
    pub title: String,
    pub body: String,
}

/// A former text for the page at `route`.
///
/// # Errors
/// The template of a block uses a value that its view does not have.
pub(super) fn fill(
    stage: &Stage<'_>,
    route: &Route,
    index: DocumentIndex,
    text: &str,
) -> tera::TeraResult<Former> {
    let source = Source {
        path: stage.library.document(index).sop.path.clone(),
        text: text.to_owned(),
    };
    match parts::fill(stage, route, index, &source)? {
        Some(former) => Ok(former),
        None => whole(stage, route, index, &source),
    }
}

fn whole(
    stage: &Stage<'_>,
    route: &Route,
    index: DocumentIndex,
    source: &Source,
) -> tera::TeraResult<Former> {
    let sop = parse::parse(source, &stage.config.settings.reading).sop;
    let is_here = |anchor: &str| is_in(&sop, anchor);
    let former = document(stage, index, &sop, &is_here);
    let whose = (index, &former);
    Ok(Former {
        title: sop.title.value.clone(),
        body: body::fill_of(stage, route, whose, Numbers::default(), &sop.body)?,
    })
}

/// The document with another text.
fn document(
    stage: &Stage<'_>,
    index: DocumentIndex,
    sop: &Arc<Sop>,
    is_here: &dyn Fn(&str) -> bool,
) -> Document {
    let document = stage.library.document(index);
    let lead = |written: &str| target(stage, index, is_here, written);
    Document {
        sop: Arc::clone(sop),
        links: sop.links.iter().map(|link| lead(&link.target)).collect(),
        images: sop.images.iter().map(|image| lead(&image.target)).collect(),
        source_path: document.source_path.clone(),
        meta: document.meta.clone(),
        route: document.route.clone(),
        kind: document.kind.clone(),
        review: document.review.clone(),
        past: Past::default(),
        references: Vec::new(),
        referred_by: Vec::new(),
        life: document.life.clone(),
        ..*document
    }
}

fn is_in(sop: &Sop, anchor: &str) -> bool {
    sop.headings.iter().any(|heading| heading.id == anchor)
        || sop.anchors.iter().any(|known| known == anchor)
}

/// The current target of a link in a former text.
fn target(
    stage: &Stage<'_>,
    index: DocumentIndex,
    is_here: &dyn Fn(&str) -> bool,
    written: &str,
) -> Target {
    if let Some(anchor) = written.strip_prefix('#') {
        return match is_here(anchor) {
            true => Target::Here {
                anchor: anchor.to_owned(),
            },
            false => Target::Broken(Broken::Unknown),
        };
    }
    let found = as_today(stage.library.document(index), written);
    // The anchor may no longer exist; the top of the page always does.
    match found.or_else(|| stage.library.resolve(index, written)) {
        Some(Target::Document { document, .. }) => Target::Document {
            document,
            anchor: None,
        },
        Some(target) => target,
        None => Target::Broken(Broken::Unknown),
    }
}

/// The target of the same link in the current text.
fn as_today(document: &Document, written: &str) -> Option<Target> {
    let mut links = document.sop.links.iter().zip(&document.links);
    let (_, target) = links.find(|(link, _)| link.target == written)?;
    (!matches!(target, Target::Broken(_))).then(|| target.clone())
}
