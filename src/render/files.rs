//! The files beside the pages: the register for other programs, the sitemap, the theme's assets.

use crate::library::Route;
use crate::plan;
use crate::render::views::{self, Row};
use crate::render::{Stage, accent, feeds};

/// Each with its address. In the order of the addresses.
pub fn files(stage: &Stage<'_>) -> Vec<(Route, Vec<u8>)> {
    let documents = stage.library.documents.iter();
    let rows: Vec<Row<'_>> = documents
        .map(|document| views::row(stage, document))
        .collect();
    let mut files = vec![
        (Route::new(".nojekyll"), Vec::new()),
        (Route::new("register.json"), json(&rows)),
        (Route::new("register.csv"), csv(&rows)),
    ];
    if !stage.library.roles.roles.is_empty() {
        let mut roles = serde_json::to_vec_pretty(&views::role_list(stage)).expect("plain text");
        roles.push(b'\n');
        files.push((Route::new("roles.json"), roles));
    }
    if let Some(base) = &stage.config.settings.site.base_url {
        files.push((Route::new("sitemap.xml"), sitemap(stage, base)));
    }
    files.extend(feeds::files(stage));
    for (name, bytes) in &stage.theme.assets {
        files.push((Route::new(format!("assets/{name}")), bytes.to_vec()));
    }
    let colour = stage.config.settings.site.accent.as_deref();
    let sheet = accent::stylesheet(colour).into_bytes();
    files.push((Route::new("assets/site.css"), sheet));
    files.sort();
    files
}

/// A stylesheet, script or picture of the theme by itself, so that a preview need not make the
/// register for it.
pub fn theme_asset(route: &Route, stage: &Stage<'_>) -> Option<Vec<u8>> {
    let name = route.as_str().strip_prefix("assets/")?;
    if name == "site.css" {
        return None;
    }
    stage.theme.assets.get(name).map(|bytes| bytes.to_vec())
}

fn json(rows: &[Row<'_>]) -> Vec<u8> {
    let mut out = serde_json::to_vec_pretty(rows).expect("rows are plain text");
    out.push(b'\n');
    out
}

/// RFC 4180, with a header; a cell that a spreadsheet would take for a formula is defused.
fn csv(rows: &[Row<'_>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
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
    let never = "writing to memory does not fail";
    writer.write_record(header).expect(never);
    for row in rows {
        let cells = [
            Some(row.path),
            Some(&row.url),
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
        ];
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
fn sitemap(stage: &Stage<'_>, base: &str) -> Vec<u8> {
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
