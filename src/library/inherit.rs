//! Front matter that a folder gives to the documents below it.

use std::collections::HashMap;

use crate::parse::Meta;
use crate::source::FilePath;
use crate::text::At;

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

/// `own` where it says something, else `defaults`. What identifies a document or tells its own
/// past (id, title, version, aliases, changes, reviews, what it replaces) is never inherited. A
/// field that its author wrote but that cannot be read is not filled in: it stays unknown.
fn over(mut own: Meta, defaults: &Meta) -> Meta {
    let unreadable: Vec<String> = own.unreadable.iter().map(|at| at.value.clone()).collect();
    macro_rules! inherit {
        ($($field:ident),+) => {$(
            if own.$field.is_none() && !unreadable.iter().any(|name| name == stringify!($field)) {
                own.$field = defaults.$field.clone();
            }
        )+};
    }
    macro_rules! inherit_list {
        ($($field:ident),+) => {$(
            if own.$field.is_empty() {
                own.$field = defaults.$field.clone();
            }
        )+};
    }
    let inherited = defaults
        .unreadable
        .iter()
        .filter(|at| is_open(&own, &at.value));
    let inherited: Vec<At<String>> = inherited.cloned().collect();
    inherit!(
        kind,
        status,
        owner,
        approved,
        issued,
        effective,
        last_reviewed,
        review_cycle,
        review_due,
        exempt,
        department,
        site,
        training,
        classification
    );
    inherit_list!(
        authors, reviewers, approvers, audience, references, related, standards, hazards, ppe,
        contacts, tags
    );
    own.unreadable.extend(inherited);
    for (name, value) in &defaults.extra {
        if !own.extra.iter().any(|(known, _)| known == name) {
            own.extra.push((name.clone(), value.clone()));
        }
    }
    own
}

/// Whether a field about reviews or dates is not given by the document itself.
fn is_open(own: &Meta, field: &str) -> bool {
    match field {
        "review_cycle" => own.review_cycle.is_none(),
        "review_due" => own.review_due.is_none(),
        "last_reviewed" => own.last_reviewed.is_none(),
        "effective" => own.effective.is_none(),
        "issued" => own.issued.is_none(),
        "approved" => own.approved.is_none(),
        _ => false,
    }
}
