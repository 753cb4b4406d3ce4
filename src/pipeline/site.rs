//! A finished site, before it is written or served.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use crate::library::Route;

/// Every file of the site, in the order of the addresses.
pub type Site = BTreeMap<Route, Content>;

/// What a file of the site holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What this file of the library holds.
    Copy(Utf8PathBuf),
}
