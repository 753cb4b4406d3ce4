//! Every word that a reader of a document's text would see stands on its page.
//!
//! Exceptions, each hidden by a syntax of that name:
//! - the front matter, and a first heading that says what it says, or is a template's place for it
//! - comments, and elements of HTML that are not safe in a page (which are a finding)
//! - tags, and the targets (a template's `ref` too), titles and definitions of links and pictures
//! - attribute lists, and the info string of a fence
//! - the word for the kind of a note, where it has a title; inside of a fence that is a block, what
//!   the block makes of it
//! - another name of a role before what it does, which is shown as the role's own
//! - the number of a list item and the words `Step 2:` of a heading, which are shown as a number

use std::sync::LazyLock;

use camino::{Utf8Path, Utf8PathBuf};
use proptest::prelude::*;
use regex::Regex;

use crate::folder::{Folder, files};
use crate::library::{library, sopress};
use crate::visible::text_of;

/// What markup is made of, and what only looks like it.
const MARKS: &[&str] = &[
    "*",
    "**",
    "_",
    "__",
    "~~",
    "`",
    "``",
    ":",
    ": ",
    "!",
    "!!! ",
    "??? ",
    "> ",
    "- ",
    "+ ",
    "1. ",
    "7) ",
    "# ",
    "## ",
    "#",
    "|",
    "---",
    "===",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "    ",
    "  ",
    "\t",
    " ",
    " ",
    " ",
    " ",
    " ",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "^",
    "$",
    "$$",
    "\\",
    "'",
    "\"",
    "%",
    "=",
    "==",
    "++",
    "@",
    "/",
    "&",
    "&amp;",
    "<",
    "< ",
    ">",
    "- [ ] ",
    "| a | b |\n|---|---|\n",
    "| a |\n|---|\n",
    "{{",
    "}}",
    "{{< ",
    " >}}",
    "{%",
    "%}",
    "<%= ",
    " %>",
    "::",
    "\u{3000}",
    "。",
    "**「",
    "」**",
    "\r\n",
];

/// Syntaxes that hide words by their name.
static HIDES: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        r"\]\(",
        r"\]:",
        r"\]\s*\[",
        r"<[A-Za-z/!?]",
        r"`{3}",
        r"~{3}",
        r"\{\s*[#.:]",
        r#"(?:!!!|\?\?\?)[^\n]*""#,
        ":::",
        r"\[\^",
        r"\[\[",
        r"\[!",
        r"&\w",
    ];
    Regex::new(&forms.join("|")).unwrap()
});

/// A text without such syntaxes, and the words in it, all different.
fn document() -> impl Strategy<Value = (String, Vec<String>)> {
    let part = prop_oneof![Just(None), (0..MARKS.len()).prop_map(Some)];
    let text = prop::collection::vec(part, 8..60).prop_map(|parts| {
        let mut words = Vec::new();
        let mut text = String::new();
        for part in parts {
            match part {
                Some(mark) => text.push_str(MARKS[mark]),
                None => {
                    words.push(format!("word{}e", words.len()));
                    text.push_str(words.last().unwrap());
                }
            }
        }
        (text, words)
    });
    text.prop_filter("hides words by name", |(text, _)| {
        !HIDES.is_match(&text.replace("&amp;", ""))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_a_generated_text_vanishes(documents in prop::collection::vec(document(), 40)) {
        let mut text = "-- sops/index.md --\n# Home\n".to_owned();
        for (at, (body, _)) in documents.iter().enumerate() {
            text.push_str(&format!("-- sops/d{at}.md --\n---\ntitle: D\n---\n\n{body}\n"));
        }
        static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)word\d+e").unwrap());
        let built = library(&text).build();
        for (at, (body, words)) in documents.iter().enumerate() {
            let page = built.site.get(&sopress::library::Route::new(format!("d{at}.html")));
            let Some(sopress::pipeline::Content::Bytes(page)) = page else {
                panic!("no page for {body:?}");
            };
            let page = text_of(std::str::from_utf8(page).unwrap());
            let mut seen = WORD.find_iter(&page).map(|word| word.as_str().to_lowercase());
            let missing = words.iter().find(|word| !seen.any(|seen| seen == **word));
            prop_assert_eq!(missing, None, "of {:?} in {}", body, page);
        }
    }
}

#[test]
fn no_line_of_the_example_vanishes() {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("example-library");
    let folder = Folder::new();
    for name in files(&root) {
        folder.put(&name, std::fs::read(root.join(&name)).unwrap());
    }
    let gone = vanished(&folder, "sops");
    assert!(gone.is_empty(), "{}", gone.join("\n"));
}

/// Named as the other tests of those libraries are, so that they run together.
mod corpora {
    use super::*;

    #[test]
    #[ignore = "needs SOPRESS_CORPORA"]
    fn no_line_of_a_library_of_others_vanishes() {
        let corpora = std::env::var("SOPRESS_CORPORA").expect("SOPRESS_CORPORA names a folder");
        let mut gone = Vec::new();
        let mut seen = 0;
        for entry in Utf8PathBuf::from(corpora).read_dir_utf8().unwrap() {
            let root = entry.unwrap().into_path();
            if !root.is_dir() {
                continue;
            }
            let settings = "[site]\ntitle = \"T\"\n[library]\nsource = \"docs\"\n";
            let folder = Folder::new().with("sopress.toml", settings);
            for name in files(&root) {
                folder.put(
                    &format!("docs/{name}"),
                    std::fs::read(root.join(&name)).unwrap(),
                );
            }
            gone.extend(vanished(&folder, "docs"));
            seen += 1;
        }
        assert!(seen > 0, "no library in SOPRESS_CORPORA");
        assert!(gone.is_empty(), "{}", gone.join("\n"));
    }
}

/// Builds a library and returns the lines of its documents that do not stand on their pages.
fn vanished(folder: &Folder, source: &str) -> Vec<String> {
    let ran = sopress(&[
        "build",
        folder.root.as_str(),
        "--keep-going",
        "--date",
        "2026-11-21",
    ]);
    assert!(matches!(ran.code, Some(0 | 1)), "{}", ran.err);
    let register: serde_json::Value =
        serde_json::from_str(&folder.text("site/register.json")).unwrap();
    let aliases = aliases(folder);
    let mut gone = Vec::new();
    let mut documents = 0;
    for document in register.as_array().unwrap() {
        let path = document["path"].as_str().unwrap();
        let url = percent_encoding::percent_decode_str(document["url"].as_str().unwrap());
        let url = url.decode_utf8().unwrap();
        let file = folder.at(&format!("{source}/{path}"));
        let bytes = std::fs::read(&file).unwrap();
        let html = folder.text(&format!("site/{url}"));
        // Code ends a word where a blank within it touches its marks, and is part of one elsewhere.
        let apart = html
            .replace("<code", " <code")
            .replace("</code>", "</code> ");
        let pages = [html, apart].map(|html| words(&text_of(&html)));
        for (number, line) in lines_of(&String::from_utf8_lossy(&bytes)) {
            let said = aliases.iter().fold(decoded(&line), |line, (alias, name)| {
                line.replace(&format!("{alias}:"), &format!("{name}:"))
            });
            let said = words(&said);
            if !pages.iter().any(|page| stands_in(&said, page)) {
                gone.push(format!("{path}:{number}: {line}"));
            }
        }
        documents += 1;
    }
    assert!(documents > 0);
    gone
}

/// The other names of the roles, each with the name that a page shows.
fn aliases(folder: &Folder) -> Vec<(String, String)> {
    let Ok(roles) = std::fs::read_to_string(folder.at("roles.toml")) else {
        return Vec::new();
    };
    let role = Regex::new(r#"name = "([^"]*)"\naliases = \[([^\]]*)\]"#).unwrap();
    let roles = role.captures_iter(&roles).flat_map(|role| {
        let name = role[1].to_owned();
        let aliases = role[2]
            .split(',')
            .map(|alias| alias.trim().trim_matches('"').to_owned());
        aliases
            .map(|alias| (alias, name.clone()))
            .collect::<Vec<_>>()
    });
    roles.collect()
}

/// A line with its character references read.
fn decoded(line: &str) -> String {
    if !line.contains('&') || line.contains('<') {
        return line.to_owned();
    }
    let mut text = String::new();
    for token in html5gum::Tokenizer::new(line) {
        let Ok(token) = token;
        if let html5gum::Token::String(string) = token {
            text.push_str(&String::from_utf8_lossy(&string.value));
        }
    }
    text
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether the words stand in the page in their order and close together.
fn stands_in(line: &[String], page: &[String]) -> bool {
    let Some(first) = line.first() else {
        return true;
    };
    let starts = (0..page.len()).filter(|at| page[*at] == *first);
    let mut starts = starts.map(|at| &page[at..page.len().min(at + line.len() * 2 + 30)]);
    starts.any(|page| {
        let mut page = page.iter();
        line.iter().all(|word| page.any(|seen| seen == word))
    })
}

/// The lines of a document with their numbers, as a reader of its text sees them without what a
/// named syntax hides.
fn lines_of(text: &str) -> Vec<(usize, String)> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut lines: Vec<(usize, &str)> = (1..).zip(text.lines()).collect();
    if let Some(mark) = ["---", "+++"]
        .into_iter()
        .find(|mark| text.lines().next() == Some(mark))
    {
        let end = lines
            .iter()
            .skip(1)
            .position(|(_, line)| line.trim_end() == mark);
        lines.drain(..end.map_or(0, |end| end + 2));
    }
    let html = Regex::new(
        r"(?s)<!--.*?-->|<(?:script|style|iframe)\b.*?(?:</(?:script|style|iframe)>|\z)",
    )
    .unwrap();
    let open_tag = Regex::new(r"(?s)</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>").unwrap();
    let fence =
        Regex::new(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*(`{3,}|~{3,})\s*([^\s`{]*)[^`]*$").unwrap();
    let mut kept: Vec<(usize, String)> = Vec::new();
    let mut prose: Vec<(usize, String)> = Vec::new();
    let mut open: Option<(String, bool)> = None;
    for (number, line) in lines {
        let mark = line.trim_start_matches([' ', '\t', '>']).trim_end();
        match &open {
            Some((closer, is_block)) => {
                if mark.starts_with(closer.as_str())
                    && mark.trim_start_matches(&closer[..1]).is_empty()
                {
                    open = None;
                } else if !is_block {
                    kept.push((number, line.to_owned()));
                }
            }
            None => match fence.captures(line) {
                Some(found) => {
                    let is_block = sopress::blocks::words().any(|word| word == &found[2]);
                    open = Some((found[1].to_owned(), is_block));
                }
                None => prose.push((number, line.to_owned())),
            },
        }
    }
    // Comments and tags may go over several lines.
    let joined: Vec<String> = prose
        .iter()
        .map(|(number, line)| format!("\u{1}{number}\u{2}{line}"))
        .collect();
    let joined = joined.join("\n");
    let blanked = |found: &regex::Captures<'_>| {
        let marks = Regex::new("\u{1}[0-9]+\u{2}").unwrap();
        let marks = marks
            .find_iter(&found[0])
            .map(|mark| format!("\n{}", mark.as_str()));
        format!(" {}", marks.collect::<String>())
    };
    let joined = html.replace_all(&joined, blanked);
    let joined = open_tag.replace_all(&joined, blanked);
    for line in joined.split('\n') {
        let Some((number, line)) = line
            .strip_prefix('\u{1}')
            .and_then(|line| line.split_once('\u{2}'))
        else {
            continue;
        };
        kept.push((number.parse().unwrap(), without_hidden(line)));
    }
    kept
}

/// A line of prose without what a named syntax hides in it.
fn without_hidden(line: &str) -> String {
    static HIDDEN: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
        let hidden = [
            // A first heading is held against the title apart from its id.
            (r"^#\s.*$", ""),
            // The definition of a link; a line that is the target of one.
            (r"^\s*\[[^\]^]+\]:(?:\s.*)?$", ""),
            (r"^\s*https?://\S+$", ""),
            (r"\[\^[^\]]+\]:?", ""),
            // Targets that are a template's, as `{{< ref "x.md" >}}`.
            (r"\]\(\{\{[<%]\s*(?:rel)?ref\s[^{}]*[>%]\}\}\)", "] "),
            // Targets and titles of links, of a picture in a link too.
            (
                r#"!?\[([^\[\]]*)\]\(\s*(?:<[^>]*>|(?:[^()\s]|\([^()]*\))*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"#,
                "$1",
            ),
            (
                r#"!?\[([^\[\]]*)\]\(\s*(?:<[^>]*>|(?:[^()\s]|\([^()]*\))*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"#,
                "$1",
            ),
            (
                r#"\]\(\s*(?:<[^>]*>|(?:[^()\s]|\([^()]*\))*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"#,
                "] ",
            ),
            (r"\]\[[^\]]*\]", "] "),
            // Attributes, notes.
            (r"\{:[^}]*\}|\{\s*[#.][\w.: -]+\}\s*$", ""),
            (
                r"^\s*(?:!!!|\?\?\?\+?)\s+\w+|^\s*:{3,}\s*\w*|\[![\w-]+\]",
                "",
            ),
            // Numbers and boxes of items, numbers of steps.
            (
                r"^[\s>]*(?:(?:[-*+]|\d+[.)])(?:\s+|$))*(?:\[[ xX]\]\s)?",
                "",
            ),
            (r"^\s*#+\s+(?i:step)\s+\d+\w*", ""),
            // Emphasis within a word.
            (r"(\w)\*(\w)", "$1 $2"),
            (r"\*|~~|`", ""),
            (r"\\", " "),
        ];
        let regexes = hidden.into_iter();
        regexes
            .map(|(pattern, with)| (Regex::new(pattern).unwrap(), with))
            .collect()
    });
    let mut line = line.to_owned();
    for (hidden, with) in HIDDEN.iter() {
        line = hidden.replace_all(&line, *with).into_owned();
    }
    line
}
