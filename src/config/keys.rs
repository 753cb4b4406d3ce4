//! The keys of the settings files, from the tables by which the files are read.

pub use super::read_glossary::{KEYS as TERM, SECTIONS as GLOSSARY};
pub use super::read_roles::{PERSON_KEYS as PERSON, ROLE_KEYS as ROLE, SECTIONS as ROLES, TRACK};
pub use super::read_settings::{LIBRARY, LINKS, REVIEW, SEARCH, SECTIONS as SETTINGS, SITE};
pub use super::read_types::TYPE;
