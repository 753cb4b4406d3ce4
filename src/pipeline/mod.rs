//! All stages in a row: [`Inputs`] to a [`Site`] and findings.

mod site;

pub use site::{Content, Site};
