//! A document's HTML with its slots filled: links, images, role chips.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::library::{Broken, Document, DocumentIndex, Route, Target};
use crate::parse::{Body, Image, Piece};
use crate::render::blocks::Numbers;
use crate::render::{Stage, blocks, views};

/// A body of the document, or a part of it, for the page at `route`.
///
/// # Errors
/// The template of a block uses a value that its view does not have.
pub(super) fn fill(
    stage: &Stage<'_>,
    route: &Route,
    index: DocumentIndex,
    body: &Body,
) -> tera::TeraResult<String> {
    let whose = (index, stage.library.document(index));
    fill_of(stage, route, whose, Numbers::default(), body)
}

/// The same for an earlier text of a document, or a part of it: `document` replaces the one with
/// that index; `before` is the part of the page above it.
pub(super) fn fill_of(
    stage: &Stage<'_>,
    route: &Route,
    (index, document): (DocumentIndex, &Document),
    before: Numbers,
    body: &Body,
) -> tera::TeraResult<String> {
    let pieces = &body.pieces;
    let size: usize = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Html(html) => html.len(),
            Piece::Block(_) | Piece::Procedure(_) => 4096,
            _ => 48,
        })
        .sum();
    let mut out = String::with_capacity(size);
    for piece in pieces {
        match piece {
            Piece::Html(html) => out.push_str(html),
            Piece::LinkOpen(at) => open(stage, route, &document.links[*at], &mut out),
            Piece::LinkClose(at) => {
                if href(stage, route, &document.links[*at]).is_some() {
                    out.push_str("</a>");
                }
            }
            Piece::Href(at) => {
                let href = href(stage, route, &document.links[*at]);
                escape(href.as_deref().unwrap_or("#"), &mut out);
            }
            Piece::Image(at) => {
                let image = &document.sop.images[*at];
                picture(stage, route, image, &document.images[*at], &mut out);
            }
            Piece::Role(at) => {
                let mention = &document.sop.role_mentions[*at].value;
                out.push_str("<span class=\"role\">");
                escape(&views::role_name(&stage.config.roles, mention), &mut out);
                out.push_str("</span>");
            }
            Piece::TableTools { is_filterable } => {
                out.push_str(&blocks::table_tools(stage, *is_filterable)?);
            }
            Piece::Words { message, blanks } => {
                let blanks: Vec<_> = blanks.iter().map(|(name, text)| (*name, &**text)).collect();
                escape(&stage.words().filled(message, &blanks), &mut out);
            }
            Piece::Block(at) => {
                let whose = (index, document);
                out.push_str(&blocks::block(stage, route, whose, before, *at)?);
            }
            Piece::Procedure(at) => {
                let whose = (index, document);
                out.push_str(&blocks::procedure(stage, route, whose, before, *at)?);
            }
        }
    }
    Ok(out)
}

fn open(stage: &Stage<'_>, route: &Route, target: &Target, out: &mut String) {
    let Some(href) = href(stage, route, target) else {
        return;
    };
    out.push_str("<a href=\"");
    escape(&href, out);
    out.push('"');
    match target {
        Target::Document { document, .. } if stage.library.document(*document).is_withdrawn() => {
            out.push_str(" class=\"to-withdrawn\"");
        }
        Target::Outside(_) => out.push_str(" rel=\"external noopener\""),
        _ => {}
    }
    out.push('>');
}

/// The relative address; `None` for a broken link.
pub(super) fn href(stage: &Stage<'_>, route: &Route, target: &Target) -> Option<String> {
    Some(match target {
        Target::Document { document, anchor } => {
            let mut href = route.to(&stage.library.document(*document).route);
            if let Some(anchor) = anchor {
                href.push('#');
                href.push_str(&fragment(anchor));
            }
            href
        }
        Target::Asset(path) => route.to(stage.library.assets.get(path)?),
        Target::Page(page) => route.to(page),
        Target::Here { anchor } => format!("#{}", fragment(anchor)),
        Target::Outside(address) => outside(address),
        Target::Broken(Broken::Anchor { document }) => {
            route.to(&stage.library.document(*document).route)
        }
        Target::Broken(_) => return None,
    })
}

fn picture(stage: &Stage<'_>, route: &Route, image: &Image, target: &Target, out: &mut String) {
    let path = match target {
        Target::Asset(path) => path,
        Target::Outside(address) => return elsewhere(image, address, out),
        _ => return missing(image, out),
    };
    let Some(address) = stage.library.assets.get(path) else {
        return missing(image, out);
    };
    if path.is_video() {
        return video(&route.to(address), image, path.name(), out);
    }
    out.push_str("<img src=\"");
    escape(&route.to(address), out);
    out.push_str("\" alt=\"");
    escape(&image.alt, out);
    out.push('"');
    if let Some(title) = &image.title {
        out.push_str(" title=\"");
        escape(title, out);
        out.push('"');
    }
    let pixels = stage.assets.get(path).and_then(|asset| asset.pixels);
    if let Some((width, height)) = pixels {
        out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
    out.push_str(" loading=\"lazy\" decoding=\"async\">");
}

/// Plays in the page, with the browser's own controls; on paper there is a link instead.
fn video(href: &str, image: &Image, name: &str, out: &mut String) {
    let text = if image.alt.is_empty() {
        name
    } else {
        &image.alt
    };
    out.push_str("<video controls preload=\"metadata\" src=\"");
    escape(href, out);
    out.push_str("\" aria-label=\"");
    escape(text, out);
    out.push_str("\"></video><a class=\"video-file\" href=\"");
    escape(href, out);
    out.push_str("\">");
    escape(text, out);
    out.push_str("</a>");
}

/// An image on another host is shown as a link, so that the reader's browser does not fetch it.
fn elsewhere(image: &Image, address: &str, out: &mut String) {
    out.push_str("<a class=\"image-elsewhere\" href=\"");
    escape(&outside(address), out);
    out.push_str("\" rel=\"external noopener\">");
    let text = if image.alt.is_empty() {
        address
    } else {
        &image.alt
    };
    escape(text, out);
    out.push_str("</a>");
}

fn missing(image: &Image, out: &mut String) {
    out.push_str("<span class=\"image-missing\">");
    escape(&image.alt, out);
    out.push_str("</span>");
}

/// An anchor as the part of an address after `#`.
pub(super) fn fragment(anchor: &str) -> String {
    const KEEP: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'~')
        .remove(b':');
    utf8_percent_encode(anchor, KEEP).to_string()
}

/// A text as a value in the query of an address.
pub(super) fn query(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// An address on another host, with invalid characters encoded.
fn outside(address: &str) -> String {
    const FORBIDDEN: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'\\')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    utf8_percent_encode(address, FORBIDDEN).to_string()
}

/// Text for HTML, in an element or in double quotes.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
