//! The settings of a library, as the other stages read them: plain values, every one with a default.
//!
//! In: the texts of `sopress.toml`, `roles.toml`, `glossary.toml`. Out: [`Config`] and findings.
//! Knows no documents. Folder defaults are front matter and are read in [`crate::parse`].

mod fields;
mod glossary;
pub mod keys;
mod read_glossary;
mod read_roles;
mod read_settings;
mod read_types;
mod roles;
mod settings;
mod severities;
mod table;
mod types;

pub use fields::{FIELDS, Field};
pub(crate) use fields::{Inheritance, Takes, folded, front_matter};
pub use glossary::{Glossary, Term};
pub use roles::{Person, Role, RoleId, Roles, TrackStep};
pub use settings::{
    ActorName, DocumentType, HtmlMode, LibrarySettings, LinkSettings, Reading, ReviewSettings,
    SearchSettings, Settings, SiteSettings,
};
pub(crate) use severities::severities;

use crate::diagnostic::{self, Diagnostic};
use crate::source::Source;

/// All that the settings files say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// `sopress.toml`.
    pub settings: Settings,
    /// `roles.toml`.
    pub roles: Roles,
    /// `glossary.toml`.
    pub glossary: Glossary,
}

/// Reads the three files. A fault in one value leaves all the others as they are.
pub fn read(
    settings: Option<&Source>,
    roles: Option<&Source>,
    glossary: Option<&Source>,
) -> (Config, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut config = Config {
        settings: part(settings, read_settings::read_settings, &mut found),
        roles: part(roles, read_roles::read_roles, &mut found),
        glossary: part(glossary, read_glossary::read_glossary, &mut found),
    };
    config.settings.reading.language = config.settings.site.language.clone();
    config.settings.reading.names = config.roles.names(&config.settings.site.language);
    diagnostic::sort(&mut found);
    (config, found)
}

fn part<T: Default>(
    source: Option<&Source>,
    read: impl FnOnce(&Source) -> (T, Vec<Diagnostic>),
    found: &mut Vec<Diagnostic>,
) -> T {
    let Some(source) = source else {
        return T::default();
    };
    let (value, faults) = read(source);
    found.extend(faults);
    value
}

#[cfg(test)]
mod tests;
