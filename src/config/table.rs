//! A table of a settings file, read key by key: every fault becomes a finding at its own place.
//!
//! In: TOML text. Out: values with their places. Knows the shapes of values, no key's meaning.

use std::cell::RefCell;
use std::fmt::Display;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::date::Cycle;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FilePath, Source};
use crate::suggest::nearest;
use crate::text::{At, Span, folded};

/// The findings of one settings file.
pub struct Faults<'a> {
    path: &'a FilePath,
    found: RefCell<Vec<Diagnostic>>,
}

/// One table and how it is called in messages: `[site]`.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    pub name: &'a str,
    pub span: Span,
    entries: &'a DeTable<'a>,
    faults: &'a Faults<'a>,
}

/// Parses a file and hands its root table to `read`; what cannot be parsed is a finding, and
/// `read` sees the rest.
pub fn read<T>(source: &Source, read: impl FnOnce(Table<'_>) -> T) -> (T, Vec<Diagnostic>) {
    let (root, errors) = DeTable::parse_recoverable(&source.text);
    let faults = Faults {
        path: &source.path,
        found: RefCell::default(),
    };
    for error in errors {
        let span = error
            .span()
            .map_or(Span::START, |span| within(span, source));
        faults.invalid(span, one_line(error.message()), None);
    }
    let table = Table {
        name: "",
        span: Span::START,
        entries: root.get_ref(),
        faults: &faults,
    };
    let value = read(table);
    (value, faults.found.into_inner())
}

fn within(span: std::ops::Range<usize>, source: &Source) -> Span {
    let end = span.end.min(source.text.len());
    Span::new(span.start.min(end), end)
}

fn one_line(message: &str) -> String {
    folded(message)
}

impl Faults<'_> {
    fn invalid(&self, span: Span, message: String, help: Option<String>) {
        let mut finding = Diagnostic::new(Code::ConfigInvalid, self.path, span, message);
        finding.help = help;
        self.found.borrow_mut().push(finding);
    }
}

impl<'a> Table<'a> {
    /// Reports every key that is not one of `known`.
    pub fn only(&self, known: &[&str]) {
        for (key, _) in self.entries_in_order() {
            let name = key.value;
            if known.contains(&name) {
                continue;
            }
            let message = match self.name {
                "" => format!("unknown setting `{name}`"),
                table => format!("unknown setting `{name}` in {table}"),
            };
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use one of {}", quoted(known)),
            };
            self.unknown(key.span, message, help);
        }
    }

    /// Reports a name that means nothing here.
    pub fn unknown(&self, span: Span, message: String, help: String) {
        let finding = Diagnostic::new(Code::ConfigKeyUnknown, self.faults.path, span, message);
        self.faults.found.borrow_mut().push(finding.help(help));
    }

    /// Keys and values in the order of the file.
    pub fn entries_in_order(&self) -> Vec<(At<&'a str>, &'a Spanned<DeValue<'a>>)> {
        let mut entries: Vec<_> = self
            .entries
            .iter()
            .map(|(key, value)| (At::new(key.get_ref().as_ref(), key.span()), value))
            .collect();
        entries.sort_by_key(|(key, _)| key.span);
        entries
    }

    /// A text; a number or a date counts as the text it is written as.
    pub fn text(&self, key: &str) -> Option<At<String>> {
        self.as_text(key, self.entries.get(key)?)
    }

    /// A text without its place.
    pub fn words(&self, key: &str) -> Option<String> {
        self.text(key).map(|text| text.value)
    }

    /// A text that `parse` understands; its error is the finding's message.
    pub fn parsed<T, E: Display>(
        &self,
        key: &str,
        help: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.text(key)?;
        match parse(&text.value) {
            Ok(value) => Some(value),
            Err(error) => {
                self.invalid(text.span, format!("`{key}`: {error}"), Some(help));
                None
            }
        }
    }

    /// A length of time.
    pub fn cycle(&self, key: &str) -> Option<Cycle> {
        let help = "write a length of time such as `6 months` or `1 year`";
        self.parsed(key, help, str::parse)
    }

    /// A list of texts; a single text is a list of one.
    pub fn list(&self, key: &str) -> Option<Vec<At<String>>> {
        let value = self.entries.get(key)?;
        match value.get_ref() {
            DeValue::Array(items) => Some(
                items
                    .iter()
                    .filter_map(|item| self.as_text(key, item))
                    .collect(),
            ),
            _ => self.as_text(key, value).map(|text| vec![text]),
        }
    }

    /// The same without the places.
    pub fn strings(&self, key: &str) -> Option<Vec<String>> {
        let list = self.list(key)?;
        Some(list.into_iter().map(|text| text.value).collect())
    }

    /// A list of lists of texts; a text in the outer list is a list of one.
    pub fn lists(&self, key: &str) -> Option<Vec<Vec<String>>> {
        let value = self.entries.get(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            return self.wrong(key, value, "a list");
        };
        let names = |item: &Spanned<DeValue<'_>>| match item.get_ref() {
            DeValue::Array(names) => names
                .iter()
                .filter_map(|name| self.as_text(key, name))
                .map(|name| name.value)
                .collect(),
            _ => Vec::from_iter(self.as_text(key, item).map(|name| name.value)),
        };
        let lists = items.iter().map(names);
        Some(lists.filter(|names| !names.is_empty()).collect())
    }

    /// A whole number within the bounds of `T`.
    pub fn number<T: TryFrom<i64>>(&self, key: &str) -> Option<T> {
        let value = self.entries.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => return self.wrong(key, value, "a whole number"),
        };
        match number.and_then(|number| T::try_from(number).ok()) {
            Some(number) => Some(number),
            None => {
                self.invalid(
                    value.span().into(),
                    format!("`{key}` is out of range"),
                    None,
                );
                None
            }
        }
    }

    /// `true` or `false`.
    pub fn flag(&self, key: &str) -> Option<bool> {
        let value = self.entries.get(key)?;
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.wrong(key, value, "`true` or `false`"),
        }
    }

    /// A table below this one; `name` is how messages call it.
    pub fn table(&self, key: &str, name: &'a str) -> Option<Table<'a>> {
        let value = self.entries.get(key)?;
        match value.get_ref() {
            DeValue::Table(entries) => Some(self.inner(entries, value.span().into(), name)),
            _ => self.wrong(key, value, "a table"),
        }
    }

    /// Entries written as `[[key]]`, or as `[key.ID]`; with the ID where there is one.
    pub fn items(&self, key: &str, name: &'a str) -> Vec<(Option<At<&'a str>>, Table<'a>)> {
        let Some(value) = self.entries.get(key) else {
            return Vec::new();
        };
        match value.get_ref() {
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| Some((None, self.item(key, item, name)?)))
                .collect(),
            DeValue::Table(entries) => {
                let inner = self.inner(entries, value.span().into(), name);
                let items = inner.entries_in_order().into_iter();
                items
                    .filter_map(|(id, item)| Some((Some(id), self.item(key, item, name)?)))
                    .collect()
            }
            _ => {
                self.wrong::<()>(key, value, "a list of tables");
                Vec::new()
            }
        }
    }

    fn item(&self, key: &str, item: &'a Spanned<DeValue<'a>>, name: &'a str) -> Option<Table<'a>> {
        match item.get_ref() {
            DeValue::Table(entries) => Some(self.inner(entries, item.span().into(), name)),
            _ => self.wrong(key, item, "a table"),
        }
    }

    fn inner(&self, entries: &'a DeTable<'a>, span: Span, name: &'a str) -> Table<'a> {
        Table {
            name,
            span,
            entries,
            faults: self.faults,
        }
    }

    /// Reports a value that does not do.
    pub fn invalid(&self, span: Span, message: impl Into<String>, help: Option<&str>) {
        self.faults
            .invalid(span, message.into(), help.map(str::to_owned));
    }

    fn as_text(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<At<String>> {
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.as_str().to_owned(),
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::Datetime(date) => date.to_string(),
            _ => return self.wrong(key, value, "text"),
        };
        Some(At::new(text, value.span()))
    }

    fn wrong<T>(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) -> Option<T> {
        let found = match value.get_ref() {
            DeValue::String(_) => "text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{key}` takes {wanted}, not {found}");
        self.invalid(value.span().into(), message, None);
        None
    }
}

/// `a`, `b`, `c` in backticks.
pub fn quoted(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    crate::wording::list(&names, "or")
}
