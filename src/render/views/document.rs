//! The page of a document.

use serde::Serialize;

use crate::library::{Document, DocumentIndex, Route, Target};
use crate::parse::Sop;
use crate::plan;
use crate::render::views::frame::{Frame, frame};
use crate::render::views::history;
use crate::render::views::navigation::{Neighbours, neighbours};
use crate::render::views::parts::{Anchor, Day, Html, day, to_document};
use crate::render::views::people::{Contact, Owner, owner};
use crate::render::views::record::{Record, record};
use crate::render::views::review::{self, ReviewBanner};
use crate::render::views::status::{self, Status, StatusBanner};
use crate::render::{Catalogue, Stage, body, qr};

/// How many words a minute a careful reader reads.
const WORDS_A_MINUTE: usize = 180;

/// The most documents listed that refer to a document.
const MOST_REFERRING: usize = 50;

/// The whole input of `document.html`.
#[derive(Serialize)]
pub(in crate::render) struct DocumentView {
    pub page: Frame,
    pub document: Facts,
    pub review: Option<ReviewBanner>,
    pub status_banner: Option<StatusBanner>,
    pub body: Html,
    pub contents: Vec<ContentsEntry>,
    pub neighbours: Neighbours,
    pub refers_to: Vec<Anchor>,
    pub used_by: Vec<Anchor>,
    /// How many more there are than `used_by` shows.
    pub used_by_more: usize,
    pub record: Record,
    /// The page of its revisions and reviews.
    pub history: Option<String>,
    /// Why there is none, although the document is in git.
    pub history_gap: Option<String>,
    /// Documents that it refers to and that changed after its last review.
    pub suspects: Vec<Suspect>,
    /// Documents that refer to this one and were last reviewed before it changed.
    pub suspected_by: Vec<Anchor>,
    pub correction: Option<Contact>,
    pub qr: Option<Html>,
}

/// The details of a document.
#[derive(Serialize)]
pub(in crate::render) struct Facts {
    pub title: String,
    pub id: Option<String>,
    pub version: Option<String>,
    pub kind: String,
    pub kind_name: String,
    pub status: Status,
    pub owner: Option<Owner>,
    pub effective: Option<Day>,
    pub department: Option<Anchor>,
    pub site: Option<String>,
    pub classification: Option<String>,
    pub tags: Vec<Anchor>,
    pub is_controlled: bool,
    /// Whether it is a draft or in review, and so not in the published site.
    pub is_draft: bool,
    pub is_withdrawn: bool,
    /// At least 1.
    pub reading_minutes: usize,
    /// Its file, relative to the source folder.
    pub source: String,
}

/// A document that changed after the last review of one that refers to it.
#[derive(Serialize)]
pub(in crate::render) struct Suspect {
    pub link: Anchor,
    pub date: Day,
}

/// A heading in the table of contents.
#[derive(Serialize)]
pub(in crate::render) struct ContentsEntry {
    /// 1 for the highest level that the document uses.
    pub depth: u8,
    pub href: String,
    pub text: String,
}

/// The page of a document.
pub(in crate::render) fn document(
    stage: &Stage<'_>,
    route: &Route,
    index: DocumentIndex,
) -> tera::TeraResult<DocumentView> {
    let document = stage.library.document(index);
    let facts = facts(stage, route, index);
    let mut page = frame(stage, route, "document", document.title());
    page.is_unlisted = document.is_withdrawn();
    page.crumbs.extend(facts.department.clone());
    page.description = description(&document.sop);
    let referring = document.referred_by.iter();
    let used_by: Vec<Anchor> = referring
        .take(MOST_REFERRING)
        .map(|other| to_document(stage, route, *other))
        .collect();
    Ok(DocumentView {
        review: review::banner(stage, document),
        status_banner: status::banner(stage, route, index),
        body: Html::new(&body::fill(stage, route, index, &document.sop.body)?),
        contents: contents(&document.sop),
        neighbours: neighbours(stage, route, index),
        refers_to: refers_to(stage, route, index),
        used_by_more: document.referred_by.len() - used_by.len(),
        used_by,
        record: record(stage, route, index),
        history_gap: history::gap(stage, index),
        history: (!document.past.entries.is_empty())
            .then(|| route.to(&plan::history_route(document, 0))),
        suspects: suspects(stage, route, index),
        suspected_by: suspected_by(stage, route, index),
        correction: correction(stage, document).map(|correction| correction.anywhere()),
        qr: page
            .canonical
            .as_deref()
            .and_then(qr::svg)
            .map(|svg| Html::new(&svg)),
        document: facts,
        page,
    })
}

fn facts(stage: &Stage<'_>, route: &Route, index: DocumentIndex) -> Facts {
    let document = stage.library.document(index);
    let meta = &document.meta;
    let text =
        |field: &Option<crate::text::At<String>>| field.as_ref().map(|field| field.value.clone());
    let department = stage.neighbourhoods.of(index).1;
    let department = department.map(|at| {
        let department = &stage.library.departments[at];
        Anchor::to(route, &department.route, &department.name)
    });
    let tags = meta.tags.iter().map(|tag| {
        let group = stage.tag(&tag.value);
        group.map_or_else(
            || Anchor::words(&tag.value),
            |group| Anchor::to(route, &group.route, &group.name),
        )
    });
    Facts {
        title: document.title().to_owned(),
        id: text(&meta.id),
        version: text(&meta.version),
        kind: stage.kind_label(document),
        kind_name: document.kind.clone(),
        status: status::status(stage, document),
        owner: meta
            .owner
            .as_ref()
            .map(|name| owner(&stage.config.roles, &name.value)),
        effective: meta
            .effective
            .as_ref()
            .map(|date| day(&stage.catalogue, date.value)),
        department,
        site: text(&meta.site),
        classification: text(&meta.classification),
        tags: tags.collect(),
        is_controlled: document.is_controlled,
        is_draft: document.status.is_in_the_making(),
        is_withdrawn: document.is_withdrawn(),
        reading_minutes: document.words.div_ceil(WORDS_A_MINUTE).max(1),
        source: document.source_path.as_str().to_owned(),
    }
}

/// The first sentences of the text, up to about 160 characters.
fn description(sop: &Sop) -> Option<String> {
    let text = sop
        .sections
        .iter()
        .map(|section| section.text.trim())
        .find(|text| text.len() > 20)?;
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.len() + word.len() > 160 {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Some(out)
}

/// The two highest levels of headings.
fn contents(sop: &Sop) -> Vec<ContentsEntry> {
    let Some(top) = sop.headings.iter().map(|heading| heading.level).min() else {
        return Vec::new();
    };
    let shown = sop
        .headings
        .iter()
        .filter(|heading| heading.level <= top + 1 && !heading.text.is_empty());
    shown
        .map(|heading| ContentsEntry {
            depth: heading.level - top + 1,
            href: format!("#{}", body::fragment(&heading.id)),
            text: heading.text.clone(),
        })
        .collect()
}

/// The documents that this one links to, without repetition, in reading order.
fn refers_to(stage: &Stage<'_>, route: &Route, index: DocumentIndex) -> Vec<Anchor> {
    let mut seen = vec![index];
    let mut found = Vec::new();
    for target in &stage.library.document(index).links {
        if let Target::Document { document, .. } = target
            && !seen.contains(document)
        {
            seen.push(*document);
            found.push(to_document(stage, route, *document));
        }
    }
    found
}

fn suspects(stage: &Stage<'_>, route: &Route, index: DocumentIndex) -> Vec<Suspect> {
    let suspects = stage.library.suspects(index).into_iter();
    suspects
        .map(|(other, date)| Suspect {
            link: to_document(stage, route, other),
            date: day(&stage.catalogue, date),
        })
        .collect()
}

fn suspected_by(stage: &Stage<'_>, route: &Route, index: DocumentIndex) -> Vec<Anchor> {
    let document = stage.library.document(index);
    if document.past.changed.is_none() {
        return Vec::new();
    }
    let referring = document.referred_by.iter();
    let suspecting = referring.filter(|other| {
        let mut suspects = stage.library.suspects(**other).into_iter();
        suspects.any(|(suspect, _)| suspect == index)
    });
    suspecting
        .take(MOST_REFERRING)
        .map(|other| to_document(stage, route, *other))
        .collect()
}

/// Where readers report a mistake: the repository's issues, or else the site's contact by e-mail.
pub(in crate::render) struct Correction {
    label: String,
    /// The address up to the text of the report.
    address: String,
    /// Encoded for use in the address.
    text: String,
}

/// How to report a mistake in a document, if the settings say so.
pub(in crate::render) fn correction(stage: &Stage<'_>, document: &Document) -> Option<Correction> {
    let site = &stage.config.settings.site;
    let words = &stage.catalogue;
    let name = match document.id() {
        Some(id) => format!("{id} {}", document.title()),
        None => document.title().to_owned(),
    };
    let version = document.meta.version.as_ref();
    let version = version.map_or("–", |version| version.value.as_str());
    let blanks = [
        ("document", name.as_str()),
        ("version", version),
        ("path", document.sop.path.as_str()),
        ("site", site.title.as_str()),
    ];
    let subject = body::query(&words.filled("correction.subject", &blanks));
    let address = match &site.repository {
        Some(repository) => {
            let repository = repository.trim_end_matches('/').trim_end_matches(".git");
            match repository.contains("gitlab") {
                true => {
                    format!("{repository}/-/issues/new?issue[title]={subject}&issue[description]=")
                }
                false => format!("{repository}/issues/new?title={subject}&body="),
            }
        }
        None => {
            let contact = super::contact(site.contact.as_deref()?);
            let address = contact.href.filter(|href| href.starts_with("mailto:"))?;
            format!("{address}?subject={subject}&body=")
        }
    };
    Some(Correction {
        label: words.text("correction.link").to_owned(),
        address,
        text: body::query(&words.filled("correction.body", &blanks)),
    })
}

impl Correction {
    /// The link for a mistake in the document.
    pub(in crate::render) fn anywhere(&self) -> Contact {
        Contact {
            text: self.label.clone(),
            href: Some([self.address.as_str(), &self.text].concat()),
        }
    }

    /// The address for a mistake in a step, which is named in the report.
    pub(in crate::render) fn in_step(&self, words: &Catalogue, step: u32) -> String {
        let line = words.filled("correction.step", &[("step", &step.to_string())]);
        let line = body::query(&format!("{line}\n"));
        [self.address.as_str(), &line, &self.text].concat()
    }
}
