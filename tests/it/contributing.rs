//! CONTRIBUTING says which files a new check, field or block touches. Here each recipe is held against
//! those that exist: the files that name one of them are the files that the recipe names.

use std::collections::BTreeSet;
use std::fs;

use camino::Utf8Path;
use sopress::config::FIELDS;
use sopress::diagnostic::Code;

use crate::folder::files;

fn root() -> &'static Utf8Path {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files in `src` that a section of CONTRIBUTING names, with its blanks filled in.
fn recipe(heading: &str, blank: &str, name: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let (_, section) = text.split_once(&format!("## {heading}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let quoted = section.split('`').skip(1).step_by(2);
    quoted
        .filter(|path| path.starts_with("src/") && path.ends_with(".rs"))
        .map(|path| path.replace(blank, name))
        .collect()
}

/// The files in `src` whose code, without comments and tests, holds one of these words.
fn naming(words: &[String]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in files(&root().join("src")) {
        let is_test = file.contains("/tests/") || file.ends_with("tests.rs");
        if is_test || !file.ends_with(".rs") {
            continue;
        }
        let text = fs::read_to_string(root().join("src").join(&file)).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let mut lines = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        if lines.any(|line| words.iter().any(|word| has_word(line, word))) {
            found.insert(format!("src/{file}"));
        }
    }
    found
}

/// Whether a line holds the word, and not only as part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(is_part) && !line[at + word.len()..].starts_with(is_part)
    })
}

#[test]
fn a_check_is_its_own_file_its_code_and_its_line_in_the_table() {
    // Each reports one code, and no other rule knows of it.
    for code in [
        Code::AliasClash,
        Code::TitleDuplicate,
        Code::SopLong,
        Code::OwnerLeft,
    ] {
        let file = code.name().replace('-', "_");
        let words = [file.clone(), format!("{code:?}"), code.name().to_owned()];
        let recipe = recipe("Add a check", "NOUN_FAULT", &file);
        assert_eq!(naming(&words), recipe, "{code}");
    }
}

#[test]
fn a_field_is_named_in_one_table() {
    // No rule of their own tells of these, so that nothing else may have to name them.
    for name in ["hazards", "ppe", "classification"] {
        let field = FIELDS.iter().find(|field| field.name == name).unwrap();
        let names = [field.name]
            .into_iter()
            .chain(field.aliases.iter().copied());
        let quoted: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
        let table = BTreeSet::from(["src/config/fields.rs".to_owned()]);
        assert_eq!(naming(&quoted), table, "{name}");
        assert!(recipe("Add a field", "", "").is_superset(&table));
    }
}

#[test]
fn a_block_is_its_own_files_and_the_lines_that_the_compiler_asks_for() {
    // A RACI table also gives roles their tasks, and contacts and questions are written in other ways
    // too, so more places know of those.
    for (block, variant) in [("scores", "Scores"), ("template", "Template")] {
        let words = [
            format!("Block::{variant}"),
            format!("drawing.fill(\"{block}\""),
        ];
        let own = [
            format!("src/blocks/{block}.rs"),
            format!("src/render/blocks/{block}.rs"),
        ];
        let recipe = recipe("Add a block", "NAME", block);
        assert!(own.iter().all(|file| root().join(file).exists()), "{block}");
        let named: BTreeSet<String> = naming(&words).into_iter().chain(own).collect();
        assert_eq!(named, recipe, "{block}");
    }
}
