//! Subscriptions for other programs: Atom feeds of changes (RFC 4287) and calendars of reviews.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use crate::date::Date;
use crate::library::{DocumentIndex, LibraryChange, RoleNumber, Route};
use crate::plan;
use crate::render::calendar::{Event, calendar};
use crate::render::views::{self, role_name};
use crate::render::{Stage, body};

/// How many entries a feed has; the newest ones.
const MOST: usize = 50;

/// The feed of the whole site.
pub(super) fn changes(stage: &Stage<'_>, route: &Route) -> Vec<u8> {
    let title = &stage.config.settings.site.title;
    let name = stage.catalogue.filled("feed.title", &[("name", title)]);
    feed(stage, route, &name, &newest(stage, |_| true))
}

/// The feed of a department: index into `Library::departments`.
pub(super) fn changes_of_department(stage: &Stage<'_>, route: &Route, at: usize) -> Vec<u8> {
    let group = &stage.library.departments[at];
    let is_member = |document| group.documents.binary_search(&document).is_ok();
    let name = title_of(stage, &group.name);
    feed(stage, route, &name, &newest(stage, is_member))
}

/// The feed of changes to documents that concern a role.
pub(super) fn changes_of_role(stage: &Stage<'_>, route: &Route, number: RoleNumber) -> Vec<u8> {
    let followed = followed(stage, number);
    let changes = newest(stage, |document| followed.contains(&document));
    let name = title_of(stage, &stage.library.roles.role(number).name);
    feed(stage, route, &name, &changes)
}

/// The calendar of all reviews with a due date.
pub(super) fn reviews(stage: &Stage<'_>) -> Vec<u8> {
    let due = stage.library.due();
    let documents = due.iter().map(|due| due.document);
    let title = &stage.config.settings.site.title;
    let name = stage.catalogue.filled("feed.reviews", &[("name", title)]);
    review_calendar(stage, &name, documents)
}

/// The calendar of the reviews of an owner: index into `Library::owners`.
pub(super) fn reviews_of(stage: &Stage<'_>, at: usize) -> Vec<u8> {
    let owner = &stage.library.owners[at];
    let title = &stage.config.settings.site.title;
    let blanks = [("name", owner.name.as_str()), ("site", title.as_str())];
    let name = stage.catalogue.filled("feed.reviews-of", &blanks);
    review_calendar(stage, &name, owner.documents.iter().copied())
}

fn title_of(stage: &Stage<'_>, name: &str) -> String {
    let title = &stage.config.settings.site.title;
    let blanks = [("name", name), ("site", title)];
    stage.catalogue.filled("feed.title-of", &blanks)
}

/// The newest changes of some documents.
fn newest<'a>(
    stage: &'a Stage<'_>,
    is_wanted: impl Fn(DocumentIndex) -> bool,
) -> Vec<&'a LibraryChange> {
    let changes = stage.changes().iter();
    let wanted = changes.filter(|change| is_wanted(change.document));
    wanted.take(MOST).collect()
}

/// The documents that a role owns, approves or has on its reading list, including withdrawn ones.
fn followed(stage: &Stage<'_>, number: RoleNumber) -> BTreeSet<DocumentIndex> {
    let library = stage.library;
    let role = library.roles.role(number);
    let present = role.reading.keys().chain(&role.owns).chain(&role.signs);
    let withdrawn = library.indexed().filter(|(_, document)| {
        let mut named = document.meta.owner.iter().chain(&document.meta.audience);
        document.is_withdrawn() && named.any(|name| library.roles.find(&name.value) == Some(number))
    });
    let withdrawn = withdrawn.map(|(index, _)| index);
    present.copied().chain(withdrawn).collect()
}

/// A calendar of the documents that have a due date.
fn review_calendar(
    stage: &Stage<'_>,
    name: &str,
    documents: impl Iterator<Item = DocumentIndex>,
) -> Vec<u8> {
    let base = stage.config.settings.site.base_url.as_deref();
    let words = &stage.catalogue;
    let host = base.and_then(|base| base.split("://").nth(1)?.split('/').next());
    let mut events = Vec::new();
    for document in documents.map(|index| stage.library.document(index)) {
        let Some(due) = document.review.due else {
            continue;
        };
        let path = document.sop.path.as_str();
        // Of several versions, the one in force keeps the id by which calendars know the event.
        let meant = document.id().filter(|id| {
            let meant = stage
                .library
                .by_id(id)
                .map(|index| stage.library.document(index));
            meant.is_some_and(|meant| meant.sop.path == document.sop.path)
        });
        let key = meant.unwrap_or(path);
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
    calendar(name, &events, stage.today).into_bytes()
}

fn feed(stage: &Stage<'_>, route: &Route, title: &str, changes: &[&LibraryChange]) -> Vec<u8> {
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
    link(&mut out, "self", &address(stage, route, route));
    link(&mut out, "alternate", &address(stage, route, &page));
    out.push_str("<author>");
    element(&mut out, "name", &stage.config.settings.site.title);
    out.push_str("</author>\n<generator>sopress</generator>\n");
    let mut ids = BTreeSet::new();
    for change in changes {
        entry(&mut out, stage, route, change, &mut ids);
    }
    out.push_str("</feed>\n");
    out.into_bytes()
}

/// `ids` are those of the entries so far, which must not be repeated (RFC 4287, 4.1.1).
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
    let event = &change.event;
    let name = format!("{} {}", document.id().unwrap_or_default(), document.title());
    let past = &document.past.entries[found.entry];
    let commit = past.commit(&stage.library.archive.history);
    let key = match (past.version(), commit) {
        (Some(version), _) => format!("version-{version}"),
        (None, Some(commit)) => commit.id.as_str().to_owned(),
        (None, None) => found.date.to_string(),
    };
    out.push_str("<entry>\n");
    let blanks = [("name", name.trim()), ("change", event.title.as_str())];
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
    if let Some(by) = event.by.as_deref().filter(|by| !by.trim().is_empty()) {
        out.push_str("<author>");
        element(out, "name", by);
        out.push_str("</author>\n");
    }
    if let Some(kind) = &event.kind {
        let mut term = String::new();
        escape(kind, &mut term);
        out.push_str(&format!("<category term=\"{term}\"/>\n"));
    }
    let texts = [&event.summary, &event.reason];
    let to_come = views::takes_effect(stage, document, past.version());
    let texts: Vec<&str> = texts
        .into_iter()
        .chain([&to_come])
        .flatten()
        .map(String::as_str)
        .collect();
    let summary = match texts.is_empty() {
        true => event.title.clone(),
        false => texts.join(" – "),
    };
    element(out, "summary", &summary);
    out.push_str("</entry>\n");
}

/// The absolute address if the settings give `base_url`, else relative to the feed.
fn address(stage: &Stage<'_>, from: &Route, to: &Route) -> String {
    match &stage.config.settings.site.base_url {
        Some(base) => format!("{base}{}", to.encoded()),
        None => from.to(to),
    }
}

/// A permanent id: the absolute address, or else an id derived from the site's title and the
/// address.
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
    // RFC 9562: version 8, for implementation-defined contents.
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

/// Escapes a text for XML, without control characters and Unicode noncharacters, which it does not
/// allow.
fn escape(text: &str, out: &mut String) {
    let is_fit = |c: &char| match c {
        '\n' | '\t' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    };
    let clean: String = text.chars().filter(is_fit).collect();
    body::escape(&clean, out);
}
