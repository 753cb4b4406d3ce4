//! What every page has: its title, its place in the site, its head.

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
    /// From this page to the site's root: empty, `../`; a whole path on the page that a server
    /// shows for any address.
    pub root: String,
    /// Address from the site's root.
    pub route: String,
    /// Its whole address, where the settings say where the site is served.
    pub canonical: Option<String>,
    /// One sentence for search engines and previews.
    pub description: Option<String>,
    /// From the home page to the page above this one.
    pub crumbs: Vec<Anchor>,
    /// Whether search engines should leave it alone.
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
