//! What a whole library costs: processor seconds, memory and bytes of a build, of a second build without
//! changes, and of an edit; for comparison the floor, a program that only reads, converts and writes.
//!
//! `cargo bench --bench library` measures 1,000 documents; `SOPRESS_DOCUMENTS=10000` that many, and
//! `SOPRESS_HISTORY=1` gives them a past in git. Linux.

#[path = "library/past.rs"]
mod past;
#[path = "library/stock.rs"]
mod stock;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// What a program used.
struct Cost {
    /// User and system time.
    processor: f64,
    wall: f64,
    /// Peak memory, in MiB.
    memory: f64,
}

fn main() {
    let count = env::var("SOPRESS_DOCUMENTS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(1_000);
    let has_past = env::var_os("SOPRESS_HISTORY").is_some();
    let name = match has_past {
        true => format!("{count}-with-history"),
        false => format!("{count}"),
    };
    let base = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/library-bench")
        .join(name);
    let library = base.join("library");
    if !library.join("sopress.toml").exists() {
        stock::write(&library, count).expect("target can be written");
        if has_past {
            past::write(&library, count).expect("target can be written");
        }
    }
    if env::args().nth(1).as_deref() == Some("floor") {
        floor(&library.join("sops"), &base.join("floor"));
        return;
    }
    let out = base.join("site");
    for old in ["site", "floor"] {
        let _ = fs::remove_dir_all(base.join(old));
    }
    let this = env::current_exe().expect("a running program has a file");
    let bottom = run(Command::new(this)
        .arg("floor")
        .env("SOPRESS_DOCUMENTS", count.to_string()));
    let build = || {
        run(sopress()
            .arg("build")
            .arg(&library)
            .arg("--out")
            .arg(&out)
            .args(["--date", "2026-11-22", "--format", "json", "--keep-going"]))
    };
    let first = build();
    let bytes = size(&out);
    let second = build();
    say(&format!("{count} documents"), None, None);
    say("floor: read, convert, write", Some(&bottom), None);
    say("build", Some(&first), Some(&bottom));
    say("build again, nothing changed", Some(&second), Some(&bottom));
    let mut lines = String::new();
    lines.push_str(&format!(
        "  {:<32} {:.1} MiB\n",
        "the site",
        bytes as f64 / 1_048_576.0
    ));
    lines.push_str(&format!(
        "  {:<32} {:.0} %\n",
        "second build to first",
        100.0 * second.processor / first.processor
    ));
    print(&lines);
}

fn sopress() -> Command {
    Command::new(env!("CARGO_BIN_EXE_sopress"))
}

fn say(name: &str, cost: Option<&Cost>, to: Option<&Cost>) {
    let Some(cost) = cost else {
        return print(&format!("{name}\n"));
    };
    let ratio = to.map_or(String::new(), |to| {
        format!("  {:>6.1} × the floor", cost.processor / to.processor)
    });
    print(&format!(
        "  {name:<32} {:>7.2} s processor {:>7.2} s wall {:>6.0} MiB{ratio}\n",
        cost.processor, cost.wall, cost.memory
    ));
}

#[allow(clippy::print_stdout)]
fn print(text: &str) {
    print!("{text}");
}

/// Runs a program until it ends.
fn run(command: &mut Command) -> Cost {
    let before = children();
    let begin = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0.0;
    while child.try_wait().expect("the child is ours").is_none() {
        memory = f64::max(memory, peak(&status));
        thread::sleep(Duration::from_millis(5));
    }
    Cost {
        processor: children() - before,
        wall: begin.elapsed().as_secs_f64(),
        memory,
    }
}

/// Peak memory so far, in MiB, as the kernel reports it.
fn peak(status: &str) -> f64 {
    let text = fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line
        .and_then(|line| line.split_whitespace().nth(1))
        .and_then(|number| number.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

/// Processor seconds of all children that have ended (`proc(5)`, fields 16 and 17).
fn children() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = text.rsplit(')').next().unwrap_or_default();
    let fields: Vec<f64> = after
        .split_whitespace()
        .map(|field| field.parse().unwrap_or(0.0))
        .collect();
    const TICKS_A_SECOND: f64 = 100.0;
    fields
        .get(13..15)
        .map_or(0.0, |times| times.iter().sum::<f64>() / TICKS_A_SECOND)
}

fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => size(&entry.path()),
            Ok(data) => data.len(),
            Err(_) => 0,
        })
        .sum()
}

/// The least that a site generator can do.
fn floor(source: &Path, out: &Path) {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut open = vec![source.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                open.push(entry.path())
            } else {
                files.push(entry.path())
            }
        }
    }
    for file in files {
        let text = fs::read_to_string(&file).expect("a generated document");
        let mut html = String::with_capacity(text.len() * 3 / 2);
        pulldown_cmark::html::push_html(
            &mut html,
            pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::all()),
        );
        let to = out
            .join(file.strip_prefix(source).expect("below the source"))
            .with_extension("html");
        fs::create_dir_all(to.parent().expect("in a folder")).expect("target can be written");
        fs::write(to, html).expect("target can be written");
    }
}
