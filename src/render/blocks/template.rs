//! Text to copy.

use serde::Serialize;

use crate::blocks::{TemplateBlock, TemplatePiece};

/// What `templates/blocks/template.html` may see.
#[derive(Serialize)]
pub(super) struct TemplateView {
    title: Option<String>,
    pieces: Vec<PieceView>,
}

#[derive(Serialize)]
struct PieceView {
    text: String,
    /// Whether it is a placeholder.
    is_place: bool,
}

pub(super) fn view(block: &TemplateBlock) -> TemplateView {
    let piece = |piece: &TemplatePiece| match piece {
        TemplatePiece::Text(text) => PieceView {
            text: text.clone(),
            is_place: false,
        },
        TemplatePiece::Placeholder(text) => PieceView {
            text: text.clone(),
            is_place: true,
        },
    };
    TemplateView {
        title: block.title.clone(),
        pieces: block.pieces.iter().map(piece).collect(),
    }
}
