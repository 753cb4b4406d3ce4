//! Departments and tags: documents under a name, each with a page of its own.

use std::collections::BTreeMap;

use crate::library::{Document, DocumentIndex, Group, Route};
use crate::text::{Slugs, shortened, slug};

/// Documents by department.
pub fn departments(documents: &[Document]) -> Vec<Group> {
    groups("departments", documents, |document| {
        let department = document.meta.department.as_ref();
        department.map(|at| at.value.as_str()).into_iter().collect()
    })
}

/// Documents by tag.
pub fn tags(documents: &[Document]) -> Vec<Group> {
    groups("tags", documents, |document| {
        let tags = document.meta.tags.iter();
        tags.map(|at| at.value.as_str()).collect()
    })
}

/// One group a name; names that differ only in case or spacing are one, as first written.
fn groups(
    folder: &str,
    documents: &[Document],
    names: impl Fn(&Document) -> Vec<&str>,
) -> Vec<Group> {
    let mut by_key: BTreeMap<String, (String, Vec<DocumentIndex>)> = BTreeMap::new();
    for (at, document) in documents.iter().enumerate() {
        for name in names(document) {
            let words: Vec<&str> = name.split_whitespace().collect();
            let name = words.join(" ");
            if name.is_empty() {
                continue;
            }
            let (_, members) = by_key
                .entry(name.to_lowercase())
                .or_insert_with(|| (name, Vec::new()));
            if members.last() != Some(&DocumentIndex(at)) {
                members.push(DocumentIndex(at));
            }
        }
    }
    let mut slugs = Slugs::default();
    let group = |(name, documents): (String, Vec<DocumentIndex>)| {
        let wanted = slug(&name);
        let wanted = match shortened(&wanted) {
            "" => "group",
            wanted => wanted,
        };
        let route = Route::new(format!("{folder}/{}.html", slugs.unique(wanted)));
        Group {
            name,
            route,
            documents,
        }
    };
    by_key.into_values().map(group).collect()
}
