//! YAML to the common tree, with what could be saved of a text that is not YAML.
//!
//! In: the text between the fences and where it stands. Out: top-level entries and findings.
//! Scalars keep the author's spelling: no value is ever taken for a number or a truth value.

use granit_parser::{Event, Parser, ScalarStyle};

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::front_matter::{self, Form};
use crate::parse::node::{Entry, Node, Value};
use crate::source::FilePath;
use crate::text::{At, Span};

/// What a front matter gave.
#[derive(Debug, Default)]
pub struct Fields {
    pub entries: Vec<Entry>,
    /// Whether the whole text is valid; else the entries are what its lines gave one by one.
    pub is_sound: bool,
}

/// Reads `text`, which begins `offset` bytes into the file.
pub fn read(text: &str, offset: usize, path: &FilePath, found: &mut Vec<Diagnostic>) -> Fields {
    match document(text, offset) {
        Ok(None) => Fields {
            entries: Vec::new(),
            is_sound: true,
        },
        Ok(Some(Node {
            value: Value::Table(entries),
            ..
        })) => Fields {
            entries: entries
                .into_iter()
                .map(|entry| with_residue(entry, text, offset))
                .collect(),
            is_sound: true,
        },
        Ok(Some(other)) => {
            let message = format!("the front matter is {}, not fields", other.kind());
            found.push(
                Diagnostic::new(Code::FrontMatterInvalid, path, other.span, message)
                    .help("write one `name: value` a line"),
            );
            Fields::default()
        }
        Err(fault) => {
            let (entries, faults) = line_by_line(text, offset);
            let faults = if faults.is_empty() {
                vec![fault]
            } else {
                faults
            };
            found.extend(faults.into_iter().map(|fault| fault.diagnostic(path)));
            Fields {
                entries,
                is_sound: false,
            }
        }
    }
}

/// `{{ title }}` without quotes is a table in YAML; its author meant a template to fill it in.
fn with_residue(mut entry: Entry, text: &str, offset: usize) -> Entry {
    let start = entry.node.span.start - offset;
    let is_table = matches!(entry.node.value, Value::Table(_));
    if is_table && text[start..].starts_with("{{") {
        let line = text[start..].lines().next().unwrap_or("").trim_end();
        entry.node.value = Value::Text(line.to_owned());
        entry.node.span = Span::new(start, start + line.len()).shifted(offset);
    }
    entry
}

struct Fault {
    span: Span,
    message: String,
    help: &'static str,
}

impl Fault {
    fn diagnostic(self, path: &FilePath) -> Diagnostic {
        let message = format!("the front matter is not valid YAML: {}", self.message);
        Diagnostic::new(Code::FrontMatterInvalid, path, self.span, message).help(self.help)
    }
}

enum Open {
    List(Vec<Node>, Span),
    Table(Vec<Entry>, Option<At<String>>, Span),
}

/// The first document of the text as a tree. Built with a stack of its own, so that no depth of
/// nesting can exhaust the program's.
fn document(text: &str, offset: usize) -> Result<Option<Node>, Fault> {
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, place) = event.map_err(|error| fault(&error, text, offset))?;
        let range = place.byte_range().unwrap_or(0..0);
        let end = range.end.clamp(range.start, text.len());
        let span = Span::new(range.start.min(end), end).shifted(offset);
        let node = match event {
            Event::Scalar(value, style, _, tag) => {
                let is_nothing = style == ScalarStyle::Plain
                    && tag.is_none()
                    && matches!(&*value, "" | "~" | "null" | "Null" | "NULL");
                let value = if is_nothing {
                    Value::Nothing
                } else {
                    Value::Text(value.into_owned())
                };
                Node { value, span }
            }
            Event::Alias(_) => return Err(alias(span)),
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new(), span));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Table(Vec::new(), None, span));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(items, start)) => {
                    let end = items
                        .last()
                        .map_or(span.end, |node| node.span.end.max(span.end));
                    collection(Value::List(items), start, end, text, offset)
                }
                Some(Open::Table(entries, _, start)) => {
                    collection(Value::Table(entries), start, span.end, text, offset)
                }
                None => continue,
            },
            Event::DocumentEnd => break,
            _ => continue,
        };
        match open.last_mut() {
            None => return Ok(Some(node)),
            Some(Open::List(items, _)) => items.push(node),
            Some(Open::Table(entries, key, _)) => match key.take() {
                Some(key) => entries.push(Entry { key, node }),
                None => {
                    let name = node.text().map(|text| text.value).unwrap_or_default();
                    *key = Some(At::new(name, node.span));
                }
            },
        }
    }
    Ok(None)
}

/// A block collection's end lies at the next token; what its author sees ends with its last line.
fn collection(value: Value, start: Span, end: usize, text: &str, offset: usize) -> Node {
    let begin = start.start - offset;
    let written = text[begin..(end - offset).clamp(begin, text.len())].trim_end();
    Node {
        value,
        span: Span::new(begin, begin + written.len()).shifted(offset),
    }
}

fn fault(error: &granit_parser::ScanError, text: &str, offset: usize) -> Fault {
    let said = error.info();
    let mut at = byte_of(text, error.marker());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    if said.contains("tab") {
        // The parser marks where the value began that the tab broke off.
        at += text[at..].find('\t').unwrap_or(0);
    }
    if said.contains("unknown anchor") {
        return alias(Span::new(at, at).shifted(offset));
    }
    let help = help(&said);
    Fault {
        span: Span::new(at, at).shifted(offset),
        message: said,
        help,
    }
}

fn help(said: &str) -> &'static str {
    let has = |words: &str| said.contains(words);
    if has("mapping value") {
        "put a value that holds `: ` in quotes"
    } else if has("tab") {
        "indent with spaces"
    } else if has("trailing content after single-quoted") {
        "write a quote inside single quotes twice, or put the value in double quotes"
    } else if has("unclosed bracket '['") {
        "close it with `]`"
    } else if has("unclosed bracket '{'") {
        "close it with `}`"
    } else {
        "does the value need quotes?"
    }
}

/// An alias could stand for far more text than its file holds.
fn alias(span: Span) -> Fault {
    Fault {
        span,
        message: "an alias (`*name`) is not read here".to_owned(),
        help: "write the value out",
    }
}

fn byte_of(text: &str, marker: &granit_parser::Marker) -> usize {
    let by_chars = || {
        text.char_indices()
            .nth(marker.index())
            .map_or(text.len(), |(at, _)| at)
    };
    marker
        .byte_offset()
        .unwrap_or_else(by_chars)
        .min(text.len())
}

/// Reads every top-level field by itself: one that is broken does not take the others with it.
fn line_by_line(text: &str, offset: usize) -> (Vec<Entry>, Vec<Fault>) {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if front_matter::key(line, Form::Yaml).is_some() {
            starts.push(at);
        }
        at += line.len();
    }
    let mut entries = Vec::new();
    let mut faults = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        let field = &text[*start..end];
        match document(field, offset + start) {
            Ok(Some(Node {
                value: Value::Table(read),
                ..
            })) => entries.extend(read),
            Ok(_) => {}
            Err(fault) => {
                faults.push(fault);
                entries.extend(raw_line(field, offset + start));
            }
        }
    }
    (entries, faults)
}

/// `name: value` of which the value is no YAML, such as `title: Access: who and how`.
fn raw_line(field: &str, offset: usize) -> Option<Entry> {
    let line = field.lines().next()?;
    let (name, rest) = line.split_once(':')?;
    let value = rest.trim();
    let is_residue = value.starts_with("{{") || value.starts_with("{%");
    let is_structure = value.starts_with(['[', '{', '|', '>', '&', '*', '!']);
    if value.is_empty() || (is_structure && !is_residue) {
        return None;
    }
    let start = name.len() + 1 + (rest.len() - rest.trim_start().len());
    Some(Entry {
        key: At::new(
            name.trim().trim_matches(['"', '\'']).to_owned(),
            Span::new(0, name.len()).shifted(offset),
        ),
        node: Node {
            value: Value::Text(value.trim_matches(['"', '\'']).to_owned()),
            span: Span::new(start, start + value.len()).shifted(offset),
        },
    })
}
