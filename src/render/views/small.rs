//! Simple pages: glossary, search, 404, redirects.

use serde::Serialize;

use crate::library::{DocumentIndex, Route};
use crate::render::Stage;
use crate::render::views::frame::{Frame, frame};
use crate::render::views::parts::{Anchor, to_document};
use crate::text::Slugs;

/// The whole input of `search.html` and `404.html`.
#[derive(Serialize)]
pub(in crate::render) struct PlainView {
    pub page: Frame,
}

/// The whole input of `glossary.html`.
#[derive(Serialize)]
pub(in crate::render) struct GlossaryView {
    pub page: Frame,
    pub terms: Vec<Term>,
}

/// One entry.
#[derive(Serialize)]
pub(in crate::render) struct Term {
    pub anchor: String,
    pub name: String,
    pub abbreviation: Option<String>,
    pub definition: Vec<Phrase>,
    pub synonyms: Vec<String>,
    pub see: Option<Anchor>,
}

/// Text or code in a definition.
#[derive(Serialize)]
pub(in crate::render) struct Phrase {
    pub text: String,
    pub is_code: bool,
}

/// The whole input of `redirect.html`.
#[derive(Serialize)]
pub(in crate::render) struct RedirectView {
    pub page: Frame,
    pub target: Anchor,
    /// Relative; the address that the browser opens.
    pub href: String,
    /// The absolute address if the settings give `base_url`, else relative.
    pub canonical: String,
}

/// The search page, where a script shows the results.
pub(in crate::render) fn search(stage: &Stage<'_>, route: &Route) -> PlainView {
    PlainView {
        page: frame(stage, route, "search", stage.catalogue.text("page.search")),
    }
}

/// The 404 page. A server shows it at any depth, so its links start at the root of the site if that
/// is known.
pub(in crate::render) fn not_found(stage: &Stage<'_>, route: &Route) -> PlainView {
    let mut page = frame(
        stage,
        route,
        "missing",
        stage.catalogue.text("page.missing"),
    );
    let base = stage.config.settings.site.base_url.as_deref();
    if let Some(root) = base.and_then(root_path) {
        root.clone_into(&mut page.root);
    }
    page.canonical = None;
    page.is_unlisted = true;
    page.crumbs.clear();
    PlainView { page }
}

/// `/sub/` of `https://host/sub/`.
fn root_path(base: &str) -> Option<&str> {
    let host = base.split_once("://")?.1;
    host.find('/').map(|slash| &host[slash..])
}

/// The terms of `glossary.toml`, alphabetically.
pub(in crate::render) fn glossary(stage: &Stage<'_>, route: &Route) -> GlossaryView {
    let mut slugs = Slugs::default();
    let mut terms: Vec<Term> = stage
        .config
        .glossary
        .terms
        .iter()
        .map(|term| Term {
            anchor: slugs.of_heading(&term.name),
            name: term.name.clone(),
            abbreviation: term.abbreviation.clone(),
            definition: phrases(&term.definition),
            synonyms: term.synonyms.clone(),
            see: term
                .see
                .as_deref()
                .and_then(|id| stage.library.by_id(id))
                .map(|index| to_document(stage, route, index)),
        })
        .collect();
    terms.sort_by_cached_key(|term| term.name.to_lowercase());
    GlossaryView {
        page: frame(
            stage,
            route,
            "glossary",
            stage.catalogue.text("page.glossary"),
        ),
        terms,
    }
}

/// Text between backticks is code.
fn phrases(text: &str) -> Vec<Phrase> {
    let parts: Vec<&str> = text.split('`').collect();
    let last = parts.len() - 1;
    let phrase = |(at, part): (usize, &str)| {
        let is_open = at % 2 == 1 && at == last;
        Phrase {
            text: match is_open {
                true => format!("`{part}"),
                false => part.to_owned(),
            },
            is_code: at % 2 == 1 && !is_open,
        }
    };
    let phrases = parts.into_iter().enumerate().map(phrase);
    phrases.filter(|phrase| !phrase.text.is_empty()).collect()
}

/// An old address.
pub(in crate::render) fn redirect(
    stage: &Stage<'_>,
    route: &Route,
    index: DocumentIndex,
) -> RedirectView {
    let target = &stage.library.document(index).route;
    let href = route.to(target);
    let base = stage.config.settings.site.base_url.as_deref();
    let mut page = frame(stage, route, "redirect", stage.catalogue.text("page.moved"));
    page.is_unlisted = true;
    RedirectView {
        canonical: base.map_or_else(
            || href.clone(),
            |base| format!("{base}{}", target.encoded()),
        ),
        target: to_document(stage, route, index),
        href,
        page,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_root_is_the_path_at_which_the_site_is_served() {
        let root = super::root_path;
        assert_eq!(root("https://firm.example/sops/"), Some("/sops/"));
        assert_eq!(root("https://firm.example/"), Some("/"));
        assert_eq!(root("https://firm.example"), None);
    }
}
