//! Single values of front matter: texts, lists of texts, dates and lengths of time.

use crate::date::{Cycle, CycleError, Date, DateError, parse_date};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::language::vocabulary;
use crate::parse::node::{Node, Value};
use crate::source::FilePath;
use crate::text::{At, Span};

/// Reads the values of one field and collects what is wrong with them.
pub struct Values<'a> {
    /// Canonical name of the field.
    pub name: &'a str,
    pub path: &'a FilePath,
    /// The language of the document, BCP 47.
    pub language: &'a str,
    /// How much a key that is not known matters in this document.
    pub unknown: Severity,
    pub found: &'a mut Vec<Diagnostic>,
}

impl Values<'_> {
    /// A text; nothing where the author left it empty, or where it is a placeholder of a template.
    pub fn text(&mut self, node: &Node) -> Option<At<String>> {
        let Some(text) = node.text() else {
            if node.value != Value::Nothing {
                self.wrong_kind(node, "text");
            }
            return None;
        };
        if text.value.is_empty() || self.is_residue(&text) {
            return None;
        }
        Some(text)
    }

    /// A text folded to kebab-case: `Work Instruction` as `work-instruction`.
    pub fn name(&mut self, node: &Node) -> Option<At<String>> {
        let text = self.text(node)?;
        Some(At::new(kebab(&text.value), text.span))
    }

    /// One text or a list of them. A table in the list counts by its `name`, `title` or the like.
    pub fn texts(&mut self, node: &Node) -> Vec<At<String>> {
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.named(item)).collect(),
            _ => self.named(node).into_iter().collect(),
        }
    }

    fn named(&mut self, node: &Node) -> Option<At<String>> {
        if let Value::Table(entries) = &node.value {
            let naming = ["name", "title", "id", "role", "file", "path", "url"];
            let entry = naming
                .iter()
                .find_map(|name| entries.iter().find(|entry| entry.key.value == *name));
            if let Some(entry) = entry {
                return self.text(&entry.node);
            }
        }
        self.text(node)
    }

    /// Like [`Self::texts`], where a single text may hold several parted by commas.
    pub fn words(&mut self, node: &Node) -> Vec<At<String>> {
        if matches!(node.value, Value::List(_)) {
            return self.texts(node);
        }
        self.named(node)
            .map(|text| split(&text))
            .unwrap_or_default()
    }

    /// A date. One that cannot be read is noted in `unreadable` under the field's name.
    pub fn date(&mut self, node: &Node, unreadable: &mut Vec<At<String>>) -> Option<At<Date>> {
        if is_empty(node) {
            return None;
        }
        let read = self.text(node).and_then(|text| self.date_of(&text));
        if read.is_none() {
            unreadable.push(At::new(self.name.to_owned(), node.span));
        }
        read
    }

    /// A day written in another form that can mean only one day is read as that day.
    fn date_of(&mut self, text: &At<String>) -> Option<At<Date>> {
        let written = &text.value;
        let (meant, message, help) = match parse_date(written) {
            Ok(date) => return Some(At::new(date, text.span)),
            Err(DateError::NotIso { meant: Some(date) }) => (
                Some(date),
                format!("`{written}` is read as {date}"),
                format!("write `{date}`"),
            ),
            Err(DateError::NotIso { meant: None }) => (
                None,
                format!("`{written}` is not a date"),
                "write the day as `YYYY-MM-DD`".to_owned(),
            ),
            Err(DateError::NoSuchDay) => (
                None,
                format!("there is no day `{written}`"),
                "correct the month or the day".to_owned(),
            ),
        };
        let finding = Diagnostic::new(Code::DateMalformed, self.path, text.span, message);
        let finding = finding.help(help);
        self.found.push(match meant {
            Some(_) => finding.at(Severity::Warning),
            None => finding,
        });
        meant.map(|date| At::new(date, text.span))
    }

    /// A length of time in days, weeks, months or years. One that cannot be read is noted in
    /// `unreadable` under the field's name.
    pub fn cycle(&mut self, node: &Node, unreadable: &mut Vec<At<String>>) -> Option<At<Cycle>> {
        if is_empty(node) {
            return None;
        }
        let read = self.text(node).and_then(|text| self.cycle_of(&text));
        if read.is_none() {
            unreadable.push(At::new(self.name.to_owned(), node.span));
        }
        read
    }

    fn cycle_of(&mut self, text: &At<String>) -> Option<At<Cycle>> {
        let in_english = || vocabulary(self.language).cycles.in_english(&text.value);
        let read = text
            .value
            .parse()
            .or_else(|error| match in_english().parse() {
                Err(CycleError::Unreadable(_)) => Err(error),
                Err(CycleError::Zero(_)) => Err(CycleError::Zero(text.value.clone())),
                Err(CycleError::TooShort(_)) => Err(CycleError::TooShort(text.value.clone())),
                Ok(cycle) => Ok(cycle),
            });
        match read {
            Ok(cycle) => Some(At::new(cycle, text.span)),
            Err(error) => {
                let help = match error {
                    CycleError::Unreadable(_) => "write for example `6 months` or `1 year`",
                    CycleError::Zero(_) => "give at least `1 day`",
                    CycleError::TooShort(_) => "use days, weeks, months or years",
                };
                self.report(Code::CycleMalformed, text.span, error.to_string(), help);
                None
            }
        }
    }

    /// Whether a value is a placeholder of a template; if so, it is reported.
    fn is_residue(&mut self, text: &At<String>) -> bool {
        let is_residue = ["<%", "{{", "{%"]
            .iter()
            .any(|mark| text.value.contains(mark));
        if is_residue {
            self.report(
                Code::TemplateResidue,
                text.span,
                format!(
                    "`{}` is a placeholder of a template: `{}`",
                    self.name, text.value
                ),
                "write the value itself",
            );
        }
        is_residue
    }

    /// Reports a value of another kind than the field takes.
    pub fn wrong_kind(&mut self, node: &Node, wanted: &str) {
        let message = format!("`{}` takes {wanted}, not {}", self.name, node.kind());
        let finding = Diagnostic::new(Code::FrontMatterValueType, self.path, node.span, message);
        self.found.push(finding);
    }

    /// Reports anything else.
    pub fn report(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let finding = Diagnostic::new(code, self.path, span, message).help(help);
        self.found.push(finding);
    }
}

fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Nothing => true,
        Value::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// The parts between commas, each at its own bytes where the text stands as it is in the file.
pub fn split(text: &At<String>) -> Vec<At<String>> {
    let written = text.span.end - text.span.start;
    let quote = match written.checked_sub(text.value.len()) {
        Some(0) => Some(0),
        Some(2) => Some(1),
        _ => None,
    };
    let mut parts = Vec::new();
    let mut at = 0;
    for part in text.value.split(',') {
        let word = part.trim();
        let start = at + (part.len() - part.trim_start().len());
        at += part.len() + 1;
        if word.is_empty() {
            continue;
        }
        let span = match quote {
            Some(quote) => Span::new(start, start + word.len()).shifted(text.span.start + quote),
            None => text.span,
        };
        parts.push(At::new(word.to_owned(), span));
    }
    parts
}

/// `Work Instruction` as `work-instruction`.
pub fn kebab(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == '_' || c == '-')
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-").to_lowercase()
}

/// A table of the author's own fields.
pub fn extra(node: &Node, values: &mut Values<'_>) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    match &node.value {
        Value::Table(entries) => {
            for entry in entries {
                flatten(&entry.key.value, &entry.node, &mut fields);
            }
        }
        Value::Nothing => {}
        _ => values.wrong_kind(node, "a table"),
    }
    fields
}

/// Nested fields joined with dots, lists with commas.
pub fn flatten(name: &str, node: &Node, out: &mut Vec<(String, String)>) {
    match &node.value {
        Value::Nothing => out.push((name.to_owned(), String::new())),
        Value::Text(text) => out.push((name.to_owned(), text.clone())),
        Value::List(items) if items.iter().all(|item| item.text().is_some()) => {
            let texts: Vec<String> = items
                .iter()
                .filter_map(|item| item.text().map(|text| text.value))
                .collect();
            out.push((name.to_owned(), texts.join(", ")));
        }
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                flatten(&format!("{name}.{at}"), item, out);
            }
        }
        Value::Table(entries) => {
            for entry in entries {
                flatten(&format!("{name}.{}", entry.key.value), &entry.node, out);
            }
        }
    }
}
