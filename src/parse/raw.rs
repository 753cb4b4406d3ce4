//! The raw HTML of a document: what of it may stay, and the links, images and ids in it.
//!
//! In: a stretch of HTML as the author wrote it. Out: a sequence of harmless tags and texts, and
//! what was taken out. Does not balance the tags: [`crate::parse::sanitise`] does.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use crate::parse::elements::{ATTRIBUTES, ELEMENTS, VOID, WITH_CONTENT, is_html};
use crate::parse::html::escape_into;

/// A part of raw HTML, at an offset of the stretch it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// HTML that may stay.
    Html(String),
    /// Text between tags, not yet escaped.
    Text(String),
    /// An element opens.
    Open { name: String, html: String },
    /// An element closes.
    Close { name: String },
    /// A link opens.
    Link {
        target: String,
        at: usize,
        end: usize,
    },
    /// A link, or an anchor without a target, closes.
    LinkEnd,
    /// An image.
    Image {
        target: String,
        alt: String,
        title: Option<String>,
        at: usize,
        end: usize,
    },
    /// Something that is no HTML, or a comment without an end: shown as its author wrote it.
    Shown {
        written: String,
        at: usize,
        end: usize,
    },
    /// Something that was taken out, as a reader of the finding knows it.
    Removed { what: String, at: usize, end: usize },
    /// An id that links may point at.
    Id(String),
}

/// Reads a stretch of raw HTML. `trusts`: everything stays but links and images, which take
/// part in checking all the same.
pub fn read(html: &str, trusts: bool) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut skipped: Option<(String, usize)> = None;
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut read = 0;
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        read = end_of(&token).unwrap_or(read);
        match token {
            Token::StartTag(tag) => {
                let name = text_of(&tag.name);
                match &mut skipped {
                    Some((of, depth)) => {
                        if *of == name && !tag.self_closing {
                            *depth += 1;
                        } else if of == "video" && name == "source" {
                            let is_first = !matches!(parts.last(), Some(Part::Image { .. }));
                            parts.extend(film(&tag).filter(|_| is_first));
                        }
                    }
                    None => start(tag, name, html, trusts, &mut parts, &mut skipped),
                }
            }
            Token::EndTag(tag) => {
                let name = text_of(&tag.name);
                match &mut skipped {
                    Some((of, depth)) if *of == name => {
                        *depth -= 1;
                        if *depth == 0 {
                            skipped = None;
                        }
                    }
                    Some(_) => {}
                    None if name == "a" => parts.push(Part::LinkEnd),
                    None if (trusts || ELEMENTS.contains(&name.as_str()))
                        && !VOID.contains(&name.as_str()) =>
                    {
                        parts.push(Part::Close { name });
                    }
                    None if trusts || is_html(&name) => {}
                    None => {
                        let (at, end) = (tag.span.start, tag.span.end);
                        parts.extend(shown(html, at, end));
                    }
                }
            }
            Token::String(string) if skipped.is_none() => {
                parts.push(match html.get(string.span.start..string.span.end) {
                    Some(written) if trusts => Part::Html(written.to_owned()),
                    _ => Part::Text(text_of(&string.value)),
                });
            }
            Token::Comment(comment) if skipped.is_none() => {
                let (at, end) = (comment.span.start, comment.span.end);
                let written = html.get(at..end).unwrap_or_default();
                if !is_comment(written) {
                    parts.extend(shown(html, at, end));
                } else if trusts {
                    parts.push(Part::Html(written.to_owned()));
                }
            }
            _ => {}
        }
    }
    if skipped.is_none()
        && let Some(rest) = html.get(read..)
    {
        parts.push(Part::Text(rest.to_owned()));
    }
    parts
}

/// A stretch as its author wrote it.
fn shown(html: &str, at: usize, end: usize) -> Option<Part> {
    let written = html.get(at..end)?.to_owned();
    Some(Part::Shown { written, at, end })
}

/// Whether this is a whole comment: one without an end would hide all that follows.
pub fn is_comment(written: &str) -> bool {
    written.starts_with("<!--") && written.len() >= "<!-->".len() && written.ends_with("->")
}

/// Where a token ends; what follows the last one is a tag that never ends, and is shown as text.
fn end_of(token: &Token<usize>) -> Option<usize> {
    match token {
        Token::StartTag(tag) => Some(tag.span.end),
        Token::EndTag(tag) => Some(tag.span.end),
        Token::String(text) => Some(text.span.end),
        Token::Comment(comment) => Some(comment.span.end),
        Token::Doctype(doctype) => Some(doctype.span.end),
        Token::Error(_) => None,
    }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn start(
    tag: StartTag<usize>,
    name: String,
    html: &str,
    trusts: bool,
    parts: &mut Vec<Part>,
    skipped: &mut Option<(String, usize)>,
) {
    let (at, end) = (tag.span.start, tag.span.end);
    let attribute = |wanted: &str| {
        tag.attributes
            .iter()
            .find(|(key, _)| key.as_slice() == wanted.as_bytes())
            .map(|(_, value)| text_of(&value.value))
    };
    for id in [attribute("id"), attribute("name").filter(|_| name == "a")] {
        parts.extend(id.filter(|id| !id.is_empty()).map(Part::Id));
    }
    if name == "a"
        && let Some(target) = attribute("href")
    {
        parts.push(Part::Link { target, at, end });
    } else if name == "video" {
        // Tells a picture before the video from what its first `<source>` plays.
        parts.push(Part::Html(String::new()));
        parts.extend(film(&tag));
        if !tag.self_closing {
            *skipped = Some((name, 1));
        }
        return;
    } else if name == "iframe"
        && !trusts
        && let Some(target) = attribute("src").filter(|source| !source.is_empty())
    {
        let title = attribute("title").filter(|title| !title.is_empty());
        let text = title.unwrap_or_else(|| target.clone());
        parts.push(Part::Link { target, at, end });
        parts.extend([Part::Text(text), Part::LinkEnd]);
        if !tag.self_closing {
            *skipped = Some((name, 1));
        }
        return;
    } else if name == "img"
        && let Some(target) = attribute("src")
    {
        parts.push(Part::Image {
            target,
            alt: attribute("alt").unwrap_or_default(),
            title: attribute("title"),
            at,
            end,
        });
    } else if trusts {
        let written = html.get(at..end).unwrap_or_default().to_owned();
        parts.push(Part::Open {
            name,
            html: written,
        });
        return;
    } else if ELEMENTS.contains(&name.as_str()) {
        let open = rebuilt(&tag, &name);
        parts.push(Part::Open {
            name: name.clone(),
            html: open,
        });
    } else if !is_html(&name) {
        parts.extend(shown(html, at, end));
        return;
    } else {
        let what = format!("`<{name}>`");
        parts.push(Part::Removed { what, at, end });
        if WITH_CONTENT.contains(&name.as_str()) && !tag.self_closing {
            *skipped = Some((name, 1));
        }
        return;
    }
    if !trusts {
        removed_attributes(&tag, &name, at, end, parts);
    }
}

/// What a `<video>`, or a `<source>` in one, plays. Its text for browsers without video is dropped:
/// the page has a link to the file.
fn film(tag: &StartTag<usize>) -> Option<Part> {
    let attribute = |name: &[u8]| {
        let value = tag.attributes.get(name)?;
        Some(text_of(&value.value))
    };
    let target = attribute(b"src").filter(|source| !source.is_empty())?;
    let name = target.rsplit('/').next().unwrap_or(&target).to_owned();
    Some(Part::Image {
        alt: attribute(b"title").unwrap_or(name),
        target,
        title: None,
        at: tag.span.start,
        end: tag.span.end,
    })
}

/// The tag with only the attributes that may stay.
fn rebuilt(tag: &StartTag<usize>, name: &str) -> String {
    let mut out = format!("<{name}");
    for (key, value) in &tag.attributes {
        let key = text_of(key);
        let key = if key == "name" && name == "a" {
            "id"
        } else {
            &key
        };
        if ATTRIBUTES.contains(&key) && (key != "name") {
            out.push(' ');
            out.push_str(key);
            out.push_str("=\"");
            escape_into(&text_of(&value.value), &mut out);
            out.push('"');
        }
    }
    out.push('>');
    out
}

fn removed_attributes(
    tag: &StartTag<usize>,
    name: &str,
    at: usize,
    end: usize,
    parts: &mut Vec<Part>,
) {
    for key in tag.attributes.keys() {
        let key = text_of(key);
        let is_read = match name {
            "a" => matches!(key.as_str(), "href" | "rel" | "target" | "name"),
            "img" => matches!(key.as_str(), "src" | "alt" | "loading" | "srcset"),
            _ => false,
        };
        if !is_read && !ATTRIBUTES.contains(&key.as_str()) {
            let what = format!("`{key}` of `<{name}>`");
            parts.push(Part::Removed { what, at, end });
        }
    }
}
