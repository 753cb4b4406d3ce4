//! Places that a site is written to: mount points, folders that cannot be replaced, folders that
//! something else holds open.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use camino::Utf8Path;
use sopress::emit::{self, Error, Options};
use sopress::library::Route;
use sopress::pipeline::{Content, Site};

use crate::folder::{Folder, files};
use crate::library::{Ran, program, ran};

/// A user without rights, when the tests run as the superuser.
const NOBODY: u32 = 65534;

fn site(files: &[(&str, &str)]) -> Site {
    files
        .iter()
        .map(|(route, text)| (Route::new(*route), Content::Bytes((*text).into())))
        .collect()
}

fn in_place() -> Options<'static> {
    Options {
        in_place: true,
        ..Options::default()
    }
}

fn inode(path: &Utf8Path) -> u64 {
    fs::metadata(path).unwrap().ino()
}

#[test]
fn in_place_the_folder_stays_and_its_content_is_replaced() {
    let folder = Folder::new();
    fs::create_dir(folder.at("site")).unwrap();
    let (out, before) = (folder.at("site"), inode(&folder.at("site")));
    let first = site(&[
        ("index.html", "1"),
        ("a/b.html", "2"),
        ("c", "3"),
        ("d/e", "4"),
    ]);
    emit::write(&first, &out, in_place()).unwrap();
    let kept = fs::metadata(out.join("a/b.html"))
        .unwrap()
        .modified()
        .unwrap();
    // A file becomes a folder, a folder a file.
    let second = site(&[
        ("index.html", "new"),
        ("a/b.html", "2"),
        ("c/x", "3"),
        ("d", "4"),
    ]);
    let written = emit::write(&second, &out, in_place()).unwrap();
    assert_eq!(
        (written.written, written.unchanged, written.removed),
        (3, 1, 2)
    );
    assert_eq!(inode(&out), before);
    let expected = [".sopress-manifest", "a/b.html", "c/x", "d", "index.html"];
    assert_eq!(files(&out), expected);
    assert_eq!(folder.text("site/index.html"), "new");
    let now = fs::metadata(out.join("a/b.html"))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(now, kept, "what has not changed keeps its time");
    assert_eq!(emit::write(&second, &out, in_place()).unwrap().written, 0);
    assert_eq!(files(&folder.root).len(), expected.len(), "nothing is left");
    let replaced = emit::write(&first, &out, Options::default()).unwrap();
    assert_eq!((replaced.written, replaced.removed), (3, 2));
    assert_ne!(
        inode(&out),
        before,
        "without the option, the folder is replaced"
    );
}

#[test]
fn in_place_files_of_others_are_refused_and_a_page_is_never_missing() {
    let folder = Folder::new().with("site/notes.txt", "mine");
    let refused = emit::write(
        &site(&[("index.html", "1")]),
        &folder.at("site"),
        in_place(),
    );
    assert!(matches!(refused, Err(Error::Foreign { .. })), "{refused:?}");
    assert_eq!(files(&folder.root), ["site/notes.txt"]);

    let folder = Folder::new();
    let out = folder.at("site");
    emit::write(
        &site(&[("index.html", "0"), ("a/b.html", "0")]),
        &out,
        Options::default(),
    )
    .unwrap();
    let is_done = AtomicBool::new(false);
    let missed = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut missed = Vec::new();
            while !is_done.load(Ordering::SeqCst) {
                for page in ["index.html", "a/b.html"] {
                    missed.extend(fs::read(out.join(page)).err());
                }
            }
            missed
        });
        for number in 1..60 {
            let text = number.to_string();
            let next = site(&[("index.html", &text), ("a/b.html", &text), (&text, "x")]);
            emit::write(&next, &out, in_place()).unwrap();
        }
        is_done.store(true, Ordering::SeqCst);
        reader.join().unwrap()
    });
    // Where the file system cannot exchange folders, one is missing for a moment.
    assert!(
        missed.is_empty() || !cfg!(target_os = "linux"),
        "{missed:?}"
    );
}

#[test]
fn what_an_interrupted_replacement_left_is_completed_by_the_next_build() {
    let folder = Folder::new();
    let out = folder.at("site");
    emit::write(&site(&[("a.html", "1"), ("b.html", "1")]), &out, in_place()).unwrap();
    // As after a process that was killed half way: files of both sites, all of them listed.
    folder.put("site/c.html", "2");
    folder.put(
        "site/.sopress-manifest",
        "sopress 1\na.html\nb.html\nc.html\n",
    );
    folder.put("site/.sopress-new-x1/lock", "");
    folder.put("site/.sopress-new-x1/site/b.html", "1");
    emit::write(&site(&[("a.html", "2"), ("c.html", "2")]), &out, in_place()).unwrap();
    assert_eq!(files(&out), [".sopress-manifest", "a.html", "c.html"]);
    assert_eq!(folder.text("site/a.html"), "2");
}

#[test]
fn once_asked_to_stop_nothing_is_written_and_nothing_left() {
    for in_place in [false, true] {
        let folder = Folder::new();
        let out = folder.at("site");
        emit::write(&site(&[("a.html", "1")]), &out, Options::default()).unwrap();
        let stop = &AtomicBool::new(true);
        let stopped = emit::write(&site(&[("a.html", "2")]), &out, Options { in_place, stop });
        assert!(matches!(stopped, Err(Error::Stopped)), "{stopped:?}");
        assert_eq!(
            files(&folder.root),
            ["site/.sopress-manifest", "site/a.html"]
        );
        assert_eq!(folder.text("site/a.html"), "1");
    }
}

/// A library, and a place for its site.
fn handbook() -> Folder {
    let folder = Folder::new()
        .with("handbook/sopress.toml", "")
        .with("handbook/sops/a.md", "# Intake\n\nText.\n");
    fs::set_permissions(&folder.root, fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn build(folder: &Folder, out: &str) -> Command {
    let mut command = program();
    command.arg("build").arg(folder.at("handbook")).args([
        "--out",
        folder.at(out).as_str(),
        "--date",
        "2026-11-22",
    ]);
    command
}

#[expect(clippy::print_stderr, reason = "whoever runs the tests has to know")]
fn skipped(reason: &str) {
    eprintln!("skipped: {reason}");
}

/// As a user who may not write everywhere. `None` if that user cannot run the program.
fn by_a_user_without_rights(mut command: Command) -> Option<Ran> {
    if rustix::process::geteuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    match command.output() {
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            skipped("another user may not run the program from its folder");
            None
        }
        output => Some(ran(output.unwrap())),
    }
}

#[test]
fn a_folder_whose_parent_cannot_be_written_to_is_written_in_place() {
    let folder = handbook();
    fs::create_dir_all(folder.at("www/html")).unwrap();
    if rustix::process::geteuid().is_root() {
        chown(folder.at("www/html"), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    let mode = |path: &str, mode| {
        fs::set_permissions(folder.at(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    mode("www", 0o555);
    let before = inode(&folder.at("www/html"));
    for text in ["# Intake\n\nOnce.\n", "# Intake\n\nTwice.\n"] {
        folder.put("handbook/sops/a.md", text);
        let Some(built) = by_a_user_without_rights(build(&folder, "www/html")) else {
            return;
        };
        assert_eq!(built.code, Some(0), "{}", built.err);
        let word = text.lines().last().unwrap();
        assert!(folder.text("www/html/a.html").contains(word));
    }
    assert_eq!(inode(&folder.at("www/html")), before);
    let names = fs::read_dir(folder.at("www/html")).unwrap();
    let left = names.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with(".sopress-new-")
    });
    assert_eq!(left.count(), 0);

    let missing = by_a_user_without_rights(build(&folder, "www/new")).unwrap();
    assert_eq!(missing.code, Some(2));
    assert!(
        missing.err.contains("sudo install -d -o"),
        "{}",
        missing.err
    );
    mode("www", 0o755);
    fs::create_dir_all(folder.at("www/mine")).unwrap();
    mode("www/mine", 0o555);
    mode("www", 0o555);
    let refused = by_a_user_without_rights(build(&folder, "www/mine")).unwrap();
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("sudo chown -R"), "{}", refused.err);
    mode("www", 0o755);
}

/// Runs a script that mounts things nobody else sees. `None` where this machine does not allow it.
#[cfg(target_os = "linux")]
fn with_mounts(folder: &Folder, script: &str) -> Option<Ran> {
    let sopress = Utf8Path::new(env!("CARGO_BIN_EXE_sopress"));
    let unshare = |script: &str| {
        let mut command = Command::new("unshare");
        command
            .args(["--user", "--map-root-user", "--mount", "sh", "-euc", script])
            .current_dir(&folder.root)
            .env("XDG_CACHE_HOME", folder.at("cache"))
            .env("SOPRESS", sopress);
        command.output()
    };
    let probe = "mkdir -p probe && mount -t tmpfs none probe && umount probe && rmdir probe";
    match unshare(probe) {
        Ok(probed) if probed.status.success() => Some(ran(unshare(script).unwrap())),
        other => {
            skipped(&format!("this machine allows no mounts: {other:?}"));
            None
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_mount_point_is_written_in_place() {
    for mount in [
        "mount -t tmpfs none out",
        "mkdir public && mount --bind public out",
    ] {
        let folder = handbook();
        let script = format!(
            "mkdir out && {mount} && mkdir out/lost+found && echo x > out/lost+found/y\n\
             \"$SOPRESS\" build handbook --out out\n\
             printf '# Intake\\n\\nTwice.\\n' > handbook/sops/a.md\n\
             \"$SOPRESS\" build handbook --out out\n\
             cat out/a.html out/lost+found/y\n\
             find out . -maxdepth 1 -name '.*sopress*' -not -name .sopress-manifest"
        );
        let Some(ran) = with_mounts(&folder, &script) else {
            return;
        };
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(
            ran.out.contains("Twice.") && ran.out.ends_with("x\n"),
            "{}",
            ran.out
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_is_mounted_elsewhere_is_not_left_empty_in_place() {
    let folder = handbook();
    let script = "\"$SOPRESS\" build handbook --out site\n\
        mkdir served && mount --bind site served\n\
        printf '# Intake\\n\\nTwice.\\n' > handbook/sops/a.md\n\
        \"$SOPRESS\" build handbook --out site --in-place\n\
        cat served/a.html";
    let Some(ran) = with_mounts(&folder, script) else {
        return;
    };
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("Twice."), "{}", ran.out);
}

#[test]
fn ctrl_c_while_a_site_is_written_leaves_nothing_behind() {
    use rustix::process::{Pid, Signal, kill_process};
    let folder = handbook();
    let text = "## Purpose\n\nText.\n".repeat(20);
    for number in 0..150 {
        folder.put(
            &format!("handbook/sops/s{number}.md"),
            format!("# S {number}\n\n{text}"),
        );
    }
    fs::create_dir(folder.at("www")).unwrap();
    let mut was_stopped = false;
    for _ in 0..10 {
        let mut child = build(&folder, "www/site")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let id = Pid::from_child(&child);
        // The staging folder is there once the program writes.
        while child.try_wait().unwrap().is_none() && names(&folder.at("www")).is_empty() {
            std::thread::sleep(Duration::from_micros(200));
        }
        if child.try_wait().unwrap().is_none() {
            kill_process(id, Signal::INT).unwrap();
        }
        if child.wait().unwrap().code() == Some(130) {
            was_stopped = true;
            break;
        }
        let _ = fs::remove_dir_all(folder.at("www/site"));
    }
    assert!(
        was_stopped,
        "every build was done before it was interrupted"
    );
    assert_eq!(names(&folder.at("www")), Vec::<String>::new());
}

fn names(folder: &Utf8Path) -> Vec<String> {
    let entries = folder.read_dir_utf8().unwrap();
    entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_owned()))
        .collect()
}
