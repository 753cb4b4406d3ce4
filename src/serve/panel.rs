//! What the preview adds to a page: a script that updates it and shows the findings of its document.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

use percent_encoding::percent_decode_str;
use serde::Serialize;

use super::live::{Live, Reply, State, route};
use super::response::{HTML, Response, fingerprint};
use crate::diagnostic::human::{Look, human};
use crate::diagnostic::{Diagnostic, Severity, Texts};
use crate::explain;
use crate::library::Route;
use crate::pipeline::Content;
use crate::plan;
use crate::source::{FilePath, Sources};

const SCRIPT: &[u8] = include_bytes!("browser/live.js");
const WORKER: &[u8] = include_bytes!("browser/worker.js");
const STYLE: &[u8] = include_bytes!("browser/live.css");

/// The most findings that a panel lists.
const MAX_FINDINGS: usize = 100;

/// The name of a file of the preview itself: what follows `/-/` in its address.
pub(super) fn own(target: &str) -> Option<&str> {
    target.strip_prefix("/-/")
}

/// The response to a request for a file of the preview itself.
pub(super) fn respond(live: &Live, name: &str) -> Response {
    let (name, query) = name.split_once('?').unwrap_or((name, ""));
    match name {
        "live.js" => Response::bytes("text/javascript; charset=utf-8", SCRIPT),
        "worker.js" => Response::bytes("text/javascript; charset=utf-8", WORKER),
        "live.css" => Response::bytes("text/css; charset=utf-8", STYLE),
        "state" => Response::bytes("application/json", state(live, &Query::from(query))),
        _ => Response::text(404, "page not found\n"),
    }
}

/// The page with the script that updates it.
pub(super) fn with_script(page: &[u8], state: &State) -> Vec<u8> {
    let (version, frame) = (version(page, state), frame(page, state));
    let tag = format!(
        "<script src=\"/-/live.js\" data-page=\"{version}\" data-frame=\"{frame}\" defer></script>"
    );
    let head = b"</head>";
    let at = page.windows(head.len()).position(|part| part == head);
    let (before, after) = page.split_at(at.unwrap_or(page.len()));
    [before, tag.as_bytes(), after].concat()
}

/// Shown when a page cannot be made and there is no earlier version of it.
pub(super) fn error_page(problem: &str) -> Response {
    let text = problem.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>This page cannot be shown</title>\n\
         <link rel=\"stylesheet\" href=\"/-/live.css\">\n</head>\n\
         <body class=\"sopress-live-page\">\n<main>\n<h1>This page cannot be shown</h1>\n\
         <pre>{text}</pre>\n<p>It will appear here once that is fixed.</p>\n\
         </main>\n</body>\n</html>\n"
    );
    Response {
        status: 500,
        ..Response::bytes(HTML, page)
    }
}

/// Findings as text, as the command line shows them.
pub(super) fn text(found: &[Diagnostic], sources: &Sources) -> String {
    human(found, &Texts::new(sources, found), Look::Plain)
        .trim_end()
        .to_owned()
}

/// What the script of a page asks for, and the versions that it has.
#[derive(Default)]
struct Query {
    page: String,
    version: String,
    frame: String,
}

impl Query {
    fn from(query: &str) -> Query {
        let mut asked = Query {
            page: "/".to_owned(),
            ..Query::default()
        };
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = percent_decode_str(value).decode_utf8_lossy().into_owned();
            match name {
                "page" => asked.page = value,
                "version" => asked.version = value,
                "frame" => asked.frame = value,
                _ => {}
            }
        }
        asked
    }
}

#[derive(Serialize)]
struct Page<'a> {
    /// Changes with the page's bytes and with those of any file that pages load.
    version: String,
    /// The page's `main`, if nothing else of the page changed.
    main: Option<Cow<'a, str>>,
    problem: Option<&'a str>,
    /// That the document is not in the published site.
    notice: Option<String>,
    /// How the procedures of the page's document are read.
    reading: Option<String>,
    findings: Vec<Row<'a>>,
    /// How many findings of this page are not listed.
    more: usize,
    /// How many findings the rest of the library has.
    elsewhere: Counts,
}

#[derive(Serialize)]
struct Row<'a> {
    severity: Severity,
    code: &'a str,
    place: String,
    message: &'a str,
    help: Option<&'a str>,
    /// The lines that the finding is about.
    snippet: String,
}

#[derive(Default, Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    hint: usize,
}

fn state(live: &Live, asked: &Query) -> Vec<u8> {
    let (reply, state) = (page(live, &asked.page), live.state());
    let bytes: &[u8] = match &reply.content {
        Some(Content::Bytes(bytes)) => bytes,
        _ => &[],
    };
    let version = match bytes.is_empty() {
        true => String::new(),
        false => version(bytes, &state),
    };
    let is_main_alone = version != asked.version && frame(bytes, &state) == asked.frame;
    let main = is_main_alone.then(|| String::from_utf8_lossy(&bytes[main_of(bytes)]));
    let empty = Sources::default();
    let sources = state
        .snapshot
        .as_ref()
        .map_or(&empty, |shown| &shown.read.sources);
    let is_here = |one: &&Diagnostic| concerns(&one.place.path, &reply.files, sources);
    let (mut here, elsewhere): (Vec<_>, Vec<_>) = state.findings.iter().partition(is_here);
    here.sort_by_key(|one| Reverse(one.severity));
    let mut counts = Counts::default();
    for one in elsewhere {
        match one.severity {
            Severity::Error => counts.error += 1,
            Severity::Warning => counts.warning += 1,
            Severity::Hint => counts.hint += 1,
        }
    }
    let shown: Vec<Diagnostic> = here
        .iter()
        .take(MAX_FINDINGS)
        .map(|one| (*one).clone())
        .collect();
    let texts = Texts::new(sources, &shown);
    let page = Page {
        version,
        main,
        problem: state.problem.as_deref().or(reply.problem.as_deref()),
        notice: notice(&reply, &state),
        reading: reading(&reply, &state),
        findings: shown.iter().map(|one| row(one, &texts)).collect(),
        more: here.len() - shown.len(),
        elsewhere: counts,
    };
    serde_json::to_vec(&page).expect("strings and numbers are JSON")
}

fn reading(reply: &Reply, state: &State) -> Option<String> {
    let (path, shown) = (reply.files.first()?, state.snapshot.as_ref()?);
    let mut documents = shown.assembled.library.documents.iter();
    let document = documents.find(|document| document.sop.path == *path)?;
    let mut sources = shown.read.sources.documents.iter();
    let source = sources.find(|source| source.path == *path)?;
    let sop = document.sop.as_ref();
    explain::is_anything_read(sop).then(|| explain::text(source, sop))
}

/// The status of a page's document, if that keeps it out of the published site.
fn notice(reply: &Reply, state: &State) -> Option<String> {
    let (path, shown) = (reply.files.first()?, state.snapshot.as_ref()?);
    let mut documents = shown.assembled.library.documents.iter();
    let document = documents.find(|document| document.sop.path == *path)?;
    let status = document.status;
    status.is_in_the_making().then(|| {
        let language = &shown.assembled.config.settings.site.language;
        let catalogue = shown.theme.catalogue(language);
        let name = format!("unpublished.{}", status.name());
        catalogue.text(&name).to_owned()
    })
}

/// The page at an address, or the page for missing ones.
fn page(live: &Live, target: &str) -> Reply {
    let Ok(route) = route(target) else {
        return Reply::default();
    };
    let reply = live.file(&route);
    match reply.content.is_some() || reply.problem.is_some() {
        true => reply,
        false => live.file(&Route::new(plan::NOT_FOUND)),
    }
}

/// Whether a finding in the file `path` is shown on a page: the page of a document shows the findings
/// of its `files`, any other page those of the settings files.
fn concerns(path: &FilePath, files: &[FilePath], sources: &Sources) -> bool {
    match files.is_empty() {
        false => files.contains(path),
        true => {
            let single = [&sources.settings, &sources.roles, &sources.glossary];
            let mut paths = single.into_iter().flatten().map(|source| &source.path);
            paths.any(|one| one == path)
        }
    }
}

fn row<'a>(finding: &'a Diagnostic, texts: &Texts<'_>) -> Row<'a> {
    let start = texts.range(&finding.place).start;
    let lines = texts.lines(&finding.place.path);
    let snippet = lines.map(|lines| lines.lines_of(finding.place.span).2);
    let is_whole_file = finding.place.span.start == 0 && finding.place.span.end == 0;
    let snippet = snippet.filter(|_| !is_whole_file).unwrap_or_default();
    let (path, line) = (&finding.place.path, start.line);
    Row {
        severity: finding.severity,
        code: finding.code.name(),
        place: match is_whole_file {
            true => path.to_string(),
            false => format!("{path}:{line}:{}", start.column),
        },
        message: &finding.message,
        help: finding.help.as_deref(),
        snippet: snippet.lines().take(4).collect::<Vec<_>>().join("\n"),
    }
}

fn version(page: &[u8], state: &State) -> String {
    format!("{}-{}", fingerprint(page), state.assets)
}

/// The version of everything in a page except its `main`.
fn frame(page: &[u8], state: &State) -> String {
    let main = main_of(page);
    let around = [&page[..main.start], &page[main.end..]].concat();
    version(&around, state)
}

/// The range of a page's `main`, with its tags; empty when there is none. A `<` in text is escaped,
/// so only tags match.
fn main_of(page: &[u8]) -> Range<usize> {
    let (open, close) = (b"<main", b"</main>");
    let starts = page.windows(open.len()).position(|part| part == open);
    let ends = page.windows(close.len()).rposition(|part| part == close);
    match (starts, ends) {
        (Some(start), Some(end)) if start < end => start..end + close.len(),
        _ => 0..0,
    }
}
