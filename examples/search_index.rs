//! Builds a search index alone: `search_index library.json folder`.
//!
//! The file holds `{"language": "en", "excerpts": true, "synonyms": [[…]], "entries": [{…}]}`.
//! For trying the browser's half on its own: the tests under `tests/search` run it.

use std::path::Path;
use std::{env, fs};

use sopress::search::{Language, Options, SearchDocument, build};

#[derive(serde::Deserialize)]
struct Input {
    language: String,
    excerpts: bool,
    synonyms: Vec<Vec<String>>,
    entries: Vec<SearchDocument>,
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [library, folder] = arguments.as_slice() else {
        anyhow::bail!("expected `search_index library.json folder`");
    };
    let input: Input = serde_json::from_str(&fs::read_to_string(library)?)?;
    let options = Options {
        language: Language::from_tag(&input.language),
        has_excerpts: input.excerpts,
    };
    for (path, bytes) in build(&input.entries, &input.synonyms, &options) {
        let path = Path::new(folder).join(path);
        fs::create_dir_all(path.parent().expect("a file stands in a folder"))?;
        fs::write(path, bytes)?;
    }
    Ok(())
}
