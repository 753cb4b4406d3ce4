//! What history costs with 10,000 documents and 20,000 commits, generated once and kept in `target/`.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};
use criterion::{Criterion, criterion_group, criterion_main};
use sopress::edit::front;
use sopress::history::revisions::revisions;
use sopress::history::timeline::timeline;
use sopress::history::{DigestOptions, History, Query, diff, digest, scan};
use sopress::source::FilePath;

const DOCUMENTS: usize = 10_000;
const COMMITS: usize = 20_000;
/// The first commits add the documents, five at a time.
const FOUNDING: usize = DOCUMENTS / 5;

fn history(criterion: &mut Criterion) {
    let folder = repository();
    let paths: Vec<FilePath> = (0..DOCUMENTS)
        .map(|document| FilePath::new(&path(document, is_moved(document))).expect("a path"))
        .collect();
    let version_of = |text: &str| {
        front::raw_fields(text)
            .into_iter()
            .find(|(name, _)| name == "version")
            .map(|(_, value)| value)
    };
    let reading = DigestOptions {
        version_of: &version_of,
        review_dates: &["last_reviewed", "review_due"],
        reviews: &["reviews"],
    };
    let wanted = Query {
        paths: &paths,
        ignore_revs: None,
        digest: reading,
        program: "git",
    };
    let known = scan(History::default(), &folder, &wanted, &mut |_, _, _| {});
    assert!(known.repositories[0].completeness.reasons().is_empty());
    assert!(
        known
            .documents
            .values()
            .all(|document| !document.changes.is_empty())
    );

    let mut group = criterion.benchmark_group("history");
    group.sample_size(10);
    group.bench_function("read", |bench| {
        bench.iter(|| {
            black_box(scan(
                History::default(),
                &folder,
                &wanted,
                &mut |_, _, _| {},
            ))
        })
    });
    group.bench_function("read_again_unchanged", |bench| {
        bench.iter_batched(
            || known.clone(),
            |previous| black_box(scan(previous, &folder, &wanted, &mut |_, _, _| {})),
            criterion::BatchSize::PerIteration,
        );
    });
    let present = digest(&text(0, 0), reading);
    group.bench_function("revisions_and_timelines_of_all", |bench| {
        bench.iter(|| {
            for path in &paths {
                let found = revisions(&known, path, &present);
                black_box(timeline(&known, found, &[], &[]));
            }
        });
    });
    let (before, after) = (text(7, 1), text(7, 2));
    group.bench_function("difference_of_1000_words", |bench| {
        bench.iter(|| {
            black_box(diff::compare(&before, &after, &|heading| {
                heading == "Procedure"
            }))
        });
    });
    group.finish();
}

criterion_group!(benches, history);
criterion_main!(benches);

fn path(document: usize, is_moved: bool) -> String {
    let folder = if is_moved { "moved" } else { "sops" };
    format!("{folder}/department-{}/sop-{document:05}.md", document % 40)
}

/// Every twentieth document is moved to another folder.
fn is_moved(document: usize) -> bool {
    document % 20 == 3
}

/// About 1,000 words with a procedure and a table.
fn text(document: usize, edit: usize) -> String {
    let mut text = format!(
        "---\nid: SOP-{document:05}\ntitle: Cleaning of unit {document}\nversion: 1.{}\nlast_reviewed: 2026-01-{:02}\n---\n# Cleaning of unit {document}\n\n",
        edit / 2,
        1 + edit % 28
    );
    let words = [
        "wipe", "the", "bench", "with", "water", "until", "dry", "then", "record", "it",
    ];
    let mut seed = document * 7919 + 13;
    for section in ["Purpose", "Scope", "Procedure", "Records"] {
        let _ = write!(text, "## {section}\n\n");
        for line in 1..=20 {
            seed = (seed * 1_103_515_245 + 12345) % 2_147_483_648;
            let lead = if section == "Procedure" {
                format!("{line}. ")
            } else {
                String::new()
            };
            let sentence: Vec<&str> = (0..12)
                .map(|word| words[(seed >> (word % 16)) % words.len()])
                .collect();
            let note = if line == 1 + edit % 20 {
                format!(" (since edit {edit})")
            } else {
                String::new()
            };
            let _ = writeln!(text, "{lead}{}{note}.", sentence.join(" "));
        }
        text.push('\n');
    }
    text.push_str("| task | who |\n|---|---|\n| wipe | operator |\n");
    text
}

/// The repository, made at the first run.
fn repository() -> Utf8PathBuf {
    let kept = Utf8Path::new(env!("CARGO_TARGET_TMPDIR")).join("history-10k-20k");
    if kept.join(".git/made").exists() {
        return kept;
    }
    if kept.exists() {
        std::fs::remove_dir_all(&kept).expect("an unfinished repository can be removed");
    }
    std::fs::create_dir_all(&kept).expect("a folder");
    git(&kept, &["init", "--quiet", "--initial-branch=main"]);
    let mut import = Command::new("git")
        .args(["-C", kept.as_str(), "fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("git runs");
    let mut stream = BufWriter::new(import.stdin.take().expect("stdin was asked for"));
    commits(&mut stream).expect("git takes the commits");
    drop(stream);
    assert!(import.wait().expect("git ends").success());
    git(
        &kept,
        &["repack", "-a", "-d", "-f", "--quiet", "--window=5"],
    );
    git(&kept, &["reset", "--quiet", "--hard", "main"]);
    std::fs::write(kept.join(".git/made"), "").expect("a mark");
    kept
}

/// Adds the documents, then edits one or two at a time; every 25th commit moves a document until all that
/// are to be moved have been, and every 40th edit is merged from a branch.
fn commits(stream: &mut impl Write) -> std::io::Result<()> {
    let mut edits = vec![0; DOCUMENTS];
    let mut moved = vec![false; DOCUMENTS];
    let mut to_move = (0..DOCUMENTS)
        .filter(|&document| is_moved(document))
        .cycle();
    // The mark of the newest commit of the main branch.
    let mut newest = 0;
    for number in 0..COMMITS {
        let is_merged = number > FOUNDING && number % 40 == 0;
        let branch = if is_merged {
            "refs/heads/side"
        } else {
            "refs/heads/main"
        };
        head(stream, branch, number, number)?;
        if is_merged {
            writeln!(stream, "from :{newest}")?;
        }
        let mut put =
            |stream: &mut dyn Write, document: usize, moved: bool| -> std::io::Result<()> {
                let text = text(document, edits[document]);
                edits[document] += 1;
                let path = path(document, moved);
                writeln!(
                    stream,
                    "M 100644 inline {path}\ndata {}\n{text}",
                    text.len()
                )
            };
        if number < FOUNDING {
            for document in number * 5..number * 5 + 5 {
                put(stream, document, false)?;
            }
        } else {
            let document = number * 7919 % DOCUMENTS;
            put(stream, document, moved[document])?;
            if number % 3 == 0 && !is_merged {
                let second = number * 104_729 % DOCUMENTS;
                if second != document {
                    put(stream, second, moved[second])?;
                }
            }
            if number % 25 == 1 {
                let document = to_move.next().expect("a cycle does not end");
                if !moved[document] {
                    moved[document] = true;
                    let (from, to) = (path(document, false), path(document, true));
                    writeln!(stream, "R {from} {to}")?;
                }
            }
        }
        if is_merged {
            head(stream, "refs/heads/main", COMMITS + number, number)?;
            writeln!(stream, "merge :{}", number + 1)?;
            writeln!(stream, "M 100644 inline log.txt\ndata 0\n")?;
            // The merge contains what the branch does.
            let document = number * 7919 % DOCUMENTS;
            let text = text(document, edits[document] - 1);
            let path = path(document, moved[document]);
            writeln!(
                stream,
                "M 100644 inline {path}\ndata {}\n{text}",
                text.len()
            )?;
        }
        newest = if is_merged { COMMITS } else { 0 } + number + 1;
    }
    stream.flush()
}

fn head(stream: &mut impl Write, branch: &str, mark: usize, number: usize) -> std::io::Result<()> {
    let when = 1_400_000_000 + number * 18_000;
    let who = format!("Person {} <p{}@example.org>", number % 50, number % 50);
    let message = format!(
        "Change {number}\n\nBecause of finding {number}.\n\nApproved-by: Person {}\n",
        number % 7
    );
    writeln!(
        stream,
        "commit {branch}\nmark :{}\nauthor {who} {when} +0100",
        mark + 1
    )?;
    writeln!(
        stream,
        "committer {who} {when} +0100\ndata {}\n{message}",
        message.len()
    )
}

fn git(folder: &Utf8Path, arguments: &[&str]) {
    let status = Command::new("git")
        .args(["-C", folder.as_str()])
        .args(arguments)
        .status();
    assert!(status.expect("git runs").success(), "git {arguments:?}");
}
