//! A page to bytes, one at a time: no page needs another page's bytes.
//!
//! In: a [`Page`] and the [`Stage`] that all pages share. Out: HTML, and the files beside the
//! pages (register, sitemap, theme assets). [`views`] turns the library into plain values that
//! hold all a template may see; templates turn them into HTML. Knows no disk and no clock.

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
pub use files::{File, file, files};
pub use overrides::overrides;
pub use stage::{Stage, Surroundings};
pub use theme::{Theme, ThemeError};

use crate::library::Route;
use crate::plan::{Page, PageKind};

/// A page that could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("page `{route}` could not be rendered: {fault}")]
pub struct RenderError {
    /// Its address.
    pub route: Route,
    /// The template's fault.
    pub fault: ThemeError,
}

/// The bytes of one page.
///
/// # Errors
/// A template that asks for something its view does not hold.
pub fn page(page: &Page, stage: &Stage<'_>) -> Result<Vec<u8>, RenderError> {
    let route = &page.route;
    let context = match page.kind {
        PageKind::Home { introduction } => {
            views::home(stage, route, introduction).and_then(|view| context(&view))
        }
        PageKind::Document(index) => {
            views::document(stage, route, index).and_then(|view| context(&view))
        }
        PageKind::Departments => context(&views::departments(stage, route)),
        PageKind::Department(at) => context(&views::department(
            stage,
            route,
            &stage.library.departments[at],
        )),
        PageKind::Tags => context(&views::tags(stage, route)),
        PageKind::Tag(at) => context(&views::tag(stage, route, &stage.library.tags[at])),
        PageKind::Roles => context(&views::roles(stage, route)),
        PageKind::Matrix(at) => {
            context(&views::matrix(stage, route, &stage.library.departments[at]))
        }
        PageKind::Role(number) => context(&views::role(stage, route, number)),
        PageKind::Handbook(number) => {
            views::handbook(stage, route, number).and_then(|view| context(&view))
        }
        PageKind::SignOff(number) => context(&views::sign_off(stage, route, number)),
        PageKind::Glossary => context(&views::glossary(stage, route)),
        PageKind::Index => context(&views::index(stage, route)),
        PageKind::Register => context(&views::register(stage, route)),
        PageKind::Search => context(&views::search(stage, route)),
        PageKind::History { document, page } => {
            context(&views::history(stage, route, document, page))
        }
        PageKind::Revision { document, entry } => {
            views::revision(stage, route, document, entry).and_then(|view| context(&view))
        }
        PageKind::Changes => context(&views::changes(stage, route, None)),
        PageKind::ChangesOf(month) => context(&views::changes(stage, route, Some(month))),
        PageKind::Reviews => context(&views::reviews(stage, route)),
        PageKind::NotFound => context(&views::not_found(stage, route)),
        PageKind::Redirect(index) => context(&views::redirect(stage, route, index)),
    };
    let mut bytes = Vec::with_capacity(32 * 1024);
    context
        .and_then(|mut context| {
            frames::set(stage, &mut context)?;
            stage
                .tera
                .render_to(template(page.kind), &context, &mut bytes)
        })
        .map_err(|error| RenderError {
            route: route.clone(),
            fault: theme::explain(&stage.theme_name, &error),
        })?;
    Ok(bytes)
}

fn context<T: serde::Serialize>(view: &T) -> tera::TeraResult<tera::Context> {
    tera::Context::from_serialize(view)
}

fn template(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home { .. } => "home.html",
        PageKind::Document(_) => "document.html",
        PageKind::Departments | PageKind::Tags => "groups.html",
        PageKind::Department(_) | PageKind::Tag(_) => "group.html",
        PageKind::Roles => "roles.html",
        PageKind::Matrix(_) => "matrix.html",
        PageKind::Role(_) => "role.html",
        PageKind::Handbook(_) => "handbook.html",
        PageKind::SignOff(_) => "sign-off.html",
        PageKind::Glossary => "glossary.html",
        PageKind::Index => "index-a-z.html",
        PageKind::Register => "register.html",
        PageKind::Search => "search.html",
        PageKind::History { .. } => "history.html",
        PageKind::Revision { .. } => "revision.html",
        PageKind::Changes | PageKind::ChangesOf(_) => "changes.html",
        PageKind::Reviews => "reviews.html",
        PageKind::NotFound => "404.html",
        PageKind::Redirect(_) => "redirect.html",
    }
}
