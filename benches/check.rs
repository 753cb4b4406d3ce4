//! What the checks cost a library whose links are intact, and one in which half of them are broken:
//! each broken link asks which name was meant.
//!
//! `cargo bench --bench check` measures 1,000 documents; `SOPRESS_DOCUMENTS=10000` that many.

#[path = "library/generated.rs"]
mod generated;
#[path = "library/stock.rs"]
mod stock;

use std::sync::Arc;
use std::time::Instant;

use sopress::history::Archive;
use sopress::pipeline::{self, Inputs, Memory};
use sopress::source::{Source, Sources};

/// How often each library is checked; the median counts.
const RUNS: usize = 5;

fn main() {
    let intact = generated::sources();
    let mut broken = intact.clone();
    for document in &mut broken.documents {
        let Source { path, text } = &**document;
        let (path, text) = (path.clone(), with_broken_links(text));
        *document = Arc::new(Source { path, text });
    }
    let (whole, _) = median(&intact);
    let (half, links) = median(&broken);
    print(&format!(
        "{} documents, {links} broken links\n",
        intact.documents.len()
    ));
    print(&format!("  intact  {whole:>8.2} s\n"));
    print(&format!(
        "  broken  {half:>8.2} s  {:>5.2} × intact\n",
        half / whole
    ));
}

/// The same text in which every other reference has two letters of its target swapped or names a
/// number that no document has.
fn with_broken_links(text: &str) -> String {
    let mut references = 0;
    let lines = text.lines().map(|line| {
        references += usize::from(line.starts_with("- ["));
        let is_other = references % 2 == 1 && line.starts_with("- [");
        match line.strip_prefix("See also SOP-GEN-") {
            Some(rest) => format!("See also SOP-GEN-9{rest}\n"),
            None if is_other => format!("{line}\n").replace("/sop-", "/spo-"),
            None => format!("{line}\n"),
        }
    });
    lines.collect()
}

/// Seconds to read and check everything, and how many links are broken.
fn median(sources: &Sources) -> (f64, usize) {
    let archive = Arc::<Archive>::default();
    let mut links = 0;
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let inputs = Inputs {
                sources,
                today: sopress::date::parse_date("2026-11-22").expect("a date"),
                with_drafts: false,
                archive: &archive,
            };
            let begin = Instant::now();
            let examined = pipeline::examine(inputs, &mut Memory::default());
            let found = examined.diagnostics.iter();
            let broken = ["link-unknown", "mention-unknown"];
            links = found
                .filter(|finding| broken.contains(&finding.code.name()))
                .count();
            begin.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[RUNS / 2], links)
}

#[allow(clippy::print_stdout)]
fn print(text: &str) {
    print!("{text}");
}
