//! What the search costs: to build, to keep up with an edit, and in bytes.
//!
//! `cargo bench --bench search` measures 1,000 documents of a thousand words, or as many as
//! `SOPRESS_DOCUMENTS` says. Leaves the index in `target/search-bench/<documents>` for
//! `benches/search/queries.mjs`, which measures how long a reader waits and how much is loaded.

#[path = "search/documents.rs"]
mod documents;

use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::{env, fs};

use criterion::{Criterion, criterion_group, criterion_main};
use documents::Stock;
use rayon::prelude::*;
use sopress::search::{
    Analysed, Index, Lexicon, Options, SearchDocument, analyse, assemble, assemble_after, build,
};

fn search(criterion: &mut Criterion) {
    let count = env::var("SOPRESS_DOCUMENTS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(1_000);
    let stock = Stock::new();
    let mut entries: Vec<SearchDocument> =
        (0..count).map(|number| stock.document(number)).collect();
    tell_memory(&entries);
    let before = processor();
    let files = build(&entries, &[], &Options::default());
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let _ = writeln!(
        std::io::stdout(),
        "index of {count} documents: {:.2} s processor, {} files, {bytes} bytes",
        processor() - before,
        files.len()
    );
    leave(&files, count);
    drop(files);
    let mut group = criterion.benchmark_group(format!("search of {count} documents"));
    group.sample_size(10);
    group.bench_function("build", |bencher| {
        bencher.iter(|| build(black_box(&entries), &[], &Options::default()));
    });
    let lexicon = Arc::new(Lexicon::new(&Options::default(), &[]));
    let mut analysed: Vec<Arc<Analysed>> = entries
        .iter()
        .map(|entry| Arc::new(analyse(entry.clone(), &lexicon)))
        .collect();
    let mut index = assemble(&analysed, &lexicon);
    let asked_for = |index: &Index| {
        ["s/0", "s/1", "l/0", "t/0/0"].map(|name| {
            let path = format!("{}/{name}.js", index.folder());
            index.file(&path).expect("the index has this file").len()
        })
    };
    group.bench_function("first index, then four files", |bencher| {
        bencher.iter(|| asked_for(&assemble(&analysed, &lexicon)));
    });
    asked_for(&index);
    let mut edit = 0;
    group.bench_function("edit, then four files", |bencher| {
        bencher.iter(|| {
            edit += 1;
            entries[count / 2].title = format!("Edited {edit} times");
            analysed[count / 2] = Arc::new(analyse(entries[count / 2].clone(), &lexicon));
            index = assemble_after(Some(&index), &analysed, &lexicon);
            asked_for(&index)
        });
    });
    group.bench_function("analysis of one document", |bencher| {
        bencher.iter(|| analyse(black_box(entries[0].clone()), &lexicon));
    });
    group.finish();
}

/// Processor seconds of this process, with those of the system (`proc(5)`, fields 14 and 15).
fn processor() -> f64 {
    const TICKS_A_SECOND: f64 = 100.0;
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = text.rsplit(") ").next().unwrap_or_default();
    let fields = fields.split_whitespace().skip(11).take(2);
    fields
        .filter_map(|field| field.parse::<f64>().ok())
        .sum::<f64>()
        / TICKS_A_SECOND
}

/// What an index takes beside the entries, whose texts a build has anyway: at the most, while its
/// files are made one after the other, and what stays of it. Linux only.
fn tell_memory(entries: &[SearchDocument]) {
    let before = memory("VmRSS:");
    // Resets the peak (`proc(5)`, clear_refs).
    let _ = fs::write("/proc/self/clear_refs", "5");
    let lexicon = Arc::new(Lexicon::new(&Options::default(), &[]));
    let analysed = entries.par_iter();
    let analysed: Vec<Arc<Analysed>> = analysed
        .map(|entry| Arc::new(analyse(entry.clone(), &lexicon)))
        .collect();
    let index = assemble(&analysed, &lexicon);
    let paths = index.paths();
    let bytes = paths
        .par_iter()
        .filter_map(|path| index.file(path))
        .map(|file| file.len());
    let bytes: usize = bytes.sum();
    let _ = writeln!(
        std::io::stdout(),
        "memory beside the entries: {} MiB at the most, {} MiB with the index made ({bytes} bytes of files)",
        (memory("VmHWM:") - before) >> 10,
        (memory("VmRSS:") - before) >> 10,
    );
}

/// A figure of `/proc/self/status`, in KiB.
fn memory(name: &str) -> i64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let figure = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    figure.unwrap_or_default()
}

fn leave(files: &[(String, Vec<u8>)], count: usize) {
    let site = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/search-bench")
        .join(count.to_string());
    let _ = fs::remove_dir_all(&site);
    for (path, bytes) in files {
        let path = site.join(path);
        fs::create_dir_all(path.parent().expect("a file stands in a folder"))
            .expect("target can be written");
        fs::write(path, bytes).expect("target can be written");
    }
}

criterion_group!(benches, search);
criterion_main!(benches);
