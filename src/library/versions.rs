//! Which of several versions of one document is in force today.
//!
//! In: the documents of a build with their status as written. Out: the same, where an approved one
//! whose day has come is in force and the version before it no longer is. Nobody has to edit a file
//! on that day.

use std::collections::HashMap;

use crate::date::Date;
use crate::library::{Document, ReviewFacts};
use crate::parse::DocumentStatus;

/// Brings the status of all documents up to `today`.
pub(super) fn settle(documents: &mut [Document], today: Date) {
    let mut newest: HashMap<String, Date> = HashMap::new();
    for document in documents.iter_mut() {
        let Some(since) = effective(document).filter(|day| *day <= today) else {
            continue;
        };
        if document.status != DocumentStatus::Approved {
            continue;
        }
        document.status = DocumentStatus::Effective;
        if let Some(id) = document.id() {
            let known = newest.entry(id.to_lowercase()).or_insert(since);
            *known = since.max(*known);
        }
    }
    for document in documents
        .iter_mut()
        .filter(|document| document.is_in_force())
    {
        let newest = document.id().and_then(|id| newest.get(&id.to_lowercase()));
        let is_replaced = newest.is_some_and(|newest| effective(document) < Some(*newest));
        if is_replaced {
            document.status = DocumentStatus::Superseded;
            document.review = ReviewFacts::none(document.review.last);
        }
    }
}

fn effective(document: &Document) -> Option<Date> {
    document.meta.effective.as_ref().map(|date| date.value)
}
