//! Hugo, and themes for it such as Docsy.

use super::settings::web_address;
use super::tree::{text, toml, yaml};
use super::{Files, Settings, Tool};

pub const HUGO: Tool = Tool {
    name: "Hugo",
    dialect: "hugo",
    marks: &[
        "hugo.toml",
        "hugo.yaml",
        "hugo.yml",
        "hugo.json",
        "config/_default/hugo.toml",
        "config/_default/hugo.yaml",
        "config/_default/config.toml",
        "config/_default/config.yaml",
        "config.toml",
        "config.yaml",
        "config.yml",
        "config.json",
    ],
    also: &[],
    read,
};

fn read(files: &Files<'_>) -> Option<Settings> {
    let mark = HUGO
        .marks
        .iter()
        .find(|mark| files.texts.contains_key(**mark))?;
    let config = files.text(mark)?;
    let tree = match mark.rsplit_once('.') {
        Some((_, "toml")) => toml(config),
        // JSON is YAML.
        _ => yaml(config),
    };
    let language = text(&tree, "/defaultContentLanguage");
    let of_language = |key: &str| {
        let language = language.as_deref().unwrap_or("en");
        text(&tree, &format!("/languages/{language}/{key}"))
    };
    let source = of_language("contentDir").or_else(|| text(&tree, "/contentDir"));
    let source = source.unwrap_or_else(|| "content".to_owned());
    let source = source.trim_matches('/').to_owned();
    // Many programs have a `config.toml`.
    if !files.has_documents_in(&source) {
        return None;
    }
    let code = text(&tree, "/languageCode").map(|code| code.replace('_', "-"));
    Some(Settings {
        title: text(&tree, "/title").or_else(|| of_language("title")),
        tagline: text(&tree, "/params/description").or_else(|| of_language("params/description")),
        language: code.or(language.clone()),
        address: text(&tree, "/baseURL").and_then(|address| web_address(&address)),
        repository: text(&tree, "/params/github_repo").and_then(|address| web_address(&address)),
        edit_branch: text(&tree, "/params/github_branch").filter(|branch| branch != "main"),
        source: Some(source),
        fields: [
            "weight",
            "linkTitle",
            "menu",
            "cascade",
            "layout",
            "no_list",
            "simple_list",
            "toc_hide",
            "hide_summary",
            "outputs",
            "publishDate",
            "expiryDate",
            "url",
            "bookCollapseSection",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..Settings::default()
    })
}
