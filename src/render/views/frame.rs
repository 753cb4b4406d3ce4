//! What every page has: its title, its address, its head.

use serde::Serialize;

use crate::library::Route;
use crate::plan;
use crate::render::Stage;
use crate::render::views::parts::Anchor;

/// `page` in every template.
#[derive(Serialize)]
pub(in crate::render) struct Frame {
    /// Its heading.
    pub title: String,
    /// Name of its kind, for styles: `document`, `register`.
    pub kind: &'static str,
    /// The relative path to the site's root: empty, `../`; an absolute path on the 404 page, which
    /// a server shows at any address.
    pub root: String,
    /// Address from the site's root.
    pub route: String,
    /// Its absolute address, if the settings give `base_url`.
    pub canonical: Option<String>,
    /// One sentence for search engines and previews.
    pub description: Option<String>,
    /// The breadcrumbs, from the home page to the parent of this page.
    pub crumbs: Vec<Anchor>,
    /// Whether search engines should not index it.
    pub is_unlisted: bool,
}

/// The frame of the page at `route`.
pub(in crate::render) fn frame(
    stage: &Stage<'_>,
    route: &Route,
    kind: &'static str,
    title: &str,
) -> Frame {
    let base = stage.config.settings.site.base_url.as_deref();
    Frame {
        title: title.to_owned(),
        kind,
        root: route.to_root(),
        route: route.encoded(),
        canonical: base.map(|base| format!("{base}{}", route.encoded())),
        description: None,
        crumbs: vec![home_crumb(stage, route)],
        is_unlisted: false,
    }
}

fn home_crumb(stage: &Stage<'_>, route: &Route) -> Anchor {
    let text = stage.catalogue.text("page.home");
    Anchor::to(route, &Route::new(plan::HOME), text)
}
