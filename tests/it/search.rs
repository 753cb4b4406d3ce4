//! The search index: entries in, files out. What a reader finds in it is tested in `tests/search`, with the
//! browser's half.

use std::collections::BTreeMap;
use std::sync::Arc;

use sopress::library::Route;
use sopress::pipeline::Content;
use sopress::search::{
    Analysed, Language, Lexicon, NamedPage, Options, SearchDocument, Section, analyse, assemble,
    assemble_after, build, words,
};

#[derive(serde::Deserialize)]
struct Vector {
    text: String,
    words: Vec<String>,
    #[serde(default)]
    joined: Vec<String>,
}

#[test]
fn words_are_cut_as_the_shared_vectors_say() {
    let vectors: Vec<Vector> =
        serde_json::from_str(include_str!("../search/words.json")).expect("the vectors are JSON");
    for vector in vectors {
        let (mut plain, mut joined) = (Vec::new(), Vec::new());
        words(&vector.text, |word, is_joined| {
            if is_joined {
                joined.push(word.to_owned())
            } else {
                plain.push(word.to_owned())
            }
        });
        assert_eq!(plain, vector.words, "words of {:?}", vector.text);
        assert_eq!(joined, vector.joined, "joined forms of {:?}", vector.text);
    }
}

#[test]
fn the_order_of_the_entries_changes_no_byte() {
    let mut entries = library();
    let first = build(&entries, &[], &Options::default());
    entries.reverse();
    assert_eq!(first, build(&entries, &[], &Options::default()));
}

#[test]
fn a_page_stands_once_for_each_name_and_in_the_name_of_the_index() {
    let lexicon = Arc::new(Lexicon::new(&Options::default(), &[]));
    let analysed: Vec<Arc<Analysed>> = library()
        .into_iter()
        .map(|entry| Arc::new(analyse(entry, &lexicon)))
        .collect();
    let page = NamedPage {
        names: vec!["Shift Leader".to_owned(), "Foreman".to_owned()],
        url: "roles/shift-leader.html".to_owned(),
        title: "Shift Leader".to_owned(),
        ..NamedPage::default()
    };
    let plain = assemble(&analysed, &lexicon);
    let folder = plain.folder();
    assert_eq!(
        assemble(&analysed, &lexicon).with(Vec::new()).folder(),
        folder
    );
    let index = assemble(&analysed, &lexicon).with(vec![page]);
    assert_ne!(index.folder(), folder);
    let shards: String = index
        .files()
        .into_iter()
        .filter(|(path, _)| path.contains("/s/"))
        .map(|(_, bytes)| String::from_utf8(bytes).expect("text"))
        .collect();
    for name in ["shift leader", "foreman"] {
        let listed = format!(r#"["{name}","roles/shift-leader.html","Shift Leader","",""]"#);
        assert_eq!(shards.matches(&listed).count(), 1, "{name}");
    }
}

#[test]
fn an_index_after_an_edit_is_the_index_built_anew() {
    let mut entries = library();
    let lexicon = Arc::new(Lexicon::new(&Options::default(), &synonyms()));
    let mut analysed: Vec<Arc<Analysed>> = entries
        .iter()
        .map(|entry| Arc::new(analyse(entry.clone(), &lexicon)))
        .collect();
    assemble(&analysed, &lexicon).files();
    let mut edited = entries[3].sections.to_vec();
    edited[0].text = "Quarantine the consignment and ring the foreman.".to_owned();
    entries[3].sections = edited.into();
    analysed[3] = Arc::new(analyse(entries[3].clone(), &lexicon));
    entries.remove(5);
    analysed.remove(5);
    let anew = build(&entries, &synonyms(), &Options::default());
    assert_eq!(assemble(&analysed, &lexicon).files(), anew);
}

#[test]
fn an_index_that_goes_on_from_the_one_before_is_the_index_built_anew() {
    for language in [Language::English, Language::German] {
        let options = Options {
            language,
            ..Options::default()
        };
        let lexicon = Arc::new(Lexicon::new(&options, &synonyms()));
        let analysed = |entries: &[SearchDocument],
                        known: &[Arc<Analysed>]|
         -> Vec<Arc<Analysed>> {
            let same =
                |entry: &SearchDocument| known.iter().find(|one| one.document() == entry).cloned();
            let anew = |entry: &SearchDocument| Arc::new(analyse(entry.clone(), &lexicon));
            let all = entries.iter();
            all.map(|entry| same(entry).unwrap_or_else(|| anew(entry)))
                .collect()
        };
        let mut entries = library();
        let mut known = analysed(&entries, &[]);
        let mut index = assemble(&known, &lexicon);
        let text = |entry: &mut SearchDocument, text: &str| {
            let mut sections = entry.sections.to_vec();
            sections[0].text = text.to_owned();
            entry.sections = sections.into();
        };
        for step in 0..6 {
            match step {
                0 => text(
                    &mut entries[3],
                    "Quarantine the freezerlid, ring the foreman.",
                ),
                1 => text(&mut entries[3], "Nothing of that."),
                2 => drop(entries.remove(5)),
                3 => entries.push(SearchDocument {
                    url: "new.html".to_owned(),
                    id: Some("SOP-LAB-007".to_owned()),
                    title: "Autoclavelogbook and freezerpage".to_owned(),
                    ..SearchDocument::default()
                }),
                4 => entries[0].is_withdrawn = true,
                _ => entries
                    .iter_mut()
                    .for_each(|entry| entry.title.push_str(" anew")),
            }
            // Sometimes there is no search between two edits.
            if step % 2 == 0 {
                index.files();
            }
            known = analysed(&entries, &known);
            index = assemble_after(Some(&index), &known, &lexicon);
            let anew = build(&entries, &synonyms(), &options);
            assert_eq!(index.files(), anew, "{language:?}, step {step}");
        }
    }
}

#[test]
fn every_listed_file_can_be_asked_for_and_no_other() {
    let lexicon = Arc::new(Lexicon::new(&Options::default(), &[]));
    let analysed: Vec<_> = library()
        .iter()
        .map(|entry| Arc::new(analyse(entry.clone(), &lexicon)))
        .collect();
    let index = assemble(&analysed, &lexicon);
    for path in index.paths() {
        assert!(index.file(&path).is_some(), "{path} is listed but missing");
    }
    let folder = index.folder();
    for path in [
        "search/index.js",
        "current.js",
        "search/000000000000/n.js",
        "x-tag.js",
    ] {
        assert_eq!(index.file(path), None, "{path}");
    }
    for path in [
        "s/99999.js",
        "t/0/999.js",
        "t/0/256.js",
        "x-owner.js",
        "l/-1.js",
        "s/0",
    ] {
        assert_eq!(index.file(&format!("{folder}/{path}")), None, "{path}");
    }
}

#[test]
fn words_of_a_document_that_left_are_in_no_file() {
    let lexicon = Arc::new(Lexicon::new(&Options::default(), &[]));
    let secret = SearchDocument {
        title: "Zyxwvut draft".into(),
        url: "z.html".into(),
        ..SearchDocument::default()
    };
    analyse(secret, &lexicon);
    let analysed: Vec<_> = library()
        .iter()
        .map(|entry| Arc::new(analyse(entry.clone(), &lexicon)))
        .collect();
    for (path, bytes) in assemble(&analysed, &lexicon).files() {
        let text = String::from_utf8(bytes).expect("an index file is text");
        assert!(!text.to_lowercase().contains("yxwvut"), "{path}");
    }
}

#[test]
fn the_folder_changes_with_the_content_and_with_nothing_else() {
    let folder = |entries: &[SearchDocument], synonyms: &[Vec<String>], options: &Options| {
        let lexicon = Arc::new(Lexicon::new(options, synonyms));
        let analysed: Vec<_> = entries
            .iter()
            .map(|entry| Arc::new(analyse(entry.clone(), &lexicon)))
            .collect();
        assemble(&analysed, &lexicon).folder()
    };
    let english = Options::default();
    let entries = library();
    let before = folder(&entries, &[], &english);
    assert_eq!(before, folder(&entries, &[], &english));
    let mut edited = entries.clone();
    edited[0].review_due = Some("2027-01-01".into());
    assert_ne!(before, folder(&edited, &[], &english));
    assert_ne!(before, folder(&entries, &synonyms(), &english));
    assert_ne!(
        before,
        folder(
            &entries,
            &[],
            &Options {
                has_excerpts: false,
                ..english
            }
        )
    );
    assert_ne!(
        before,
        folder(
            &entries,
            &[],
            &Options {
                language: Language::German,
                ..english
            }
        )
    );
}

#[test]
fn an_index_without_excerpts_holds_no_running_text_and_few_files() {
    let options = Options {
        has_excerpts: false,
        ..Options::default()
    };
    let files = build(&library(), &[], &options);
    let texts: Vec<_> = files
        .iter()
        .filter(|(path, _)| path.contains("/t/"))
        .collect();
    assert_eq!(texts.len(), 2, "40 documents, 32 to a file");
    for (path, bytes) in texts {
        let text = std::str::from_utf8(bytes).expect("an index file is text");
        assert!(text.contains("Before you begin"), "{path} has headings");
        assert!(!text.contains("logbook"), "{path} has no text");
    }
}

#[test]
fn the_catalogue_is_a_script_of_one_call() {
    let built = crate::library::library("-- sops/a.md --\n# A\n").build();
    let Some(Content::Bytes(bytes)) = built.site.get(&Route::new("assets/search-catalogue.js"))
    else {
        panic!("no catalogue");
    };
    let script = std::str::from_utf8(bytes).unwrap();
    let json = script.strip_prefix("sopressSearch.catalogue(").unwrap();
    let json = json.strip_suffix(')').unwrap();
    let texts: BTreeMap<String, String> = serde_json::from_str(json).unwrap();
    for key in ["state.overdue", "status.effective", "filter.role"] {
        assert!(texts.contains_key(key), "no `{key}`");
    }
}

#[test]
fn a_library_without_documents_has_an_index() {
    let files = build(&[], &synonyms(), &Options::default());
    assert!(files.iter().any(|(path, _)| path == "search/current.js"));
}

fn synonyms() -> Vec<Vec<String>> {
    vec![vec![
        "PPE".to_owned(),
        "personal protective equipment".to_owned(),
    ]]
}

/// Forty procedures, each with a word that no other has.
fn library() -> Vec<SearchDocument> {
    let subjects = ["balance", "autoclave", "pipette", "freezer", "centrifuge"];
    (1..=40)
        .map(|number: usize| {
            let subject = subjects[number % subjects.len()];
            SearchDocument {
                url: format!("lab/{subject}-{number}.html"),
                id: Some(format!("SOP-LAB-{number:03}")),
                title: format!("Cleaning the {subject} number {number}"),
                department: "Laboratory".to_owned(),
                kind: "procedure".to_owned(),
                status: "approved".to_owned(),
                roles: vec!["technician".to_owned()],
                is_withdrawn: number.is_multiple_of(10),
                sections: [Section {
                    anchor: Some("before".to_owned()),
                    heading: "Before you begin".to_owned(),
                    text: format!(
                        "Wear PPE, open the logbook at page {number} and empty the {subject}."
                    ),
                    ..Section::default()
                }]
                .into(),
                ..SearchDocument::default()
            }
        })
        .collect()
}
