//! The files besides the pages: the register for other programs, the sitemap, the theme's assets.

use std::collections::BTreeMap;

use crate::library::pages::{ASSETS, FileKind, OwnKind};
use crate::library::{Library, Route};
use crate::plan;
use crate::render::feeds;
use crate::render::views::{self, ReviewDateRow, Row};
use crate::render::{Stage, accent};

/// All of these files with their addresses, without their contents.
pub fn files(library: &Library) -> BTreeMap<Route, FileKind> {
    let own = library.own.iter();
    let files = own.filter_map(|(route, kind)| match kind {
        OwnKind::File(kind) => Some((route.clone(), *kind)),
        OwnKind::Page(_) => None,
    });
    files.collect()
}

/// The bytes of a file at its address.
pub fn file(stage: &Stage<'_>, route: &Route, kind: FileKind) -> Vec<u8> {
    match kind {
        FileKind::NoJekyll => Vec::new(),
        FileKind::RegisterJson => json(&rows(stage)),
        FileKind::RegisterCsv => register(&rows(stage)),
        FileKind::ReviewDatesJson => json(&views::review_date_rows(stage)),
        FileKind::ReviewDatesCsv => review_dates(&views::review_date_rows(stage)),
        FileKind::Roles => json(&views::role_list(stage)),
        FileKind::Sitemap => sitemap(stage),
        FileKind::Changes => feeds::changes(stage, route),
        FileKind::ChangesOfDepartment(at) => feeds::changes_of_department(stage, route, at),
        FileKind::ChangesOfRole(number) => feeds::changes_of_role(stage, route, number),
        FileKind::Reviews => feeds::reviews(stage),
        FileKind::ReviewsOf(at) => feeds::reviews_of(stage, at),
        FileKind::Asset => {
            let name = route.as_str().strip_prefix(ASSETS);
            let asset = name.and_then(|name| stage.theme.assets.get(name));
            asset
                .expect("the library lists the assets of this theme")
                .to_vec()
        }
        FileKind::Sheet => {
            let colour = stage.config.settings.site.accent.as_deref();
            accent::stylesheet(colour).into_bytes()
        }
        FileKind::SearchWords => search_words(stage),
    }
}

/// The words of the search's interface, as the script that its pages load. The keys are those of
/// `[search.words]` in the catalogue of the theme, and the names of review states
/// (`state.overdue`) and document states (`status.effective`).
fn search_words(stage: &Stage<'_>) -> Vec<u8> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for (prefix, name) in [
        ("search.words", ""),
        ("review.state", "state."),
        ("status", "status."),
    ] {
        for (key, text) in stage.catalogue.below(prefix) {
            texts.insert(format!("{name}{key}"), text.to_owned());
        }
    }
    let json = serde_json::to_string(&texts).expect("text is always JSON");
    format!("sopressSearch.catalogue({json})").into_bytes()
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

/// RFC 4180, with a header; a cell that a spreadsheet would read as a formula is escaped.
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

/// Every document in force, and the home page.
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
