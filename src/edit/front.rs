//! Finds the front matter of a text and its fields.
//!
//! In: the text of one document. Out: byte ranges into it. Reads lines, not
//! values: it knows neither what a field means nor whether the YAML is valid.

use std::ops::Range;

/// The notation of a front matter block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// Between lines of `---`.
    Yaml,
    /// Between lines of `+++`.
    Toml,
}

/// A front matter block, as byte ranges of the text it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// The notation, from the fence.
    pub notation: Notation,
    /// Between the fences: starts after the opening line's end, ends where the closing fence starts.
    pub content: Range<usize>,
    /// Where the body starts: after the closing fence's line.
    pub body: usize,
}

/// A field at the top level of the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name, without quotes.
    pub name: String,
    /// The whole entry: from the name to the end of its last line, line end included.
    /// Blank lines and comments that follow at the left edge are not part of it.
    pub entry: Range<usize>,
    /// The text after the colon, up to the last line's end: may begin with a space and contain
    /// comments.
    pub value: Range<usize>,
}

/// The front matter that starts the text (after a byte order mark), if both fences are there.
pub(crate) fn find(text: &str) -> Option<FrontMatter> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lines = lines(text, start..text.len());
    let opening = lines.next()?;
    let (notation, closers): (_, &[&str]) = match text[opening.clone()].trim_end() {
        "---" => (Notation::Yaml, &["---", "..."]),
        "+++" => (Notation::Toml, &["+++"]),
        _ => return None,
    };
    let closing = lines.find(|line| closers.contains(&text[line.clone()].trim_end()))?;
    Some(FrontMatter {
        notation,
        content: opening.end..closing.start,
        body: closing.end,
    })
}

/// The text without its front matter and byte order mark.
pub(crate) fn body(text: &str) -> &str {
    match find(text) {
        Some(front) => &text[front.body..],
        None => text.trim_start_matches('\u{feff}'),
    }
}

/// The fields at the top level of a YAML block, in the order they are written, duplicates included.
pub(crate) fn yaml_fields(text: &str, content: Range<usize>) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for line in lines(text, content) {
        let written = &text[line.clone()];
        if let Some((name, colon)) = key(written) {
            let value = line.start + colon + 1..line.end;
            fields.push(Field {
                name,
                entry: line,
                value,
            });
        } else if let Some(last) = fields.last_mut()
            && belongs_above(written)
        {
            last.entry.end = line.end;
            last.value.end = line.end;
        }
    }
    for field in &mut fields {
        let end = field.value.end;
        field.value.end =
            end - (text[..end].len() - text[..end].trim_end_matches(['\r', '\n']).len());
        field.value.end = field.value.end.max(field.value.start);
    }
    fields
}

/// Whether a line that is not a key continues the entry above it.
fn belongs_above(line: &str) -> bool {
    match line.as_bytes().first() {
        Some(b' ' | b'\t') => !line.trim().is_empty(),
        Some(b'-' | b']' | b'}') => true,
        _ => false,
    }
}

/// The name of a key at the left edge and the place of its colon.
fn key(line: &str) -> Option<(String, usize)> {
    let first = line.chars().next()?;
    let (name, colon) = if first == '"' || first == '\'' {
        let close = 1 + line[1..].find(first)?;
        let colon = close + 1 + line[close + 1..].find(':')?;
        if !line[close + 1..colon].trim().is_empty() {
            return None;
        }
        (&line[1..close], colon)
    } else {
        if first.is_whitespace() || "#[]{},&*!|>%@`".contains(first) || line.starts_with("- ") {
            return None;
        }
        let colon = line.match_indices(':').map(|(at, _)| at).find(|&at| {
            line[at + 1..]
                .chars()
                .next()
                .is_none_or(char::is_whitespace)
        })?;
        if line[..colon].contains(" #") {
            return None;
        }
        (line[..colon].trim_end(), colon)
    };
    Some((name.to_owned(), colon))
}

/// The lines within a range, each with its line end.
pub(crate) fn lines(text: &str, within: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = within.start;
    std::iter::from_fn(move || {
        if at >= within.end {
            return None;
        }
        let end = text[at..within.end]
            .find('\n')
            .map_or(within.end, |found| at + found + 1);
        let line = at..end;
        at = end;
        Some(line)
    })
}

/// Each field's name and its value as written, trimmed, in the order of the text: for display.
///
/// Invalid TOML has no fields; a YAML block is split by lines even if it is invalid.
pub fn raw_fields(text: &str) -> Vec<(String, String)> {
    let Some(front) = find(text) else {
        return Vec::new();
    };
    match front.notation {
        Notation::Yaml => yaml_fields(text, front.content)
            .into_iter()
            .map(|field| (field.name, text[field.value].trim().to_owned()))
            .collect(),
        Notation::Toml => text[front.content]
            .parse::<toml_edit::DocumentMut>()
            .map(|table| {
                table
                    .iter()
                    .map(|(name, item)| (name.to_owned(), toml_text(item)))
                    .collect()
            })
            .unwrap_or_default(),
    }
}

fn toml_text(item: &toml_edit::Item) -> String {
    match item.as_str() {
        Some(text) => text.to_owned(),
        None => item.to_string().trim().to_owned(),
    }
}
