//! Reading a folder: sources and faults out.

use sopress::config::LibrarySettings;
use sopress::source::{self, Aside, Error, FaultKind, FilePath, Selection, Sources};

use crate::folder::Folder;

fn selection() -> Selection {
    let settings = LibrarySettings::default();
    Selection {
        source: None,
        include: settings.include,
        exclude: vec![],
        max_bytes: 1000,
        left_out: vec![FilePath::new("site").unwrap()],
    }
}

fn read(folder: &Folder) -> Sources {
    source::read(&folder.root, &selection()).unwrap()
}

fn documents(sources: &Sources) -> Vec<&str> {
    sources
        .documents
        .iter()
        .map(|one| one.path.as_str())
        .collect()
}

fn faults(sources: &Sources) -> Vec<(&str, &FaultKind)> {
    sources
        .faults
        .iter()
        .map(|fault| (fault.path.as_str(), &fault.kind))
        .collect()
}

#[test]
fn every_file_of_a_library_finds_its_place() {
    let folder = Folder::new()
        .with("sopress.toml", "")
        .with("roles.toml", "")
        .with("README.md", "of the repository")
        .with("sops/_defaults.toml", "")
        .with("sops/b.md", "b")
        .with("sops/a/x.html.md.erb", "x")
        .with("sops/a/note.markdown", "x")
        .with("sops/_partial.md", "x")
        .with(
            "sops/picture.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03",
        )
        .with("data/people.csv", "name\nAda")
        .with("static/.well-known/security.txt", "x")
        .with("static/.form.csv.swp", "yesterday")
        .with("static/form.csv~", "yesterday")
        .with("theme/templates/page.html", "x")
        .with("theme/logo.woff2", "x")
        .with("site/index.html", "x")
        .with(".github/notes.md", "x");
    let sources = read(&folder);
    assert_eq!(sources.folder.as_ref().unwrap().as_str(), "sops");
    assert_eq!(
        documents(&sources),
        ["sops/a/note.markdown", "sops/a/x.html.md.erb", "sops/b.md"]
    );
    assert_eq!(sources.defaults[0].path.as_str(), "sops/_defaults.toml");
    let assets: Vec<&str> = sources.assets.keys().map(FilePath::as_str).collect();
    assert_eq!(
        assets,
        [
            "README.md",
            "data/people.csv",
            "sops/_partial.md",
            "sops/picture.png",
            "static/.well-known/security.txt",
            "theme/logo.woff2"
        ]
    );
    let picture = &sources.assets[&FilePath::new("sops/picture.png").unwrap()];
    assert_eq!(picture.pixels, Some((2, 3)));
    let data: Vec<&str> = sources.data.keys().map(FilePath::as_str).collect();
    assert_eq!(data, ["data/people.csv"]);
    let theme: Vec<&str> = sources.theme.keys().map(FilePath::as_str).collect();
    assert_eq!(theme, ["theme/templates/page.html"]);
    assert!(sources.settings.is_some() && sources.roles.is_some());
    assert!(sources.glossary.is_none());
    assert_eq!(
        faults(&sources),
        [(
            "sops/_partial.md",
            &FaultKind::NotADocument(Aside::Underscore)
        )]
    );
}

#[test]
fn without_a_folder_of_documents_the_library_is_the_folder_itself() {
    let folder = Folder::new().with("b.md", "b").with("a/c.md", "c");
    let sources = read(&folder);
    assert_eq!(sources.folder, None);
    assert_eq!(documents(&sources), ["a/c.md", "b.md"]);
}

#[test]
fn what_git_ignores_and_the_settings_exclude_is_left_out() {
    let folder = Folder::new()
        .with(".gitignore", "/drafts/\n*.tmp.md\n")
        .with("drafts/a.md", "a")
        .with("b.tmp.md", "b")
        .with("archive/old.md", "c")
        .with("archive/old.png", "c")
        .with("keep.md", "d");
    let mut selection = selection();
    selection.exclude = vec!["archive/**".to_owned()];
    let sources = source::read(&folder.root, &selection).unwrap();
    assert_eq!(documents(&sources), ["keep.md"]);
    assert!(sources.assets.is_empty());
}

#[test]
fn an_exclusion_may_be_relative_to_the_source_folder() {
    let folder = Folder::new()
        .with("sops/old/a.md", "a")
        .with("sops/b.md", "b");
    for pattern in ["old/**", "sops/old/**"] {
        let mut selection = selection();
        selection.exclude = vec![pattern.to_owned()];
        let sources = source::read(&folder.root, &selection).unwrap();
        assert_eq!(documents(&sources), ["sops/b.md"], "{pattern}");
    }
}

#[test]
fn a_readme_gives_way_to_an_index_and_is_reported() {
    let folder = Folder::new()
        .with("README.md", "x")
        .with("index.md", "x")
        .with("hr/README.md", "x");
    let sources = read(&folder);
    assert_eq!(documents(&sources), ["hr/README.md", "index.md"]);
    assert_eq!(
        faults(&sources),
        [("README.md", &FaultKind::ReadmeBesideIndex)]
    );
}

#[test]
fn bytes_that_are_no_text_are_kept_as_far_as_they_can_be() {
    let folder = Folder::new()
        .with("bom.md", b"\xEF\xBB\xBF# Title\n")
        .with("latin.md", b"caf\xE9\n")
        .with("mixed.md", "a\r\nb\n")
        .with("nul.md", b"a\0b\n")
        .with("empty.md", "")
        .with("large.md", "x".repeat(1001));
    let sources = read(&folder);
    assert_eq!(
        faults(&sources),
        [
            ("empty.md", &FaultKind::Empty),
            (
                "large.md",
                &FaultKind::TooLarge {
                    size: 1001,
                    limit: 1000
                }
            ),
            ("latin.md", &FaultKind::NotUtf8 { at: 3 }),
            ("mixed.md", &FaultKind::MixedLineEnds { at: 4 }),
            ("nul.md", &FaultKind::NulByte { at: 1 }),
        ]
    );
    let texts: Vec<&str> = sources
        .documents
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    assert_eq!(
        texts,
        ["# Title\n", "", "caf\u{FFFD}\n", "a\r\nb\n", "a\u{FFFD}b\n"]
    );
}

#[cfg(unix)]
#[test]
fn a_link_inside_is_followed_and_one_outside_or_in_a_circle_is_not() {
    let outside = Folder::new().with("secret.md", "secret");
    let folder = Folder::new().with("a/one.md", "1").with("b/two.md", "2");
    folder.link("a/alias.md", "../b/two.md");
    folder.link("a/more", "../b");
    folder.link("b/up", "..");
    folder.link("broken.md", "nowhere.md");
    folder.link("itself.md", "itself.md");
    folder.link("out", &outside.root);
    folder.link("out.md", outside.at("secret.md"));
    let sources = read(&folder);
    assert_eq!(
        documents(&sources),
        ["a/more/two.md", "a/one.md", "b/two.md"]
    );
    let found = faults(&sources);
    let kind = |path| found.iter().find(|one| one.0 == path).map(|one| one.1);
    assert_eq!(kind("b/up"), Some(&FaultKind::LinkCircle));
    assert_eq!(kind("out"), Some(&FaultKind::LinkOutside));
    assert_eq!(kind("out.md"), Some(&FaultKind::LinkOutside));
    assert_eq!(kind("broken.md"), Some(&FaultKind::LinkNowhere));
    assert_eq!(kind("itself.md"), Some(&FaultKind::LinkCircle));
}

#[cfg(unix)]
#[test]
fn links_across_folders_do_not_multiply() {
    let folder = Folder::new();
    for one in 0..9 {
        folder.put(&format!("d{one}/page.md"), "x");
        for other in 0..9 {
            folder.link(&format!("d{one}/to{other}"), format!("../d{other}"));
        }
    }
    let sources = read(&folder);
    assert!(sources.documents.len() < 200, "{}", sources.documents.len());
}

// macOS refuses such a name.
#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_unicode_and_a_pipe_are_reported_and_not_read() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new().with("good.md", "x");
    let name = OsStr::from_bytes(b"caf\xE9.md");
    std::fs::write(folder.root.as_std_path().join(name), "x").unwrap();
    let pipe = std::process::Command::new("mkfifo")
        .arg(folder.at("pipe.md"))
        .status();
    assert!(pipe.unwrap().success());
    let sources = read(&folder);
    assert_eq!(documents(&sources), ["good.md"]);
    let found = faults(&sources);
    assert_eq!(found[0], ("caf\u{FFFD}.md", &FaultKind::NameNotUnicode));
    assert_eq!(found[1], ("pipe.md", &FaultKind::NotAFile));
}

#[test]
fn a_library_that_cannot_be_read_is_an_error_with_its_path() {
    let folder = Folder::new().with("file", "x");
    let told = |error: Error| error.to_string();
    let missing = folder.at("nowhere");
    assert_eq!(
        told(source::open(&missing).unwrap_err()),
        format!("cannot open the library `{missing}`")
    );
    let file = folder.at("file");
    assert_eq!(
        told(source::open(&file).unwrap_err()),
        format!("`{file}` is not a folder")
    );
    let mut wrong = selection();
    wrong.source = Some("../elsewhere".to_owned());
    assert!(told(source::read(&folder.root, &wrong).unwrap_err()).contains("`../elsewhere`"));
    let mut wrong = selection();
    wrong.include = vec!["[".to_owned()];
    assert!(told(source::read(&folder.root, &wrong).unwrap_err()).contains("`library.include`"));
}
