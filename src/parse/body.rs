//! Finished HTML but for what depends on other files.

/// A document's body, to be filled in when the whole library is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// In reading order.
    pub pieces: Vec<Piece>,
}

/// A stretch of finished HTML, or a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Sanitised HTML.
    Html(String),
    /// Where a link's `<a>` opens; nothing is opened when its target is unknown.
    LinkOpen(usize),
    /// Where it closes.
    LinkClose(usize),
    /// A link's bare address, inside an attribute (a node of a drawn chart).
    Href(usize),
    /// A whole `<img>`; its width and height come from the file.
    Image(usize),
    /// A whole role chip; the index is into `Sop::role_mentions`.
    Role(usize),
    /// A block, drawn when the whole library is known; the index is into `Sop::blocks`.
    Block(usize),
    /// The steps of a procedure; the index is into `Sop::procedures`.
    Procedure(usize),
    /// The tools of a table that its author asked to be sorted or filtered.
    TableTools { is_filterable: bool },
    /// Words of the interface, which stand in the theme's catalogue: as text, or in an attribute.
    Words {
        /// The message's name.
        message: &'static str,
        /// What fills its blanks.
        blanks: Vec<(&'static str, String)>,
    },
}

impl Piece {
    /// HTML of our own.
    pub fn html(html: impl Into<String>) -> Piece {
        Piece::Html(html.into())
    }

    /// A message without blanks.
    pub fn words(message: &'static str) -> Piece {
        Piece::Words {
            message,
            blanks: Vec::new(),
        }
    }
}
