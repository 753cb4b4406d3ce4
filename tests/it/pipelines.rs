//! What runs on GitHub and GitLab, run here: the steps of the workflow and of the guide as written, with
//! stand-ins for the programs that talk to those services.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use camino::Utf8Path;
use serde_json::Value;

use crate::folder::Folder;
use crate::library::sopress;

const LATE: &str = "---\nid: SOP-001\ntitle: Intake\nversion: \"1.0\"\nowner: Ann\nstatus: effective\n\
    last_reviewed: 2020-01-01\nreview_cycle: 1 year\n---\n\nText.\n";
/// 2020-02-01 and 2022-02-01, in seconds.
pub const IN_TIME: &str = "1580515200";
const TOO_LATE: &str = "1643673600";

/// A machine of the service: a library, the programs, and what was asked of the service.
pub struct Machine {
    pub folder: Folder,
}

impl Machine {
    /// `program` notes how it is run, and answers the question for issues with `answer`.
    pub fn new(program: &str, question: &str, answer: &str) -> Machine {
        let stand_in = format!(
            "#!/bin/sh\nprintf '%s\\n' \"$*\" >> \"$ASKED\"\n\
             case \"$*\" in *'{question}'*) printf '%s' '{answer}' ;; esac\n"
        );
        let folder = Folder::new()
            .with("handbook/sopress.toml", "")
            .with("handbook/sops/a.md", LATE)
            .with(&format!("bin/{program}"), stand_in)
            .with("asked", "");
        let file = folder.at(&format!("bin/{program}"));
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
        Machine { folder }
    }

    /// Runs a step as the service does; it ends with `code`.
    pub fn run(&self, shell: &[&str], script: &str, day: &str, more: &[(&str, &str)], code: i32) {
        let sopress = Utf8Path::new(env!("CARGO_BIN_EXE_sopress"));
        let (bin, sopress) = (self.folder.at("bin"), sopress.parent().unwrap());
        let path = format!("{bin}:{sopress}:{}", std::env::var("PATH").unwrap());
        let ran = Command::new("bash")
            .args(shell)
            .args(["-c", script])
            .current_dir(&self.folder.root)
            .env("PATH", path)
            .env("ASKED", self.folder.at("asked"))
            .env("LIBRARY", "handbook")
            .env("XDG_CACHE_HOME", self.folder.at("cache"))
            .env("SOURCE_DATE_EPOCH", day)
            .envs(more.iter().copied())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(code), "{script}: {said}");
    }

    pub fn asked(&self) -> String {
        self.folder.text("asked")
    }
}

pub fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap()
}

/// Where the workflow gets sopress from in tests of what follows.
pub const SOURCE: &str = "https://example.org/sopress.git@0123456789abcdef0123456789abcdef01234567";

/// Starts a library with these options of `init`.
pub fn started_with(folder: &Folder, options: &[&str]) {
    let started = sopress(&[&["init", folder.root.as_str()], options].concat());
    assert_eq!(started.code, Some(0), "{}", started.err);
}

/// The scripts of a workflow, by the names of their steps.
pub fn scripts(workflow: &Value) -> BTreeMap<String, String> {
    let jobs = workflow["jobs"].as_object().unwrap().values();
    let steps = jobs.flat_map(|job| job["steps"].as_array().unwrap());
    steps
        .filter_map(|step| {
            let (name, script) = (step["name"].as_str()?, step["run"].as_str()?);
            Some((name.to_owned(), script.to_owned()))
        })
        .collect()
}

/// What a step of GitHub's says for those after it.
fn output(file: &str) -> String {
    let text = file.strip_prefix("list<<END-OF-LIST\n").unwrap();
    text.strip_suffix("END-OF-LIST\n")
        .unwrap()
        .trim_end()
        .to_owned()
}

#[test]
fn the_workflow_checks_builds_and_keeps_one_issue() {
    let started = Folder::new().with(".git/HEAD", "");
    started_with(&started, &["--github", "--build-from", SOURCE]);
    let scripts = scripts(&yaml(&started.text(".github/workflows/sops.yml")));
    let shell = ["-e"];
    for (day, issue, expected) in [
        (
            TOO_LATE,
            "",
            Some("issue create --title Procedures due for review --label sop-review"),
        ),
        (TOO_LATE, "7", Some("issue edit 7 --body | Due |")),
        (IN_TIME, "7", Some("issue close 7")),
        (IN_TIME, "", None),
    ] {
        let machine = Machine::new("gh", "issue list", issue);
        let (temp, out) = (machine.folder.root.as_str(), machine.folder.at("output"));
        let more = [("RUNNER_TEMP", temp), ("GITHUB_OUTPUT", out.as_str())];
        let run = |name: &str, more: &[_]| machine.run(&shell, &scripts[name], day, more, 0);
        run("Check", &more);
        run("Build", &more);
        assert!(machine.folder.text("site/a.html").contains("Intake"));
        run("List the reviews that are due", &more);
        let due = output(&machine.folder.text("output"));
        assert_eq!(due.contains("SOP-001 Intake"), day == TOO_LATE, "{due}");
        let more = [
            ("DUE", due.as_str()),
            ("TITLE", "Procedures due for review"),
        ];
        run("Open, update or close the one issue", &more);
        let asked = machine.asked();
        let writes = asked.lines().filter(|line| {
            let write = line.strip_prefix("issue ").unwrap_or_default();
            !write.is_empty() && !write.starts_with("list")
        });
        assert_eq!(writes.count(), usize::from(expected.is_some()), "{asked}");
        assert!(asked.contains(expected.unwrap_or_default()), "{asked}");
    }
}

#[test]
fn a_finding_of_weight_ends_the_workflow_before_anything_is_published() {
    let started = Folder::new().with(".git/HEAD", "");
    started_with(&started, &["--github", "--build-from", SOURCE]);
    let scripts = scripts(&yaml(&started.text(".github/workflows/sops.yml")));
    let machine = Machine::new("gh", "issue list", "");
    machine
        .folder
        .put("handbook/sops/b.md", "# B\n\n[x](nowhere.md)\n");
    machine.run(&["-e"], &scripts["Check"], IN_TIME, &[], 1);
}

#[test]
fn the_workflow_for_gitlab_checks_builds_and_keeps_one_issue() {
    let started = Folder::new().with(".git/HEAD", "");
    started_with(&started, &["--gitlab", "--build-from", SOURCE]);
    let recipe = yaml(&started.text(".gitlab-ci.yml"));
    let script = |job: &str| {
        let lines = recipe[job]["script"].as_array().unwrap();
        let lines: Vec<&str> = lines.iter().filter_map(Value::as_str).collect();
        lines.join("\n")
    };
    let shell = ["-e", "-o", "pipefail"];
    let open = "[{\"id\":70,\"iid\":7,\"project_id\":3,\"milestone\":{\"iid\":9}}]";
    for (day, answer, expected) in [
        (
            TOO_LATE,
            "[]",
            "--data-urlencode title=Procedures due for review",
        ),
        (
            TOO_LATE,
            open,
            "--request PUT --data-urlencode description@due.md",
        ),
        (IN_TIME, open, "--request PUT --data state_event=close"),
        (IN_TIME, "[]", ""),
    ] {
        let machine = Machine::new("curl", "state=opened", answer);
        let more = [
            ("CI_API_V4_URL", "https://gitlab.example/api/v4"),
            ("CI_PROJECT_ID", "3"),
            ("SOPRESS_TOKEN", "secret"),
        ];
        let run = |job: &str| machine.run(&shell, &script(job), day, &more, 0);
        run("check");
        run("pages");
        assert!(machine.folder.text("public/a.html").contains("Intake"));
        run("due");
        let asked = machine.asked();
        let lines: Vec<&str> = asked.lines().collect();
        assert_eq!(
            lines.len(),
            1 + usize::from(!expected.is_empty()),
            "{asked}"
        );
        let last = lines.last().unwrap();
        assert!(last.contains(expected), "{asked}");
        let issues = "https://gitlab.example/api/v4/projects/3/issues";
        let end = match (answer == open, expected.is_empty()) {
            (_, true) => format!("{issues}?labels=sop-review&state=opened&per_page=1"),
            (true, _) => format!("{issues}/7"),
            (false, _) => issues.to_owned(),
        };
        assert!(last.ends_with(&end), "{asked}");
    }
}

#[test]
fn what_a_release_packs_is_what_cargo_binstall_looks_for() {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let scripts = scripts(&yaml(&read(".github/workflows/release.yml")));
    let target = "x86_64-unknown-linux-gnu";
    let folder = Folder::new();
    for file in [
        "README.md",
        "CHANGELOG.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "packages/archive.sh",
    ] {
        folder.put(file, read(file));
    }
    folder.put("sopress.cdx.json", "{}");
    folder.put("licences/LICENSE-THIRD-PARTY.html", "");
    let built = folder.at(&format!("target/{target}/dist"));
    fs::create_dir_all(&built).unwrap();
    let program = env!("CARGO_BIN_EXE_sopress");
    match cfg!(target_os = "linux") {
        // As a release has it: without the symbols, which take most of the time to pack.
        true => {
            let stripped = Command::new("strip")
                .args(["-o", built.join("sopress").as_str(), program])
                .status();
            assert!(stripped.unwrap().success());
        }
        // Elsewhere a stripped program may need to be signed again.
        false => {
            fs::copy(program, built.join("sopress")).unwrap();
        }
    }
    let packed = Command::new("bash")
        .args([
            "--noprofile",
            "--norc",
            "-eo",
            "pipefail",
            "-c",
            &scripts["Pack"],
        ])
        .current_dir(&folder.root)
        .env("TARGET", target)
        .status();
    assert!(packed.unwrap().success());
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let binstall = &manifest["package"]["metadata"]["binstall"];
    let filled = |field: &str| {
        let text = binstall[field].as_str().unwrap();
        let names = [("name", "sopress"), ("bin", "sopress"), ("target", target)];
        let names = names
            .into_iter()
            .chain([("archive-suffix", ".tar.gz"), ("binary-ext", "")]);
        names.fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{ {name} }}"), value)
        })
    };
    let archive = filled("pkg-url").rsplit('/').next().unwrap().to_owned();
    let listed = Command::new("tar")
        .args(["--list", "--gzip", "--file", &archive])
        .current_dir(&folder.root)
        .output()
        .unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    let listed: Vec<&str> = listed.lines().collect();
    let name = format!("sopress-{target}");
    for file in [
        "sopress.1",
        "completions/sopress.bash",
        "completions/sopress.powershell",
        "front-matter.schema.json",
        "settings.schema.json",
        "LICENSE-MIT",
        "LICENSE-THIRD-PARTY.html",
        "sopress.cdx.json",
    ] {
        let file = format!("{name}/{file}");
        assert!(listed.contains(&file.as_str()), "{file} in {listed:?}");
    }
    let program = filled("bin-dir");
    assert!(
        listed.contains(&program.as_str()),
        "{program} in {listed:?}"
    );
}
