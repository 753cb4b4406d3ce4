//! Jekyll, and themes for it such as Just the Docs.

use super::settings::web_address;
use super::tree::{text, texts, yaml};
use super::{Files, Settings, Tool, patterns};

pub const JEKYLL: Tool = Tool {
    name: "Jekyll",
    dialect: "jekyll",
    marks: &["_config.yml", "_config.yaml", "_config.toml"],
    also: &[],
    read,
};

fn read(files: &Files<'_>) -> Option<Settings> {
    let tree = match files.text("_config.toml") {
        Some(config) => super::tree::toml(config),
        None => yaml(files.first(JEKYLL.marks)?),
    };
    let address = text(&tree, "/url").map(|url| {
        let folder = text(&tree, "/baseurl").unwrap_or_default();
        format!("{}{folder}", url.trim_end_matches('/'))
    });
    let mut exclude = ["404.md", "_*/**", "vendor/**"].map(str::to_owned).to_vec();
    // Names of files and folders from the root of the library.
    let listed = texts(&tree, "/exclude");
    exclude.extend(
        listed
            .iter()
            .filter(|name| is_page(name))
            .flat_map(|name| patterns::globs(&format!("/{}", name.trim_start_matches('/')))),
    );
    exclude.dedup();
    // kramdown with the parser for GitHub's Markdown, which Jekyll uses by default, makes its ids as
    // GitHub does.
    let has_own_parser = text(&tree, "/kramdown/input").is_some_and(|input| input != "GFM");
    let repository = text(&tree, "/repository");
    let repository = repository.and_then(|name| {
        web_address(&name).or_else(|| {
            let is_short = name.split('/').count() == 2;
            is_short.then(|| format!("https://github.com/{name}"))
        })
    });
    Some(Settings {
        title: text(&tree, "/title"),
        tagline: text(&tree, "/tagline").or_else(|| text(&tree, "/description")),
        language: text(&tree, "/lang").or_else(|| text(&tree, "/locale")),
        address,
        repository: repository.or_else(|| web_address(&text(&tree, "/gh_edit_repository")?)),
        edit_branch: text(&tree, "/gh_edit_branch").filter(|branch| branch != "main"),
        source: text(&tree, "/source").filter(|source| source != "." && source != "./"),
        exclude,
        heading_ids: has_own_parser.then_some("kramdown"),
        fields: [
            "layout",
            "nav_order",
            "parent",
            "grand_parent",
            "has_children",
            "has_toc",
            "nav_exclude",
            "permalink",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..Settings::default()
    })
}

/// Whether a document may be meant: a folder, a Markdown file, a pattern. `Gemfile` is none.
fn is_page(name: &str) -> bool {
    name.ends_with('/') || name.contains('*') || name.to_lowercase().ends_with(".md")
}
