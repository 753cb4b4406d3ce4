//! Front matter that a folder gives to the documents below it.

use std::collections::HashMap;

use crate::parse::Meta;
use crate::source::FilePath;

/// The defaults of every folder, the nearer over the farther.
pub struct Inheritance<'a> {
    own: HashMap<Option<FilePath>, &'a Meta>,
    merged: HashMap<Option<FilePath>, Option<Meta>>,
}

impl<'a> Inheritance<'a> {
    /// Of the `_defaults.toml` files with their fields.
    pub fn new(defaults: &'a [(FilePath, Meta)]) -> Inheritance<'a> {
        let own = defaults.iter().map(|(path, meta)| (path.folder(), meta));
        Inheritance {
            own: own.collect(),
            merged: HashMap::new(),
        }
    }

    /// A document's own front matter over that of the folders above it.
    pub fn apply(&mut self, path: &FilePath, own: &Meta) -> Meta {
        match self.of_folder(path.folder()) {
            Some(defaults) => over(own.clone(), defaults),
            None => own.clone(),
        }
    }

    fn of_folder(&mut self, folder: Option<FilePath>) -> Option<&Meta> {
        if !self.merged.contains_key(&folder) {
            let above = match &folder {
                Some(inner) => self.of_folder(inner.folder()).cloned(),
                None => None,
            };
            let merged = match (self.own.get(&folder), above) {
                (Some(own), Some(above)) => Some(over((*own).clone(), &above)),
                (Some(own), None) => Some((*own).clone()),
                (None, above) => above,
            };
            self.merged.insert(folder.clone(), merged);
        }
        self.merged[&folder].as_ref()
    }
}

/// `own` with what it has from `defaults`.
fn over(mut own: Meta, defaults: &Meta) -> Meta {
    own.inherit(defaults);
    own
}
