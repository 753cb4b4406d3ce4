//! A site to a folder: what is written, what is kept, what is refused.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use camino::Utf8Path;
use sopress::emit::{self, Error, Options, Written};
use sopress::library::Route;
use sopress::pipeline::{Content, Site};

use crate::folder::{Folder, files};

fn site(files: &[(&str, &str)]) -> Site {
    files
        .iter()
        .map(|(route, text)| (Route::new(*route), Content::Bytes((*text).into())))
        .collect()
}

#[test]
fn a_second_build_writes_only_what_differs_and_removes_only_what_is_gone() {
    let folder = Folder::new();
    let out = folder.at("deep/site");
    let first = site(&[("index.html", "1"), ("a/b.html", "2"), ("old/c.html", "3")]);
    let written = emit::write(&first, &out, Options::default()).unwrap();
    assert_eq!(
        (written.written, written.unchanged, written.removed),
        (3, 0, 0)
    );
    let stamp = |name: &str| fs::metadata(out.join(name)).unwrap().modified().unwrap();
    let before = stamp("a/b.html");

    let second = site(&[("index.html", "new"), ("a/b.html", "2")]);
    let written = emit::write(&second, &out, Options::default()).unwrap();
    assert_eq!(
        written,
        Written {
            written: 1,
            unchanged: 1,
            removed: 1
        }
    );
    assert_eq!(stamp("a/b.html"), before);
    assert_eq!(files(&out), [".sopress-manifest", "a/b.html", "index.html"]);
    assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "new");
    assert_eq!(
        files(&folder.at("deep")).len(),
        3,
        "nothing is left beside the site"
    );
}

#[test]
fn a_build_without_a_change_touches_nothing_and_mends_what_was_changed_by_hand() {
    let folder = Folder::new();
    let out = folder.at("site");
    let same = site(&[("index.html", "1"), ("a.html", "2")]);
    emit::write(&same, &out, Options::default()).unwrap();
    assert_eq!(
        emit::write(&same, &out, Options::default())
            .unwrap()
            .written,
        0
    );
    folder.put("site/a.html", "X");
    assert_eq!(
        emit::write(&same, &out, Options::default())
            .unwrap()
            .written,
        1
    );
    fs::remove_file(out.join("index.html")).unwrap();
    assert_eq!(
        emit::write(&same, &out, Options::default())
            .unwrap()
            .written,
        1
    );
    assert_eq!(files(&out), [".sopress-manifest", "a.html", "index.html"]);
}

#[test]
fn an_attachment_is_copied_and_compared() {
    let folder = Folder::new().with("form.pdf", "one");
    let out = folder.at("site");
    let copied: Site = [(
        Route::new("files/form.pdf"),
        Content::Copy(folder.at("form.pdf")),
    )]
    .into();
    assert_eq!(
        emit::write(&copied, &out, Options::default())
            .unwrap()
            .written,
        1
    );
    assert_eq!(
        emit::write(&copied, &out, Options::default())
            .unwrap()
            .written,
        0
    );
    folder.put("form.pdf", "two");
    assert_eq!(
        emit::write(&copied, &out, Options::default())
            .unwrap()
            .written,
        1
    );
    assert_eq!(folder.text("site/files/form.pdf"), "two");
}

#[test]
fn a_folder_with_files_of_others_is_refused_and_left_alone() {
    let one = site(&[("index.html", "1")]);
    let folder = Folder::new().with("site/notes.txt", "mine");
    let out = folder.at("site");
    let error = emit::write(&one, &out, Options::default()).unwrap_err();
    assert!(error.to_string().contains("`notes.txt`"), "{error}");
    assert_eq!(files(&out), ["notes.txt"]);

    let folder = Folder::new();
    let out = folder.at("site");
    emit::write(&one, &out, Options::default()).unwrap();
    folder.put("site/sub/CNAME", "sops.example");
    let error = emit::write(&site(&[("index.html", "2")]), &out, Options::default()).unwrap_err();
    assert!(matches!(error, Error::Foreign { example, .. } if example == "sub/CNAME"));
    assert_eq!(folder.text("site/index.html"), "1");
    assert_eq!(folder.text("site/sub/CNAME"), "sops.example");
}

#[test]
fn an_address_never_leads_out_of_the_site() {
    let folder = Folder::new();
    for route in [
        "../x",
        "a/../../x",
        "/etc/x",
        "a//b",
        "",
        ".sopress-manifest",
        "a\\b",
    ] {
        let error = emit::write(
            &site(&[(route, "x")]),
            &folder.at("site"),
            Options::default(),
        )
        .unwrap_err();
        assert!(matches!(error, Error::Address(_)), "{route}");
    }
    assert_eq!(files(&folder.root), Vec::<String>::new());
}

#[test]
fn a_fault_while_writing_names_the_path_and_leaves_the_old_site() {
    let folder = Folder::new();
    let out = folder.at("site");
    emit::write(&site(&[("index.html", "old")]), &out, Options::default()).unwrap();
    let name = "x".repeat(300);
    let error = emit::write(
        &site(&[("index.html", "new"), (&name, "x")]),
        &out,
        Options::default(),
    )
    .unwrap_err();
    assert!(error.to_string().contains(&name), "{error}");
    let missing: Site = [(Route::new("a"), Content::Copy(folder.at("gone.pdf")))].into();
    let error = emit::write(&missing, &out, Options::default()).unwrap_err();
    assert!(error.to_string().contains("gone.pdf"), "{error}");
    assert_eq!(
        files(&folder.root),
        ["site/.sopress-manifest", "site/index.html"]
    );
    assert_eq!(folder.text("site/index.html"), "old");
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_link_stays_one() {
    let folder = Folder::new();
    fs::create_dir(folder.at("real")).unwrap();
    folder.link("site", "real");
    for text in ["1", "2"] {
        emit::write(
            &site(&[("index.html", text)]),
            &folder.at("site"),
            Options::default(),
        )
        .unwrap();
        assert_eq!(folder.text("real/index.html"), text);
    }
    assert!(folder.at("site").is_symlink());
}

const FILES: usize = 300;

/// Two sites that share no text and differ in their files: number `even` and number `odd`.
fn numbered(build: usize) -> Site {
    let text = if build.is_multiple_of(2) {
        "even"
    } else {
        "odd"
    };
    (0..FILES)
        .map(|at| {
            // A third of the files stays as it is, a few come and go.
            let text = if at % 3 == 0 { "same" } else { text };
            let name = if at % 50 == 1 {
                format!("{text}-{at}")
            } else {
                format!("{at}")
            };
            let route = Route::new(format!("d{}/{name}.html", at % 7));
            (route, Content::Bytes(text.into()))
        })
        .collect()
}

/// Not a test by itself: the process that the next one kills.
#[test]
#[ignore = "started by the test below, and ended by it"]
fn a_process_that_builds_without_end() {
    let out = std::env::var("SOPRESS_TEST_OUT").unwrap();
    for build in 0.. {
        emit::write(&numbered(build), Utf8Path::new(&out), Options::default()).unwrap();
    }
}

#[test]
fn a_build_killed_at_any_moment_leaves_a_whole_site() {
    let folder = Folder::new();
    let out = folder.at("site");
    emit::write(&numbered(0), &out, Options::default()).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for round in 0..150_u64 {
        // On a busy machine a process needs longer before it has written anything.
        if round > 30 && seen.len() == 2 {
            break;
        }
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "emit::a_process_that_builds_without_end",
                "--ignored",
            ])
            .env("SOPRESS_TEST_OUT", &out)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let patience = if seen.len() < 2 {
            round * 5_000
        } else {
            round * 500
        };
        std::thread::sleep(Duration::from_micros(
            20_000 + round * 7_919 % 60_000 + patience,
        ));
        child.kill().unwrap();
        child.wait().unwrap();
        seen.insert(whole(&out));
    }
    assert_eq!(
        seen.len(),
        2,
        "both sites were seen, else nothing was tested: {seen:?}"
    );
    emit::write(&numbered(1), &out, Options::default()).unwrap();
    assert_eq!(whole(&out), "odd");
    let beside: Vec<_> = folder.root.read_dir_utf8().unwrap().collect();
    assert_eq!(
        beside.len(),
        1,
        "what the killed builds left is gone: {beside:?}"
    );
}

/// Which of the two sites lies there; fails when it is neither.
fn whole(out: &Utf8Path) -> &'static str {
    let names: Vec<String> = files(out);
    let (kind, build) = match fs::read(out.join("d1/1.html")) {
        _ if names.iter().any(|name| name.contains("even-")) => ("even", 0),
        _ => ("odd", 1),
    };
    let site = numbered(build);
    assert_eq!(names.len(), site.len() + 1, "a file too few or too many");
    for (route, content) in &site {
        let Content::Bytes(bytes) = content else {
            unreachable!("all are bytes")
        };
        assert_eq!(
            &fs::read(out.join(route.as_str())).unwrap(),
            bytes,
            "{route}"
        );
    }
    kind
}
