//! What the preview adds to a page: a script that shows it anew, and the findings of its document.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

use percent_encoding::percent_decode_str;
use serde::Serialize;

use super::answer::{Answer, Place, fingerprint, place};
use super::live::{Live, Reply, State};
use crate::diagnostic::human::{Look, human};
use crate::diagnostic::{Diagnostic, Severity, Texts};
use crate::library::Route;
use crate::pipeline::Content;
use crate::plan;
use crate::source::{FilePath, Sources};

const SCRIPT: &[u8] = include_bytes!("browser/live.js");
const WORKER: &[u8] = include_bytes!("browser/worker.js");
const STYLE: &[u8] = include_bytes!("browser/live.css");

/// The most findings that a panel lists.
const MOST: usize = 100;

/// The preview's own address in a target: what follows `/-/`.
pub fn own(target: &str) -> Option<&str> {
    target.strip_prefix("/-/")
}

/// The answer to a request for an own address.
pub fn answer(live: &Live, name: &str) -> Answer {
    let (name, query) = name.split_once('?').unwrap_or((name, ""));
    match name {
        "live.js" => Answer::bytes("text/javascript; charset=utf-8", SCRIPT),
        "worker.js" => Answer::bytes("text/javascript; charset=utf-8", WORKER),
        "live.css" => Answer::bytes("text/css; charset=utf-8", STYLE),
        "state" => Answer::bytes("application/json", state(live, &Asked::from(query))),
        _ => Answer::text(404, "no such page\n"),
    }
}

/// A page with the script that keeps it up to date.
pub fn with_script(page: &[u8], state: &State) -> Vec<u8> {
    let (version, frame) = (version(page, state), frame(page, state));
    let tag = format!(
        "<script src=\"/-/live.js\" data-page=\"{version}\" data-frame=\"{frame}\" defer></script>"
    );
    let head = b"</head>";
    let at = page.windows(head.len()).position(|part| part == head);
    let (before, after) = page.split_at(at.unwrap_or(page.len()));
    [before, tag.as_bytes(), after].concat()
}

/// What stands where a page cannot be made and no earlier one is known.
pub fn error_page(problem: &str) -> Answer {
    let text = problem.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>This page cannot be shown</title>\n\
         <link rel=\"stylesheet\" href=\"/-/live.css\">\n</head>\n\
         <body class=\"sopress-live-page\">\n<main>\n<h1>This page cannot be shown</h1>\n\
         <pre>{text}</pre>\n<p>It appears by itself as soon as that is mended.</p>\n\
         </main>\n</body>\n</html>\n"
    );
    Answer {
        status: 500,
        ..Answer::bytes("text/html; charset=utf-8", page)
    }
}

/// Findings in the words of the command line.
pub fn told(found: &[Diagnostic], sources: &Sources) -> String {
    human(found, &Texts::new(sources, found), Look::Plain)
        .trim_end()
        .to_owned()
}

/// What a page asks for, and what it holds already.
#[derive(Default)]
struct Asked {
    page: String,
    version: String,
    frame: String,
}

impl Asked {
    fn from(query: &str) -> Asked {
        let mut asked = Asked {
            page: "/".to_owned(),
            ..Asked::default()
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
    /// Changes when the page's bytes do, or those of a file that it may load.
    version: String,
    /// The page's `main`, when it alone is another than the one that is held.
    main: Option<Cow<'a, str>>,
    problem: Option<&'a str>,
    findings: Vec<Row<'a>>,
    /// Findings of this page that are too many to list.
    more: usize,
    /// Findings in the rest of the library.
    elsewhere: Counts,
}

#[derive(Serialize)]
struct Row<'a> {
    severity: Severity,
    code: &'a str,
    place: String,
    message: &'a str,
    help: Option<&'a str>,
    /// The lines in question.
    snippet: String,
}

#[derive(Default, Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    hint: usize,
}

fn state(live: &Live, asked: &Asked) -> Vec<u8> {
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
    let shown: Vec<Diagnostic> = here.iter().take(MOST).map(|one| (*one).clone()).collect();
    let texts = Texts::new(sources, &shown);
    let page = Page {
        version,
        main,
        problem: state.problem.as_deref().or(reply.problem.as_deref()),
        findings: shown.iter().map(|one| row(one, &texts)).collect(),
        more: here.len() - shown.len(),
        elsewhere: counts,
    };
    serde_json::to_vec(&page).expect("strings and numbers are JSON")
}

/// The page at an address, else the one that says that there is none.
fn page(live: &Live, target: &str) -> Reply {
    let Place::File(route) = place(target) else {
        return Reply::default();
    };
    let reply = live.file(&route);
    match reply.content.is_some() || reply.problem.is_some() {
        true => reply,
        false => live.file(&Route::new(plan::NOT_FOUND)),
    }
}

/// A page of a document has its findings and those of its data; any other has those of the settings
/// files.
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

/// A name for all of a page but its `main`.
fn frame(page: &[u8], state: &State) -> String {
    let main = main_of(page);
    let around = [&page[..main.start], &page[main.end..]].concat();
    version(&around, state)
}

/// Where a page's `main` stands, its tags included; empty when there is none. Text never looks like
/// a tag.
fn main_of(page: &[u8]) -> Range<usize> {
    let (open, close) = (b"<main", b"</main>");
    let starts = page.windows(open.len()).position(|part| part == open);
    let ends = page.windows(close.len()).rposition(|part| part == close);
    match (starts, ends) {
        (Some(start), Some(end)) if start < end => start..end + close.len(),
        _ => 0..0,
    }
}
