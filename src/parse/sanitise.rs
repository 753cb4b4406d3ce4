//! A body that holds raw HTML, made safe and well formed as a whole.
//!
//! In: output with raw HTML in it. Out: a body in which every element is allowed and closed.
//! Slots and islands pass through as marks that carry a fingerprint of the text itself, so that
//! no text can hold a mark.

use std::collections::{HashMap, HashSet};

use ammonia::Builder;
use sha2::{Digest, Sha256};

use crate::parse::elements::{ATTRIBUTES, ELEMENTS};
use crate::parse::output::{Output, Part, push_all, push_html};
use crate::parse::{Body, Piece};

/// Cleans `output`; `text` is the source it was made of.
pub fn clean(output: Output, text: &str) -> Body {
    let mark = format!("x-{}-", fingerprint(text));
    let mut html = String::new();
    let mut kept: Vec<Part> = Vec::new();
    for part in output.parts {
        let at = kept.len();
        match &part {
            Part::Html(stretch) => {
                html.push_str(stretch);
                continue;
            }
            Part::Island { is_block: true, .. }
            | Part::Slot(Piece::Block(_) | Piece::Procedure(_) | Piece::TableTools { .. }) => {
                html.push_str(&format!("<hr id=\"{mark}{at}\">"));
            }
            Part::Slot(Piece::LinkOpen(_)) => {
                html.push_str(&format!("<a href=\"{mark}{at}\">"));
            }
            Part::Slot(Piece::LinkClose(_)) => {
                html.push_str("</a>");
                continue;
            }
            _ => html.push_str(&format!("<img src=\"{mark}{at}\">")),
        }
        kept.push(part);
    }
    let clean = allowing().clean(&html).to_string();
    split(&clean, &mark, &kept)
}

fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest[..12]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn allowing() -> Builder<'static> {
    let ours = ["input", "label"];
    let tags: HashSet<&str> = ELEMENTS.iter().copied().chain(ours).collect();
    let generic: HashSet<&str> = ATTRIBUTES
        .iter()
        .copied()
        .chain([
            "tabindex",
            "aria-label",
            "aria-hidden",
            "aria-labelledby",
            "data-type",
            "data-value",
        ])
        .collect();
    let own = |names: &[&'static str]| names.iter().copied().collect::<HashSet<_>>();
    let mut builder = Builder::empty();
    builder
        .tags(tags)
        .clean_content_tags(own(&["script", "style"]))
        .generic_attributes(generic)
        .tag_attributes(HashMap::from([
            ("a", own(&["href"])),
            ("img", own(&["src"])),
        ]))
        .url_schemes(own(&["http", "https", "mailto", "tel"]))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    builder
}

/// Puts slots and islands back where their marks stand.
fn split(clean: &str, mark: &str, kept: &[Part]) -> Body {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = clean;
    let mut open: Option<usize> = None;
    loop {
        let next_mark = rest.find(mark);
        let next_close = open.and_then(|_| rest.find("</a>"));
        let is_close = match (next_mark, next_close) {
            (None, None) => break,
            (Some(mark), Some(close)) => close < mark,
            (None, Some(_)) => true,
            (Some(_), None) => false,
        };
        if is_close {
            let at = next_close.expect("the close was found");
            push_html(&mut pieces, &rest[..at]);
            pieces.extend(open.take().map(Piece::LinkClose));
            rest = &rest[at + "</a>".len()..];
            continue;
        }
        let at = next_mark.expect("the mark was found");
        let tag = rest[..at].rfind('<').unwrap_or(at);
        push_html(&mut pieces, &rest[..tag]);
        let after = &rest[at + mark.len()..];
        let digits = after
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len());
        let part = after[..digits]
            .parse()
            .ok()
            .and_then(|at: usize| kept.get(at));
        match part {
            Some(Part::Island { pieces: own, .. }) => push_all(&mut pieces, own),
            Some(Part::Html(html)) => push_html(&mut pieces, html),
            Some(Part::Slot(piece)) => {
                if let Piece::LinkOpen(link) = piece {
                    open = Some(*link);
                }
                pieces.push(piece.clone());
            }
            None => {}
        }
        rest = match after.find('>') {
            Some(end) => &after[end + 1..],
            None => "",
        };
    }
    push_html(&mut pieces, rest);
    Body { pieces }
}
