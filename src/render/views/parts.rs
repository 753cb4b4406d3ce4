//! Small values that views are made of.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::date::Date;
use crate::library::{DocumentIndex, RoleNumber, Route, Target, labelled};
use crate::render::{Catalogue, Stage};

/// Finished HTML that a template prints as it is.
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub(in crate::render) struct Html(tera::Value);

impl Html {
    /// Trusts `html`.
    pub(in crate::render) fn new(html: &str) -> Html {
        Html(tera::Value::safe_string(html))
    }
}

/// A view that many pages show, serialized only once.
pub(in crate::render) struct Ready<T> {
    view: Arc<T>,
    value: tera::Value,
}

impl<T: Serialize> Ready<T> {
    pub(in crate::render) fn new(view: T) -> Ready<T> {
        Ready {
            value: tera::Value::from_serializable(&view),
            view: Arc::new(view),
        }
    }
}

impl<T> Clone for Ready<T> {
    fn clone(&self) -> Ready<T> {
        Ready {
            view: Arc::clone(&self.view),
            value: self.value.clone(),
        }
    }
}

impl<T> Deref for Ready<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.view
    }
}

impl<T> Serialize for Ready<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// A calendar day.
#[derive(Clone, Serialize)]
pub(in crate::render) struct Day {
    /// `2026-03-03`.
    pub iso: String,
    /// `3 March 2026`.
    pub text: String,
}

/// A day for a view.
pub(in crate::render) fn day(catalogue: &Catalogue, date: Date) -> Day {
    Day {
        iso: date.to_string(),
        text: catalogue.date(date),
    }
}

/// A text, with or without a link.
#[derive(Clone, Serialize)]
pub(in crate::render) struct Anchor {
    pub text: String,
    /// Relative and escaped; `None`: plain text.
    pub href: Option<String>,
    /// The id of the document that it links to.
    pub id: Option<String>,
    /// Whether it links to another host.
    pub is_outside: bool,
    /// Whether it links to a document that is no longer in force.
    pub is_withdrawn: bool,
}

impl Anchor {
    /// Text without a link.
    pub(in crate::render) fn words(text: &str) -> Anchor {
        Anchor {
            text: text.to_owned(),
            href: None,
            id: None,
            is_outside: false,
            is_withdrawn: false,
        }
    }

    /// A link to a page or file of the site.
    pub(in crate::render) fn to(from: &Route, to: &Route, text: &str) -> Anchor {
        Anchor {
            href: Some(from.to(to)),
            ..Anchor::words(text)
        }
    }
}

/// A link to a document, by its title.
pub(in crate::render) fn to_document(
    stage: &Stage<'_>,
    from: &Route,
    index: DocumentIndex,
) -> Anchor {
    let document = stage.library.document(index);
    Anchor {
        id: document.id().map(str::to_owned),
        is_withdrawn: document.is_withdrawn(),
        ..Anchor::to(from, &document.route, document.title())
    }
}

/// A value of the front matter that may be an id, an address, a file or plain text. `None` if it
/// names a document that is not in this build: not even the number of a draft may show, and a path
/// is of no use to readers who cannot open it.
pub(in crate::render) fn reference(
    stage: &Stage<'_>,
    from: &Route,
    document: DocumentIndex,
    text: &str,
) -> Option<Anchor> {
    let (label, target) = labelled(text);
    // Inherited values are not references of the document itself.
    let mut own = stage.library.document(document).references.iter();
    let own = own.find(|own| own.written.value == text);
    let own = own.and_then(|own| own.target.clone());
    let own = own.filter(|target| !matches!(target, Target::Broken(_)));
    let found = match own.or_else(|| stage.library.resolve(document, target)) {
        Some(Target::Document { document, anchor }) => {
            let mut link = to_document(stage, from, document);
            if let (Some(href), Some(anchor)) = (&mut link.href, anchor) {
                href.push('#');
                href.push_str(&crate::render::body::fragment(&anchor));
            }
            if let Some(label) = label {
                label.clone_into(&mut link.text);
            }
            link
        }
        Some(Target::Page(page)) => Anchor::to(from, &page, label.unwrap_or(target)),
        Some(Target::Asset(path)) => {
            let route = &stage.library.assets[&path];
            Anchor::to(from, route, label.unwrap_or_else(|| path.name()))
        }
        Some(Target::Outside(address)) => Anchor {
            is_outside: true,
            href: Some(address),
            ..Anchor::words(label.unwrap_or(target))
        },
        _ if is_absent(stage, document, target) => return None,
        _ => Anchor::words(label.unwrap_or(text)),
    };
    Some(found)
}

/// Whether a text of the front matter names a document that is not in this build.
pub(in crate::render) fn is_absent(stage: &Stage<'_>, document: DocumentIndex, text: &str) -> bool {
    let path = text.split('#').next().unwrap_or_default();
    let has_ending = path.ends_with(".md") || path.ends_with(".markdown");
    let is_file = has_ending && !path.contains(char::is_whitespace);
    stage.library.is_withheld(text) || (is_file && stage.library.resolve(document, text).is_none())
}

/// A role as a link.
pub(in crate::render) fn to_role(stage: &Stage<'_>, from: &Route, number: RoleNumber) -> Anchor {
    let role = stage.library.roles.role(number);
    Anchor::to(from, &role.route, &role.name)
}
