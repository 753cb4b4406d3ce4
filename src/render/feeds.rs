//! What other programs subscribe to: Atom feeds of changes (RFC 4287) and calendars of reviews.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use crate::date::Date;
use crate::library::{Document, DocumentIndex, LibraryChange, RoleNumber, Route};
use crate::plan;
use crate::render::calendar::{Event, calendar};
use crate::render::views::{self, role_name};
use crate::render::{Stage, body};

/// The newest entries of a feed.
const MOST: usize = 50;

/// The feed of the whole site.
pub const SITE_FEED: &str = "feeds/changes.xml";

/// All of them with their addresses.
pub(super) fn files(stage: &Stage<'_>) -> Vec<(Route, Vec<u8>)> {
    let title = &stage.config.settings.site.title;
    let words = &stage.catalogue;
    let site = words.filled("feed.title", &[("name", title)]);
    let newest: Vec<&LibraryChange> = stage.changes.iter().take(MOST).collect();
    let mut files = vec![feed(stage, Route::new(SITE_FEED), &site, &newest)];
    let title_of = |name: &str| words.filled("feed.title-of", &[("name", name), ("site", title)]);
    let departments = &stage.library.departments;
    let members = departments.iter().map(|group| group.documents.clone());
    for (department, changes) in departments.iter().zip(changes_of(stage, members)) {
        let route = plan::department_feed(department);
        files.push(feed(stage, route, &title_of(&department.name), &changes));
    }
    let roles = &stage.library.roles.roles;
    for (role, changes) in roles.iter().zip(changes_of(stage, followed(stage))) {
        let route = plan::role_feed(role);
        files.push(feed(stage, route, &title_of(&role.name), &changes));
    }
    let all = stage.library.due();
    let all = all.iter().map(|due| stage.library.document(due.document));
    let name = words.filled("feed.reviews", &[("name", title)]);
    files.push(reviews(
        stage,
        Route::new("reviews.ics"),
        &name,
        &all.collect::<Vec<_>>(),
    ));
    for (owner, route, documents) in views::owners(stage) {
        let name = words.filled("feed.reviews-of", &[("name", &owner), ("site", title)]);
        files.push(reviews(stage, route, &name, &documents));
    }
    files
}

/// For each group of documents its newest changes. One walk over all changes, however many groups.
fn changes_of<'a>(
    stage: &'a Stage<'_>,
    groups: impl Iterator<Item = Vec<DocumentIndex>>,
) -> Vec<Vec<&'a LibraryChange>> {
    let mut member_of: BTreeMap<DocumentIndex, Vec<usize>> = BTreeMap::new();
    let mut changes = Vec::new();
    for (group, documents) in groups.enumerate() {
        changes.push(Vec::new());
        for document in documents {
            member_of.entry(document).or_default().push(group);
        }
    }
    for change in &stage.changes {
        for group in member_of.get(&change.document).into_iter().flatten() {
            let found = &mut changes[*group];
            if found.len() < MOST {
                found.push(change);
            }
        }
    }
    changes
}

/// For each role the documents that it owns, approves or must know; those too that it had to, until
/// they were withdrawn.
fn followed<'a>(stage: &'a Stage<'_>) -> impl Iterator<Item = Vec<DocumentIndex>> + 'a {
    let library = stage.library;
    let mut withdrawn: BTreeMap<RoleNumber, Vec<DocumentIndex>> = BTreeMap::new();
    for (index, document) in library.indexed() {
        let named = document.meta.owner.iter().chain(&document.meta.audience);
        for name in named.filter(|_| document.is_withdrawn()) {
            if let Some(role) = library.roles.find(&name.value) {
                withdrawn.entry(role).or_default().push(index);
            }
        }
    }
    library.roles.numbered().map(move |(number, role)| {
        let former = withdrawn.get(&number).into_iter().flatten();
        let present = role.reading.keys().chain(&role.owns).chain(&role.signs);
        let all: BTreeSet<DocumentIndex> = present.chain(former).copied().collect();
        all.into_iter().collect()
    })
}

/// A calendar of the documents that have a due date.
fn reviews(
    stage: &Stage<'_>,
    route: Route,
    name: &str,
    documents: &[&Document],
) -> (Route, Vec<u8>) {
    let base = stage.config.settings.site.base_url.as_deref();
    let words = &stage.catalogue;
    let host = base.and_then(|base| base.split("://").nth(1)?.split('/').next());
    let mut seen = BTreeSet::new();
    let mut events = Vec::new();
    for document in documents {
        let Some(due) = document.review.due else {
            continue;
        };
        let path = document.sop.path.as_str();
        let mut key = document.id().unwrap_or(path).to_owned();
        if !seen.insert(key.clone()) {
            key = path.to_owned();
        }
        let title = format!("{} {}", document.id().unwrap_or_default(), document.title());
        let mut description = Vec::new();
        if let Some(owner) = &document.meta.owner {
            let owner = role_name(&stage.config.roles, &owner.value);
            description.push(format!("{}: {owner}", words.text("review.owner")));
        }
        if let Some(last) = document.review.last {
            description.push(format!("{}: {last}", words.text("review.last-label")));
        }
        events.push(Event {
            uid: format!("{key}-review@{}", host.unwrap_or("sopress")),
            day: due,
            summary: words.filled("feed.review-due", &[("name", title.trim())]),
            description: description.join("\n"),
            url: base.map(|base| format!("{base}{}", document.route.encoded())),
            reminders: match stage.config.settings.review.notice_days {
                0 => vec![0],
                notice => vec![notice, 0],
            },
        });
    }
    (route, calendar(name, &events, stage.today).into_bytes())
}

fn feed(
    stage: &Stage<'_>,
    route: Route,
    title: &str,
    changes: &[&LibraryChange],
) -> (Route, Vec<u8>) {
    let updated = changes.first().map_or(stage.today, |change| change.date);
    let page = Route::new(plan::CHANGES);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    out.push_str(&format!(
        " xml:lang=\"{}\">\n",
        stage.config.settings.site.language
    ));
    element(&mut out, "title", title);
    element(&mut out, "id", &identity(stage, route.as_str()));
    element(&mut out, "updated", &moment(updated));
    link(&mut out, "self", &address(stage, &route, &route));
    link(&mut out, "alternate", &address(stage, &route, &page));
    out.push_str("<author>");
    element(&mut out, "name", &stage.config.settings.site.title);
    out.push_str("</author>\n<generator>sopress</generator>\n");
    let mut ids = BTreeSet::new();
    for change in changes {
        entry(&mut out, stage, &route, change, &mut ids);
    }
    out.push_str("</feed>\n");
    (route, out.into_bytes())
}

/// `ids` are those of the entries before, of which none may come again (RFC 4287, 4.1.1).
fn entry(
    out: &mut String,
    stage: &Stage<'_>,
    route: &Route,
    found: &LibraryChange,
    ids: &mut BTreeSet<String>,
) {
    let words = &stage.catalogue;
    let document = stage.library.document(found.document);
    let change = views::change(stage, route, found);
    let happening = &change.happening;
    let name = format!("{} {}", document.id().unwrap_or_default(), document.title());
    let past = &document.past.entries[found.entry];
    let commit = past.commit(&stage.library.archive.history);
    let key = match (past.version(), commit) {
        (Some(version), _) => format!("version-{version}"),
        (None, Some(commit)) => commit.id.as_str().to_owned(),
        (None, None) => found.date.to_string(),
    };
    out.push_str("<entry>\n");
    let blanks = [("name", name.trim()), ("change", happening.title.as_str())];
    element(out, "title", &words.filled("feed.entry", &blanks));
    let own = format!("{}#{}", document.route.encoded(), body::query(&key));
    let mut id = identity(stage, &own);
    if !ids.insert(id.clone()) {
        let older = document.past.entries.len() - found.entry;
        id = identity(stage, &format!("{own}-{older}"));
        ids.insert(id.clone());
    }
    element(out, "id", &id);
    element(out, "updated", &moment(found.date));
    let base = stage.config.settings.site.base_url.as_deref();
    let target = match base {
        Some(base) => format!("{base}{}", document.route.encoded()),
        None => change.entry.href.clone(),
    };
    link(out, "alternate", &target);
    if let Some(by) = happening.by.as_deref().filter(|by| !by.trim().is_empty()) {
        out.push_str("<author>");
        element(out, "name", by);
        out.push_str("</author>\n");
    }
    if let Some(kind) = &happening.kind {
        let mut term = String::new();
        escape(kind, &mut term);
        out.push_str(&format!("<category term=\"{term}\"/>\n"));
    }
    let texts = [&happening.summary, &happening.reason];
    let texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
    let summary = match texts.is_empty() {
        true => happening.title.clone(),
        false => texts.join(" – "),
    };
    element(out, "summary", &summary);
    out.push_str("</entry>\n");
}

/// The whole address where the settings say where the site is served, else relative to the feed.
fn address(stage: &Stage<'_>, from: &Route, to: &Route) -> String {
    match &stage.config.settings.site.base_url {
        Some(base) => format!("{base}{}", to.encoded()),
        None => from.to(to),
    }
}

/// The same for ever: the whole address, else a name made of the site's title and the place.
fn identity(stage: &Stage<'_>, place: &str) -> String {
    let site = &stage.config.settings.site;
    if let Some(base) = &site.base_url {
        return format!("{base}{place}");
    }
    let hash = Sha256::digest(format!("{}\n{place}", site.title));
    let digits: String = hash
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    // RFC 9562: version 8, the variant that leaves the rest to the maker.
    format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        &digits[..8],
        &digits[8..12],
        &digits[13..16],
        &digits[17..20],
        &digits[20..32]
    )
}

fn moment(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>"));
    escape(text, out);
    out.push_str(&format!("</{name}>\n"));
}

fn link(out: &mut String, relation: &str, address: &str) {
    let mut escaped = String::new();
    escape(address, &mut escaped);
    out.push_str(&format!("<link rel=\"{relation}\" href=\"{escaped}\"/>\n"));
}

/// XML has no place for control characters, nor for what Unicode says is no character.
fn escape(text: &str, out: &mut String) {
    let is_fit = |c: &char| match c {
        '\n' | '\t' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    };
    let clean: String = text.chars().filter(is_fit).collect();
    body::escape(&clean, out);
}
