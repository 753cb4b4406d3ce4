//! The program is killed at random moments of a build: what is left is a whole site, old or new.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use camino::Utf8Path;

use crate::folder::{Folder, files};
use crate::library::program;

const DOCUMENTS: usize = 40;

#[test]
fn a_build_by_the_program_killed_at_any_moment_leaves_a_whole_site() {
    let folder = Folder::new();
    let out = folder.at("site");
    let sites = ["morning", "evening"].map(|word| {
        write(&folder, word);
        let begun = Instant::now();
        let built = build(&folder, &out).status().unwrap();
        assert!(built.success());
        (contents(&out), begun.elapsed())
    });
    let [(morning, _), (evening, time)] = sites;
    assert_ne!(morning, evening);
    let mut seen = BTreeSet::new();
    let mut was_cut = false;
    for round in 0..60_u32 {
        // On a busy machine a build takes longer than the one that was timed.
        if round >= 24 && seen.len() == 2 && was_cut {
            break;
        }
        write(&folder, ["morning", "evening"][round as usize % 2]);
        let mut child = build(&folder, &out).spawn().unwrap();
        std::thread::sleep(time * (round * 37 % 110 + round * 5) / 100 + Duration::from_millis(2));
        child.kill().unwrap();
        was_cut |= !child.wait().unwrap().success();
        let now = contents(&out);
        assert!(
            now == morning || now == evening,
            "neither the one site nor the other"
        );
        seen.insert(now == morning);
    }
    assert!(was_cut, "every build was done before it was killed");
    assert_eq!(seen.len(), 2, "no build got as far as to change the site");
    write(&folder, "morning");
    assert!(build(&folder, &out).status().unwrap().success());
    assert!(contents(&out) == morning, "the next build puts it right");
    let beside = folder.root.read_dir_utf8().unwrap();
    let beside: Vec<String> = beside
        .map(|entry| entry.unwrap().file_name().to_owned())
        .collect();
    assert_eq!(
        beside.len(),
        2,
        "what killed builds left is gone: {beside:?}"
    );
}

/// Writes documents that all say `word`.
fn write(folder: &Folder, word: &str) {
    for number in 0..DOCUMENTS {
        let text = format!("# Check {number} in the {word}\n\n## Purpose\n\nDone every {word}.\n");
        folder.put(&format!("library/sops/check-{number}.md"), text);
    }
}

fn build(folder: &Folder, out: &Utf8Path) -> std::process::Command {
    let mut command = program();
    command
        .arg("build")
        .arg(folder.at("library"))
        .args(["--out", out.as_str(), "--date", "2026-11-22"])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn contents(out: &Utf8Path) -> BTreeMap<String, Vec<u8>> {
    let names = files(out).into_iter();
    names
        .map(|name| (name.clone(), fs::read(out.join(&name)).unwrap()))
        .collect()
}
