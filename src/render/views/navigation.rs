//! The navigation of a document: its parent pages and a limited number of its neighbours.

use serde::Serialize;

use crate::library::{Document, DocumentIndex, Route};
use crate::plan;
use crate::render::Stage;
use crate::render::views::parts::{Anchor, to_document};

/// In a larger department, only the documents around this one are shown.
const MOST_NEIGHBOURS: usize = 30;

/// The neighbours of a document.
#[derive(Serialize)]
pub(in crate::render) struct Neighbours {
    /// The name of the department, if there is one.
    pub name: Option<String>,
    pub documents: Vec<Neighbour>,
    /// The full list, if this one is only a part.
    pub all: Option<Anchor>,
    /// How many there are.
    pub count: usize,
    pub previous: Option<Anchor>,
    pub next: Option<Anchor>,
}

/// One of them.
#[derive(Serialize)]
pub(in crate::render) struct Neighbour {
    pub href: String,
    pub title: String,
    pub id: Option<String>,
    /// Which version it is, if a coming version is listed as well as the current one.
    pub version: Option<String>,
    pub is_current: bool,
}

/// The neighbours of `index`, as its page lists them.
pub(in crate::render) fn neighbours(
    stage: &Stage<'_>,
    from: &Route,
    index: DocumentIndex,
) -> Neighbours {
    let (group, department) = stage.neighbourhoods.of(index);
    let members = stage.neighbourhoods.listed(stage.library, group);
    let place = members.iter().position(|member| *member == index);
    let department = department.map(|at| &stage.library.departments[at]);
    let around = window(members.len(), place.unwrap_or(0));
    let is_part = around.len() < members.len();
    let beside = |at: Option<usize>| {
        let member = members.get(at?)?;
        Some(to_document(stage, from, *member))
    };
    let documents = members[around].iter().map(|member| {
        let document = stage.library.document(*member);
        Neighbour {
            href: from.to(&document.route),
            title: document.title().to_owned(),
            id: document.id().map(str::to_owned),
            version: version_beside_another(stage, document),
            is_current: *member == index,
        }
    });
    Neighbours {
        name: department.map(|department| department.name.clone()),
        documents: documents.collect(),
        all: is_part.then(|| match department {
            Some(department) => Anchor::to(from, &department.route, &department.name),
            None => {
                let text = stage.catalogue.text("page.index");
                Anchor::to(from, &Route::new(plan::INDEX), text)
            }
        }),
        count: members.len(),
        previous: beside(place.and_then(|at| at.checked_sub(1))),
        next: beside(place.map(|at| at + 1)),
    }
}

/// The version of a document, if another version of it is listed as well.
fn version_beside_another(stage: &Stage<'_>, document: &Document) -> Option<String> {
    let siblings = stage.library.versions(document.id()?).iter();
    let mut others = siblings
        .map(|index| stage.library.document(*index))
        .filter(|other| other.sop.path != document.sop.path);
    let is_beside = others.any(|other| !other.is_withdrawn());
    let version = document.meta.version.as_ref().filter(|_| is_beside)?;
    Some(version.value.clone())
}

/// The part of a list to show around `place`.
fn window(count: usize, place: usize) -> std::ops::Range<usize> {
    if count <= MOST_NEIGHBOURS {
        return 0..count;
    }
    let start = place
        .saturating_sub(MOST_NEIGHBOURS / 2)
        .min(count - MOST_NEIGHBOURS);
    start..start + MOST_NEIGHBOURS
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn a_large_department_is_shown_as_a_window_around_the_document() {
        assert_eq!(window(12, 5), 0..12);
        assert_eq!(window(3000, 0), 0..30);
        assert_eq!(window(3000, 1000), 985..1015);
        assert_eq!(window(3000, 2999), 2970..3000);
    }
}
