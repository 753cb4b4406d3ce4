//! The width of a text, computed without a font, and where its lines break.
//!
//! Widths come from a table of the declared font stack, with some slack because the reader's
//! browser may use another font; no label may overflow its shape.

mod widths;

use crate::diagram::label::{Label, Run};

/// Of labels, in px; must agree with the stylesheet.
pub(crate) const FONT_SIZE: f32 = 14.0;
pub(crate) const LINE_HEIGHT: f32 = 19.0;

const SLACK: f32 = 1.06;

/// Lines that fit, and the width of the widest in px.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    pub lines: Vec<Vec<Run>>,
    pub width: f32,
}

impl Text {
    pub(crate) fn height(&self) -> f32 {
        self.lines.len() as f32 * LINE_HEIGHT
    }
}

/// Breaks a label into lines of at most `limit` px, at spaces where there are any; line lengths are
/// then balanced so that the last line is not a single word.
pub(crate) fn wrap(label: &Label, limit: f32) -> Text {
    let mut lines: Vec<Vec<Run>> = Vec::new();
    for line in &label.lines {
        if let Some(short) = short(line, limit) {
            lines.push(short);
            continue;
        }
        let words = words(line, limit);
        let total: f32 = words.iter().map(|word| word.width).sum();
        let count = (total / limit).ceil().max(1.0);
        let even = if count > 1.0 {
            (total / count * 1.15).min(limit)
        } else {
            limit
        };
        let mut broken = fill(&words, even);
        if broken.len() as f32 > count {
            broken = fill(&words, limit);
        }
        lines.extend(broken);
    }
    let width = lines
        .iter()
        .map(|line| line_width(line))
        .fold(0.0, f32::max);
    Text { lines, width }
}

/// A line of one run that fits easily is not split into words.
fn short(line: &[Run], limit: f32) -> Option<Vec<Run>> {
    let [run] = line else { return None };
    if width(&run.text, run.bold) > limit - 1.0 {
        return None;
    }
    let text = run.text.trim_end();
    let is_empty = text.is_empty();
    let run = (!is_empty).then(|| Run {
        text: text.to_owned(),
        ..*run
    });
    Some(run.into_iter().collect())
}

fn fill(words: &[Word<'_>], limit: f32) -> Vec<Vec<Run>> {
    let mut lines = vec![Vec::new()];
    let mut used = 0.0;
    for word in words {
        if used > 0.0 && used + word.width - word.blank > limit {
            lines.push(Vec::new());
            used = 0.0;
        }
        used += word.width;
        let line = lines.last_mut().expect("there is a line from the start");
        append(line, word);
    }
    for line in &mut lines {
        if let Some(last) = line.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        line.retain(|run| !run.text.is_empty());
    }
    lines
}

fn append(line: &mut Vec<Run>, word: &Word<'_>) {
    match line.last_mut() {
        Some(last) if last.bold == word.run.bold && last.italic == word.run.italic => {
            last.text.push_str(word.text);
        }
        _ => line.push(Run {
            text: word.text.to_owned(),
            ..*word.run
        }),
    }
}

/// A piece that is not broken, with the space after it.
struct Word<'a> {
    /// The run that it is a part of.
    run: &'a Run,
    text: &'a str,
    width: f32,
    blank: f32,
}

fn words(line: &[Run], limit: f32) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for run in line {
        let mut rest = run.text.as_str();
        while !rest.is_empty() {
            let mut piece = &rest[..piece_length(rest)];
            if width(piece.trim_end(), run.bold) > limit {
                piece = &piece[..longest_fit(piece, run.bold, limit)];
            }
            let blank = if piece.ends_with(' ') {
                width(" ", run.bold)
            } else {
                0.0
            };
            words.push(Word {
                width: width(piece, run.bold),
                run,
                text: piece,
                blank,
            });
            rest = &rest[piece.len()..];
        }
    }
    words
}

/// Up to and including the next space; each wide character is a piece of its own.
fn piece_length(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if end > 0 && is_ideograph(c) {
            return at;
        }
        end = at + c.len_utf8();
        if c == ' ' || is_ideograph(c) && !text[end..].starts_with(is_closing) {
            return end;
        }
    }
    end
}

fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

fn is_closing(c: char) -> bool {
    matches!(c, '、' | '。' | '）' | '」' | '？' | '！' | '，' | '：')
}

/// How many bytes of a long word fit: at least one character with its combining marks.
fn longest_fit(word: &str, bold: bool, limit: f32) -> usize {
    let mut used = 0.0;
    for (at, c) in word.char_indices() {
        let advance = advance(c, bold);
        if at > 0 && advance > 0.0 && used + advance > limit {
            return at;
        }
        used += advance;
    }
    word.len()
}

pub(crate) fn line_width(line: &[Run]) -> f32 {
    line.iter().map(|run| width(&run.text, run.bold)).sum()
}

/// In px at `FONT_SIZE`. A character joined to the one before by U+200D has no width.
pub(crate) fn width(text: &str, bold: bool) -> f32 {
    let mut joined = false;
    let mut sum = 0.0;
    for c in text.chars() {
        if !joined {
            sum += advance(c, bold);
        }
        joined = c == '\u{200d}';
    }
    sum
}

fn advance(c: char, bold: bool) -> f32 {
    per_mille(c, bold) / 1000.0 * FONT_SIZE * SLACK
}

fn per_mille(c: char, bold: bool) -> f32 {
    let code = u32::from(c);
    let table = |table: &[u16]| {
        let at = usize::try_from(code.checked_sub(0x20)?).ok()?;
        table
            .get(at)
            .filter(|width| **width > 0)
            .map(|width| f32::from(*width))
    };
    if bold && let Some(width) = table(&widths::BOLD) {
        return width;
    }
    let heavier = if bold { 1.08 } else { 1.0 };
    if let Some(width) = table(&widths::REGULAR) {
        return width * heavier;
    }
    let width = match code {
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5c7 | 0x610..=0x61a | 0x64b..=0x65f => 0.0,
        0xe31 | 0xe34..=0xe3a | 0xe47..=0xe4e | 0x200b..=0x200f | 0x202a..=0x202e => 0.0,
        0x2060..=0x2064 | 0xfe00..=0xfe0f | 0xfeff | 0x1f3fb..=0x1f3ff | 0xe0020..=0xe007f => 0.0,
        0x93a | 0x93c | 0x941..=0x948 | 0x94d | 0x1ab0..=0x1aff | 0x20d0..=0x20ff => 0.0,
        0x370..=0x3ff => 640.0,
        0x400..=0x52f => 690.0,
        0x590..=0x6ff => 620.0,
        0x900..=0xdff => 800.0,
        0xe00..=0xeff => 650.0,
        0x2014 | 0x2026 | 0x2030 => 1000.0,
        0x2010..=0x2027 => 556.0,
        0x2028..=0x206f => 400.0,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7ff | 0xf900..=0xfaff => 1000.0,
        0xff01..=0xff60 | 0xffe0..=0xffe6 => 1000.0,
        0xff61..=0xffdc => 500.0,
        0x2600..=0x27bf | 0x2b00..=0x2bff | 0x1f000..=0x1faff => 1300.0,
        0x2190..=0x25ff => 1000.0,
        0x20000..=0x3ffff => 1000.0,
        _ => 780.0,
    };
    width * heavier
}
