//! Links between nodes: `-->`, `-.->`, `==>`, `~~~`, their longer forms, their tips, and the two
//! places where their text can stand. Follows Mermaid's lexer: a link includes the white space
//! around it.

use std::ops::Range;

use crate::diagram::flow::chart::{Line, Tip};
use crate::diagram::label::Label;
use crate::diagram::mermaid::cursor::Cursor;

/// A whole link without text, such as `-->`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrow {
    pub line: Line,
    pub tips: (Tip, Tip),
    pub length: u8,
}

/// The first half of a link with its text inside, such as `--` in `-- yes -->`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    pub line: Line,
    pub tip: Tip,
}

/// A link as written between two lists of nodes.
pub struct WrittenLink {
    pub arrow: Arrow,
    pub label: Label,
    pub span: Range<usize>,
    /// The `e1` of `e1@-->`.
    pub id: Option<String>,
}

/// Consumes a whole link with the white space around it. Returns the span of the link itself.
pub fn whole(cursor: &mut Cursor<'_>) -> Option<(Arrow, Range<usize>)> {
    let mut ahead = cursor.clone();
    ahead.skip_space();
    let start = ahead.at;
    let arrow = [Line::Solid, Line::Thick, Line::Dotted, Line::Invisible]
        .into_iter()
        .find_map(|line| shaft(&mut ahead, line))?;
    let span = start..ahead.at;
    ahead.skip_space();
    *cursor = ahead;
    Some((arrow, span))
}

/// Consumes the second half of a link with this kind of line, and the white space around it.
pub fn closing(cursor: &mut Cursor<'_>, line: Line) -> Option<Arrow> {
    let mut ahead = cursor.clone();
    ahead.skip_space();
    let arrow = shaft(&mut ahead, line)?;
    ahead.skip_space();
    *cursor = ahead;
    Some(arrow)
}

/// Consumes the first half of a link that contains its text.
pub fn opening(cursor: &mut Cursor<'_>) -> Option<(Opening, Range<usize>)> {
    let mut ahead = cursor.clone();
    ahead.skip_space();
    let start = ahead.at;
    let tip = first_tip(&mut ahead);
    let line = [
        ("--", Line::Solid),
        ("==", Line::Thick),
        ("-.", Line::Dotted),
    ]
    .into_iter()
    .find(|(sign, _)| ahead.eat(sign))?
    .1;
    let span = start..ahead.at;
    ahead.skip_space();
    *cursor = ahead;
    Some((Opening { line, tip }, span))
}

fn shaft(cursor: &mut Cursor<'_>, line: Line) -> Option<Arrow> {
    let mut ahead = cursor.clone();
    if line == Line::Invisible {
        let count = eat_all(&mut ahead, '~');
        if count < 3 {
            return None;
        }
        *cursor = ahead;
        return Some(Arrow {
            line,
            tips: (Tip::None, Tip::None),
            length: length(count - 2),
        });
    }
    let first = first_tip(&mut ahead);
    let (end, count) = match line {
        Line::Dotted => dots(&mut ahead)?,
        Line::Thick => strokes(&mut ahead, '=')?,
        _ => strokes(&mut ahead, '-')?,
    };
    // A tip at the start counts only when the same tip ends the link.
    let first = if first == end { first } else { Tip::None };
    *cursor = ahead;
    Some(Arrow {
        line,
        tips: (first, end),
        length: length(count),
    })
}

fn length(count: usize) -> u8 {
    u8::try_from(count.clamp(1, 10)).expect("at most ten")
}

/// `--` or more, then a tip or one more stroke. Counts the ranks.
fn strokes(cursor: &mut Cursor<'_>, sign: char) -> Option<(Tip, usize)> {
    let count = eat_all(cursor, sign);
    match last_tip(cursor) {
        Some(tip) if count >= 2 => Some((tip, count - 1)),
        None if count >= 3 => Some((Tip::None, count - 2)),
        _ => None,
    }
}

/// `-.-` or `-..-` and so on, the first stroke may be missing.
fn dots(cursor: &mut Cursor<'_>) -> Option<(Tip, usize)> {
    cursor.eat("-");
    let count = eat_all(cursor, '.');
    if count == 0 || !cursor.eat("-") {
        return None;
    }
    Some((last_tip(cursor).unwrap_or_default(), count))
}

fn eat_all(cursor: &mut Cursor<'_>, sign: char) -> usize {
    let mut count = 0;
    while cursor.peek() == Some(sign) {
        cursor.bump();
        count += 1;
    }
    count
}

fn first_tip(cursor: &mut Cursor<'_>) -> Tip {
    let (tip, after) = match cursor.peek() {
        Some('<') => (Tip::Arrow, '<'),
        Some('o') => (Tip::Circle, 'o'),
        Some('x') => (Tip::Cross, 'x'),
        _ => return Tip::None,
    };
    cursor.at += after.len_utf8();
    tip
}

fn last_tip(cursor: &mut Cursor<'_>) -> Option<Tip> {
    let tip = match cursor.peek()? {
        '>' => Tip::Arrow,
        'o' => Tip::Circle,
        'x' => Tip::Cross,
        _ => return None,
    };
    cursor.bump();
    Some(tip)
}
