//! The settings of a library, as the other stages read them: plain values, every one with a default.
//!
//! In: the texts of `sopress.toml`, `roles.toml`, `glossary.toml`. Out: [`Config`] and findings.
//! Knows no documents. Folder defaults are front matter and are read in [`crate::parse`].

mod glossary;
mod roles;
mod settings;

pub use glossary::{Glossary, Term};
pub use roles::{Person, Role, RoleId, Roles, TrackStep};
pub use settings::{
    DocumentType, HtmlMode, LibrarySettings, Reading, ReviewSettings, Settings, SiteSettings,
};

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
