//! Where the front matter of a file begins and ends.
//!
//! In: the text of a file. Out: the bytes of its front matter and its form, wherever it stands.
//! Does not read the fields.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::FilePath;
use crate::text::Span;

/// The language of a front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Between `---`.
    Yaml,
    /// Between `+++`.
    Toml,
}

/// A front matter cut out of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    pub form: Form,
    /// With its fences.
    pub span: Span,
    /// Without them.
    pub inner: Span,
    /// Whether it stands at the start of the file, as it should.
    pub is_first: bool,
}

/// Finds the front matter. `is_known` tells whether a key names a field: only then is a fenced
/// stretch in the middle of a text taken for a front matter that lost its place.
pub fn cut(
    text: &str,
    path: &FilePath,
    is_known: &dyn Fn(&str) -> bool,
    found: &mut Vec<Diagnostic>,
) -> Option<Cut> {
    if let Some(form) = fence(first_line(text)) {
        return at_the_start(text, form, path, found);
    }
    let cut = out_of_place(text, is_known)?;
    let opener = Span::new(cut.span.start, cut.span.start + 3);
    found.push(
        Diagnostic::new(
            Code::FrontMatterNotFirst,
            path,
            opener,
            "the front matter does not start the file",
        )
        .help("move it to the first line, with nothing before it"),
    );
    Some(cut)
}

fn fence(line: &str) -> Option<Form> {
    match line.trim_end() {
        "---" => Some(Form::Yaml),
        "+++" => Some(Form::Toml),
        _ => None,
    }
}

fn closes(line: &str, form: Form) -> bool {
    match form {
        Form::Yaml => matches!(line.trim_end(), "---" | "..."),
        Form::Toml => line.trim_end() == "+++",
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("")
}

/// The lines of a text with their line ends, each with its offset.
fn lines(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = from;
    text[from..].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

fn at_the_start(
    text: &str,
    form: Form,
    path: &FilePath,
    found: &mut Vec<Diagnostic>,
) -> Option<Cut> {
    let inner_start = text.find('\n').map_or(text.len(), |at| at + 1);
    let close = lines(text, inner_start).find(|(_, line)| closes(line, form));
    if let Some((at, line)) = close {
        let inner = &text[inner_start..at];
        let is_front_matter = inner.trim().is_empty()
            || inner.lines().any(|l| key(l, form).is_some())
            || is_indented(inner, form);
        return is_front_matter.then(|| Cut {
            form,
            span: Span::new(0, at + line.len()),
            inner: Span::new(inner_start, at),
            is_first: true,
        });
    }
    key(text[inner_start..].lines().next()?, form)?;
    let end = lines(text, inner_start)
        .find(|(_, line)| {
            line.trim().is_empty() || line.starts_with("# ") || line.starts_with("##")
        })
        .map_or(text.len(), |(at, _)| at);
    let fence = if form == Form::Yaml { "---" } else { "+++" };
    found.push(
        Diagnostic::new(
            Code::FrontMatterUnclosed,
            path,
            Span::new(0, 3),
            "the front matter has no closing line",
        )
        .help(format!("add a line `{fence}` after its last field")),
    );
    Some(Cut {
        form,
        span: Span::new(0, end),
        inner: Span::new(inner_start, end),
        is_first: true,
    })
}

/// Whether every line is indented, as some tools write it, and the first is a field.
fn is_indented(inner: &str, form: Form) -> bool {
    let mut lines = inner.lines().filter(|line| !line.trim().is_empty());
    let first = lines.clone().next();
    first.is_some_and(|line| key(line.trim_start(), form).is_some())
        && lines.all(|line| line.starts_with([' ', '\t']))
}

/// A front matter after blank lines, a comment or a heading: a fenced stretch without blank lines
/// of which every line is a field, one at least of a known name.
fn out_of_place(text: &str, is_known: &dyn Fn(&str) -> bool) -> Option<Cut> {
    const SEARCHED_LINES: usize = 60;
    let mut code_fence = false;
    let mut opener: Option<(usize, usize, Form, bool)> = None;
    for (at, line) in lines(text, 0).take(SEARCHED_LINES) {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            code_fence = !code_fence;
        }
        if code_fence {
            opener = None;
            continue;
        }
        match opener {
            Some((start, inner_start, form, has_known)) if closes(line, form) => {
                if has_known {
                    return Some(Cut {
                        form,
                        span: Span::new(start, at + line.len()),
                        inner: Span::new(inner_start, at),
                        is_first: false,
                    });
                }
                opener = fence(line).map(|form| (at, at + line.len(), form, false));
            }
            Some((start, inner_start, form, has_known)) => {
                let is_continuation = line.starts_with([' ', '\t', '-', '#', '[']);
                opener = match key(line, form) {
                    Some(name) => Some((start, inner_start, form, has_known || is_known(name))),
                    None if is_continuation && !line.trim().is_empty() => opener,
                    None => None,
                };
            }
            None => opener = fence(line).map(|form| (at, at + line.len(), form, false)),
        }
    }
    None
}

/// The key of a line that gives a field at the top level.
pub fn key(line: &str, form: Form) -> Option<&str> {
    let sign = if form == Form::Yaml { ':' } else { '=' };
    let (name, rest) = line.split_once(sign)?;
    let name = if form == Form::Yaml {
        name
    } else {
        name.trim_end()
    };
    let is_name = !name.is_empty()
        && name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '"' || c == '\'')
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.' | '"' | '\''));
    let has_value =
        form == Form::Toml || rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']);
    (is_name && has_value).then(|| name.trim().trim_matches(['"', '\'']))
}
