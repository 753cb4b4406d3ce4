//! A theme: templates, assets and the words of the interface.
//!
//! In: the name of a built-in theme and the files of the library's `theme/` folder, which override
//! built-in files. Out: a [`Theme`] with every template compiled. Knows no library.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, include_dir};

use crate::render::{Catalogue, minify};
use crate::source::{FilePath, Source};

pub(super) static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// The prefix of a built-in template, for when the library has one of the same name:
/// `{% extends "builtin/page.html" %}`.
const BUILT_IN_PREFIX: &str = "builtin/";

/// Scripts that are always used together, published as one file: fewer bytes and one request.
const BUNDLE: (&str, [&str; 6]) = (
    "search-all.js",
    [
        "search-box.js",
        "search-text.js",
        "search-cards.js",
        "search-index.js",
        "search-words.js",
        "search-engine.js",
    ],
);

/// Templates, assets and words, ready to use.
pub struct Theme {
    /// The name of the built-in theme it is based on.
    pub name: String,
    pub(super) tera: tera::Tera,
    pub(super) assets: BTreeMap<String, Cow<'static, [u8]>>,
    languages: BTreeMap<String, toml::Table>,
}

/// The names of the files that [`Theme::load`] would find, relative to `assets/`, without loading
/// them; none for an unknown theme.
pub fn asset_names(name: &str, overrides: &BTreeMap<FilePath, Source>) -> BTreeSet<String> {
    let built_in = BUILT_IN.get_dir(format!("{name}/assets"));
    let built_in = built_in.map(files).unwrap_or_default().into_iter();
    let prefix = format!("{name}/assets/");
    let built_in = built_in.filter_map(|(path, _)| Some(path.strip_prefix(&prefix)?.to_owned()));
    let own = overrides.keys();
    let own = own.filter_map(|path| Some(path.as_str().strip_prefix("theme/assets/")?.to_owned()));
    let (bundle, parts) = BUNDLE;
    let all = built_in.chain(own).chain([bundle.to_owned()]);
    all.filter(|name| !parts.contains(&name.as_str())).collect()
}

/// Why a theme cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    /// No built-in theme of that name.
    #[error("there is no theme `{name}`; the themes are {known}")]
    Unknown {
        /// As written in the settings.
        name: String,
        /// The themes that exist.
        known: String,
    },
    /// A template that does not compile or does not render.
    #[error("template `{template}`, line {line}: {message}")]
    Template {
        /// Its name: `builtin/page.html` is the built-in one, `page.html` the library's own.
        template: String,
        /// From 1.
        line: usize,
        /// The error, with the name of the variable, filter or function.
        message: String,
    },
    /// An error of the templates as a whole: a parent that is missing, a filter that does not
    /// exist.
    #[error("templates of theme `{theme}`: {message}")]
    Templates {
        /// Its name.
        theme: String,
        /// The error, with template and line if known.
        message: String,
    },
    /// A catalogue of messages that is not TOML.
    #[error("catalogue `{path}`: {message}")]
    Catalogue {
        /// The file.
        path: String,
        /// What is wrong with it.
        message: String,
    },
}

impl Theme {
    /// The built-in theme `name`, with the library's own files (paths as read:
    /// `theme/assets/x.css`) replacing those of the same name.
    ///
    /// # Errors
    /// No such theme, a template that does not compile, a catalogue that cannot be read.
    pub fn load(name: &str, overrides: &BTreeMap<FilePath, Source>) -> Result<Theme, ThemeError> {
        let folder = BUILT_IN.get_dir(name).ok_or_else(|| unknown(name))?;
        let mut templates = Vec::new();
        let mut theme = Theme {
            name: name.to_owned(),
            tera: tera::Tera::new(),
            assets: BTreeMap::new(),
            languages: BTreeMap::new(),
        };
        for (path, bytes) in files(folder) {
            let path = path
                .strip_prefix(name)
                .unwrap_or(&path)
                .trim_start_matches('/');
            let text = || String::from_utf8_lossy(bytes).into_owned();
            if let Some(template) = path.strip_prefix("templates/") {
                templates.push((format!("{BUILT_IN_PREFIX}{template}"), text()));
            } else if let Some(asset) = path.strip_prefix("assets/") {
                let bytes = match asset.rsplit('.').next() {
                    Some("js") => Cow::Owned(minify::script(&text()).into_bytes()),
                    Some("css") => Cow::Owned(minify::stylesheet(&text()).into_bytes()),
                    _ => Cow::Borrowed(bytes),
                };
                theme.assets.insert(asset.to_owned(), bytes);
            } else if let Some(file) = path.strip_prefix("i18n/") {
                theme.add_language(path, file, &text())?;
            }
        }
        for (path, source) in overrides {
            let path_text = path.as_str();
            let path = path_text.strip_prefix("theme/").unwrap_or(path_text);
            if let Some(template) = path.strip_prefix("templates/") {
                templates.push((template.to_owned(), source.text.clone()));
            } else if let Some(asset) = path.strip_prefix("assets/") {
                let bytes = Cow::Owned(source.text.clone().into_bytes());
                theme.assets.insert(asset.to_owned(), bytes);
            } else if let Some(file) = path.strip_prefix("i18n/") {
                theme.add_language(path_text, file, &source.text)?;
            }
        }
        theme.bundle_scripts();
        let own: BTreeSet<&str> = templates.iter().map(|(name, _)| name.as_str()).collect();
        let plain = templates.iter().filter_map(|(name, text)| {
            let plain = name.strip_prefix(BUILT_IN_PREFIX)?;
            (!own.contains(plain)).then(|| (plain.to_owned(), text.clone()))
        });
        // Registered under the name that pages use, so that Tera does not search for it.
        let plain: Vec<(String, String)> = plain.collect();
        templates.extend(plain);
        theme.compile(&templates)?;
        Ok(theme)
    }

    /// Names of the built-in themes.
    pub fn names() -> Vec<String> {
        BUILT_IN
            .dirs()
            .map(|folder| folder.path().to_string_lossy().into_owned())
            .collect()
    }

    /// The words of `language`; those it lacks come from its main language, or else from English.
    pub fn catalogue(&self, language: &str) -> Catalogue {
        let main = language.split('-').next().unwrap_or(language);
        let mut catalogue = Catalogue::default();
        for step in ["en", main, language] {
            if let Some(table) = self.languages.get(&step.to_lowercase()) {
                catalogue.merge(step, table);
            }
        }
        catalogue
    }

    /// Joins the scripts of [`BUNDLE`] in one file, including the library's own versions.
    fn bundle_scripts(&mut self) {
        let (name, parts) = BUNDLE;
        let parts = parts.iter().filter_map(|part| self.assets.remove(*part));
        let all: Vec<Cow<'_, [u8]>> = parts.collect();
        let all = all.join(&b";\n"[..]);
        self.assets.insert(name.to_owned(), Cow::Owned(all));
    }

    fn add_language(&mut self, path: &str, file: &str, text: &str) -> Result<(), ThemeError> {
        let Some(language) = file.strip_suffix(".toml") else {
            return Ok(());
        };
        let table: toml::Table =
            text.parse()
                .map_err(|error: toml::de::Error| ThemeError::Catalogue {
                    path: path.to_owned(),
                    message: error.to_string().trim_end().to_owned(),
                })?;
        let known = self.languages.entry(language.to_lowercase()).or_default();
        merge(known, table);
        Ok(())
    }

    fn compile(&mut self, templates: &[(String, String)]) -> Result<(), ThemeError> {
        self.tera
            .set_fallback_prefixes([BUILT_IN_PREFIX])
            .expect("no template has been added yet");
        super::functions::register(&mut self.tera, Catalogue::default());
        self.tera
            .add_raw_templates(templates.iter().map(|(name, text)| (name, text)))
            .map_err(|error| explain(&self.name, &error))
    }
}

/// The text of a file of a built-in theme.
pub(super) fn built_in(theme: &str, file: &str) -> Option<Cow<'static, str>> {
    let file = BUILT_IN.get_file(format!("{theme}/{file}"))?;
    Some(String::from_utf8_lossy(file.contents()))
}

/// The files in a folder of a built-in theme, relative to it.
pub(super) fn names_in(theme: &str, folder: &str) -> Vec<String> {
    let folder = BUILT_IN.get_dir(format!("{theme}/{folder}"));
    let paths = folder.map(files).unwrap_or_default().into_iter();
    let prefix = folder.map_or_else(String::new, |at| {
        format!("{}/", at.path().to_string_lossy())
    });
    paths
        .map(|(path, _)| path.strip_prefix(&prefix).unwrap_or(&path).to_owned())
        .collect()
}

fn unknown(name: &str) -> ThemeError {
    let known: Vec<String> = Theme::names()
        .iter()
        .map(|name| format!("`{name}`"))
        .collect();
    ThemeError::Unknown {
        name: name.to_owned(),
        known: crate::wording::list(&known, "and"),
    }
}

pub(super) fn files<'a>(folder: &'a Dir<'a>) -> Vec<(String, &'a [u8])> {
    let mut found = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        found.extend(folder.files().map(|file| {
            let path = file.path().to_string_lossy().replace('\\', "/");
            (path, file.contents())
        }));
    }
    found.sort();
    found
}

fn merge(into: &mut toml::Table, from: toml::Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(toml::Value::Table(old)), toml::Value::Table(new)) => merge(old, new),
            // A message where a table is expected, or a table where a message is, is a finding.
            (Some(toml::Value::Table(_)), _) | (Some(_), toml::Value::Table(_)) => {}
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}

/// Converts an error of the template engine.
pub(super) fn explain(theme: &str, error: &tera::Error) -> ThemeError {
    use tera::ErrorKind::{RenderingError, SyntaxError};
    match error.kind() {
        SyntaxError(report) | RenderingError(report) => ThemeError::Template {
            template: report.filename().to_owned(),
            line: report.span().start_line,
            message: report.message().to_owned(),
        },
        other => ThemeError::Templates {
            theme: theme.to_owned(),
            message: other.to_string(),
        },
    }
}
