//! The HTML of a body while it is being written, with the slots in it.
//!
//! Tags and texts are HTML; what sopress makes itself and no sanitiser may touch is an island.

use crate::parse::html::escape_into;
use crate::parse::{Body, Piece, elements};

/// A stretch of output.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Tags and texts.
    Html(String),
    /// Finished HTML of our own, with slots in it.
    Island {
        pieces: Vec<Piece>,
        /// Whether it stands between blocks, not in a line of text.
        is_block: bool,
    },
    /// A slot.
    Slot(Piece),
}

/// Raw elements open at one time; deeper ones are left out.
const DEEPEST_RAW: usize = 100;

/// Output in reading order.
#[derive(Debug, Default)]
pub struct Output {
    pub parts: Vec<Part>,
    /// Whether it holds raw HTML of the author.
    pub has_raw: bool,
    /// Raw elements that are open.
    open: Vec<RawElement>,
    /// Raw elements left out because too many were open.
    left_out: usize,
}

/// A raw element of the author, and how many of our own elements are open around it.
#[derive(Debug)]
struct RawElement {
    name: String,
    depth: usize,
}

impl Output {
    /// Tags.
    pub fn html(&mut self, html: &str) {
        self.last_html().push_str(html);
    }

    /// Text of the author.
    pub fn text(&mut self, text: &str) {
        escape_into(text, self.last_html());
    }

    fn last_html(&mut self) -> &mut String {
        if !matches!(self.parts.last(), Some(Part::Html(_))) {
            self.parts.push(Part::Html(String::new()));
        }
        match self.parts.last_mut() {
            Some(Part::Html(html)) => html,
            _ => unreachable!("the last part was just made HTML"),
        }
    }

    /// HTML of our own, within a line of text.
    pub fn inline(&mut self, pieces: Vec<Piece>) {
        self.parts.push(Part::Island {
            pieces,
            is_block: false,
        });
    }

    /// HTML of our own, between blocks.
    pub fn block(&mut self, pieces: Vec<Piece>) {
        self.parts.push(Part::Island {
            pieces,
            is_block: true,
        });
    }

    /// A slot.
    pub fn slot(&mut self, piece: Piece) {
        self.parts.push(Part::Slot(piece));
    }

    /// Opens a raw element inside of `depth` elements of our own.
    pub fn open_raw(&mut self, name: String, html: &str, depth: usize) {
        if !elements::VOID.contains(&name.as_str()) {
            if self.open.len() >= DEEPEST_RAW {
                self.left_out += 1;
                return;
            }
            self.open.push(RawElement { name, depth });
        }
        self.has_raw = true;
        self.html(html);
    }

    /// Closes the innermost raw element of a name, if one is open.
    pub fn close_raw(&mut self, name: &str) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        if let Some(open) = self.open.iter().rposition(|open| open.name == name) {
            self.open.remove(open);
            self.html(&format!("</{name}>"));
        }
    }

    /// Closes the raw elements that were opened inside of at least `depth` elements of our own: an
    /// author's `<b>` without an end stops at the end of its paragraph.
    pub fn close_raw_within(&mut self, depth: usize) {
        while let Some(open) = self.open.pop_if(|open| open.depth >= depth) {
            self.html(&format!("</{}>", open.name));
        }
    }

    /// The parts as they are.
    pub fn finish(self) -> Body {
        let mut pieces = Vec::new();
        for part in self.parts {
            match part {
                Part::Html(html) => push_html(&mut pieces, &html),
                Part::Island { pieces: own, .. } => push_all(&mut pieces, &own),
                Part::Slot(piece) => pieces.push(piece),
            }
        }
        // Bodies are kept as long as the library: what they reserved to grow is given back.
        for piece in &mut pieces {
            if let Piece::Html(html) = piece {
                html.shrink_to_fit();
            }
        }
        pieces.shrink_to_fit();
        Body { pieces }
    }
}

/// Appends HTML to the last stretch of it.
pub fn push_html(pieces: &mut Vec<Piece>, html: &str) {
    if html.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(Piece::Html(before)) => before.push_str(html),
        _ => pieces.push(Piece::Html(html.to_owned())),
    }
}

/// Appends pieces, so that HTML stays in one stretch.
pub fn push_all(pieces: &mut Vec<Piece>, more: &[Piece]) {
    for piece in more {
        match piece {
            Piece::Html(html) => push_html(pieces, html),
            slot => pieces.push(slot.clone()),
        }
    }
}
