//! Where workflows get sopress from: run as written, with a file server on this machine for a release.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;

use crate::folder::{Folder, files};
use crate::library::sopress;
use crate::pipelines::{IN_TIME, Machine, SOURCE, scripts, started_with, yaml};

const ARCHIVE: &str = "sopress-x86_64-unknown-linux-gnu";
/// How both services run a step.
const SHELL: [&str; 3] = ["-e", "-o", "pipefail"];

/// A release on a server: the archive of Linux, and `SHA256SUMS`.
struct Release {
    folder: Folder,
    url: String,
}

fn release() -> Release {
    let folder = Folder::new();
    let program = folder.at(&format!("{ARCHIVE}/sopress"));
    fs::create_dir(program.parent().unwrap()).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_sopress"), &program).unwrap();
    let script = "strip $0/sopress || true; tar --create --file - $0 | gzip -1 > $0.tar.gz\n\
        rm -r $0; sha256sum *.tar.gz > SHA256SUMS";
    let packed = Command::new("bash")
        .args(["-euc", script, ARCHIVE])
        .current_dir(&folder.root)
        .status();
    assert!(packed.unwrap().success());
    let url = serve(folder.root.clone());
    Release { folder, url }
}

/// Serves the files of a folder until the test ends; returns its address.
fn serve(root: Utf8PathBuf) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let asked = lines.next().unwrap().unwrap();
            while lines.next().is_some_and(|line| line.unwrap() != "") {}
            let name = asked.split(['/', ' ']).nth(2).unwrap();
            let (status, bytes) = match fs::read(root.join(name)) {
                Ok(bytes) => ("200 OK", bytes),
                Err(_) => ("404 Not Found", Vec::new()),
            };
            let length = bytes.len();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            );
            // A client that has seen enough goes away.
            let _ = stream
                .write_all(head.as_bytes())
                .and_then(|()| stream.write_all(&bytes));
        }
    });
    url
}

/// The variables of a workflow.
fn variables(of: &Value) -> Vec<(String, String)> {
    let named = of.as_object().unwrap().iter();
    named
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .filter(|(name, _)| name.starts_with("SOPRESS_"))
        .collect()
}

#[test]
fn a_workflow_downloads_the_archive_that_it_names_and_no_other() {
    let release = release();
    for service in ["--github", "--gitlab"] {
        let started = Folder::new().with(".git/HEAD", "");
        started_with(&started, &[service, "--releases", &release.url]);
        let (script, named) = install_step(&started, service);
        let machine = Machine::new("cargo", "install", "");
        let (temp, path) = (machine.folder.at("temp"), machine.folder.at("path"));
        fs::create_dir(&temp).unwrap();
        let mut more = vec![
            ("RUNNER_TEMP", temp.as_str()),
            ("GITHUB_PATH", path.as_str()),
        ];
        more.extend(
            named
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        );
        // GitHub adds the folder to the path of later steps; GitLab goes on in the same shell.
        let then = match service {
            "--github" => "\nexport PATH=\"$(cat \"$GITHUB_PATH\"):$PATH\"",
            _ => "",
        };
        let script =
            format!("{script}{then}\ncommand -v sopress > found\nsopress --version > version");
        machine.run(&SHELL, &script, IN_TIME, &more, 0);
        let found = machine.folder.text("found");
        assert!(found.starts_with(machine.folder.root.as_str()), "{found}");
        let version = format!("sopress {}\n", env!("CARGO_PKG_VERSION"));
        assert_eq!(machine.folder.text("version"), version);
        assert_eq!(machine.asked(), "", "nothing is compiled");

        let other = "0".repeat(64);
        for (name, value) in &mut more {
            if *name == "SOPRESS_SHA256" {
                *value = &other;
            }
        }
        fs::remove_file(machine.folder.at("version")).unwrap();
        machine.run(&SHELL, &script, IN_TIME, &more, 1);
        assert!(
            !machine.folder.at("version").exists(),
            "another archive is not run"
        );
    }
    drop(release.folder);
}

#[test]
fn a_workflow_compiles_the_commit_that_it_names() {
    let (url, commit) = SOURCE.rsplit_once('@').unwrap();
    for (service, root) in [("--github", "/.cache/sopress"), ("--gitlab", ".sopress")] {
        let started = Folder::new().with(".git/HEAD", "");
        started_with(&started, &[service, "--build-from", SOURCE]);
        let (script, named) = install_step(&started, service);
        let machine = Machine::new("cargo", "install", "");
        let (home, path) = (machine.folder.root.as_str(), machine.folder.at("path"));
        let mut more = vec![("HOME", home), ("GITHUB_PATH", path.as_str())];
        more.extend(
            named
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        );
        machine.run(&SHELL, &script, IN_TIME, &more, 0);
        let root = match root.starts_with('/') {
            true => format!("{home}{root}"),
            false => root.to_owned(),
        };
        let expected =
            format!("install --git {url} --rev {commit} --locked --root {root} sopress\n");
        assert_eq!(machine.asked(), expected);
    }
}

/// The script that installs sopress, and the variables that it uses.
fn install_step(started: &Folder, service: &str) -> (String, Vec<(String, String)>) {
    match service {
        "--github" => {
            let workflow = yaml(&started.text(".github/workflows/sops.yml"));
            let script = scripts(&workflow).remove("Install sopress").unwrap();
            (script, variables(&workflow["env"]))
        }
        _ => {
            let workflow = yaml(&started.text(".gitlab-ci.yml"));
            let lines = workflow["default"]["before_script"].as_array().unwrap();
            let lines: Vec<&str> = lines.iter().filter_map(Value::as_str).collect();
            (lines.join("\n"), variables(&workflow["variables"]))
        }
    }
}

#[test]
fn no_workflow_is_written_that_could_not_install_sopress() {
    let folder = Folder::new();
    let hash = "0".repeat(64);
    let server = serve(folder.root.clone());
    for (options, said) in [
        (vec![], "pass `--releases URL`"),
        (vec!["--releases", "ftp://example.org"], "is not an address"),
        (
            vec!["--releases", "https://x.org/$(id)", "--sha256", &hash],
            "is not an address",
        ),
        (
            vec!["--releases", "https://x.org", "--sha256", "0123"],
            "has 64 digits",
        ),
        (vec!["--releases", &server], "pass `--sha256 HASH`"),
        (
            vec!["--build-from", "https://example.org/sopress.git"],
            "URL@COMMIT",
        ),
        (
            vec!["--build-from", "https://example.org/sopress.git@main"],
            "URL@COMMIT",
        ),
    ] {
        for service in ["--github", "--gitlab"] {
            let root = folder.at("handbook");
            let started = sopress(&[&["init", root.as_str(), service], &options[..]].concat());
            assert_eq!(started.code, Some(2), "{options:?}");
            assert!(started.err.contains(said), "{options:?}: {}", started.err);
            assert_eq!(files(&folder.root), Vec::<String>::new());
        }
    }
}

/// A step of `action.yml`.
fn step_of_the_action(name: &str) -> String {
    let file = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml");
    let action = yaml(&fs::read_to_string(file).unwrap());
    let mut steps = action["runs"]["steps"].as_array().unwrap().iter();
    let found = steps.find(|step| step["name"] == name);
    found.unwrap()["run"].as_str().unwrap().to_owned()
}

#[test]
fn the_action_downloads_the_release_that_it_is_told() {
    let release = release();
    let machine = Machine::new("cargo", "install", "");
    let (temp, path) = (machine.folder.at("temp"), machine.folder.at("path"));
    fs::create_dir(&temp).unwrap();
    let sums = release.folder.text("SHA256SUMS");
    let more = [
        ("RUNNER_TEMP", temp.as_str()),
        ("GITHUB_PATH", path.as_str()),
        ("RELEASE", release.url.as_str()),
        ("SHA256", sums.split(' ').next().unwrap()),
        ("SYSTEM", "Linux-X64"),
        ("SOURCE", "/action"),
    ];
    let shell = ["--noprofile", "--norc", "-e", "-o", "pipefail"];
    machine.run(
        &shell,
        &step_of_the_action("Install sopress"),
        IN_TIME,
        &more,
        0,
    );
    assert_eq!(machine.asked(), "", "nothing is compiled");
    let folder = machine.folder.text("path");
    let said = Command::new(Utf8Path::new(folder.trim()).join("sopress"))
        .arg("--version")
        .output();
    let version = format!("sopress {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(String::from_utf8(said.unwrap().stdout).unwrap(), version);
    let other = "0".repeat(64);
    let wrong = more.map(|(name, value)| match name {
        "SHA256" => (name, other.as_str()),
        _ => (name, value),
    });
    machine.run(
        &shell,
        &step_of_the_action("Install sopress"),
        IN_TIME,
        &wrong,
        1,
    );
}

#[test]
fn the_action_compiles_its_own_sources_where_no_release_is_named() {
    let step = step_of_the_action;
    let machine = Machine::new("cargo", "install", "");
    let home = machine.folder.root.as_str();
    let path = machine.folder.at("path");
    let more = [
        ("HOME", home),
        ("SOURCE", "/action"),
        ("RELEASE", ""),
        ("SHA256", ""),
        ("GITHUB_PATH", path.as_str()),
        ("FORMAT", "github"),
        ("OUT", "site"),
    ];
    let shell = ["--noprofile", "--norc", "-e", "-o", "pipefail"];
    let run = |name: &str| machine.run(&shell, &step(name), IN_TIME, &more, 0);
    run("Install sopress");
    let kept = machine.folder.at(".cache/sopress");
    let expected = format!("install --path /action --locked --root {kept}\n");
    assert_eq!(machine.asked(), expected);
    assert_eq!(machine.folder.text("path"), format!("{kept}/bin\n"));
    run("Check");
    run("Build");
    assert!(machine.folder.text("site/a.html").contains("Intake"));
}
