//! Text to copy, with placeholders.

use crate::blocks::{Attributes, Fault, Fence};
use crate::diagnostic::Code;
use crate::text::Span;

/// A `template` block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateBlock {
    /// What it is: `E-mail: welcome to a new partner`.
    pub title: Option<String>,
    /// The text, in pieces.
    pub pieces: Vec<TemplatePiece>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatePiece {
    /// Plain text.
    Text(String),
    /// A placeholder, with its brackets: `[Partner name]`.
    Placeholder(String),
}

pub(super) fn parse(fence: &Fence<'_>, faults: &mut Vec<Fault>) -> Option<TemplateBlock> {
    let attributes = Attributes::parse(fence, &["title", "caption"], faults);
    if fence.body.trim().is_empty() {
        let place = fence.origin.to_file(Span::START);
        faults.push(
            Fault::new(Code::BlockEmpty, place, "a `template` block has no text")
                .help("write the text to copy"),
        );
        return None;
    }
    let title = attributes
        .text("title")
        .or_else(|| attributes.text("caption"));
    Some(TemplateBlock {
        title,
        pieces: pieces(fence.body.trim_end_matches('\n')),
    })
}

/// A placeholder is short, on one line and begins with a letter: `[x]` of a task list and `[1]` of
/// a footnote are text.
fn pieces(text: &str) -> Vec<TemplatePiece> {
    let mut pieces = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(open) = text[from..].find('[').map(|at| from + at) {
        let Some(close) = text[open..].find([']', '\n']).map(|at| open + at) else {
            break;
        };
        let inner = &text[open + 1..close];
        let is_place = text[close..].starts_with(']')
            && inner.chars().count() > 1
            && inner.chars().count() <= 60
            && inner.starts_with(char::is_alphabetic);
        if !is_place {
            from = open + 1;
            continue;
        }
        if done < open {
            pieces.push(TemplatePiece::Text(text[done..open].to_owned()));
        }
        pieces.push(TemplatePiece::Placeholder(text[open..=close].to_owned()));
        done = close + 1;
        from = done;
    }
    if done < text.len() {
        pieces.push(TemplatePiece::Text(text[done..].to_owned()));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_to_fill_in_is_marked() {
        let place = |text: &str| TemplatePiece::Placeholder(text.to_owned());
        let text = |text: &str| TemplatePiece::Text(text.to_owned());
        assert_eq!(
            pieces("Dear [First name],\n- [x] see [1] and [ä b]"),
            [
                text("Dear "),
                place("[First name]"),
                text(",\n- [x] see [1] and "),
                place("[ä b]")
            ]
        );
        assert_eq!(pieces("a [b\nc] ["), [text("a [b\nc] [")]);
    }
}
