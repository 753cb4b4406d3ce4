//! The files beside the pages: the register for other programs, the sitemap, the theme's assets.

use std::collections::BTreeMap;

use crate::library::Route;
use crate::plan;
use crate::render::feeds::{self, Subject};
use crate::render::views::{self, ReviewDateRow, Row};
use crate::render::{Stage, accent};

/// A file beside the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// Tells GitHub Pages to publish the files as they are.
    NoJekyll,
    RegisterJson,
    RegisterCsv,
    ReviewDatesJson,
    ReviewDatesCsv,
    Roles,
    Sitemap,
    Feed(Subject),
    Asset(String),
    Sheet,
}

/// Every one with its address; none is made yet.
pub fn files(stage: &Stage<'_>) -> BTreeMap<Route, File> {
    let mut files = vec![
        (Route::new(".nojekyll"), Kind::NoJekyll),
        (Route::new("register.json"), Kind::RegisterJson),
        (Route::new("register.csv"), Kind::RegisterCsv),
        (Route::new("assets/site.css"), Kind::Sheet),
    ];
    if views::has_review_date_changes(stage) {
        files.push((Route::new("review-dates.json"), Kind::ReviewDatesJson));
        files.push((Route::new("review-dates.csv"), Kind::ReviewDatesCsv));
    }
    if !stage.library.roles.roles.is_empty() {
        files.push((Route::new("roles.json"), Kind::Roles));
    }
    if stage.config.settings.site.base_url.is_some() {
        files.push((Route::new("sitemap.xml"), Kind::Sitemap));
    }
    let feeds = feeds::subjects(stage).into_iter();
    files.extend(feeds.map(|(route, subject)| (route, Kind::Feed(subject))));
    for name in stage.theme.assets.keys().filter(|name| *name != "site.css") {
        let route = Route::new(format!("assets/{name}"));
        files.push((route, Kind::Asset(name.clone())));
    }
    let files = files.into_iter();
    files.map(|(route, kind)| (route, File(kind))).collect()
}

/// The bytes of one.
pub fn file(stage: &Stage<'_>, route: &Route, file: &File) -> Vec<u8> {
    match &file.0 {
        Kind::NoJekyll => Vec::new(),
        Kind::RegisterJson => json(&rows(stage)),
        Kind::RegisterCsv => register(&rows(stage)),
        Kind::ReviewDatesJson => json(&views::review_date_rows(stage)),
        Kind::ReviewDatesCsv => review_dates(&views::review_date_rows(stage)),
        Kind::Roles => json(&views::role_list(stage)),
        Kind::Sitemap => sitemap(stage),
        Kind::Feed(subject) => feeds::file(stage, route, subject),
        Kind::Asset(name) => stage.theme.assets[name].to_vec(),
        Kind::Sheet => {
            let colour = stage.config.settings.site.accent.as_deref();
            accent::stylesheet(colour).into_bytes()
        }
    }
}

fn rows<'a>(stage: &'a Stage<'_>) -> Vec<Row<'a>> {
    let documents = stage.library.documents.iter();
    documents
        .map(|document| views::row(stage, document))
        .collect()
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    let mut out = serde_json::to_vec_pretty(value).expect("lists of plain text");
    out.push(b'\n');
    out
}

fn register(rows: &[Row<'_>]) -> Vec<u8> {
    let header = [
        "path",
        "url",
        "id",
        "title",
        "type",
        "version",
        "status",
        "owner",
        "department",
        "effective",
        "last_reviewed",
        "review_cycle",
        "review_due",
        "review_state",
    ];
    let rows = rows.iter().map(|row| {
        [
            Some(row.path),
            Some(row.url.as_str()),
            row.id,
            Some(row.title),
            Some(row.kind),
            row.version,
            Some(row.status),
            row.owner.as_deref(),
            row.department,
            row.effective.as_deref(),
            row.last_reviewed.as_deref(),
            row.review_cycle.as_deref(),
            row.review_due.as_deref(),
            Some(row.review_state),
        ]
    });
    csv(header, rows)
}

fn review_dates(rows: &[ReviewDateRow<'_>]) -> Vec<u8> {
    let header = [
        "path", "url", "id", "title", "owner", "date", "by", "commit",
    ];
    let rows = rows.iter().map(|row| {
        [
            Some(row.path),
            Some(row.url.as_str()),
            row.id,
            Some(row.title),
            row.owner.as_deref(),
            row.date.as_deref(),
            Some(row.by),
            Some(row.commit),
        ]
    });
    csv(header, rows)
}

/// RFC 4180, with a header; a cell that a spreadsheet would take for a formula is defused.
fn csv<'a, const N: usize>(
    header: [&str; N],
    rows: impl Iterator<Item = [Option<&'a str>; N]>,
) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let never = "writing to memory does not fail";
    writer.write_record(header).expect(never);
    for cells in rows {
        let cells = cells.map(|cell| harmless(cell.unwrap_or_default()));
        writer.write_record(cells.iter()).expect(never);
    }
    writer.into_inner().expect(never)
}

fn harmless(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

/// Every document that is in force, and the first page.
fn sitemap(stage: &Stage<'_>) -> Vec<u8> {
    let base = stage.config.settings.site.base_url.as_deref();
    let base = base.unwrap_or_default();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let mut add = |route: &Route| {
        let address = format!("{base}{}", route.encoded()).replace('&', "&amp;");
        out.push_str(&format!("<url><loc>{address}</loc></url>\n"));
    };
    let home = Route::new(plan::HOME);
    add(&home);
    for document in &stage.library.documents {
        if !document.is_withdrawn() && document.route != home {
            add(&document.route);
        }
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}
