//! Faults of a library's theme files that do not make the theme unusable: messages that are never
//! shown, files that nothing uses.
//!
//! In: the library's `theme/` folder. Out: findings. A fault that makes a theme unusable is a
//! [`super::ThemeError`] instead.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic};
use crate::render::theme::built_in;
use crate::source::{FilePath, Source};
use crate::suggest::nearest;
use crate::text::Span;

/// The plural forms of all languages (Unicode CLDR).
const PLURALS: &[&str] = &["zero", "one", "two", "few", "many", "other"];

/// The findings about a library's own theme files, which override the built-in theme `name`.
pub fn overrides(name: &str, files: &BTreeMap<FilePath, Source>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(words) = files
        .keys()
        .next()
        .and_then(|_| built_in(name, "i18n/en.toml"))
    else {
        return found;
    };
    let words = messages(&words);
    for source in files.values() {
        match inside(&source.path) {
            Some(("i18n", _)) => words_of(source, &words, &mut found),
            Some((folder @ ("templates" | "assets"), file)) => {
                let is_known = built_in(name, &format!("{folder}/{file}")).is_some();
                if !is_known && !is_spoken_of(source, file, files) {
                    found.push(unused(name, source, folder, file));
                }
            }
            _ => {}
        }
    }
    found
}

/// `theme/assets/x/y.css` as `assets` and `x/y.css`.
fn inside(path: &FilePath) -> Option<(&str, &str)> {
    path.as_str().strip_prefix("theme/")?.split_once('/')
}

/// Each message by its dotted name.
fn messages(catalogue: &str) -> BTreeMap<String, String> {
    let mut messages = BTreeMap::new();
    let (root, _) = DeTable::parse_recoverable(catalogue);
    each(root.get_ref(), "", &mut |name, _, value| {
        if let Some(text) = value {
            messages.insert(name.to_owned(), text.to_owned());
        }
    });
    messages
}

/// Calls `seen` with the dotted name, the place and the text of each value; without a text for a
/// value that is neither a table nor a string.
fn each(
    table: &DeTable<'_>,
    prefix: &str,
    seen: &mut impl FnMut(&str, Range<usize>, Option<&str>),
) {
    for (key, value) in table {
        let name = match prefix {
            "" => key.get_ref().to_string(),
            _ => format!("{prefix}.{}", key.get_ref()),
        };
        match value.get_ref() {
            DeValue::Table(inner) => each(inner, &name, seen),
            DeValue::String(text) => seen(&name, key.span(), Some(text)),
            _ => seen(&name, value.span(), None),
        }
    }
}

fn words_of(source: &Source, known: &BTreeMap<String, String>, found: &mut Vec<Diagnostic>) {
    let (root, _) = DeTable::parse_recoverable(&source.text);
    let mut add = |code, span: Range<usize>, message: String, help: String| {
        let span = Span::new(span.start, span.end);
        found.push(Diagnostic::new(code, &source.path, span, message).help(help));
    };
    each(root.get_ref(), "", &mut |name, span, text| {
        let Some(original) = counterpart(name, known) else {
            let message = format!("the theme has no message `{name}`");
            let near = nearest(name, known.keys().map(String::as_str));
            let help = near.map_or_else(
                || "remove it: it is never shown".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            return add(Code::ThemeWordUnknown, span, message, help);
        };
        let Some(text) = text else {
            let message = format!("the message `{name}` is not a string");
            let help = "put it in quotes".to_owned();
            return add(Code::ThemeWordUnknown, span, message, help);
        };
        let filled = blanks(original);
        for blank in blanks(text).difference(&filled) {
            let message = format!("unknown placeholder `{{{blank}}}` in `{name}`");
            let near = nearest(blank, filled.iter().copied());
            let help = match (near, filled.is_empty()) {
                (Some(near), _) => format!("did you mean `{{{near}}}`?"),
                (None, true) => {
                    "this message has no placeholders; write the words instead".to_owned()
                }
                (None, false) => format!("it has {}", listed(&filled)),
            };
            add(Code::ThemeWordBlank, span.clone(), message, help);
        }
    });
}

/// The built-in message that a message of that name replaces. For a plural form that English does
/// not have, it is another form. The name of a document type of the library's own is a message too.
fn counterpart<'k>(name: &str, known: &'k BTreeMap<String, String>) -> Option<&'k str> {
    if let Some(own) = known.get(name) {
        return Some(own);
    }
    if name
        .strip_prefix("type.")
        .is_some_and(|kind| !kind.contains('.'))
    {
        return Some("");
    }
    let (stem, form) = name.rsplit_once('.')?;
    let other = PLURALS.contains(&form).then(|| format!("{stem}.other"))?;
    known.get(&other).map(String::as_str)
}

fn blanks(message: &str) -> BTreeSet<&str> {
    let opened = message.split('{').skip(1);
    opened
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .collect()
}

fn listed(blanks: &BTreeSet<&str>) -> String {
    let blanks: Vec<String> = blanks
        .iter()
        .map(|blank| format!("`{{{blank}}}`"))
        .collect();
    crate::wording::list(&blanks, "and")
}

/// Whether another theme file of the library refers to this one.
fn is_spoken_of(source: &Source, file: &str, files: &BTreeMap<FilePath, Source>) -> bool {
    let mut others = files.values().filter(|other| other.path != source.path);
    others.any(|other| other.text.contains(file))
}

fn unused(theme: &str, source: &Source, folder: &str, file: &str) -> Diagnostic {
    let names = super::theme::names_in(theme, folder);
    let message = format!("nothing uses `{file}`");
    let finding = Diagnostic::new(Code::ThemeFileUnused, &source.path, Span::START, message);
    match nearest(file, names.iter().map(String::as_str)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("remove it, or name it in a template or stylesheet"),
    }
}
