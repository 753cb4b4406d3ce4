//! The pages of a document's past: its history, and its former texts.

use std::collections::BTreeSet;

use super::{HISTORY_PAGE, PageKind, stem};
use crate::history::Archive;
use crate::history::revisions::Revision;
use crate::history::timeline::{Event, TimelineEntry};
use crate::library::{Document, DocumentIndex, Route};
use crate::text::shortened;

/// The address of a page of a document's history: `sales/lead.history.html`.
pub fn history_route(document: &Document, page: usize) -> Route {
    history_page(&document.route, page)
}

fn history_page(route: &Route, page: usize) -> Route {
    let stem = stem(route);
    Route::new(match page {
        0 => format!("{stem}.history.html"),
        page => format!("{stem}.history-{}.html", page + 1),
    })
}

/// The pages of a document's past, for a document whose page is at `route`.
pub(in crate::library) fn pages_of_past(
    index: DocumentIndex,
    route: &Route,
    entries: &[TimelineEntry],
    archive: &Archive,
) -> Vec<(Route, PageKind)> {
    let document = index;
    let pages = (0..entries.len().div_ceil(HISTORY_PAGE)).map(|page| {
        (
            history_page(route, page),
            PageKind::History { document, page },
        )
    });
    let revisions = revision_pages(route, entries, archive).into_iter();
    let revisions = revisions.enumerate().filter_map(|(entry, route)| {
        let kind = PageKind::Revision { document, entry };
        route.map(|route| (route, kind))
    });
    pages.chain(revisions).collect()
}

/// The addresses of a document's former texts, `sales/lead.history/1.2.html`, for each of its
/// `past.entries`. `None` where there is nothing to show: no text, or no other one to compare it
/// with.
pub(in crate::library) fn revision_pages(
    route: &Route,
    entries: &[TimelineEntry],
    archive: &Archive,
) -> Vec<Option<Route>> {
    let revisions = entries.iter().map(|entry| match &entry.event {
        Event::Revision {
            committed: Some(revision),
            ..
        } => Some(revision).filter(|revision| archive.texts.contains(&revision.text)),
        _ => None,
    });
    let revisions: Vec<Option<&Revision>> = revisions.collect();
    if revisions.iter().flatten().count() < 2 {
        return vec![None; revisions.len()];
    }
    let stem = stem(route);
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut address = |revision: &Revision| {
        let mut name = revision_name(revision, archive);
        if !taken.insert(name.clone()) {
            name = format!("{name}-{}", revision.text.short());
        }
        Route::new(format!("{stem}.history/{name}.html"))
    };
    let revisions = revisions.into_iter();
    revisions
        .map(|revision| revision.map(&mut address))
        .collect()
}

/// `1.2`; `2026-03-03-0123456789` for a dated change without a version.
fn revision_name(revision: &Revision, archive: &Archive) -> String {
    let commit = archive.history.commits.get(revision.commit);
    match (&revision.version, commit) {
        (Some(version), _) => {
            let letters = version.trim().chars();
            let plain = letters.map(|c| match c {
                c if c.is_alphanumeric() || c == '.' || c == '-' => c,
                _ => '-',
            });
            let plain = plain.collect::<String>().trim_matches('.').to_lowercase();
            shortened(&plain).to_owned()
        }
        (None, Some(commit)) => {
            let date = commit.author.when.map(|when| format!("{}-", when.date));
            format!("{}{}", date.unwrap_or_default(), commit.id.short())
        }
        (None, None) => revision.text.short().to_owned(),
    }
}
