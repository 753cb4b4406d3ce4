//! A document as an entry of a list.

use serde::Serialize;

use crate::library::{Document, DocumentIndex, Route};
use crate::render::Stage;
use crate::render::views::parts::Ready;
use crate::render::views::people::role_name;
use crate::render::views::review::{self, ReviewMark};
use crate::render::views::status::{self, Status};

/// A document in a list.
#[derive(Serialize)]
pub(in crate::render) struct ListEntry {
    pub href: String,
    pub title: String,
    pub id: Option<String>,
    pub version: Option<String>,
    /// The label of its type.
    pub kind: String,
    pub owner: Option<String>,
    pub status: Ready<Status>,
    pub review: Ready<ReviewMark>,
    pub is_controlled: bool,
    /// Whether it is a draft or in review, and so not in the published site.
    pub is_draft: bool,
    pub is_withdrawn: bool,
}

/// The list entry of a document, independent of the page of the list.
pub(in crate::render) struct Listed {
    kind: String,
    owner: Option<String>,
    status: Ready<Status>,
    review: Ready<ReviewMark>,
}

/// The list entry of a document.
pub(in crate::render) fn listed(stage: &Stage<'_>, index: DocumentIndex) -> Listed {
    let document = stage.library.document(index);
    let owner = document.meta.owner.as_ref();
    Listed {
        kind: stage.kind_label(document),
        owner: owner.map(|owner| role_name(&stage.config.roles, &owner.value)),
        status: Ready::new(status::status(stage, document)),
        review: Ready::new(review::mark(stage, document)),
    }
}

/// The document as an entry of a list on the page at `from`.
pub(in crate::render) fn entry(stage: &Stage<'_>, from: &Route, index: DocumentIndex) -> ListEntry {
    let document = stage.library.document(index);
    let text =
        |field: &Option<crate::text::At<String>>| field.as_ref().map(|field| field.value.clone());
    let listed = stage.listed(index);
    ListEntry {
        href: from.to(&document.route),
        title: document.title().to_owned(),
        id: text(&document.meta.id),
        version: text(&document.meta.version),
        kind: listed.kind.clone(),
        owner: listed.owner.clone(),
        status: listed.status.clone(),
        review: listed.review.clone(),
        is_controlled: document.is_controlled,
        is_draft: document.status.is_in_the_making(),
        is_withdrawn: document.is_withdrawn(),
    }
}

/// The index page of a folder comes first, then documents by id, with numbers in numerical order,
/// then by title.
pub(in crate::render) fn sorting_key(document: &Document) -> (bool, bool, String, String) {
    let id = document.id().map(natural).unwrap_or_default();
    let is_index = document.route.as_str().ends_with("/index.html");
    (
        !is_index,
        id.is_empty(),
        id,
        document.title().to_lowercase(),
    )
}

/// Pads digits, so that `SOP-9` comes before `SOP-10`.
fn natural(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut digits = String::new();
    let lower = text.to_lowercase();
    for c in lower.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            out.extend(std::iter::repeat_n(
                '0',
                10_usize.saturating_sub(digits.len()),
            ));
            out.push_str(&digits);
            digits.clear();
        }
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn a_number_in_an_id_counts_as_a_number() {
        assert!(natural("SOP-9") < natural("sop-10"));
        assert!(natural("SOP-SAL-003") < natural("SOP-SAL-0021"));
    }
}
