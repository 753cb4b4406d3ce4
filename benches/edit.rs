//! What an edit costs in a preview, stage by stage, in milliseconds: the median of thirty edits, each
//! of one document. `assemble in full` is the same stage after an edit of a tag, which other pages
//! use.
//!
//! `cargo bench --bench edit` measures a library of 1,000 documents, or of as many as
//! `SOPRESS_DOCUMENTS` says.

#[path = "library/generated.rs"]
mod generated;
#[path = "library/stock.rs"]
mod stock;

use std::sync::Arc;
use std::time::Instant;

use sopress::history::Archive;
use sopress::library::Route;
use sopress::pipeline::{self, Files, Inputs, Memory, Pages};
use sopress::source::{Source, Sources};

const EDITS: usize = 30;

fn main() {
    let mut sources = generated::sources();
    let archive = Arc::<Archive>::default();
    let mut memory = Memory::default();
    let mut stages: Vec<(&str, Vec<f64>)> = [
        "assemble in full",
        "assemble",
        "pages",
        "the page",
        "all but findings",
        "findings",
        "search",
    ]
    .map(|name| (name, Vec::new()))
    .into();
    let first = pipeline::assemble(inputs(&sources, &archive), &mut memory);
    let theme = pipeline::theme(&sources, &first.config).expect("the standard theme");
    let mut before = first;
    for edit in 0..EDITS {
        let at = edit * 37 % sources.documents.len();
        tag(&mut sources, at, edit);
        let mut lap = Lap(Instant::now());
        let assembled = pipeline::assemble(inputs(&sources, &archive), &mut memory);
        let old = std::mem::replace(&mut before, assembled);
        stages[0].1.push(lap.time());
        drop(old);
        change(&mut sources, at, edit);
        let inputs = inputs(&sources, &archive);
        let begin = Instant::now();
        let mut lap = Lap(begin);
        let assembled = pipeline::assemble(inputs, &mut memory);
        let old = std::mem::replace(&mut before, assembled);
        stages[1].1.push(lap.time());
        let pages = Pages::new(inputs, &before, &theme);
        stages[2].1.push(lap.time());
        let path = &sources.documents[at].path;
        let route = before.library.documents.iter();
        let route = route.clone().find(|one| one.sop.path == *path);
        let route = route.expect("in the library").route.clone();
        pages.one(&route).expect("a page").expect("a page");
        stages[3].1.push(lap.time());
        stages[4].1.push(begin.elapsed().as_secs_f64() * 1_000.0);
        drop(old);
        lap.time();
        pipeline::findings(inputs, &before);
        stages[5].1.push(lap.time());
        let script = Route::new("search/m.js");
        let _ = pages.one(&script);
        stages[6].1.push(lap.time());
    }
    for (name, mut times) in stages {
        times.sort_by(f64::total_cmp);
        say(&format!(
            "{name:<20} {:>8.1} ms (most {:.1})",
            times[times.len() / 2],
            times[times.len() - 1]
        ));
    }
}

struct Lap(Instant);

impl Lap {
    /// Milliseconds since the last call.
    fn time(&mut self) -> f64 {
        let begin = std::mem::replace(&mut self.0, Instant::now());
        begin.elapsed().as_secs_f64() * 1_000.0
    }
}

fn inputs<'a>(sources: &'a Sources, archive: &'a Arc<Archive>) -> Inputs<'a> {
    Inputs {
        sources,
        today: sopress::date::parse_date("2026-11-22").expect("a date"),
        with_drafts: false,
        archive,
    }
}

fn tag(sources: &mut Sources, at: usize, edit: usize) {
    let Source { path, text } = &*sources.documents[at];
    let tagged = text.replacen("\ntags: [", &format!("\ntags: [edit-{edit}, "), 1);
    assert_ne!(*text, tagged, "a generated document has tags");
    sources.documents[at] = Arc::new(Source {
        path: path.clone(),
        text: tagged,
    });
}

fn change(sources: &mut Sources, at: usize, edit: usize) {
    let Source { path, text } = &*sources.documents[at];
    sources.documents[at] = Arc::new(Source {
        path: path.clone(),
        text: format!("{text}\nThis sentence is new ({edit}).\n"),
    });
}

#[allow(clippy::print_stdout)]
fn say(line: &str) {
    println!("{line}");
}
