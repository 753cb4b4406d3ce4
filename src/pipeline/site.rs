//! A finished site, before it is written or served.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;

use crate::library::Route;
use crate::render::RenderError;

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

/// A site whose files are made on request, so that they need not all be in memory at once.
pub trait Files: Sync {
    /// The addresses of all files.
    fn routes(&self) -> BTreeSet<Route>;

    /// What the file at an address holds; `None` when the site has none there.
    ///
    /// # Errors
    /// A page whose template fails.
    fn one(&self, route: &Route) -> Result<Option<Content>, RenderError>;

    /// Whether the file is better made before the others: what it is made of is large, and can go
    /// then.
    fn goes_first(&self, _: &Route) -> bool {
        false
    }

    /// From now on no file that goes first is asked for.
    fn first_are_made(&self) {}
}

impl Files for Site {
    fn routes(&self) -> BTreeSet<Route> {
        self.keys().cloned().collect()
    }

    fn one(&self, route: &Route) -> Result<Option<Content>, RenderError> {
        Ok(self.get(route).cloned())
    }
}
