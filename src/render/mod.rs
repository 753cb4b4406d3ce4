//! Renders pages to bytes, one at a time: no page needs the bytes of another.
//!
//! In: a [`Page`] and the [`Stage`] that all pages share. Out: HTML, and the files besides the
//! pages (register, sitemap, theme assets). [`views`] turns the library into plain values with
//! everything a template may see; templates turn these into HTML. Does no I/O and does not read the
//! clock.

mod accent;
mod blocks;
mod body;
pub mod calendar;
mod catalogue;
mod difference;
mod feeds;
mod files;
mod former;
mod frames;
mod functions;
mod minify;
mod neighbourhood;
mod overrides;
mod qr;
mod redacted;
mod stage;
mod theme;
mod views;

pub use catalogue::Catalogue;
pub use files::{file, files};
pub use overrides::overrides;
pub use stage::{Stage, Surroundings};
pub use theme::{Theme, ThemeError, asset_names};

use crate::library::Route;
use crate::plan::{Page, PageKind};

/// A page that could not be rendered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("page `{route}` could not be rendered: {fault}")]
pub struct RenderError {
    /// Its address.
    pub route: Route,
    /// The error of the template.
    pub fault: ThemeError,
}

/// The bytes of one page.
///
/// # Errors
/// The template uses a value that its view does not have.
pub fn page(page: &Page, stage: &Stage<'_>) -> Result<Vec<u8>, RenderError> {
    let route = &page.route;
    let mut bytes = Vec::with_capacity(32 * 1024);
    let drawn = template_and_view(page, stage).and_then(|(template, mut context)| {
        frames::set(stage, &mut context)?;
        stage.tera.render_to(template, &context, &mut bytes)
    });
    drawn.map_err(|error| RenderError {
        route: route.clone(),
        fault: theme::explain(&stage.theme_name, &error),
    })?;
    Ok(bytes)
}

/// The template of each kind of page, and all that it sees.
fn template_and_view(
    page: &Page,
    stage: &Stage<'_>,
) -> tera::TeraResult<(&'static str, tera::Context)> {
    use PageKind as Kind;
    let (route, library) = (&page.route, stage.library);
    match page.kind {
        Kind::Home { introduction: of } => with("home.html", &views::home(stage, route, of)?),
        Kind::Document(of) => with("document.html", &views::document(stage, route, of)?),
        Kind::Departments => with("groups.html", &views::departments(stage, route)),
        Kind::Department(at) => {
            let department = &library.departments[at];
            with("group.html", &views::department(stage, route, department))
        }
        Kind::Tags => with("groups.html", &views::tags(stage, route)),
        Kind::Tag(at) => with("group.html", &views::tag(stage, route, &library.tags[at])),
        Kind::Roles => with("roles.html", &views::roles(stage, route)),
        Kind::Matrix(at) => {
            let department = &library.departments[at];
            with("matrix.html", &views::matrix(stage, route, department))
        }
        Kind::Role(number) => with("role.html", &views::role(stage, route, number)),
        Kind::Handbook(of) => with("handbook.html", &views::handbook(stage, route, of)?),
        Kind::SignOff(number) => with("sign-off.html", &views::sign_off(stage, route, number)),
        Kind::Glossary => with("glossary.html", &views::glossary(stage, route)),
        Kind::Index => with("index-a-z.html", &views::index(stage, route)),
        Kind::Register => with("register.html", &views::register(stage, route)),
        Kind::Search => with("search.html", &views::search(stage, route)),
        Kind::History { document, page } => {
            let view = views::history(stage, route, document, page);
            with("history.html", &view)
        }
        Kind::Revision { document, entry } => {
            let view = views::revision(stage, route, document, entry)?;
            with("revision.html", &view)
        }
        Kind::Changes => with("changes.html", &views::changes(stage, route, None)),
        Kind::ChangesOf(month) => {
            let view = views::changes(stage, route, Some(month));
            with("changes.html", &view)
        }
        Kind::Reviews => with("reviews.html", &views::reviews(stage, route)),
        Kind::NotFound => with("404.html", &views::not_found(stage, route)),
        Kind::Redirect(of) => with("redirect.html", &views::redirect(stage, route, of)),
    }
}

fn with<T: serde::Serialize>(
    template: &'static str,
    view: &T,
) -> tera::TeraResult<(&'static str, tera::Context)> {
    Ok((template, tera::Context::from_serialize(view)?))
}
