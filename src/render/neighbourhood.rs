//! The documents that are listed together: those of a department, or else of a folder.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::library::{DocumentIndex, Library};
use crate::plan;
use crate::render::views;

/// All neighbourhoods of a library. Each is sorted when it is first needed.
pub(super) struct Neighbourhoods {
    groups: Vec<Group>,
    of: Vec<Place>,
}

/// The number of a document's neighbourhood, and that of its department.
pub(super) type Place = (usize, Option<usize>);

#[derive(Default)]
struct Group {
    documents: Vec<DocumentIndex>,
    listed: OnceLock<Vec<DocumentIndex>>,
}

impl Neighbourhoods {
    /// Those of a library; linear in its documents.
    pub fn new(library: &Library) -> Neighbourhoods {
        let mut groups: Vec<Group> = Vec::new();
        let mut department_of: Vec<Option<usize>> = vec![None; library.documents.len()];
        for (at, department) in library.departments.iter().enumerate() {
            for index in &department.documents {
                department_of[index.0] = Some(at);
            }
            groups.push(Group {
                documents: department.documents.clone(),
                ..Group::default()
            });
        }
        let mut folders: HashMap<&str, usize> = HashMap::new();
        let mut of = Vec::with_capacity(library.documents.len());
        for (index, document) in library.indexed() {
            if let Some(at) = department_of[index.0] {
                of.push((at, Some(at)));
                continue;
            }
            let path = document.sop.path.as_str();
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let at = *folders.entry(folder).or_insert_with(|| {
                groups.push(Group::default());
                groups.len() - 1
            });
            groups[at].documents.push(index);
            of.push((at, None));
        }
        Neighbourhoods { groups, of }
    }

    /// The neighbourhood of a document.
    pub fn of(&self, index: DocumentIndex) -> Place {
        self.of[index.0]
    }

    /// The documents of a neighbourhood in list order.
    pub fn listed(&self, library: &Library, group: usize) -> &[DocumentIndex] {
        let group = &self.groups[group];
        group.listed.get_or_init(|| {
            let documents = group.documents.iter().copied();
            let listed = documents.filter(|index| !is_unlisted(library, *index));
            let mut listed: Vec<DocumentIndex> = listed.collect();
            listed.sort_by_cached_key(|index| views::sorting_key(library.document(*index)));
            listed
        })
    }

    /// The documents without a department, grouped by folder.
    pub fn folders(&self, library: &Library) -> Vec<&[DocumentIndex]> {
        let folders = library.departments.len()..self.groups.len();
        let folders = folders.map(|group| self.listed(library, group));
        folders.filter(|listed| !listed.is_empty()).collect()
    }
}

/// Withdrawn documents and the home page's introduction are not in the navigation.
fn is_unlisted(library: &Library, index: DocumentIndex) -> bool {
    let document = library.document(index);
    document.is_withdrawn() || document.route.as_str() == plan::HOME
}
