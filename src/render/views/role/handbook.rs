//! All documents on a role's reading list on one printable page, and the sign-off sheet.

use serde::Serialize;

use super::reading::{self, ReadingItem};
use super::steps::ordered;
use crate::library::{DocumentIndex, RoleNumber, Route};
use crate::render::views::frame::{Frame, frame};
use crate::render::views::listing::{ListEntry, entry};
use crate::render::views::parts::{Anchor, Day, Html, day};
use crate::render::views::review::{self, ReviewBanner};
use crate::render::views::status::{self, StatusBanner};
use crate::render::{Stage, body};

/// The whole input of `handbook.html`.
#[derive(Serialize)]
pub(in crate::render) struct HandbookPage {
    pub page: Frame,
    pub name: String,
    pub chapters: Vec<Chapter>,
    pub minutes: usize,
}

/// One document of a handbook.
#[derive(Serialize)]
pub(in crate::render) struct Chapter {
    /// Unique on the page; every id in `body` starts with it.
    pub id: String,
    pub entry: ListEntry,
    /// Its effective date.
    pub effective: Option<Day>,
    pub status_banner: Option<StatusBanner>,
    pub review: Option<ReviewBanner>,
    pub body: Html,
}

/// The whole input of `sign-off.html`.
#[derive(Serialize)]
pub(in crate::render) struct SignOffPage {
    pub page: Frame,
    pub name: String,
    pub reading: Vec<ReadingItem>,
}

/// The handbook of a role.
///
/// # Errors
/// The template of a block uses a value that its view does not have.
pub(in crate::render) fn handbook(
    stage: &Stage<'_>,
    route: &Route,
    number: RoleNumber,
) -> tera::TeraResult<HandbookPage> {
    let role = stage.library.roles.role(number);
    let title = stage
        .catalogue
        .filled("role.handbook-title", &[("role", &role.name)]);
    let documents = ordered(stage, role.reading.keys().copied());
    let chapters = documents.into_iter().enumerate();
    let chapters = chapters.map(|(at, index)| chapter(stage, route, at + 1, index));
    Ok(HandbookPage {
        page: page(stage, route, number, "handbook", &title),
        name: role.name.clone(),
        chapters: chapters.collect::<tera::TeraResult<_>>()?,
        minutes: role
            .reading
            .keys()
            .map(|index| reading::minutes(stage.library.document(*index)))
            .sum(),
    })
}

fn chapter(
    stage: &Stage<'_>,
    route: &Route,
    at: usize,
    index: DocumentIndex,
) -> tera::TeraResult<Chapter> {
    let document = stage.library.document(index);
    let effective = document.meta.effective.as_ref();
    let id = format!("chapter-{at}");
    let html = body::fill(stage, route, index, &document.sop.body)?;
    Ok(Chapter {
        entry: entry(stage, route, index),
        effective: effective.map(|date| day(&stage.catalogue, date.value)),
        status_banner: status::banner(stage, route, index),
        review: review::banner(stage, document),
        body: Html::new(&as_chapter(&html, &id, document.title())),
        id,
    })
}

/// Prefixes ids, and links to them in the same text, with the id of the chapter, so that two
/// chapters with a heading `Purpose` do not share one. Names regions after their document, so that
/// screen reader users can tell them apart. Moves headings down a level.
fn as_chapter(html: &str, chapter: &str, title: &str) -> String {
    let mut name = String::new();
    body::escape(title, &mut name);
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        out.push_str(text);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        write_tag(tag, chapter, &name, &mut out);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn write_tag(tag: &str, chapter: &str, name: &str, out: &mut String) {
    let is_region = || tag.starts_with("<section ") || tag.contains(" role=\"region\"");
    let mut rest = write_lowered(tag, out);
    while let Some(at) = rest.find("=\"") {
        let (before, value) = rest.split_at(at + 2);
        let end = value.find('"').unwrap_or(value.len());
        let (value, after) = value.split_at(end);
        out.push_str(before);
        let attribute = &before[..at];
        match attribute.rsplit(' ').next().unwrap_or(attribute) {
            "id" | "for" | "headers" | "aria-labelledby" | "aria-describedby" | "aria-controls" => {
                for (at, id) in value.split(' ').enumerate() {
                    out.push_str(if at > 0 { " " } else { "" });
                    out.extend([chapter, "-", id]);
                }
            }
            "href" if value.starts_with('#') => out.extend(["#", chapter, "-", &value[1..]]),
            "aria-label" if is_region() => out.extend([name, ": ", value]),
            _ => match value.split_once("url(#") {
                Some((before, id)) => out.extend([before, "url(#", chapter, "-", id]),
                None => out.push_str(value),
            },
        }
        rest = after;
    }
    out.push_str(rest);
}

/// The start of `tag` with the heading level increased by one, and the rest of the tag.
fn write_lowered<'t>(tag: &'t str, out: &mut String) -> &'t str {
    let level = ["<h", "</h"].iter().find_map(|open| {
        let mut after = tag.strip_prefix(open)?.chars();
        let level = after.next().filter(|level| ('2'..='5').contains(level))?;
        let rest = after.as_str();
        rest.starts_with([' ', '>']).then_some((*open, level, rest))
    });
    let Some((open, level, rest)) = level else {
        return tag;
    };
    out.push_str(open);
    out.push(char::from_digit(level.to_digit(10).unwrap_or_default() + 1, 10).unwrap_or(level));
    rest
}

/// The sign-off sheet of a role.
pub(in crate::render) fn sign_off(
    stage: &Stage<'_>,
    route: &Route,
    number: RoleNumber,
) -> SignOffPage {
    let role = stage.library.roles.role(number);
    let title = stage
        .catalogue
        .filled("role.sign-off-title", &[("role", &role.name)]);
    SignOffPage {
        page: page(stage, route, number, "sign-off", &title),
        name: role.name.clone(),
        reading: reading::list(stage, route, role),
    }
}

fn page(
    stage: &Stage<'_>,
    route: &Route,
    number: RoleNumber,
    kind: &'static str,
    title: &str,
) -> Frame {
    let role = stage.library.roles.role(number);
    let mut page = frame(stage, route, kind, title);
    let roles = stage.catalogue.text("page.roles");
    page.crumbs
        .push(Anchor::to(route, &Route::new(crate::plan::ROLES), roles));
    page.crumbs.push(Anchor::to(route, &role.route, &role.name));
    page.is_unlisted = true;
    page
}

#[cfg(test)]
mod tests {
    use super::as_chapter;

    #[test]
    fn chapters_share_no_ids_and_their_headings_go_down() {
        let html = "<h2 id=\"purpose\">Purpose <a href=\"#purpose\">#</a></h2><p>id=\"x\" <a href=\"b.html#purpose\">b</a></p>";
        assert_eq!(
            as_chapter(html, "chapter-2", "A & B"),
            "<h3 id=\"chapter-2-purpose\">Purpose <a href=\"#chapter-2-purpose\">#</a></h3><p>id=\"x\" <a href=\"b.html#purpose\">b</a></p>"
        );
    }

    #[test]
    fn what_refers_to_ids_refers_to_those_of_its_chapter() {
        let html = "<p aria-describedby=\"a b\"><label for=\"c\">C</label><path marker-end=\"url(#tip)\"><h6 id=\"d\">D</h6>";
        assert_eq!(
            as_chapter(html, "chapter-2", "A"),
            "<p aria-describedby=\"chapter-2-a chapter-2-b\"><label for=\"chapter-2-c\">C</label><path marker-end=\"url(#chapter-2-tip)\"><h6 id=\"chapter-2-d\">D</h6>"
        );
    }

    #[test]
    fn chapters_name_their_regions_after_their_document() {
        let html = "<section aria-label=\"Procedure\"><a aria-label=\"Link\">#</a></section>";
        assert_eq!(
            as_chapter(html, "chapter-2", "A & B"),
            "<section aria-label=\"A &amp; B: Procedure\"><a aria-label=\"Link\">#</a></section>"
        );
    }
}
