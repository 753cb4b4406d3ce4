//! Former texts assembled from parts. Most parts also occur in the current text or in another
//! former text, and are rendered only once for each document.
//!
//! The HTML is the same as that of the whole text. If parts could affect each other, there is none.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use foldhash::{HashMap, HashMapExt, HashSet};
use memchr::memmem;

use super::{Former, document, is_in};
use crate::blocks::{Block, ChartSource};
use crate::library::{DocumentIndex, Route};
use crate::parse::{self, Parts, PlacedBlock, Sop};
use crate::render::blocks::Numbers;
use crate::render::{Stage, body};
use crate::source::Source;
use crate::text::Span;

/// The rendered parts of the documents whose former texts were requested last. The pages of a
/// document are made one after another, so a few documents are enough.
#[derive(Default)]
pub(in crate::render) struct LaidOut(Mutex<Vec<Laid>>);

/// How many documents are cached: more than there are threads that render pages.
const REMEMBERED: usize = 64;

const NO_PANIC: &str = "nothing panics while it holds the list";

/// The parts of a document's texts.
struct Laid {
    index: DocumentIndex,
    /// The folder that links are relative to.
    folder: String,
    /// Its id: mentions of its own id are not links.
    id: Option<String>,
    parts: HashMap<String, Arc<Part>>,
}

/// A part as HTML.
struct Part {
    html: String,
    /// The text above it when it was rendered.
    before: Numbers,
    /// Its content.
    own: Numbers,
    /// The ids in it.
    ids: Vec<String>,
    /// The anchors on the same page that it links to.
    leads_to: Vec<String>,
}

/// A former text from parts; `None` if it must be rendered as a whole.
pub(super) fn fill(
    stage: &Stage<'_>,
    route: &Route,
    index: DocumentIndex,
    source: &Source,
) -> tera::TeraResult<Option<Former>> {
    let reading = &stage.config.settings.reading;
    let Some(parts) = parse::parts(source, reading) else {
        return Ok(None);
    };
    let folder = folder(route);
    let known = stage.laid_out.take(index, folder);
    let mut laid = match known {
        Some(laid) => laid,
        None => Laid {
            index,
            folder: folder.to_owned(),
            id: id_of(&stage.library.document(index).sop),
            parts: present(stage, route, index)?,
        },
    };
    let former = laid.put_together(stage, route, &parts);
    stage.laid_out.put(laid);
    former
}

impl LaidOut {
    fn take(&self, index: DocumentIndex, folder: &str) -> Option<Laid> {
        let mut all = self.0.lock().expect(NO_PANIC);
        let is_it = |laid: &Laid| laid.index == index && laid.folder == folder;
        let at = all.iter().position(is_it)?;
        Some(all.remove(at))
    }

    fn put(&self, laid: Laid) {
        let mut all = self.0.lock().expect(NO_PANIC);
        if all.len() == REMEMBERED {
            all.remove(0);
        }
        all.push(laid);
    }
}

impl fmt::Debug for LaidOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LaidOut")
    }
}

fn folder(route: &Route) -> &str {
    let route = route.as_str();
    route.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn id_of(sop: &Sop) -> Option<String> {
    sop.meta.id.as_ref().map(|id| id.value.clone())
}

/// The parts of the current text, as rendered for its page; none if they could affect each other.
fn present(
    stage: &Stage<'_>,
    route: &Route,
    index: DocumentIndex,
) -> tera::TeraResult<HashMap<String, Arc<Part>>> {
    let sop = &stage.library.document(index).sop;
    let reading = &stage.config.settings.reading;
    let source = stage.source(&sop.path);
    let parts = source.and_then(|source| parse::parts(source, reading));
    let has_other_title = sop.headings.iter().any(|heading| heading.level == 1);
    let leads_nowhere = anchors(sop).any(|anchor| !is_in(sop, anchor));
    let is_apt = !has_other_title && !leads_nowhere && is_local(&sop.blocks);
    let Some(parts) = parts.filter(|_| is_apt) else {
        return Ok(HashMap::new());
    };
    let document = document(stage, index, sop, &|anchor| is_in(sop, anchor));
    let whose = (index, &document);
    let html = body::fill_of(stage, route, whose, Numbers::default(), &sop.body)?;
    Ok(cut(sop, &parts, &html).unwrap_or_default())
}

/// The HTML of a document, split where its parts start.
fn cut(sop: &Sop, parts: &Parts<'_>, html: &str) -> Option<HashMap<String, Arc<Part>>> {
    let mut starts = vec![0];
    for span in &parts.spans[1..] {
        let is_here = |at: &usize| sop.headings[*at].span.start == span.start;
        let heading = (0..sop.headings.len()).find(is_here)?;
        let mut tag = String::from("<h2 id=\"");
        body::escape(&sop.headings[heading].id, &mut tag);
        tag.push('"');
        let from = *starts.last()?;
        starts.push(from + html[from..].find(&tag)?);
    }
    starts.push(html.len());
    let mut found = HashMap::new();
    let mut before = Numbers::default();
    let mut ids: HashSet<String> = HashSet::default();
    let mut count = 0;
    for (at, span) in parts.spans.iter().enumerate() {
        let own = numbers_in(sop, span.range());
        let part = Part::new(html[starts[at]..starts[at + 1]].to_owned(), before, own);
        count += part.ids.len();
        ids.extend(part.ids.iter().cloned());
        // If the same words occur twice, either one will do.
        if at > 0 {
            found.insert(key(parts.text(at)).to_owned(), Arc::new(part));
        }
        before = before.and(own);
    }
    let is_whole = before == numbers_in(sop, 0..usize::MAX) && ids.len() == count;
    let ids: HashSet<&str> = ids.iter().map(String::as_str).collect();
    (is_whole && !is_numbered(&ids)).then_some(found)
}

/// The key of a part, without the white space at its end, which does not show.
fn key(text: &str) -> &str {
    text.trim_end_matches(['\r', '\n'])
}

fn numbers_in(sop: &Sop, range: Range<usize>) -> Numbers {
    let is_in = |span: Span| range.contains(&span.start);
    let blocks = sop.blocks.iter().filter(|block| is_in(block.span));
    let procedures = sop.procedures.iter();
    Numbers {
        blocks: blocks.count(),
        procedures: procedures.filter(|each| is_in(each.span)).count(),
    }
}

impl Laid {
    fn put_together(
        &mut self,
        stage: &Stage<'_>,
        route: &Route,
        parts: &Parts<'_>,
    ) -> tera::TeraResult<Option<Former>> {
        let reading = &stage.config.settings.reading;
        if parts.meta.id.as_ref().map(|id| &id.value) != self.id.as_ref() {
            return Ok(None);
        }
        // The title may be in the first part, and its content may depend on the title.
        let Some(first) = parts.read(0, reading) else {
            return Ok(None);
        };
        let title = first.title.value.clone();
        let Some(first) = self.lay_out(stage, route, Numbers::default(), first)? else {
            return Ok(None);
        };
        let mut before = first.own;
        let mut used: Vec<Arc<Part>> = vec![Arc::new(first)];
        for at in 1..parts.spans.len() {
            let text = key(parts.text(at));
            let known = self.parts.get(text).filter(|part| part.fits(before));
            let part = match known {
                Some(part) => Arc::clone(part),
                None => {
                    let Some(sop) = parts.read(at, reading) else {
                        return Ok(None);
                    };
                    let Some(part) = self.lay_out(stage, route, before, sop)? else {
                        return Ok(None);
                    };
                    let part = Arc::new(part);
                    self.parts.insert(text.to_owned(), Arc::clone(&part));
                    part
                }
            };
            before = before.and(part.own);
            used.push(part);
        }
        let size = used.iter().map(|part| part.html.len()).sum();
        let mut html = String::with_capacity(size);
        used.iter().for_each(|part| html.push_str(&part.html));
        Ok(are_one(&used).then_some(Former { title, body: html }))
    }

    fn lay_out(
        &self,
        stage: &Stage<'_>,
        route: &Route,
        before: Numbers,
        sop: Sop,
    ) -> tera::TeraResult<Option<Part>> {
        // The target of an exit depends on whether the place is one of the procedure's own steps.
        let leads_out = |sop: &Sop| {
            !sop.procedures.is_empty() && anchors(sop).any(|anchor| !is_in(sop, anchor))
        };
        if !is_local(&sop.blocks) || leads_out(&sop) {
            return Ok(None);
        }
        let sop = Arc::new(sop);
        let document = document(stage, self.index, &sop, &|_| true);
        let whose = (self.index, &document);
        let html = body::fill_of(stage, route, whose, before, &sop.body)?;
        let own = numbers_in(&sop, 0..usize::MAX);
        Ok(Some(Part::new(html, before, own)))
    }
}

/// The anchors on its own page that a text links to.
fn anchors(sop: &Sop) -> impl Iterator<Item = &str> {
    let targets = sop.links.iter().map(|link| link.target.as_str());
    targets.filter_map(|target| target.strip_prefix('#'))
}

/// Whether no block shows content from another part of its document, namely the steps.
fn is_local(blocks: &[PlacedBlock]) -> bool {
    blocks.iter().all(|placed| match &placed.block {
        Some(Block::Chart(chart)) => !matches!(chart.source, ChartSource::Procedure),
        Some(Block::Raci(raci)) => raci.rows.is_some(),
        _ => true,
    })
}

/// Whether the parts together give the same HTML as one text: no id occurs twice, which would be
/// numbered, and no link has an unknown id.
fn are_one(parts: &[Arc<Part>]) -> bool {
    let mut ids: HashSet<&str> = HashSet::default();
    let mut all = parts.iter().flat_map(|part| &part.ids);
    if !all.all(|id| ids.insert(id)) || is_numbered(&ids) {
        return false;
    }
    let mut leads = parts.iter().flat_map(|part| &part.leads_to);
    leads
        .all(|lead| ids.contains(lead.as_str()) || ids.iter().any(|id| body::fragment(id) == *lead))
}

/// Whether an id may be a repeated one with a number added.
fn is_numbered(ids: &HashSet<&str>) -> bool {
    ids.iter().any(|id| {
        let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
        let stem = stem.strip_suffix(['-', '_']);
        // Those belong to the page itself.
        stem.is_some_and(|stem| !id.starts_with("page:") && ids.contains(stem))
    })
}

impl Part {
    fn new(html: String, before: Numbers, own: Numbers) -> Part {
        Part {
            ids: values(&html, " id=\""),
            leads_to: values(&html, " href=\"#"),
            html,
            before,
            own,
        }
    }

    /// Whether it is the same after that many blocks and procedures.
    fn fits(&self, before: Numbers) -> bool {
        (self.own.blocks == 0 || self.before.blocks == before.blocks)
            && (self.own.procedures == 0 || self.before.procedures == before.procedures)
    }
}

/// The values of an attribute.
fn values(html: &str, opening: &str) -> Vec<String> {
    let starts = memmem::find_iter(html.as_bytes(), opening);
    let value = |start| {
        let rest = &html[start + opening.len()..];
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    starts.map(value).collect()
}
